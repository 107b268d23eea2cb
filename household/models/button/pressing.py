"""Pressing: one press, one need, and a gentle limit."""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from household.database import db
from household.models.base import Refused, TooLate
from household.models.clock import now
from household.models.home import Home
from household.models.need import Need
from household.models.need.when import place

THE_SAME = timedelta(minutes=10)  # for so long a second press is about the need that lies there
AN_HOUR, MOST = timedelta(hours=1), 6  # no button asks for more in an hour


class Press(NamedTuple):
    """What a press led to: its need, and whether that is new. Without a need it was enough, for as long as `wait`."""

    need: Need | None
    new: bool = False
    wait: timedelta = timedelta(0)


class Pressing:
    """The verb of whoever, or whatever, has its link."""

    def press(self: Any) -> Press:
        """Ask for it in its maker's name, at the time it says as seen from now. Of two presses at once one asks.

        What the last press asked for is not asked for again in the next ten minutes, unless it has come to an end.
        """
        button = type(self)
        with db.atomic():
            lately, last = self.lately, Need.get_or_none(Need.id == self.need_id)
            if last and last.open and lately and now() - lately[-1] < THE_SAME:
                return Press(last)
            if len(lately) >= MOST:
                return Press(None, wait=lately[0] + AN_HOUR - now())
            presses = " ".join(str(int(at.timestamp())) for at in (*lately, now()))
            if not button.update(presses=presses).where(self._as_it_was_read()).execute():
                return self._pressed_meanwhile()
            need = self._ask()
            button.update(need=need).where(button.id == self.id).execute()
        self.need, self.presses = need, presses
        return Press(need, new=True)

    @property
    def lately(self: Any) -> list[datetime]:
        """When it asked in the last hour; what a clock that was set back puts into the time to come is left out."""
        pressed = [datetime.fromtimestamp(int(at), UTC) for at in self.presses.split()]
        return [at for at in pressed if timedelta(0) <= now() - at < AN_HOUR]

    def _ask(self: Any) -> Need:
        here = Home.here()
        if self.audience == "named" and not self.named:
            raise Refused("Nobody is left whom this button could ask.")
        asked = {name: getattr(self, name) for name in ("word", "own", "feeling", "details", "audience", "tells")}
        when = place(here, self.when, self.moment)
        return Need.ask(by=self.by, named=self.named, kids_can_help=self.kids_can_help, when=when, **asked)

    def _as_it_was_read(self: Any) -> Any:
        """No press since, and no new link: each press that asks leaves another need."""
        button = type(self)
        last = button.need.is_null() if self.need_id is None else button.need == self.need_id
        return (button.id == self.id) & (button.token_hash == self.token_hash) & last

    def _pressed_meanwhile(self: Any) -> Press:
        button = type(self)
        fresh = button.get_or_none((button.id == self.id) & (button.token_hash == self.token_hash))
        if fresh is None:
            raise TooLate("This button is no longer there.")
        return Press(fresh.need)
