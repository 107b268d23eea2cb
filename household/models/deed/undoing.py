"""Undoing, on one's own phone, what was done in one's name at the kitchen tablet."""

from typing import Any

from household.database import db
from household.models.base import TooLate
from household.models.clock import now
from household.models.person import Person


class Undoing:
    """The verb of whose name it was done in."""

    def undo(self: Any, *, by: Person) -> None:
        """It was somebody else, or a slip of the finger: as it was before. Twice is once."""
        deed: Any = type(self)
        free = (deed.id == self.id) & deed.undone_at.is_null()
        with db.atomic():
            if deed.update(undone_at=now()).where(free).execute():
                fresh = deed.get_by_id(self.id)
                if not fresh.holds:
                    raise fresh._late()
                fresh._put_back(by)

    def _put_back(self: Any, by: Person) -> None:
        if self.verb == "claim":
            self.need.hand_back(by=by)
        elif self.verb == "hand_back":
            self.need.claim(by=by, starts_at=self.starts_at)
        elif self.verb == "meet":
            self.need.unmeet(by=by)
        else:
            (self.thanks or self.need).take_back(by=by)

    def _late(self: Any) -> TooLate:
        if self.need and self.need.claimed and self.need.claimed_by_id != self.person_id:
            late: TooLate = self.need.late()
            return late
        return TooLate("This has changed since then. There is nothing left to undo.")

    @property
    def holds(self: Any) -> bool:
        """Whether it is still so, and nobody has done something else with it since."""
        if self.verb == "thank":
            return self.thanks_id is not None
        need = self.need
        mine = need.claimed_by_id == self.person_id
        return {
            "ask": need.open,
            "claim": bool(need.open and mine and need.claimed_at <= self.at),
            "hand_back": need.waiting,
            "meet": bool(need.closed_as == "met" and need.closed_at <= self.at),
        }[self.verb]
