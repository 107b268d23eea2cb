"""Tiny practices: one thing to try today. Nobody keeps who was shown which, or whether it was done."""

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache

from household.content import _read

STEP = 11  # to another one: far from tomorrow's, and it comes by all of them


@dataclass(frozen=True)
class Practice:
    """`around` says who must be here for it to make sense: "partners", "kids", or nobody."""

    text: str
    theme: str
    around: str


@cache
def practices() -> tuple[Practice, ...]:
    return tuple(Practice(one["text"], one["theme"], one.get("with", "")) for one in _read("practices")["practice"])


def for_the_day(some: list[Practice], person: str, day: date, another: int = 0) -> Practice:
    """The one that this person (a key) finds on that day, or `another`: each has an order of their own."""

    def place(one: Practice) -> str:
        return hashlib.sha256(f"{person} {one.text}".encode()).hexdigest()

    return sorted(some, key=place)[(day.toordinal() + STEP * another) % len(some)]
