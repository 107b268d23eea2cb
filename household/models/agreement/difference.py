"""The difference between the words that stand and those that are proposed, promise by promise and word by word."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

Piece = tuple[str, str]  # "" for what stays, "in" or "out", and the words
ALIKE = 0.5  # of their words, from which on two promises in own words are taken for one that was changed


class Change(NamedTuple):
    """What became of one promise: "same", "changed", "new" or "gone". Its words are in pieces."""

    kind: str
    text: list[Piece]
    slip: list[Piece]
    kid_words: list[Piece]


def difference(old: Sequence[Any], new: Sequence[Any], kids: bool = False) -> list[Change]:
    """One Change for each promise that there will be, in its place, then one for each that goes.

    Kid words count only where `kids` see them, or would.
    """

    def told(promise: Any) -> tuple[str, str, str]:
        return promise.text, promise.slip, promise.kid_words if kids else ""

    left, changes = list(old), []
    pairs = paired(old, new)
    for one in new:
        before = pairs.get(one.key)
        if before is None:
            changes.append(Change("new", *([("", said)] if said else [] for said in told(one))))
            continue
        left.remove(before)
        pieces = [between(was, said) for was, said in zip(told(before), told(one), strict=True)]
        changed = any(how for part in pieces for how, _ in part)
        changes.append(Change("changed" if changed else "same", *pieces))
    return changes + [Change("gone", *([("", said)] if said else [] for said in told(one))) for one in left]


def paired(old: Sequence[Any], new: Sequence[Any]) -> dict[str, Any]:
    """The old promise that each new one was, by the new one's key: the same words, the same origin, or much alike."""
    pairs: dict[str, Any] = {}
    for same in (lambda a, b: a.text == b.text, lambda a, b: a.word and a.word == b.word, alike):
        for one in new:
            if one.key not in pairs:
                taken = {before.key for before in pairs.values()}
                found = next((was for was in old if was.key not in taken and same(was, one)), None)
                pairs |= {one.key: found} if found else {}
    return pairs


def alike(was: Any, one: Any) -> bool:
    """Whether two that have no origin in common say much the same."""
    if was.word != one.word:
        return False
    before, after = words_of(was.text), words_of(one.text)
    return len({*before} & {*after}) >= ALIKE * max(len({*before}), len({*after}))


def between(was: str, now: str) -> list[Piece]:
    """The words of both, each said to stay, to come in or to go out."""
    from difflib import SequenceMatcher  # only here: few pages compare

    before, after = words_of(was), words_of(now)
    pieces: list[Piece] = []
    for how, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if how == "equal":
            pieces.append(("", " ".join(before[a:b])))
            continue
        pieces += [("out", " ".join(before[a:b]))] if b > a else []
        pieces += [("in", " ".join(after[c:d]))] if d > c else []
    return pieces


def words_of(text: str) -> list[str]:
    return re.findall(r"\S+", text)
