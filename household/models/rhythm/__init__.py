"""A need that comes back: every Friday at tea, every other week, on these days. Its verbs are in the files beside."""

from typing import Any

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField, TimeField

from household.models.base import Table, UTCDateTimeField, Written
from household.models.home import Moment
from household.models.kept_ask import KeptAsk
from household.models.person import Person
from household.models.rhythm.beginning import Beginning
from household.models.rhythm.coming import Coming
from household.models.rhythm.pausing import Pausing


class Rhythm(Beginning, Coming, Pausing, KeptAsk, Written):
    """It asks for the same thing again, as days and times on the clock of the home.

    `weekdays` are numbers with blanks between, from 0 (Monday) to 6; `every` is 1 for each week, 2 for every other
    one, reckoned from the week of `begins`. Up to `skipped_through` it does not come.
    """

    by = ForeignKeyField(Person, on_delete="CASCADE")
    word = CharField(max_length=24, default="")
    own = TextField(default="")
    feeling = CharField(max_length=24, default="")
    details = TextField(default="")
    audience = CharField(max_length=8)
    kids_can_help = BooleanField(default=False)
    weekdays = CharField(max_length=13)
    every = IntegerField(default=1)
    begins = DateField()
    moment = ForeignKeyField(Moment, null=True, on_delete="SET NULL")
    time = TimeField(null=True)
    skipped_through = DateField(null=True)
    paused_at = UTCDateTimeField(null=True)
    ended_at = UTCDateTimeField(null=True)
    tells = CharField(max_length=8, default="")

    by_id: int

    @classmethod
    def all(cls) -> Any:
        """Every rhythm with its asker and moment in the same query, the newest first."""
        rows = cls.select(cls, *Person.at_a_glance(), Moment).join(Person).switch(cls).left_outer_join(Moment)
        return rows.order_by(cls.id.desc())

    @classmethod
    def standing(cls) -> Any:
        """Those that have not ended."""
        return cls.all().where(cls.ended_at.is_null())

    @classmethod
    def of(cls, need: Any) -> "Rhythm | None":
        """The one that this need is an occurrence of."""
        return cls.all().where(cls.id == need.rhythm_id).get_or_none() if need.rhythm_id else None

    @property
    def going(self) -> bool:
        return self.ended_at is None and self.paused_at is None

    @property
    def days(self) -> list[int]:
        """The weekdays, Monday first."""
        return [int(day) for day in self.weekdays.split()]

    @classmethod
    def naming(cls) -> Any:
        return RhythmNamed, RhythmNamed.rhythm


class RhythmNamed(Table):
    """A person by name for whom it is."""

    rhythm = ForeignKeyField(Rhythm, on_delete="CASCADE")
    person = ForeignKeyField(Person, on_delete="CASCADE")

    rhythm_id: int

    class Meta:
        indexes = ((("rhythm", "person"), True),)
