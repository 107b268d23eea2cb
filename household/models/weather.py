"""Weather: how much someone has to give today. At midnight it is gone, from every page and from the notebook."""

from typing import Any

from peewee import CharField, DateField, ForeignKeyField

from household.database import db
from household.models.base import Table
from household.models.device import today_here
from household.models.event import Event
from household.models.home import PARTNERS
from household.models.person import Person

SKIES = ("sunny", "fair", "cloudy", "low")  # from plenty to give to next to nothing
LETTERS = 60


class Weather(Table):
    """`day` is the one day, on the calendar on the wall here, on which it is there; `words` may say more."""

    person = ForeignKeyField(Person, unique=True, on_delete="CASCADE")
    sky = CharField(max_length=8)
    words = CharField(max_length=LETTERS, default="")
    day = DateField()

    person_id: int

    @classmethod
    def tell(cls, *, by: Person, sky: str, words: str = "") -> None:
        """Say how much one has to give today, in the place of what one said before. Nobody is called for it."""
        fresh = dict(sky=sky, words=words, day=today_here())
        with db.atomic():
            cls.forget_past()
            cls.insert(person=by, **fresh).on_conflict(conflict_target=[cls.person], update=fresh).execute()
            Event.record(cls(), "tell", PARTNERS, PARTNERS)

    @classmethod
    def take_off(cls, *, by: Person) -> None:
        """Gone before midnight, as if it had not been said."""
        with db.atomic():
            if cls.delete().where(cls.person == by).execute():
                Event.record(cls(), "take_off", PARTNERS, PARTNERS)

    @classmethod
    def today(cls) -> Any:
        """Of those who are here, in the order they came; none of another day, whether or not it was forgotten yet."""
        rows = cls.select(cls, Person).join(Person).where(cls.day == today_here(), Person.left_at.is_null())
        return rows.order_by(Person.id)

    @classmethod
    def forget_past(cls) -> None:
        """What is of no day but today is kept by nobody. No page changes by it: none has shown it since midnight."""
        cls.delete().where(cls.day != today_here()).execute()
