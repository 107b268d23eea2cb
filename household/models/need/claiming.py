"""Claiming: "I've got this", with a when; another time; and handing back without shame."""

from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any

from household.models.base import TooLate
from household.models.clock import now
from household.models.person import Person
from household.models.prepared import Prepared, Slot

# what a need is without a claim: the warm line and the nudge go with it
FREE: dict[str, Any] = dict(
    claimed_by=None, claimed_at=None, starts_at=None, warmly="", claimed_wording="", nudge_words="", nudged_at=None
)
SOON = timedelta(hours=2)


class Claiming:
    """The verbs of the one who answers."""

    def claim(
        self: Any,
        *,
        by: Person,
        starts_at: datetime | None = None,
        wording: str | None = None,
        warmly: str = "",
        offered: bool = False,
    ) -> None:
        """First come, first served: the WHERE decides a tie, not a check before it.

        `wording` is what the claimer read; if the asker has changed it since, the claim does not hold. `offered`: the
        asker took up what `by` had offered.
        """
        need: Any = type(self)
        read = self.wording if wording is None else wording
        taken = dict(claimed_by=by, claimed_at=now(), starts_at=starts_at, warmly=warmly, claimed_wording=read)
        known = dict(id=self.id, wording=read, readers=self.readers)
        told = partial(self.tell, "claim", by=by, to={self.asked_by.key})
        if offered:
            told = partial(self.tell, "take_up", by=self.asked_by, to={by.key})
        if not self.settle("claim", partial(taking(need).change, **taken, **known), taken, told):
            if need.get_by_id(self.id).claimed_by_id == by.id:
                return  # the same tap, twice
            raise self.late()

    def move(self: Any, *, by: Person, starts_at: datetime | None, wording: str | None = None) -> None:
        """The claimer promises another time, or the same once more to words that have changed. A nudge falls away."""
        read = self.wording if wording is None else wording
        held = self._held_by(by) & (type(self).wording == read)
        told = partial(self.tell, "move", by=by, to={self.asked_by.key})
        if not self.become("move", held, told, starts_at=starts_at, claimed_wording=read, nudge_words=""):
            raise self._gone_from(by)

    def hand_back(self: Any, *, by: Person) -> None:
        """Open again. The claim is gone with its warm line, and nothing says whose it was."""
        told = partial(self._open_again, by)
        if not self.become("hand_back", self._held_by(by), told, opened_again=True, **FREE):
            raise self._gone_from(by)

    @property
    def changed_since_claimed(self: Any) -> bool:
        """Whether the asker has changed the words after somebody took it."""
        return self.claimed and self.open and self.claimed_wording != self.wording

    @property
    def to_come(self: Any) -> bool:
        """Whether whoever has it promised a time that is still to come."""
        return self.claimed and self.open and self.starts_at is not None and self.starts_at > now()

    @property
    def to_come_soon(self: Any) -> bool:
        """Whether that time is near enough to be called soon by who waits for it."""
        return self.to_come and self.starts_at <= now() + SOON

    def _open_again(self: Any, by: Person) -> None:
        self.tell("hand_back", by=by, to={self.asked_by.key} if self.tells == "quiet" else self.circle)

    def _held_by(self: Any, person: Person) -> Any:
        return (type(self).claimed_by == person) & type(self).closed_at.is_null()

    def _gone_from(self: Any, person: Person) -> TooLate:
        fresh = type(self).get_by_id(self.id)
        if fresh.open and fresh.claimed_by_id == person.id:
            return TooLate("This has changed. Please read it once more.")
        return TooLate("This is open again.") if fresh.waiting else self.late()


@cache
def taking(need: Any) -> Prepared:
    """The one UPDATE that settles who has it, written out once."""
    told = (need.claimed_by, need.claimed_at, need.starts_at, need.warmly, need.claimed_wording)
    fields = {field: Slot(field.name, field) for field in told}
    free = need.claimed_by.is_null() & need.closed_at.is_null()
    as_read = (need.wording == Slot("wording")) & (need.readers == Slot("readers"))
    return Prepared(lambda: need.update(fields).where((need.id == Slot("id")) & free & as_read))
