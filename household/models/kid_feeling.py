"""How a child feels, told to one grown-up. At midnight it is gone, from every page and from the notebook."""

from typing import Any, Self

from peewee import CharField, DateField, ForeignKeyField

from household.content.kids import KidFace, face_of
from household.database import db
from household.models.base import Record
from household.models.device import today_here
from household.models.event import Event
from household.models.person import Person


class KidFeeling(Record):
    """`feeling` is the id of a face; empty where the child was not sure. `day` is the one day on which it is there."""

    by = ForeignKeyField(Person, on_delete="CASCADE")
    to = ForeignKeyField(Person, on_delete="CASCADE")
    feeling = CharField(max_length=16, default="")
    day = DateField()

    by_id: int
    to_id: int

    class Meta:
        indexes = ((("by", "to"), True),)

    @classmethod
    def tell(cls, *, by: Person, to: Person, feeling: str) -> Self:
        """Tell one grown-up, in the place of what they were told before. The same once more is no news."""
        with db.atomic():
            cls.forget_past()
            another = cls.update(feeling=feeling).where((cls.by == by) & (cls.to == to) & (cls.feeling != feeling))
            first = cls.insert(by=by, to=to, feeling=feeling, day=today_here()).on_conflict_ignore()
            new = another.execute() or first.as_rowcount().execute()
            told = cls.get((cls.by == by) & (cls.to == to))
            if new:
                Event.record(told, "tell", told.circle, told.circle)
                told.call()
            return told

    def call(self) -> None:
        """Let the one who is told hear of it."""
        from household.models.notice import Notice

        Notice.tell("feel", by=self.by, circle={self.to.key}, kid_feeling=self)

    def take_back(self, *, by: Person) -> None:
        """Gone, as if it had not been said."""
        with db.atomic():
            if KidFeeling.delete().where(KidFeeling.id == self.id).execute():
                Event.record(self, "take_back", self.circle, self.circle)

    @classmethod
    def of_day(cls, day: Any) -> Any:
        """Of those who are here, told to those who are here, in the order in which it was told."""
        to = Person.alias()
        rows = cls.select(cls, Person, to).join(Person, on=cls.by).switch(cls).join(to, on=cls.to, attr="to")
        return rows.where(cls.day == day, Person.left_at.is_null(), to.left_at.is_null()).order_by(cls.id)

    @classmethod
    def forget_past(cls) -> None:
        """What is of no day but today is kept by nobody. No page changes by it: none has shown it since midnight."""
        cls.delete().where(cls.day != today_here()).execute()

    @property
    def face(self) -> KidFace:
        return face_of(self.feeling)

    @property
    def circle(self) -> set[str]:
        return {self.by.key, self.to.key}
