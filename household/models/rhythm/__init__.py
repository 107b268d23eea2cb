"""A need that comes back: every Friday at tea, every other week, on these days. Its verbs are in the files beside."""

from typing import Any

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField, TimeField

from household import content
from household.models.base import Table, UTCDateTimeField, Written
from household.models.home import Moment
from household.models.person import Person
from household.models.rhythm.beginning import Beginning
from household.models.rhythm.coming import Coming
from household.models.rhythm.pausing import Pausing


class Rhythm(Beginning, Coming, Pausing, Written):
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
    _named: list[Person]

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
    def asked_by_id(self) -> int:
        """As a need says it."""
        return self.by_id

    @property
    def chosen(self) -> content.Word | None:
        return content.words().get(self.word)

    @property
    def days(self) -> list[int]:
        """The weekdays, Monday first."""
        return [int(day) for day in self.weekdays.split()]

    @property
    def named(self) -> list[Person]:
        """Those whom it is for by name and who are still here."""
        if not hasattr(self, "_named"):
            type(self).take_named([self])
        return self._named

    @classmethod
    def take_named(cls, rhythms: list["Rhythm"]) -> list["Rhythm"]:
        """Give each of these the people it names, in one query."""
        rows = RhythmNamed.select(RhythmNamed, *Person.at_a_glance()).join(Person).order_by(RhythmNamed.id)
        found = list(rows.where((RhythmNamed.rhythm << rhythms) & Person.left_at.is_null())) if rhythms else []
        for rhythm in rhythms:
            rhythm._named = [row.person for row in found if row.rhythm_id == rhythm.id]
        return rhythms


class RhythmNamed(Table):
    """A person by name for whom it is."""

    rhythm = ForeignKeyField(Rhythm, on_delete="CASCADE")
    person = ForeignKeyField(Person, on_delete="CASCADE")

    rhythm_id: int

    class Meta:
        indexes = ((("rhythm", "person"), True),)
