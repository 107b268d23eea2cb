"""The agreement's ready words: eight promises to begin with, and the line that no page of it is ever without."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from household.content import _read


@dataclass(frozen=True)
class Ready:
    """A promise to begin with. `slip` goes on from "When we slip, we...", `fits` are the occasions to quote it at."""

    id: str
    text: str
    short: str
    slip: str
    kid_words: str
    fits: frozenset[str]


@cache
def ready() -> dict[str, Ready]:
    """The eight by their ids, in the order in which they are offered."""
    return {one["id"]: Ready(**one | {"fits": frozenset(one["fits"])}) for one in _table()["promise"]}


@cache
def kid_lines() -> frozenset[str]:
    """The promises in kid words, as they are ready: the kids' own pages show no sentence that a grown-up typed."""
    return frozenset(one.kid_words for one in ready().values())


def most() -> int:
    """How many promises fit on the page."""
    return int(_table()["max_promises"])


def weeks() -> int:
    """After how many weeks people look at it again, unless they choose another day."""
    return int(_table()["review_every_weeks"])


def heading() -> str:
    return str(_table()["heading"])


def intro() -> str:
    return str(_table()["intro"])


def slips() -> tuple[str, ...]:
    """What is said of all promises together: everyone slips."""
    return tuple(one["text"] for one in _table()["when_we_slip"])


def limits() -> str:
    """What the page can't be used for. It stands wherever a promise does."""
    return str(_table()["limits"]["text"])


def kid_limits() -> str:
    return str(_table()["limits"]["kid_words"])


@cache
def _table() -> dict[str, Any]:
    return _read("agreement")
