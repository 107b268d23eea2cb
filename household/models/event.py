"""Something changed, and for whom. It names nobody who did it: it wakes screens, it is no log of people."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from peewee import BigAutoField, CharField, TextField

from household.models.base import Table, UTCDateTimeField
from household.models.clock import now
from household.models.mark import Mark
from household.models.prepared import Prepared, Slot

KEPT = timedelta(days=1)


def circle_of(keys: Iterable[str], audience: str, kids_can_help: bool) -> set[str]:
    """The words for those with these keys, an audience (nobody more where it is by name), and the kids who can help."""
    return {*keys} | {audience} - {"named"} | ({"kids"} if kids_can_help else set())


class Event(Table):
    """`before` and `after` are circles: words such as "partners", "kids" or a person's key, with blanks."""

    id = BigAutoField()
    kind = CharField(max_length=16)
    verb = CharField(max_length=24)
    before = TextField(default="")
    after = TextField(default="")
    at = UTCDateTimeField()

    @classmethod
    def record(cls, record: Any, verb: str, before: set[str], after: set[str]) -> None:
        """Say that `record` changed, to those who could see it before and those who can after."""
        RECORD.change(
            kind=type(record).__name__.lower(),
            verb=verb,
            before=" ".join(sorted(before)),
            after=" ".join(sorted(after)),
            at=now(),
        )
        Mark.renew(before | after)

    @classmethod
    def forget(cls) -> None:
        """Events serve open screens; after a day they go."""
        cls.delete().where(cls.at < now() - KEPT).execute()

    @property
    def circle(self) -> set[str]:
        return set(self.before.split()) | set(self.after.split())


RECORD = Prepared(
    lambda: Event.insert(
        {field: Slot(field.name, field) for field in (Event.kind, Event.verb, Event.before, Event.after, Event.at)}
    )
)
