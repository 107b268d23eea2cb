"""Following through: "Did it happen?" for the claimer, and one gentle nudge from the asker."""

from datetime import datetime, time, timedelta
from typing import Any

from household.database import db
from household.models.base import Refused, TooLate
from household.models.clock import now
from household.models.event import Event
from household.models.home import Home
from household.models.person import Person

A_WHILE = timedelta(hours=1)  # from the promised time on, before anyone asks whether it happened
QUIET_FROM, QUIET_UNTIL = time(21), time(7)  # no nudge arrives at night (care rule 12)


class Following:
    """What comes after a claim."""

    def nudge(self: Any, *, by: Person, words: str) -> None:
        """One word to whoever has it; a claim takes one. At night it is held until the morning."""
        need: Any = type(self)
        here = Home.here()
        if self.waiting:
            raise TooLate("This is open again.")
        if self.nudged_at:
            raise Refused("You have nudged about this once, and once is enough. You can still write a word under it.")
        if self.starts_at and self.starts_at > now():
            raise Refused("The time for this is still to come. You can nudge once it has passed.")
        promised = need.starts_at.is_null() if self.starts_at is None else need.starts_at == self.starts_at
        held = (need.claimed_by == self.claimed_by_id) & promised & need.closed_at.is_null()
        fields = dict(nudge_words=words, nudged_at=arrival(here))
        with db.atomic():
            if not need.update(**fields).where((need.id == self.id) & held & need.nudged_at.is_null()).execute():
                raise self._too_late_to_nudge()
            self.nudge_words, self.nudged_at = fields["nudge_words"], fields["nudged_at"]
            between = {self.asked_by.key, self.claimed_by.key}
            Event.record(self, "nudge", between, between)
            self.tell("nudge", by=by, to={self.claimed_by.key}, at=self.nudged_at)

    def _too_late_to_nudge(self: Any) -> TooLate:
        fresh = type(self).get_by_id(self.id)
        if fresh.waiting:
            return TooLate("This is open again.")
        same = fresh.open and fresh.claimed_by_id == self.claimed_by_id
        return TooLate("This has changed. Please read it once more.") if same else self.late()

    @property
    def nudged(self: Any) -> bool:
        """Whether a nudge has arrived and still matters."""
        return bool(self.nudge_words) and self.nudged_at <= now()

    here: Home | None = None

    @staticmethod
    def take_home(needs: list[Any], here: Home) -> None:
        """Give each need the home, so that on a page of many none has to ask for it."""
        for need in needs:
            need.here = here

    @property
    def asks_at(self: Any) -> datetime | None:
        """From when on the claimer is asked whether it happened: after the promised time, else after its day."""
        if not (self.claimed and self.open) or not (self.starts_at or self.day):
            return None
        return self.starts_at + A_WHILE if self.starts_at else (self.here or Home.here()).end_of(self.day)

    @property
    def due(self: Any) -> bool:
        """Whether the promised time is well over. Nothing turns red, and nothing is counted."""
        return self.asks_at is not None and self.asks_at <= now()


def arrival(here: Home) -> datetime:
    """When a nudge that is sent now is seen: at once by day, at seven in the morning by night.

    The reader's own quiet hours hold only what calls them: the asker learns nothing of those.
    """
    local = here.local()
    if QUIET_UNTIL <= local.time() < QUIET_FROM:
        return now()
    day = local.date() + timedelta(days=1 if local.time() >= QUIET_FROM else 0)
    return datetime.combine(day, QUIET_UNTIL, here.tz)
