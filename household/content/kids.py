"""What children ask for and how they say they feel: the words of the kids' own pages, and which picture tells each."""

from dataclasses import dataclass
from functools import cache

from household.content import Word, _read, words


@dataclass(frozen=True)
class KidAsk(Word):
    """A tile of "I need help". `say` is read aloud when it is tapped; what is `urgent` goes to every partner."""

    say: str = ""
    urgent: bool = False
    by_child = True


@dataclass(frozen=True)
class KidFace:
    """How a child says they feel: `word` as in "Theo feels WORD", `say` as the child says it, `mood` the face."""

    id: str
    word: str
    say: str
    mood: str

    @property
    def hard(self) -> bool:
        """Whether it helps not to be alone with it."""
        return self.id in HARD


MOODS = {"angry": "mad"}  # where the face is called otherwise than the feeling
ALWAYS = ("kid_scared", "kid_hurts")  # no grown-up takes these two from a child's page
MOST = 12  # tiles that fit on a phone without scrolling
UNSURE = KidFace("", "not sure", "I am not sure.", "unsure")
HARD = ("sad", "angry", "scared")
THANKS_PICTURES = ("heart", "sun", "flower", "dino", "cake", "rainbow", "cat", "teddy")
QUALITIES = {"kind": "loved", "funny": "happy", "brave": "proud", "gentle": "calm"}  # each with the face that tells it


@cache
def kid_asks() -> dict[str, KidAsk]:
    """All of them by their ids, in the order in which they are shown until a grown-up chooses another."""
    return {f"kid_{one['id']}": _ask(one) for one in _read("kid_asks")["ask"]}


@cache
def kid_faces() -> dict[str, KidFace]:
    """Eight, by their ids."""
    faces = _read("feelings")["kid_face"]
    return {
        one["feeling"]: KidFace(one["feeling"], one["word"], one["say"], MOODS.get(one["feeling"], one["feeling"]))
        for one in faces
    }


def faces() -> list[KidFace]:
    """All that a child can choose from: the eight, and that it is not sure."""
    return [*kid_faces().values(), UNSURE]


def face_of(feeling: str) -> KidFace:
    """How this feeling, by its id, is said and drawn; where a child is not sure, that."""
    return kid_faces().get(feeling, UNSURE)


@cache
def told(id: str) -> str:
    """A fixed sentence of the kids' pages; its blanks stand in {braces}."""
    sentence: str = _read("kid_stories")["kid_ui"][id]
    return sentence


@cache
def urgent() -> frozenset[str]:
    """What every partner hears of at once, by id."""
    return frozenset(id for id, ask in kid_asks().items() if ask.urgent)


def chosen(id: str) -> Word | None:
    """What this id stands for: a need from the grown-ups' list, or what a child asks for."""
    return words().get(id) or (kid_asks().get(id) if id else None)


def _ask(one: dict) -> KidAsk:
    return KidAsk(
        id=f"kid_{one['id']}",
        group="",
        label=one["label"],
        slot=one["told"],
        told=one["told"],
        touch=False,
        kids_can_help=True,
        kids_never=False,
        kid=one.get("kid", one["told"]),
        kid_can_see=True,
        picture=one.get("picture", one["id"]),
        say=one["say"],
        urgent=one["urgent"],
    )
