"""The need finder's lists: feelings by family, each with what it is like in the body and the needs it may point to."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from household.content import Word, _read, words


@dataclass(frozen=True)
class Feeling:
    """`word` fits "I feel WORD", `may_need` are offers, never answers."""

    id: str
    word: str
    body: str
    may_need: tuple[Word, ...]


@dataclass(frozen=True)
class Family:
    """`mood` is how a face looks that feels like this."""

    id: str
    label: str
    hint: str
    picture: str
    mood: str
    feelings: tuple[Feeling, ...]

    @property
    def may_need(self) -> tuple[Word, ...]:
        """What may help where the very word is not found: the first need of each feeling, once."""
        return tuple(dict.fromkeys(feeling.may_need[0] for feeling in self.feelings))


@dataclass(frozen=True)
class NotSure:
    """“Not sure yet” is an answer like any other."""

    label: str
    hint: str
    may_need: tuple[Word, ...]


@cache
def families() -> tuple[Family, ...]:
    """Five families of feelings, in the order they are shown."""
    table = _read("feelings")
    return tuple(
        Family(
            id=family["id"],
            label=family["label"],
            hint=family["hint"],
            picture=family["picture"],
            mood=family["mood"],
            feelings=tuple(_feeling(one) for one in table["feeling"] if one["family"] == family["id"]),
        )
        for family in table["family"]
    )


@cache
def feelings_by_id() -> dict[str, Feeling]:
    return {feeling.id: feeling for family in families() for feeling in family.feelings}


@cache
def moods() -> dict[str, str]:
    """How a face looks, by the word for what it feels."""
    return {feeling.word: family.mood for family in families() for feeling in family.feelings}


@cache
def not_sure() -> NotSure:
    table = _read("feelings")
    return NotSure(table["not_sure"], table["not_sure_hint"], _needs(table["not_sure_may_need"]))


def _feeling(feeling: dict[str, Any]) -> Feeling:
    return Feeling(feeling["id"], feeling["word"], feeling["body"], _needs(feeling["may_need"]))


def _needs(ids: list[str]) -> tuple[Word, ...]:
    return tuple(words()[one] for one in ids)
