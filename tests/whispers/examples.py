"""Sentences that people might write, by many hands: two thirds to learn the rules from, and a third kept apart.

Each file has one draft per line (two spaces stand for a line break), under the `# voice` it was written in.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from household import content

HERE = Path(__file__).parent / "examples"
PARTS = ("known", "apart")
FILES = {  # what is in them: of which kind, and whether something should be said
    "asks_argue": ("ask", True),
    "asks_plain": ("ask", False),
    "replies_back": ("reply", True),
    "replies_plain": ("reply", False),
}


class Draft(NamedTuple):
    text: str
    voice: str


@cache
def drafts(part: str, name: str) -> tuple[Draft, ...]:
    """All drafts of one file, `part` being "known" or "apart"."""
    return tuple(_read(HERE / part / f"{name}.txt"))


def _read(path: Path) -> Iterator[Draft]:
    voice = ""
    for line in path.read_text().splitlines():
        if line.startswith("# "):
            voice = line[2:]
        elif line:
            yield Draft(line.replace("  ", "\n"), voice)


def our_own(kind: str) -> Iterator[str]:
    """What the house itself offers to say, and feelings with needs: none of it is ever remarked on."""
    feelings, needs = content.feelings(), [word.slot for word in content.words().values()]
    if kind == "ask":
        for at, need in enumerate(needs):
            yield from (f"I need {need}. Can you help?", f"Could we find time for {need} tonight?")
            yield from (
                f"I feel {feelings[(at + step) % len(feelings)]} and I need {need}." for step in range(0, 30, 7)
            )
    else:
        for phrases in ("warm_reply", "glad_reply", "not_now", "kind_no"):
            for text in content.phrases(phrases):
                yield re.sub(r"{\w+}", "ten", text)
        for feeling in feelings:
            yield from (
                f"I'm {feeling} tonight.",
                f"I hear you. I'm {feeling}.",
                f"I feel {feeling} too. Can we sit down?",
            )
