"""An opening: the answers to one question that open together, as soon as nobody's is missing."""

from typing import Any, Self

from peewee import CharField

from household.models.base import Table, UTCDateTimeField
from household.models.clock import now
from household.models.event import Event
from household.models.person import Person, Role


class WhyOpening(Table):
    """`waiting` is the question's id once more until it opens, and nothing after that: so one waits at a time.

    When someone comes later, the question can be answered anew, and that is another opening.
    """

    question = CharField(max_length=8)
    waiting = CharField(max_length=8, null=True, unique=True)
    opened_at = UTCDateTimeField(null=True)

    answers: Any

    @classmethod
    def hold(cls, question: str) -> Self:
        """The one that waits, begun if need be. Whoever else would write there waits until this transaction ends.

        So of two last answers in one instant the second sees the first, and opens both.
        """
        while not cls.update(question=question).where(cls.waiting == question).execute():
            cls.insert(question=question, waiting=question).on_conflict_ignore().execute()
        return cls.get(cls.waiting == question)

    @classmethod
    def still_waits(cls, id: int) -> bool:
        """Whether it does, and will until this transaction ends."""
        return bool(cls.update(opened_at=None).where(cls.id == id, cls.waiting.is_null(False)).execute())

    def open_for(self, us: list[Person]) -> None:
        """Open it, if each of these has written, and there are others to read it."""
        if len(us) > 1 and {one.id for one in us} <= {answer.by_id for answer in self.answers}:
            WhyOpening.update(waiting=None, opened_at=now()).where(WhyOpening.id == self.id).execute()
            Event.record(self, "open", set(), {one.key for one in us})


def everyone() -> Any:
    """Whose answers, and whose keeping, all that is ours waits for."""
    return Person.here(Role.PARTNER)
