"""Mended, let go, or taken back: how a repair ends, and how its words go for good."""

from typing import Any

from peewee import fn

from household.database import db
from household.models.base import random_key
from household.models.event import Event
from household.models.person import Person

OF_THE_HURT = ("landed", "feelings", "feels", "asks", "welcome", "more")
OF_THE_OTHER = ("heard", "owns", "mends", "lent")


class Ending:
    """The hurt one says whether it mended; both let it go; each erases their own words, whenever they like."""

    def say_mended(self: Any, *, by: Person, mended: bool, words: str = "", turn: str | None = None) -> None:
        """It is mended; or not yet, with a word more: then the other listens once more."""
        with db.atomic():
            more = "" if mended else words
            if self.go_on("say_mended", "close", to="mended" if mended else "hear", turn=turn, more=more):
                self.call("mended" if mended else "turn", by=by)

    def let_go(self: Any, *, by: Person) -> bool:
        """When both have, nothing of it is kept anywhere; whether it is gone. What was never told goes at once.

        The kids are told nothing of it any more as soon as one of the two lets it go.
        """
        from household.models.story import Story

        one: Any = type(self)
        mine = "by_lets_go" if by.id == self.by_id else "to_lets_go"
        left = Person.select(Person.id).where((Person.id == self.beside(by).id) & Person.left_at.is_null(False))
        with db.atomic():
            before = self.circle
            one.update(**{mine: True}).where(one.id == self.id).execute()
            Story.forget(self)
            all_do = (one.by_lets_go & one.to_lets_go) | (one.stage == "tell") | fn.EXISTS(left)
            gone = one.delete().where((one.id == self.id) & all_do).execute() > 0
            Event.record(self, "let_go", before, set() if gone else before)
            return gone

    def take_back(self: Any, *, by: Person) -> None:
        """One's own words are erased; what the other said stays theirs.

        Without them there is nothing to be asked about: from there they are back at saying what was heard. So they are
        from every later step if it was written on the other's device, since it was perhaps never said.
        """
        one: Any = type(self)
        hurt = by.id == self.by_id
        erased = dict.fromkeys(OF_THE_HURT if hurt else OF_THE_OTHER, "") | {"once": None}
        took = {"by_took_back" if hurt else "to_took_back": True}
        with db.atomic():
            one.update(**erased, **took).where(one.id == self.id).execute()
            if not hurt:
                unsaid = ("fit", "own", "mend", "close") if self.lent else ("fit",)
                asked = (one.id == self.id) & (one.stage << unsaid)
                one.update(stage="hear", turn=random_key()).where(asked).execute()
            Event.record(self, "take_back", self.circle, self.circle)
