"""Words as a search compares them: without case, accents and umlauts, and the same on every database."""

import unicodedata
from typing import NamedTuple

# what no decomposition takes apart, and the two apostrophes that phones can't agree on
LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i", "’": "'", "‘": "'"})
DOTS = "\u0308"  # over a vowel it can also be written as an e behind it


class Folded(NamedTuple):
    """The same words twice: ä as a, and ä as ae."""

    bare: str
    spelt: str

    def holds(self, word: "Folded") -> bool:
        return word.bare in self.bare or word.spelt in self.spelt


class Sought(tuple[Folded, ...]):
    """The words that somebody looks for, each by itself. Without any, nothing is found."""

    def __new__(cls, typed: str) -> "Sought":
        both = zip(*(one.split() for one in fold(typed)), strict=True)
        return super().__new__(cls, (Folded(*word) for word in both))

    def all_in(self, text: str) -> bool:
        """Whether each of them stands somewhere in it."""
        return bool(self) and all(map(fold(text).holds, self))

    def any_in(self, text: str) -> bool:
        return any(map(fold(text).holds, self))


def fold(text: str) -> Folded:
    """Both spellings in small letters, without marks and unseen joiners; ß is ss."""
    if text.isascii():
        return Folded(text.lower(), text.lower())
    apart = _apart(_apart(text).casefold().translate(LETTERS))
    bare = _unmarked(apart)
    return Folded(bare, _unmarked(_spelt(apart)) if DOTS in apart else bare)


def _spelt(apart: str) -> str:
    for vowel in "aou":
        apart = apart.replace(vowel + DOTS, vowel + "e")
    return apart


def _apart(text: str) -> str:
    return unicodedata.normalize("NFKD", text)


def _unmarked(text: str) -> str:
    seen = (one for one in text if not unicodedata.combining(one) and unicodedata.category(one) != "Cf")
    return "".join(seen)
