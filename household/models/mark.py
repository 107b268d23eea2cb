"""A mark for each word of a circle, renewed whenever something changed for those in it: the same mark, no news."""

from collections.abc import Iterable
from typing import Any

from peewee import EXCLUDED, CharField

from household.models.base import Table, random_key
from household.models.prepared import Prepared, Slot

MOST = 6  # words that one person hears


class Mark(Table):
    """`word` is "partners", "home", ... or a person's key (see Event). `value` is random, so it counts nothing.

    Unlike events, marks are never forgotten, and none ever comes back: whoever knew one has missed nothing since.
    """

    word = CharField(max_length=24, unique=True)
    value = CharField(max_length=24)

    @classmethod
    def renew(cls, words: Iterable[str]) -> None:
        """Call it in the transaction of the change; in one order, so that two changes don't wait for each other."""
        for word in sorted(words):
            RENEW.change(word=word, value=random_key())

    @classmethod
    def of(cls, words: Iterable[str]) -> list[Any]:
        """(word, mark) of these words, as far as anything has ever happened there."""
        asked = sorted(words)
        assert len(asked) <= MOST, "nobody hears so many"
        return THESE.rows(**{f"word{n}": asked[n] if n < len(asked) else "" for n in range(MOST)}).rows


THESE = Prepared(
    lambda: (
        Mark.select(Mark.word, Mark.value)
        .where(Mark.word << [Slot(f"word{n}") for n in range(MOST)])
        .order_by(Mark.word)
    )
)
RENEW = Prepared(
    lambda: Mark.insert({Mark.word: Slot("word"), Mark.value: Slot("value")}).on_conflict(
        conflict_target=[Mark.word], update={Mark.value: EXCLUDED.value}
    )
)
