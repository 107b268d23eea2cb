"""What comes back is its asker's alone to look after; the others see each need of it, once it is there."""

from typing import Any

from household.models import Rhythm
from household.policy.roles import GUEST, KID, PARTNER

__all__ = ["may_end", "may_pause", "may_resume", "may_skip", "visible_rhythms"]


def visible_rhythms(who: Any) -> Any:
    return Rhythm.all().where((Rhythm.by == who.id) if who.id else Rhythm.id.is_null())


def may_pause(who: Any, rhythm: Rhythm) -> bool:
    return who.role in (PARTNER, KID, GUEST) and rhythm.by_id == who.id


def may_resume(who: Any, rhythm: Rhythm) -> bool:
    return may_pause(who, rhythm)


def may_skip(who: Any, rhythm: Rhythm) -> bool:
    return may_pause(who, rhythm)


def may_end(who: Any, rhythm: Rhythm) -> bool:
    return may_pause(who, rhythm)
