"""Claiming: "I've got this", with a when; another time; and handing back without shame."""

from datetime import datetime
from functools import cache, partial
from typing import Any

from household.models.base import TooLate
from household.models.clock import now
from household.models.person import Person
from household.models.prepared import Prepared, Slot


class Claiming:
    """The verbs of the one who answers."""

    def claim(self: Any, *, by: Person, starts_at: datetime | None = None, wording: str | None = None) -> None:
        """First come, first served: the WHERE decides a tie, not a check before it.

        `wording` is what the claimer read; if the asker has changed it since, the claim does not hold.
        """
        need: Any = type(self)
        taken = dict(claimed_by=by, claimed_at=now(), starts_at=starts_at)
        read = dict(id=self.id, wording=self.wording if wording is None else wording)
        if not self.settle("claim", partial(taking(need).change, **taken, **read), taken):
            if need.get_by_id(self.id).claimed_by_id == by.id:
                return  # the same tap, twice
            raise self.late()

    def move(self: Any, *, by: Person, starts_at: datetime | None) -> None:
        """The claimer promises another time."""
        if not self.change("move", self._held_by(by), starts_at=starts_at):
            raise self._gone_from(by)

    def hand_back(self: Any, *, by: Person) -> None:
        """Open again. The claim is gone, and nothing says whose it was."""
        if not self.change("hand_back", self._held_by(by), claimed_by=None, claimed_at=None, starts_at=None):
            raise self._gone_from(by)

    def _held_by(self: Any, person: Person) -> Any:
        return (type(self).claimed_by == person) & type(self).closed_at.is_null()

    def _gone_from(self: Any, person: Person) -> TooLate:
        fresh = type(self).get_by_id(self.id)
        return TooLate("This is open again.") if fresh.waiting else self.late()


@cache
def taking(need: Any) -> Prepared:
    """The one UPDATE that settles who has it, written out once."""
    fields = {field: Slot(field.name, field) for field in (need.claimed_by, need.claimed_at, need.starts_at)}
    free = need.claimed_by.is_null() & need.closed_at.is_null()
    return Prepared(
        lambda: need.update(fields).where((need.id == Slot("id")) & free & (need.wording == Slot("wording")))
    )
