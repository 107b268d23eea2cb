"""Starters: sentences to begin an ask with, whose slots stand in {braces}."""

import re
from dataclasses import dataclass
from functools import cache

from household.content import Word, _read


@dataclass(frozen=True)
class Starter:
    """`fits` are needs, or groups of needs, that it reads well with; "" is no need yet; none at all is every need."""

    text: str
    fits: tuple[str, ...]

    @property
    def slots(self) -> set[str]:
        return set(re.findall(r"{(\w+)}", self.text))

    def goes_with(self, word: Word | None) -> bool:
        return not self.fits or bool({*self.fits} & ({word.id, word.group} if word else {""}))


@cache
def starters() -> tuple[Starter, ...]:
    return tuple(Starter(one["text"], tuple(one.get("fits", ()))) for one in _read("phrases")["ask_starter"])


def fitting(word: Word | None, hurry: bool, **slots: str) -> list[str]:
    """The sentences that can be said whole of this need, the closest first; `slots` are its when and its feeling.

    Where there is no hurry, those that speak of no time come before those that do.
    """
    given = {"need": word.slot if word else "", "job": word.job if word else "", **slots}
    known = {name for name, said in given.items() if said}
    whole = [one for one in starters() if one.slots <= known and one.goes_with(word)]
    whole.sort(key=lambda one: ("need" in one.slots, "when" in one.slots and not hurry, -len(one.slots)))
    return [one.text.format(**given) for one in whole]
