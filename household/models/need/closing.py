"""Closing: "We did it", letting it rest, and taking one's words back."""

from typing import Any

from household.models.base import random_key
from household.models.clock import now
from household.models.person import Person


class Closing:
    """The verbs that end a need; each done twice is done once."""

    def meet(self: Any, *, by: Person) -> None:
        """It happened, claimed or not."""
        self._close("meet", "met")

    def rest(self: Any, *, by: Person) -> None:
        """The asker lets it go quietly."""
        self._close("rest", "rested")

    def take_back(self: Any, *, by: Person) -> None:
        """The asker's words are erased; what others wrote stays theirs."""
        erased = dict(word="", own="", feeling="", kids_can_help=False, wording=random_key(), once=None)
        ended = dict(closed_at=self.closed_at or now(), closed_as="taken back")
        self.change("take_back", type(self).closed_as != "taken back", **erased, **ended)

    def _close(self: Any, verb: str, ending: str) -> None:
        is_open = type(self).closed_at.is_null()
        if not self.change(verb, is_open, closed_at=now(), closed_as=ending):
            if type(self).get_by_id(self.id).closed_as == ending:
                return
            raise self.late()
