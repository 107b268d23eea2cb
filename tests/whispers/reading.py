"""A second reading of the rules, in Python, by what their file says: the browser's must come to the same."""

import re
import unicodedata
from functools import cache
from typing import Any

from household.content import whispering

ODD = r"[^%s0-9 .,!?;:'\-]"
PLAIN = {"‘": "'", "’": "'", "“": '"', "”": '"', "–": ", ", "—": ", ", "…": "..."}


def read(kind: str, text: str, touch: bool = False, language: str = "en") -> dict[str, Any] | None:
    """The pattern whose line is shown under this draft of an "ask" or a "reply", if any."""
    found = found_in(kind, text, touch, language)
    if sum(one["weight"] for _, one in found) < rules(language)["enough"]:
        return None
    return min(found, key=lambda one: (-one[1]["weight"], one[0]))[1]


def found_in(kind: str, text: str, touch: bool = False, language: str = "en") -> list[tuple[int, dict[str, Any]]]:
    """All that counts, each with where it was found."""
    known = rules(language)
    if len(text.encode("utf-16-le")) // 2 > known["longest"] or not is_mostly(text, known):
        return []
    if any(regex(one).search(plain(text, language)) for one in known["harm"]["patterns"]):
        return []
    said = plain(text, language, quotes=False)
    offered = any(regex(one).search(said) for one in known[kind].get("offer", ()))
    found = []
    for one in known[kind]["pattern"]:
        if (one.get("unless_offered") and offered) or (one.get("unless_touch") and touch):
            continue
        match = regex(one["regex"]).search(said)
        if match and not ("unless" in one and regex(one["unless"]).search(said)):
            found.append((match.start(), {"weight": 2, **one}))
    return found


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
