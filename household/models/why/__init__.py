"""Our why: an answer is its writer's alone until every partner has answered; then all of them open at once."""

from typing import Any

from peewee import ForeignKeyField, TextField, fn

from household.database import db
from household.models.base import Record, Refused, TooLate, UTCDateTimeField
from household.models.clock import now
from household.models.event import Event
from household.models.person import Person
from household.models.why.invitation import WhyInvitation
from household.models.why.opening import WhyOpening, everyone


class WhyAnswer(Record):
    """What one partner wrote. Nothing anywhere tells of it before it opens; `words` taken back after that are empty."""

    opening = ForeignKeyField(WhyOpening, backref="answers", on_delete="CASCADE")
    by = ForeignKeyField(Person, on_delete="CASCADE")
    words = TextField()
    at = UTCDateTimeField()

    opening_id: int
    by_id: int

    class Meta:
        indexes = ((("opening", "by"), True),)

    @classmethod
    def told(cls) -> Any:
        """Each with its opening and its writer, the latest opening first, and in it in the order people came."""
        rows = cls.select(cls, WhyOpening, Person).join(WhyOpening).switch(cls).join(Person)
        return rows.order_by(WhyOpening.id.desc(), Person.id)

    @classmethod
    def write(cls, question: str, *, by: Person, words: str, instead_of: str | None = None) -> None:
        """Answer the question with this id, or say it otherwise. The last answer that was missing opens them all.

        `instead_of` is the mark of what was read before this was written, if that is known; "" where it was nothing.
        """
        if not words:
            raise Refused("Write a word or two first.")
        with db.atomic():
            opening, us = WhyOpening.hold(question), list(everyone())
            if len(us) < 2:
                raise Refused("This waits until there is someone to share it with.")
            if cls.is_shared(question, us):
                if cls.told().where(WhyOpening.question == question, cls.by == by, cls.words == words).exists():
                    return  # the same tap, twice
                raise TooLate("The answers are open now. They stay as they were written.")
            mine = cls.get_or_none(cls.opening == opening, cls.by == by)
            if instead_of not in (None, mine.mark if mine else "") and not (mine and mine.words == words):
                raise TooLate("You changed this somewhere else. Please look at it once more.")
            row = dict(opening=opening, by=by, words=words, at=now())
            changed = {cls.words: row["words"], cls.at: row["at"]}
            cls.insert(**row).on_conflict(conflict_target=[cls.opening, cls.by], update=changed).execute()
            WhyInvitation.put_off(by=by)
            opening.open_for(us)

    @classmethod
    def is_shared(cls, question: str, us: list[Person]) -> bool:
        """Whether it opened for all of these together, so that there is nothing more to write."""
        theirs = cls.select(cls.opening).join(WhyOpening).where(WhyOpening.question == question, cls.by << us)
        opened = theirs.where(WhyOpening.waiting.is_null()).group_by(cls.opening)
        return bool(opened.having(fn.COUNT(cls.id) == len(us)).exists())

    def take_back(self, *, by: Person) -> None:
        """Before it opens it is as if it had never been; after that only the words go, and it is told that they did."""
        with db.atomic():
            if WhyOpening.still_waits(self.opening_id):
                WhyAnswer.delete().where(WhyAnswer.id == self.id).execute()
            else:
                WhyAnswer.update(words="").where(WhyAnswer.id == self.id).execute()
                Event.record(self, "take_back", self.circle, self.circle)

    @classmethod
    def leave(cls, *, by: Person) -> None:
        """What they wrote and never opened goes with whoever leaves, and what waited for them alone opens.

        Call it in the transaction of their leaving, when they are here no more.
        """
        WhyInvitation.delete().where(WhyInvitation.person == by).execute()
        for one in list(WhyOpening.select().where(WhyOpening.waiting.is_null(False)).order_by(WhyOpening.id)):
            opening = WhyOpening.hold(one.question)
            cls.delete().where(cls.opening == opening, cls.by == by).execute()
            opening.open_for(list(everyone()))

    @property
    def mark(self) -> str:
        """Another with every change of the words."""
        return self.at.isoformat()

    @property
    def open(self) -> bool:
        return self.opening.waiting is None

    @property
    def circle(self) -> set[str]:
        """Those whose answers opened together: it is between them."""
        writers: Any = Person.select(Person.key).join(WhyAnswer).where(WhyAnswer.opening == self.opening_id)
        return {person.key for person in writers}
