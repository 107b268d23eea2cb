"""Said back, owned, mended: the other's three steps, and "Is that it?" between them. Each can be left open."""

from typing import Any

from household.database import db
from household.models.event import Event
from household.models.person import Person


class Answering:
    """`lent`: the words were written on the hurt one's device, and are marked so until the other keeps them."""

    def hear(self: Any, *, by: Person, words: str = "", lent: bool = False, turn: str | None = None) -> None:
        """What it was like for the one who was hurt. Without words there is nothing to be asked about."""
        self._say("hear", "heard", words, to="fit" if words else "own", by=by, lent=lent, turn=turn)

    def answer(self: Any, *, by: Person, fits: bool, words: str = "", turn: str | None = None) -> None:
        """Yes, that is it; or not quite, with a word more if one likes."""
        with db.atomic():
            more = "" if fits else words
            if self.go_on("answer", "fit", to="own" if fits else "hear", turn=turn, more=more):
                self.call("turn", by=by)

    def own(self: Any, *, by: Person, words: str = "", lent: bool = False, turn: str | None = None) -> None:
        self._say("own", "owns", words, to="mend", by=by, lent=lent, turn=turn)

    def mend(self: Any, *, by: Person, words: str = "", lent: bool = False, turn: str | None = None) -> None:
        self._say("mend", "mends", words, to="close", by=by, lent=lent, turn=turn)

    def keep_words(self: Any, *, by: Person, turn: str | None = None) -> None:
        """Yes, that is from me, though it was written on the other's device: what was read, and nothing newer."""
        one: Any = type(self)
        with db.atomic():
            if not one.update(lent="").where(one.id == self.id, one.turn == (turn or self.turn)).execute():
                raise self.late()
            Event.record(self, "keep_words", self.circle, self.circle)

    def _say(
        self: Any, stage: str, name: str, words: str, *, to: str, by: Person, lent: bool, turn: str | None
    ) -> None:
        others = {*self.lent.split()} - {name} | ({name} if lent and words else set())
        said = {name: words, "lent": " ".join(sorted(others)), "to_took_back": False}
        with db.atomic():
            if self.go_on(stage, stage, to=to, turn=turn, **said):
                if lent and words:
                    self.call("lend", by=by, to=self.to)
                elif not lent:
                    self.call("turn", by=by)
