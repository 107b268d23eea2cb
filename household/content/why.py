"""The questions of our why, in the order they are asked, and what is said about them."""

from dataclasses import dataclass
from functools import cache

from household.content import _read


@dataclass(frozen=True)
class Question:
    """`before` and `next` are the ids of its neighbours; empty at either end."""

    id: str
    text: str
    before: str
    next: str


@cache
def questions() -> dict[str, Question]:
    asked = _read("why")["question"]
    ids = ["", *(one["id"] for one in asked), ""]
    return {one["id"]: Question(one["id"], one["text"], ids[n], ids[n + 2]) for n, one in enumerate(asked)}


@cache
def told(what: str) -> str:
    """The "intro", "how" it goes, or how a line may begin: its "line_starter"."""
    return str(_read("why")[what].replace("{line}.", "..."))
