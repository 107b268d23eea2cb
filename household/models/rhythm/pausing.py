"""Pausing, skipping one, and ending: whenever its asker likes. What somebody has taken stays theirs."""

from datetime import date
from typing import Any

from household.database import db
from household.models.base import TooLate
from household.models.clock import now
from household.models.event import Event
from household.models.person import Person


class Pausing:
    """The verbs of its asker; each done twice is done once."""

    def pause(self: Any, *, by: Person) -> None:
        """It does not come until it is taken up again, and what waits rests until then."""
        if self._turn("pause", type(self).paused_at.is_null(), paused_at=now()):
            return
        self._require_standing()

    def resume(self: Any, *, by: Person) -> None:
        """It comes again, from the next of its days on."""
        if self._turn("resume", type(self).paused_at.is_null(False), paused_at=None):
            return
        self._require_standing()

    def end(self: Any, *, by: Person) -> None:
        """No more come, and its own words go; those of the needs that came stay with them."""
        self._turn("end", True, ended_at=now(), own="", feeling="", details="", once=None)

    def skip(self: Any, *, by: Person, day: date | None = None) -> None:
        """Leave the next one out: the one on this `day`, as the asker read it."""
        if day and self.skipped_through and day <= self.skipped_through:
            return  # the same tap, twice
        coming = self.next
        if coming is None or (day or coming.day) != coming.day:
            raise TooLate("This has changed. Please read it once more.")
        skipped = type(self).skipped_through
        if not self._turn("skip", skipped.is_null() | (skipped < coming.day), skipped_through=coming.day):
            self._require_standing()

    def _turn(self: Any, verb: str, condition: Any, **fields: Any) -> bool:
        """One conditional UPDATE, what follows from it on the table, and its event. Whether it took hold."""
        rhythm = type(self)
        with db.atomic():
            still = (rhythm.id == self.id) & rhythm.ended_at.is_null() & condition
            if not rhythm.update(**fields).where(still).execute():
                return False
            for name, value in fields.items():
                setattr(self, name, value)
            readers = {self.by.key}
            for need in list(self.open_ones()):
                readers |= need.circle
                self._let_rest(need, verb)
            if self.going:
                self.bring()
            Event.record(self, verb, readers, readers)
            return True

    def _let_rest(self: Any, need: Any, verb: str) -> None:
        if verb == "skip" and need.occurrence == self.skipped_through and not self.lay_aside(need, "rested"):
            raise need.late()
        if verb in ("pause", "end"):
            self.lay_aside(need, "paused" if verb == "pause" else "rested")

    def _require_standing(self: Any) -> None:
        if type(self).get_by_id(self.id).ended_at:
            raise TooLate("This has ended, and does not come back.")
