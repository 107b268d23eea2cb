"""The stories that kids are told: ten fixed texts with blanks, each sentence of them with a panel of its own."""

import re
from dataclasses import dataclass
from functools import cache

from household.content import _read
from household.content.kids import kid_faces

AFTER = ("happy", "calm", "proud", "loved")  # how both may feel once it is done
SKIES = {  # the weather behind whoever feels so
    "happy": "sun",
    "calm": "bright",
    "proud": "rainbow",
    "loved": "sun",
    "sad": "rain",
    "angry": "storm",
    "scared": "wind",
    "tired": "cloud",
}


@dataclass(frozen=True)
class Text:
    """`when` it is told, its sentences, and how each is drawn. `beside`: what is read by those it does not speak to."""

    when: str
    sentences: tuple[str, ...]
    panels: tuple[str, ...]
    beside: tuple[str, ...]

    def filled(self, *, aside: bool = False, **blanks: str) -> list[str]:
        """The sentences with what is known in their blanks."""
        return [one.format(**blanks) for one in (self.beside if aside else self.sentences)]


@cache
def texts() -> dict[str, Text]:
    """Those that are told in panels, by when they are told."""
    rows = [one for one in _read("kid_stories")["story"] if "panels" in one]
    return {one["when"]: _text(one) for one in rows}


@cache
def ask_back() -> str:
    return str(_read("kid_stories")["ask_back"])


@cache
def felt() -> dict[str, str]:
    """The kid face that is the nearest to a grown-up's feeling, by its word; where none is honest there is none."""
    faces = kid_faces()
    return {one["word"]: one["kid"] for one in _read("feelings")["feeling"] if one.get("kid") in faces}


def _text(one: dict) -> Text:
    said = _sentences(one["text"])
    return Text(one["when"], said, tuple(one["panels"]), _sentences(one["beside"]) if "beside" in one else said)


def _sentences(text: str) -> tuple[str, ...]:
    """Split where one ends, and not inside of what somebody says. The blanks are still empty: no name is split."""
    return tuple(re.split(r"(?<=[.”]) (?=[A-Z{])", text))
