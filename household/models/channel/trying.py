"""Trying: whether word arrives by a channel, asked of its person and never guessed."""

from datetime import timedelta
from typing import Any

from household.database import db
from household.models.base import Refused
from household.models.clock import now
from household.models.event import Event
from household.models.person import Person


class Trying:
    """A test goes the way that word goes; `trial` is how the last one stands."""

    @classmethod
    def try_page(cls: Any, *, by: Person) -> None:
        """Let the open pages of `by` hear something, so that they can tell whether they do."""
        with db.atomic():
            Event.record(cls.page_of(by), "try_page", {by.key}, {by.key})

    def try_out(self: Any, *, by: Person) -> None:
        """Ask the house to send a word now."""
        self._become(type(self).trial != "going", trial="asked", trouble="", again_at=None)

    def arrived(self: Any, *, by: Person) -> None:
        """The test came."""
        self._become(type(self).trial == "left", works=True, trial="")

    def did_not_arrive(self: Any, *, by: Person) -> None:
        """It left the house, and nothing came."""
        self._become(type(self).trial == "left", works=False, trial="failed", trouble="lost")

    def let_send(self: Any, *, by: Person, to: tuple[str, int] | None) -> None:
        """A partner lets the house send to the machine of the home that stood in the way, and it is tried again."""
        from household.models.neighbour import Neighbour

        if self.trouble != "forbidden" or to is None:
            raise Refused("Nothing stands in the way there. Send a test first.")
        with db.atomic():
            Neighbour.let(*to, by=by)
            self.try_out(by=by)

    def begin_trial(self: Any) -> bool:
        """Whether it falls to this caller to send the word that was asked for. It has a minute."""
        return self._become(type(self).trial == "asked", trial="going", again_at=now() + timedelta(minutes=1))

    def end_trial(self: Any, trouble: str) -> None:
        """It has left the house, unless there was trouble."""
        ended = "failed" if trouble else "left"
        self._become(type(self).trial == "going", trial=ended, trouble=trouble, again_at=None)
