"""Words under a need, and "not now", which is between the two alone."""

from typing import Any

from peewee import CharField, ForeignKeyField, TextField

from household.database import db
from household.models.base import Refused, UTCDateTimeField, Written
from household.models.clock import now
from household.models.event import Event
from household.models.need import Need
from household.models.person import Person


class Reply(Written):
    """It keeps the audience it was written under, whatever the need's becomes."""

    need = ForeignKeyField(Need, on_delete="CASCADE")
    by = ForeignKeyField(Person, on_delete="CASCADE")
    words = TextField(default="")
    audience = CharField(max_length=8)
    not_now = CharField(max_length=3, default="")
    at = UTCDateTimeField()

    by_id: int

    @classmethod
    def write_under(cls, need: Need, *, by: Person, words: str, once: str | None = None) -> "Reply":
        """Say something under a need, to everyone who sees it."""
        if not words:
            raise Refused("Write a word or two first.")
        return cls._put(need, "reply", by=by, words=words, audience=need.audience, once=once)

    @classmethod
    def say_not_now(cls, need: Need, *, by: Person, words: str = "", once: str | None = None) -> "Reply":
        """Not now, with what I can do instead or with nothing: the asker alone reads it."""
        if not need.open:
            raise need.late()
        return cls._put(need, "not_now", by=by, words=words, audience="named", not_now="yes", once=once)

    def take_back(self, *, by: Person) -> None:
        """One's own words are gone."""
        with db.atomic():
            Event.record(self, "take_back", self.circle, self.circle)
            Reply.delete().where(Reply.id == self.id).execute()

    @property
    def circle(self) -> set[str]:
        return {self.need.asked_by.key, self.by.key} if self.not_now else self.need.circle | {self.by.key}

    @classmethod
    def _put(cls, need: Need, verb: str, *, once: str | None, **same: Any) -> "Reply":
        with db.atomic():
            if Need.get_by_id(need.id).closed_as == "taken back":
                raise need.late()
            reply, new = cls.write(once=once, same=same | {"need": need}, at=now())
            if new:
                Event.record(reply, verb, set(), reply.circle)
            return reply
