"""The care page's words: six short parts, the one for right now first."""

from dataclasses import dataclass
from functools import cache

from household.content import _read


@dataclass(frozen=True)
class Part:
    id: str
    title: str
    lines: tuple[str, ...]


@cache
def parts() -> tuple[Part, ...]:
    """In the order they are shown."""
    return tuple(Part(one["id"], one["title"], tuple(one["lines"])) for one in _read("care_page")["section"])


@cache
def words() -> dict[str, str]:
    """The title of the page, its small print, and the note for whoever fills in the numbers."""
    table = _read("care_page")
    return {"title": table["title"], "small_print": table["small_print"]["text"], "note": table["contacts"]["note"]}
