"""Ouch: one partner says that something hurt, with words or without. Until it is told, nobody else sees it."""

from typing import Any

from household.database import db
from household.models.base import Refused
from household.models.clock import now
from household.models.event import Event
from household.models.need import Need
from household.models.person import Person
from household.models.reply import Reply


class Opening:
    """The verbs of the one who was hurt, up to the other's turn. Every word of it is optional."""

    @classmethod
    def ouch(
        cls: Any,
        *,
        by: Person,
        to: Person,
        need: Need | None = None,
        reply: Reply | None = None,
        told: bool = True,
        once: str | None = None,
        **words: str,
    ) -> Any:
        """It hurt. `words` are landed, feelings, feels, asks and welcome. Not `told`, it is kept for `by` alone."""
        if by.id == to.id:
            raise Refused("Choose whom you would like to tell.")
        with db.atomic():
            same = dict(by=by, to=to, need=need, reply=reply, **words)
            repair, new = cls.write(once=once, same=same, stage="hear" if told else "tell", at=now())
            if new:
                Event.record(repair, "ouch", set(), repair.circle)
                if told:
                    repair.call("ouch", by=by)
            elif told and repair.stage == "tell":  # kept by this very form before
                repair.tell(by=by)
            return repair

    def tell(self: Any, *, by: Person, told: bool = True, turn: str | None = None, **words: str) -> None:
        """Other words for what was kept; once it is `told`, the other reads them."""
        with db.atomic():
            if self.go_on("tell", "tell", to="hear" if told else "tell", turn=turn, **words) and told:
                self.call("ouch", by=by)
