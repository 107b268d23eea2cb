"""Mended, let go, or taken back: how a repair ends, and how its words go for good."""

from typing import Any

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
        """When both have, nothing of it is kept anywhere; whether it is gone. What was never told goes at once."""
        one: Any = type(self)
        alone = self.stage == "tell" or Person.get_by_id(self.beside(by).id).left_at is not None
        with db.atomic():
            before = self.circle
            one.update(**{"by_lets_go" if by.id == self.by_id else "to_lets_go": True}).where(
                one.id == self.id
            ).execute()
            both = (one.by_lets_go & one.to_lets_go) if not alone else one.id.is_null(False)
            gone = one.delete().where((one.id == self.id) & both).execute() > 0
            Event.record(self, "let_go", before, set() if gone else before)
            return gone

    def take_back(self: Any, *, by: Person) -> None:
        """One's own words are erased; what the other said stays theirs.

        Where it was written on the other's device, it was perhaps never said: they are back at that step.
        """
        one: Any = type(self)
        hurt = by.id == self.by_id
        erased = dict.fromkeys(OF_THE_HURT if hurt else OF_THE_OTHER, "") | {"once": None}
        took = {"by_took_back" if hurt else "to_took_back": True}
        with db.atomic():
            lent = bool(self.lent) and not hurt
            one.update(**erased, **took).where(one.id == self.id).execute()
            if lent:
                unsaid = (one.id == self.id) & (one.stage << ("fit", "own", "mend", "close"))
                one.update(stage="hear", turn=random_key()).where(unsaid).execute()
            Event.record(self, "take_back", self.circle, self.circle)

    def become(self: Any, verb: str, **fields: Any) -> None:
        """Change this, whatever stage it is at; twice is once."""
        one: Any = type(self)
        with db.atomic():
            if one.update(**fields).where(one.id == self.id).execute():
                Event.record(self, verb, self.circle, self.circle)
