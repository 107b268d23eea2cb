"""The weekly check-in: how it begins, the twelve questions, and how it ends."""

from functools import cache

from household.content import _read

LOAD = "c05"  # fairness is a talk, so it is offered every week


@cache
def questions() -> dict[str, str]:
    """What can be talked about, by id."""
    return {one["id"]: one["text"] for one in _read("checkin")["question"]}


@cache
def said(line: str) -> str:
    """The line it starts or ends with: "start", "end"."""
    return str(_read("checkin")[line])


@cache
def most() -> int:
    """How many questions are enough for one evening."""
    return int(_read("checkin")["pick"])


def three(turn: int) -> tuple[str, ...]:
    """The ids of three to begin with, in the order of the bank: the one about the load, and two that take turns."""
    others = [one for one in questions() if one != LOAD]
    chosen = {LOAD, *(others[(2 * turn + more) % len(others)] for more in (0, 1))}
    return tuple(one for one in questions() if one in chosen)
