"""The private check: one question on how alone somebody feels, and what is said to each answer."""

from dataclasses import dataclass
from functools import cache

from household.content import _read


@dataclass(frozen=True)
class Answer:
    """`said` is what the house says to it; `reaches`: whether it goes on with a small way to reach out."""

    id: str
    label: str
    said: str
    reaches: bool


@cache
def question() -> str:
    return str(_read("private_check")["question"])


@cache
def answers() -> dict[str, Answer]:
    return {one["id"]: Answer(**one) for one in _read("private_check")["answer"]}
