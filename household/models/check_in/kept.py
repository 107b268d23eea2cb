"""What was kept of a check-in: words that their writer chose to keep, for those who took part. No day stands beside."""

from typing import Any

from peewee import CharField, ForeignKeyField, TextField

from household.database import db
from household.models.base import Record, Table
from household.models.event import Event
from household.models.person import Person


class CheckInKept(Record):
    """It tells neither when it was said nor how often people sat down: dates in a row would be a list of check-ins."""

    by = ForeignKeyField(Person, on_delete="CASCADE")
    question = CharField(max_length=8)
    words = TextField()

    by_id: int

    @classmethod
    def put_by(cls, by: Person, *, question: str, words: str, readers: list[Person]) -> None:
        """Call it in the transaction in which they are chosen."""
        kept = cls.create(by=by, question=question, words=words)
        CheckInKeptFor.insert_many([{"kept": kept, "person": person} for person in readers]).execute()
        Event.record(kept, "keep", set(), kept.circle)

    def take_back(self, *, by: Person) -> None:
        """Gone, for everybody."""
        with db.atomic():
            before = self.circle
            CheckInKept.delete().where(CheckInKept.id == self.id).execute()
            Event.record(self, "take_back", before, set())

    @property
    def circle(self) -> set[str]:
        return {row.person.key for row in CheckInKeptFor.of(self)}


class CheckInKeptFor(Table):
    """A person who took part, and may read it."""

    kept = ForeignKeyField(CheckInKept, on_delete="CASCADE")
    person = ForeignKeyField(Person, on_delete="CASCADE")

    class Meta:
        indexes = ((("kept", "person"), True),)

    @classmethod
    def of(cls, kept: CheckInKept) -> Any:
        return cls.select(cls, Person).join(Person).where(cls.kept == kept.id)
