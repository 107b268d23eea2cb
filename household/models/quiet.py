"""Quiet hours: when someone does not want to be called, on the clock of the home."""

from datetime import datetime, time, timedelta
from typing import Self

from peewee import BooleanField, ForeignKeyField, TimeField

from household.models.base import Table
from household.models.clock import now
from household.models.home import Home
from household.models.person import Person


class Quiet(Table):
    """From `begins` to `ends`; both the same: never. `woken_by_now` lets through what is for now and may wake."""

    person = ForeignKeyField(Person, unique=True, on_delete="CASCADE")
    begins = TimeField(default=time(22))
    ends = TimeField(default=time(7))
    woken_by_now = BooleanField(default=False)

    person_id: int

    @classmethod
    def of(cls, person: Person) -> Self:
        """As they chose it, or as it is for everyone who did not: from ten in the evening to seven in the morning."""
        return cls.get_or_none(cls.person == person) or cls(person=person)

    @classmethod
    def by_person(cls) -> dict[int, Self]:
        """What people chose, by their ids."""
        return {one.person_id: one for one in cls.select()}

    @classmethod
    def keep(cls, *, by: Person, begins: time, ends: time, woken_by_now: bool) -> None:
        fresh = dict(begins=begins, ends=ends, woken_by_now=woken_by_now)
        cls.insert(person=by, **fresh).on_conflict(conflict_target=[cls.person], update=fresh).execute()

    def over_at(self, at: datetime | None = None) -> datetime | None:
        """When the quiet hours that `at` (or now) lies in are over; None by day."""
        here = Home.here()
        local = here.local(at or now())
        day, clock = local.date(), local.time()
        if self.begins < self.ends:
            return here.first_instant(day, self.ends) if self.begins <= clock < self.ends else None
        if self.begins > self.ends and clock >= self.begins:
            return here.first_instant(day + timedelta(days=1), self.ends)
        return here.first_instant(day, self.ends) if self.begins > self.ends and clock < self.ends else None
