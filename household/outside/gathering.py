"""What is due, to whom and by which channel: not at night, not what was seen already, and what comes close as one."""

from datetime import datetime, timedelta
from typing import NamedTuple

from household import policy
from household.models import Channel, Delivery, Notice, Quiet, Repair
from household.models.channel import APART, PATIENCE
from household.models.clock import now

KNOWN_AGAIN = {"push", "webhook"}  # whose receivers know a message by its name, and take it once however often it comes
A_BREATH = timedelta(seconds=15)  # by day, until what is asked for now follows something else
AT_NIGHT = timedelta(minutes=15)  # from one thing that wakes somebody to the next
GRACE = timedelta(seconds=1)  # for a page that is open in front of somebody to say that they see it


class Due(NamedTuple):
    """All that one message may hold; `worth` is what there is to say of it, perhaps nothing any more.

    After it the channel `rests`: longer at night, so that nobody is woken again and again.
    """

    channel: Channel
    notices: list[Notice]
    worth: list[Notice]
    rests: timedelta = APART

    @property
    def urgent(self) -> bool:
        return any(one.urgent for one in self.worth)


def gather(channels: list[Channel], notices: list[Notice]) -> tuple[list[Due], datetime | None]:
    """(what of these is to be sent by these channels now, when something comes due that is held)."""
    went, seen = Delivery.of(notices)
    quiet, peace = (Quiet.by_person(), Repair.peace()) if notices else ({}, {})
    due, held = [], []
    for channel in channels:
        waiting = [
            one
            for one in notices
            if policy.is_wished(channel.person, channel.tells, one)
            and (one.at >= channel.made_at or channel.made_at > now())
            and (one.id, channel.id) not in went
            and (one.id, channel.person_id) not in seen
            and policy.is_told(channel.person, one)
        ]
        hours = quiet.get(channel.person_id) or Quiet()
        ripe, later = parted(channel, waiting, hours, peace)
        held += later
        if ripe:
            rests = AT_NIGHT if hours.over_at() else APART
            due.append(Due(channel, ripe, policy.worth_telling(channel.person, ripe), rests))
    return sorted(due, key=lambda one: not one.urgent), min(held, default=None)


def bounded(instant: datetime | None, most: timedelta) -> datetime | None:
    """What was set under a clock that ran ahead holds nothing up."""
    return instant if instant and instant <= now() + most else None


def parted(
    channel: Channel, waiting: list[Notice], quiet: Quiet, peace: dict[frozenset[int], datetime]
) -> tuple[list[Notice], list[datetime]]:
    """(what goes now, when the rest comes due). What only waits because something went just before goes along."""
    night = quiet.over_at()
    ripe, held, goes = [], [], False
    for one in waiting:
        passes = policy.lets_through(channel.person, quiet, one)
        begins = max(one.at + GRACE, policy.left_in_peace(channel.person, one, peace) or one.at)
        if night and not passes:
            begins = max(begins, night)
        rests = None if one.urgent else bounded(channel.rests_until, AT_NIGHT)
        if rests and one.soon and not night:
            rests -= APART - A_BREATH
        again = channel.again_soon if one.urgent else channel.again_at
        ready = max(instant for instant in (begins, rests, bounded(again, PATIENCE[1])) if instant)
        if begins <= now():
            ripe.append(one)
        if ready <= now():
            goes = True
        else:
            held.append(ready)
    return (ripe if goes else []), held


def unknown(channels: list[Channel]) -> tuple[list[tuple[Channel, Delivery]], list[datetime]]:
    """(what may have arrived or not, the first by each of these channels; when one comes due that is held).

    What would be sent again waits for the end of the night, as everything does; to ask rings nobody.
    """
    rows, quiet = Delivery.unknown(), Quiet.by_person()
    now_due, held = [], []
    for channel in channels:
        if channel.id in rows:
            rings = channel.kind in KNOWN_AGAIN and not rows[channel.id].notice.urgent
            night = (quiet.get(channel.person_id) or Quiet()).over_at() if rings else None
            ready = max(filter(None, (night, bounded(channel.again_at, PATIENCE[1]))), default=None)
            if ready and ready > now():
                held.append(ready)
            else:
                now_due.append((channel, rows[channel.id]))
    return now_due, held
