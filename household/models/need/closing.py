"""Closing: "We did it", letting it rest, and taking one's words back."""

from typing import Any

from household.database import db
from household.models.base import random_key
from household.models.clock import now
from household.models.person import Person


class Closing:
    """The verbs that end a need; each done twice is done once. What was only for the claimer goes with the end."""

    def meet(self: Any, *, by: Person) -> None:
        """It happened, claimed or not."""
        self._close("meet", "met")

    def rest(self: Any, *, by: Person) -> None:
        """The asker lets it go quietly."""
        self._close("rest", "rested")

    def take_back(self: Any, *, by: Person) -> None:
        """The asker's words are erased, details and nudge too; what others wrote stays theirs."""
        from household.models.need.details import Details
        from household.models.need.widening import Widening

        erased = dict(word="", own="", feeling="", warmly="", nudge_words="", kids_can_help=False, once=None)
        ended = dict(closed_at=self.closed_at or now(), closed_as="taken back", wording=random_key())
        with db.atomic():
            Details.keep(self, "")
            Widening.forget(self)
            self.become("take_back", type(self).closed_as != "taken back", **erased, **ended)

    def _close(self: Any, verb: str, ending: str) -> None:
        is_open = type(self).closed_at.is_null()
        if not self.become(verb, is_open, closed_at=now(), closed_as=ending, warmly="", nudge_words=""):
            if type(self).get_by_id(self.id).closed_as == ending:
                return
            raise self.late()
