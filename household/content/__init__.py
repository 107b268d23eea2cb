"""The words and lists of the product, read from the TOML files beside this module."""

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
GROUP_PICTURES = {
    "close": "hug",
    "heard": "talk",
    "rest": "bed",
    "day": "dishes",
    "plans": "card",
    "safe": "heart",
}


DRAWN = {"hug": "hug", "listen": "talk", "sleep": "bed", "quiet": "quiet"}  # needs that share a picture of the house


@dataclass(frozen=True)
class Word:
    """A need that can be chosen: `told` fits "NAME asks for TOLD", `touch` marks closeness of bodies.

    `smaller` is what it could look like in its smallest form, `parts` what a whole job is made of; `job` is what there
    is to do, where it is a job: "Will you take JOB off my hands?" `kid` is how children say it, as in "Mama asked for
    KID.", and `picture` how it is drawn for them; `kid_can_see`: once it is met, it may become a story for them.
    `practical`: help with the day, or what is suggested for guests too.
    """

    id: str
    group: str
    label: str
    slot: str
    told: str
    touch: bool
    kids_can_help: bool
    kids_never: bool
    smaller: str = ""
    parts: tuple[str, ...] = ()
    job: str = ""
    kid: str = ""
    kid_can_see: bool = False
    picture: str = ""
    practical: bool = False

    by_child = False  # see KidAsk

    @property
    def plain_no(self) -> bool:
        """Whether a no to it is just that, and nobody is asked what else they could do."""
        return self.touch or self.by_child

    @property
    def glad(self) -> bool:
        """Good news, which is answered with joy and a question."""
        return self.id == "good_news"


@dataclass(frozen=True)
class Group:
    id: str
    label: str
    picture: str
    words: tuple[Word, ...]


@cache
def groups() -> tuple[Group, ...]:
    """Six groups of six needs, in the order they are shown."""
    table = _read("needs")
    return tuple(
        Group(
            id=group["id"],
            label=group["label"],
            picture=GROUP_PICTURES[group["id"]],
            words=tuple(_word(need) for need in table["need"] if need["group"] == group["id"]),
        )
        for group in table["group"]
    )


@cache
def said_aloud() -> tuple[Group, ...]:
    """The same without what is between grown-ups: what can be asked where anybody in the kitchen reads along."""
    fit = (replace(group, words=tuple(word for word in group.words if not word.kids_never)) for group in groups())
    return tuple(group for group in fit if group.words)


@cache
def words() -> dict[str, Word]:
    return {word.id: word for group in groups() for word in group.words}


@cache
def practical() -> dict[str, Word]:
    """What a guest may be asked for before anything else, by their ids, in the order they are shown."""
    return {id: word for id, word in words().items() if word.practical}


@cache
def feelings() -> tuple[str, ...]:
    """The grown-ups' feeling words, as in "NAME feels heavy"."""
    return tuple(feeling["word"] for feeling in _read("feelings")["feeling"])


@cache
def phrases(kind: str) -> tuple[str, ...]:
    """Phrases of one kind, such as "appreciation"; their slots stand in {braces}."""
    return tuple(phrase["text"] for phrase in _read("phrases")[kind])


@cache
def lines(kind: str) -> dict[str, dict[str, str]]:
    """The same by their ids, each with all that is known of it."""
    return {line["id"]: line for line in _read("phrases")[kind]}


def filled(kind: str, **known: str) -> dict[str, str]:
    """The phrases of one kind by their ids, with what is known in their blanks; the others are left out."""
    known = {name: value for name, value in known.items() if value}
    texts = {id: line["text"] for id, line in lines(kind).items()}
    return {id: text.format_map(known) for id, text in texts.items() if set(re.findall(r"\{(\w+)\}", text)) <= {*known}}


@cache
def said_to(whom: str) -> tuple[str, ...]:
    """The appreciation that is for the "asker", or for whoever said a "kind_no"."""
    return tuple(phrase["text"] for phrase in _read("phrases")["appreciation"] if phrase.get("to") == whom)


@cache
def qualities() -> tuple[str, ...]:
    return tuple(_read("phrases")["qualities"]["words"])


def code_words() -> tuple[str, ...]:
    """256 short words that are easy to say on the telephone: each is worth eight bits."""
    return tuple((HERE / "code_words.txt").read_text().split())


def _word(need: dict[str, Any]) -> Word:
    """Touch, being heard, being safe and money are between grown-ups, so never a child's to carry."""
    never = need["body"] or need["group"] in ("heard", "safe") or need["id"] == "money_talk"
    return Word(
        id=need["id"],
        group=need["group"],
        label=need["label"],
        slot=need["slot"],
        told=need["told"],
        touch=need["body"],
        kids_can_help=need["kids_can_help"] and not never,
        kids_never=never,
        smaller=need["looks_like"],
        parts=tuple(need.get("parts", ())),
        job=need.get("job", ""),
        kid=need["kid"],
        kid_can_see=need["kid_can_see"],
        picture=DRAWN.get(need["id"], need["id"]),
        practical=need["group"] == "day" or need["audience"] == "orbit",
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text())
