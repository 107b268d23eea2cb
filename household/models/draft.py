"""A draft that was kept for later: its author's alone."""

from typing import Any

from peewee import CharField, ForeignKeyField, TextField

from household import content
from household.content import kids
from household.database import db
from household.models.base import Refused, UTCDateTimeField, Written
from household.models.clock import now
from household.models.person import Person


class Draft(Written):
    """What somebody would like to ask, some day. Nothing that others see changes with it, so it wakes no screen."""

    by = ForeignKeyField(Person, on_delete="CASCADE")
    word = CharField(max_length=24, default="")
    own = TextField(default="")
    feeling = CharField(max_length=24, default="")
    details = TextField(default="")
    at = UTCDateTimeField()

    by_id: int

    @property
    def chosen(self) -> content.Word | None:
        return kids.chosen(self.word)

    @classmethod
    def keep(cls, *, by: Person, once: str | None = None, instead_of: "Draft | None" = None, **words: Any) -> "Draft":
        """Keep word, own, feeling and details for later, or what became of another draft. Refuses one without words."""
        if not (words.get("word") or words.get("own")):
            raise Refused("Choose what would help, or say it in your own words.")
        with db.atomic():
            draft, _ = cls.write(once=once, same=dict(by=by, **words), at=now())
            if instead_of:
                instead_of.throw_away(by=by)
            return draft

    def throw_away(self, *, by: Person) -> None:
        Draft.delete().where(Draft.id == self.id).execute()
