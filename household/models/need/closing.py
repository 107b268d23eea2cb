"""Closing: "We did it", letting it rest, and taking one's words back."""

from functools import partial
from typing import Any

from household.database import db
from household.models.base import random_key
from household.models.clock import now
from household.models.need.claiming import FREE
from household.models.person import Person


class Closing:
    """The verbs that end a need; each done twice is done once. What was only for the claimer goes with the end."""

    def meet(self: Any, *, by: Person) -> None:
        """It happened, claimed or not."""
        self._close("meet", "met", by)

    def unmeet(self: Any, *, by: Person) -> None:
        """It has not happened after all: open again, with whoever has it, if they are still here.

        What the kids were told of it goes.
        """
        from household.models.story import Story

        fresh: dict[str, Any] = FREE if self.claimed_by and self.claimed_by.gone else {}
        with db.atomic():
            if not self.become("unmeet", type(self).closed_as == "met", closed_at=None, closed_as="", **fresh):
                raise self.late()
            Story.forget(self)

    def rest(self: Any, *, by: Person) -> None:
        """The asker lets it go quietly."""
        self._close("rest", "rested", by)

    def take_back(self: Any, *, by: Person) -> None:
        """The asker's words are erased, details and nudge too; what others wrote stays theirs."""
        from household.models.need.details import Details
        from household.models.need.widening import Widening
        from household.models.story import Story

        erased = dict(word="", own="", feeling="", warmly="", nudge_words="", kids_can_help=False, once=None)
        ended = dict(closed_at=self.closed_at or now(), closed_as="taken back", wording=random_key())
        with db.atomic():
            Details.keep(self, "")
            Widening.forget(self)
            told = partial(self._let_go, "take_back", by) if self.open else None
            self.become("take_back", type(self).closed_as != "taken back", told, **erased, **ended)
            Story.forget(self)

    def _close(self: Any, verb: str, ending: str, by: Person) -> None:
        is_open = type(self).closed_at.is_null()
        told = partial(self._let_go, verb, by) if verb == "rest" else None
        if not self.become(verb, is_open, told, closed_at=now(), closed_as=ending, warmly="", nudge_words=""):
            if type(self).get_by_id(self.id).closed_as == ending:
                return
            raise self.late()

    def _let_go(self: Any, verb: str, by: Person) -> None:
        """Whoever has it need not keep it in mind any more."""
        if self.claimed_by:
            self.tell(verb, by=by, to={self.claimed_by.key})
