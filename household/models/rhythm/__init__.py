"""A need that comes back: every Friday at tea, every other week, on these days."""

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField, TimeField

from household.models.base import Table, UTCDateTimeField, Written
from household.models.home import Moment
from household.models.person import Person


class Rhythm(Written):
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

    by_id: int


class RhythmNamed(Table):
    """A person by name for whom it is."""

    rhythm = ForeignKeyField(Rhythm, on_delete="CASCADE")
    person = ForeignKeyField(Person, on_delete="CASCADE")

    class Meta:
        indexes = ((("rhythm", "person"), True),)
