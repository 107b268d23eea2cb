"""What somebody has here for themselves: what comes back, buttons, devices and ways, and who they are. No secrets."""

from collections.abc import Iterator
from typing import Any

from household.models import Button, Calendar, Channel, Device, Quiet, Rhythm
from household.policy.coming_back import visible_rhythms
from household.policy.liking import may_keep_likes
from household.policy.own.piece import Piece
from household.policy.own.said import asked
from household.policy.pressing import visible_buttons
from household.policy.reaching import visible_channels
from household.policy.seeing import visible_devices


def rhythms(who: Any) -> Iterator[Piece]:
    """What comes back: what has ended has no words any more."""
    for one in Rhythm.take_named(list(visible_rhythms(who).where(Rhythm.ended_at.is_null()))):
        told = asked(one, one.details) | {"weekdays": one.days, "every": one.every, "begins": one.begins}
        yield Piece("rhythms", one.key, None, one, told | {"at": one.time or (one.moment and one.moment.name)})


def buttons(who: Any) -> Iterator[Piece]:
    for one in Button.take_named(list(visible_buttons(who))):
        yield Piece("buttons", one.key, one.made_at, one, asked(one, one.details) | {"made_at": one.made_at})


def ways(who: Any) -> Iterator[Piece]:
    """The names of their devices, what kinds of ways word takes to them, when it is quiet: nothing that opens any."""
    mine = visible_devices(who).where(Device.person == who.id)
    devices = [one.label for one in mine if one.label]
    kinds = [one.kind for one in visible_channels(who).select(Channel)]
    chosen: Any = Quiet.get_or_none(Quiet.person == who.id)
    quiet = {"begins": chosen.begins, "ends": chosen.ends} if chosen else None
    told = {"devices": devices, "ways": kinds, "quiet": quiet, "calendar": Calendar.of(who) is not None}
    yield Piece("ways", who.key, None, told, told)


def about_me(who: Any) -> Iterator[Piece]:
    likes = {"likes": who.likes.split(), "likes_own": who.likes_own} if may_keep_likes(who) else {}
    told = {"name": who.name, "kids_say": who.kids_say, "face": {"shape": who.shape, "ink": who.ink, "hair": who.hair}}
    yield Piece("about_me", who.key, None, who, told | {"here_since": who.joined_at} | likes)
