"""What is due, to whom and by which channel: not at night, not what was seen already, and what comes close as one."""

from datetime import datetime, timedelta
from typing import NamedTuple

from household import policy
from household.models import Channel, Delivery, Notice, Quiet
from household.models.clock import now

GRACE = timedelta(seconds=1)  # for a page that is open in front of somebody to say that they see it


class Due(NamedTuple):
    """All that one message may hold; `worth` is what there is to say of it, perhaps nothing any more."""

    channel: Channel
    notices: list[Notice]
    worth: list[Notice]


def gather(channels: list[Channel]) -> tuple[list[Due], datetime | None]:
    """(what is to be sent by these channels now, when something comes due that is held)."""
    notices = Notice.standing() if channels else []
    went, seen = Delivery.of(notices)
    quiet = Quiet.by_person() if notices else {}
    due, held = [], []
    for channel in channels:
        waiting = [
            one
            for one in notices
            if one.kind in channel.tells
            and one.at >= channel.made_at
            and (one.id, channel.id) not in went
            and (one.id, channel.person_id) not in seen
            and policy.is_told(channel.person, one)
        ]
        ripe, later = parted(channel, waiting, quiet.get(channel.person_id) or Quiet())
        held += later
        if ripe:
            due.append(Due(channel, ripe, policy.worth_telling(channel.person, ripe)))
    return due, min(held, default=None)


def parted(channel: Channel, waiting: list[Notice], quiet: Quiet) -> tuple[list[Notice], list[datetime]]:
    """(what goes now, when the rest comes due). What only waits because something went just before goes along."""
    night = quiet.over_at()
    ripe, held, goes = [], [], False
    for one in waiting:
        passes = quiet.lets_through(one)
        begins = one.at + GRACE
        if night and not passes:
            begins = max(begins, night)
        rests = None if passes else channel.rests_until
        ready = max(instant for instant in (begins, rests, channel.again_at) if instant)
        if begins <= now():
            ripe.append(one)
        if ready <= now():
            goes = True
        else:
            held.append(ready)
    return (ripe if goes else []), held
