"""A line of our why: anyone proposes it, it is ours when everyone keeps it, and anyone takes it off."""

from typing import Any

from peewee import CharField, ForeignKeyField, fn

from household.database import db
from household.models.base import Refused, Table, TooLate, UTCDateTimeField, Written
from household.models.clock import now
from household.models.event import Event
from household.models.home import PARTNERS
from household.models.person import Person
from household.models.why.opening import everyone

LINE = 160  # letters


class WhyLine(Written):
    words = CharField(max_length=LINE)
    by = ForeignKeyField(Person, on_delete="CASCADE")
    at = UTCDateTimeField()

    by_id: int

    @classmethod
    def propose(cls, *, by: Person, words: str, once: str | None = None) -> "WhyLine":
        """Lay a line before the others. Whoever does so keeps it."""
        if not words:
            raise Refused("Write a word or two first.")
        with db.atomic():
            line, new = cls.write(once=once, same=dict(by=by, words=words), at=now())
            if new:
                WhyLineYes.create(line=line, person=by)
                Event.record(line, "propose", set(), PARTNERS)
            return line

    @classmethod
    def is_kept(cls) -> Any:
        """The condition that none of those who are here has yet to say that they keep it."""
        yes = fn.EXISTS(WhyLineYes.select().where(WhyLineYes.line == cls.id, WhyLineYes.person == Person.id))
        return ~fn.EXISTS(everyone().where(~yes))

    def keep(self, *, by: Person) -> None:
        """Say yes to it; when all have, it is on the page."""
        with db.atomic():
            if not WhyLine.update(at=WhyLine.at).where(WhyLine.id == self.id).execute():
                raise TooLate("This line was taken off.")
            WhyLineYes.insert(line=self, person=by).on_conflict_ignore().execute()
            Event.record(self, "keep", PARTNERS, PARTNERS)

    def take_off(self, *, by: Person) -> None:
        """At once, and nothing keeps who did it."""
        with db.atomic():
            if WhyLine.delete().where(WhyLine.id == self.id).execute():
                Event.record(self, "take_off", PARTNERS, PARTNERS)


class WhyLineYes(Table):
    """Somebody keeps a line."""

    line = ForeignKeyField(WhyLine, on_delete="CASCADE")
    person = ForeignKeyField(Person, on_delete="CASCADE")

    line_id: int

    class Meta:
        indexes = ((("line", "person"), True),)
