"""What is to come for someone, as their calendar tells it: what they have claimed, and their own asks with a day."""

from datetime import date, datetime
from typing import Any, NamedTuple

from household.models import Home, Need
from household.models.need.when import asked_for
from household.policy.entering import is_here
from household.policy.roles import GUEST, PARTNER
from household.policy.seeing import visible_needs

__all__ = [
    "Ahead",
    "look_ahead",
    "may_change_calendar",
    "may_end_calendar",
    "may_make_calendar",
    "may_read_calendar",
]

MOST = 500  # in one calendar


class Ahead(NamedTuple):
    """An open need, and when it is in the calendar: at an instant, or on a whole day."""

    need: Need
    at: datetime | date


def may_make_calendar(who: Any) -> bool:
    """One's own, as with all that follows."""
    return who.role in (PARTNER, GUEST)


def may_change_calendar(who: Any) -> bool:
    return may_make_calendar(who)


def may_end_calendar(who: Any) -> bool:
    return may_make_calendar(who)


def may_read_calendar(who: Any) -> bool:
    """By its link alone, for as long as they are part of the house."""
    return may_make_calendar(who) and is_here(who)


def look_ahead(who: Any, here: Home) -> list[Ahead]:
    """Each open need once, the newest first, and nothing that this person can't see any more."""
    theirs = (Need.claimed_by == who.id) | (Need.asked_by == who.id)
    timed = Need.starts_at.is_null(False) | Need.day.is_null(False)
    needs = visible_needs(who, here.today).where(Need.closed_at.is_null(), theirs, timed).limit(MOST)
    found = ((need, in_the_calendar(who, need, here)) for need in needs)
    return [Ahead(need, at) for need, at in found if at]


def in_the_calendar(who: Any, need: Need, here: Home) -> datetime | date | None:
    """What was promised, else what was asked for; what can wait, and what is wanted at once, is in no calendar."""
    if need.starts_at:
        return need.starts_at
    if need.claimed_by_id == who.id:
        return need.day
    return None if need.when == "now" else asked_for(need, here) or need.day
