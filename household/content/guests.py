"""What guests ask for first, as they would say it, and what they often thank for."""

from dataclasses import dataclass
from functools import cache

from household.content import Group, Word, _read, groups, words

FIRST = 8  # pictures on the page


@dataclass(frozen=True)
class Wish:
    """A need under a name of its own; `said`: that name goes along as the guest's own words, where no others do.

    `around` says who must be here for it to make sense: "kids", or nobody.
    """

    word: Word
    label: str
    said: bool
    around: str


@cache
def wishes() -> tuple[Wish, ...]:
    """In the order in which they are shown."""
    return tuple(
        Wish(words()[one["need"]], one["label"], one.get("said", False), one.get("with", ""))
        for one in _read("guests")["wish"]
    )


def first_of(around: set[str]) -> list[Wish]:
    """Those that come first, with the people there are."""
    return [one for one in wishes() if not one.around or one.around in around][:FIRST]


def further(shown: list[Wish]) -> list[tuple[Group, list[Word]]]:
    """All the other needs, by their groups."""
    first = {one.word.id for one in shown}
    left = [(group, [word for word in group.words if word.id not in first]) for group in groups()]
    return [(group, some) for group, some in left if some]


@cache
def ready_thanks() -> tuple[str, ...]:
    """What was done, in whole sentences to pick."""
    return tuple(_read("guests")["thanks"]["did"])
