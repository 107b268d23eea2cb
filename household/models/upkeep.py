"""When the house was last looked after: a proven copy, a copy in a second place, a reminder put off."""

from datetime import datetime
from typing import Self

from peewee import CharField

from household.models.base import Table, UTCDateTimeField
from household.models.clock import now


class Upkeep(Table):
    """One row for each kind of care; `note` is what it was done with, such as a file's name."""

    name = CharField(max_length=24, unique=True)
    at = UTCDateTimeField()
    note = CharField(max_length=200, default="")

    @classmethod
    def done(cls, name: str, note: str = "", at: datetime | None = None) -> None:
        """Remember that it was done now, or counts as done `at`."""
        fresh = dict(at=at or now(), note=note[:200])
        cls.insert(name=name, **fresh).on_conflict(conflict_target=[cls.name], update=fresh).execute()

    @classmethod
    def undone(cls, name: str) -> None:
        """Forget that it ever was."""
        cls.delete().where(cls.name == name).execute()

    @classmethod
    def last(cls, name: str) -> Self | None:
        return cls.get_or_none(cls.name == name)
