"""A pause with a return: until then the house leaves both in peace, and then it tells the one who paused, alone."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from household.database import db
from household.models.base import Refused
from household.models.clock import now
from household.models.event import Event
from household.models.person import Person

LONGEST = timedelta(days=7)
NOT_UNDER_WAY = ("tell", "mended")


class Pausing:
    """Either pauses, at any step, and names a time to come back. Then it is over by itself."""

    UNPAUSED: ClassVar[dict[str, Any]] = dict(paused_by=None, paused_at=None, back_at=None)

    def pause(self: Any, *, by: Person, back_at: datetime) -> None:
        """Until `back_at` nothing is said here, and nobody is told anything. Whoever paused may name another time."""
        if back_at <= now():
            raise Refused("That time has passed. Please choose one that is still to come.")
        if back_at > now() + LONGEST:
            raise Refused("That is a long while. Please choose a time within a week.")
        one: Any = type(self)
        goes_on = (one.id == self.id) & one.stage.not_in(NOT_UNDER_WAY)
        with db.atomic():
            longer = one.update(back_at=back_at).where(goes_on, one.paused_by == by, one.back_at > now()).execute()
            first = dict(paused_by=by, paused_at=now(), back_at=back_at)
            if not longer and not one.update(**first).where(goes_on, self.awake()).execute():
                raise self.late()
            self.back_at = back_at
            Event.record(self, "pause", self.circle, self.circle)
            self.hush(by=by, first=not longer)

    def come_back(self: Any, *, by: Person) -> None:
        """Earlier than was said; twice is once."""
        one: Any = type(self)
        with db.atomic():
            if one.update(**self.UNPAUSED).where(one.id == self.id, one.paused_by == by).execute():
                Event.record(self, "come_back", self.circle, self.circle)
                self.unhush()

    def require_under_way(self: Any) -> None:
        """Refuse to pause what was not told yet, or is mended."""
        if self.stage in NOT_UNDER_WAY:
            raise self.late()

    @classmethod
    def peace(cls: Any) -> dict[frozenset[int], datetime]:
        """Until when two people (their ids) hear nothing of each other."""
        rests = cls.select(cls.by, cls.to, cls.back_at).where(cls.back_at > now()).order_by(cls.back_at)
        return {frozenset((by, to)): back_at for by, to, back_at in rests.tuples()}

    @property
    def resting(self: Any) -> bool:
        return self.back_at is not None and self.back_at > now()

    @classmethod
    def awake(cls: Any) -> Any:
        """The condition that no pause holds it."""
        return cls.back_at.is_null() | (cls.back_at <= now())
