"""The soft invitation to add to our why: on one day a month at most, and never again if one says so."""

from calendar import monthrange
from datetime import date
from typing import Any, Self

from peewee import BooleanField, DateField, ForeignKeyField

from household.models.base import Table
from household.models.home import Home
from household.models.person import Person


class WhyInvitation(Table):
    """`since` is the day on which this person last answered, or put it away; whole months later it comes.

    It comes by the calendar alone, so that nobody has to note that it was seen.
    """

    person = ForeignKeyField(Person, unique=True, on_delete="CASCADE")
    since = DateField()
    wanted = BooleanField(default=True)

    @classmethod
    def of(cls, person: Person) -> Self:
        """This person's; as long as they did nothing about it, the months run from the day they came."""
        kept = cls.get_or_none(cls.person == person.id)
        return kept or cls(person=person, since=Home.here().local(person.joined_at).date(), wanted=True)

    @classmethod
    def put_off(cls, *, by: Person) -> None:
        """Not now: the months run anew from today. So they do after an answer."""
        cls._keep(by)

    @classmethod
    def end(cls, *, by: Person) -> None:
        cls._keep(by, wanted=False)

    @classmethod
    def begin(cls, *, by: Person) -> None:
        cls._keep(by, wanted=True)

    def comes(self, day: date) -> bool:
        """Whether it is there on this day: a whole number of months later; in a short month on its last day."""
        last = monthrange(day.year, day.month)[1]
        return self.wanted and day > self.since and day.day == min(self.since.day, last)

    @classmethod
    def _keep(cls, person: Person, **wanted: bool) -> None:
        fields: Any = {"since": Home.here().today} | wanted
        changed = {getattr(cls, name): value for name, value in fields.items()}
        cls.insert(person=person, **fields).on_conflict(conflict_target=[cls.person], update=changed).execute()
