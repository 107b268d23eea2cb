"""A second reading of the rules, in Python, by what their file says: the browser's must come to the same."""

import math
import re
import unicodedata
from functools import cache
from typing import Any

from household.content import whispering

TOKENS = re.compile(r"[^\W\d_]+|[0-9]+|[.,?!]")
ODD = r"[^%s0-9 .,!?;:'\-]"
PLAIN = {"‘": "'", "’": "'", "“": '"', "”": '"', "–": ", ", "—": ", ", "…": "..."}


def read(kind: str, text: str, touch: bool = False, language: str = "en") -> dict[str, Any] | None:
    """What is shown under this draft of an "ask" or a "reply", if anything: a pattern, or the line for all."""
    known = rules(language)
    if is_left_alone(text, known, language):
        return None
    said = plain(text, language, quotes=False)[: known["read"]]
    found = found_in(kind, said, touch, known)
    best = min(found, key=lambda one: (-one[1]["weight"], one[0]))[1] if found else None
    if sum(one["weight"] for _, one in found) >= known["enough"]:
        return best
    if touch or "weighed" not in known[kind] or weighed(said, known[kind]["weighed"]) < 0:
        return None
    return best or {"id": "weighed", "hint": known[kind]["hint"]}


def is_left_alone(text: str, known: dict[str, Any], language: str) -> bool:
    """Whether it is a letter, or in other letters, or may name harm."""
    if len(text.encode("utf-16-le")) // 2 > known["longest"] or not is_mostly(text, known):
        return True
    whole = plain(text, language)
    return any(regex(one).search(whole) for one in known["harm"]["patterns"])


def found_in(kind: str, said: str, touch: bool, known: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    """All patterns that count, each with where it was found."""
    offered = any(regex(one).search(said) for one in known[kind].get("offer", ()))
    found = []
    for one in known[kind]["pattern"]:
        if (one.get("unless_offered") and offered) or (one.get("unless_touch") and touch):
            continue
        match = regex(one["regex"]).search(said)
        if match and not ("unless" in one and regex(one["unless"]).search(said)):
            found.append((match.start(), {"weight": 2, **one}))
    return found


def weighed(said: str, scale: dict[str, Any]) -> float:
    """How far its words tip: from 0 on, something is said."""
    found = [scale["words"][one] for one in groups(said) if one in scale["words"]]
    return float(sum(found) / math.sqrt(len(found)) + scale["base"]) if found else float(scale["base"])


def groups(said: str, longest: int = 3) -> set[str]:
    """The words and signs of a plain text, and what stands side by side, up to three."""
    row = ["^", *("0" if one.isdigit() else one for one in TOKENS.findall(said)), "$"]
    spans = ((at, at + long) for at in range(len(row)) for long in range(1, longest + 1) if at + long <= len(row))
    return {" ".join(row[start:end]) for start, end in spans} - {"^", "$"}


def plain(text: str, language: str = "en", quotes: bool = True) -> str:
    known = rules(language)
    letters = known["letters"]
    text = unicodedata.normalize("NFKC", text).lower()
    for odd, straight in PLAIN.items():
        text = text.replace(odd, straight)
    text = re.sub(r"[ \t]*[\r\n][ \t\r\n]*", ". ", text)
    if not quotes:
        text = re.sub(r'"[^"]{0,300}"', " ", text)
    text = re.sub(rf"([{letters}])\1\1+", r"\1", text)
    text = re.sub(rf"[{letters}]+(?:'[{letters}]+)*", lambda word: spelled_out(word[0], known), text)
    return re.sub(" +", " ", re.sub(ODD % letters, " ", text)).strip()


def spelled_out(word: str, known: dict[str, Any]) -> str:
    if word in known["spelled_out"]:
        return str(known["spelled_out"][word])
    for ending, whole in known["endings"].items():
        if word.endswith(ending) and word != ending:
            return word[: -len(ending)] + str(whole)
    return word


def is_mostly(text: str, known: dict[str, Any]) -> bool:
    """Whether it is written in the letters of the language; what has no letters at all may be."""
    written = [one for one in text if one.isalpha()]
    ours = re.findall(f"[{known['letters']}]", "".join(written).lower())
    return not written or len(ours) / len(written) >= known["mostly"]


rules = cache(whispering.rules)


@cache
def regex(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)
