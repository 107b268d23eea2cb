"""When a need wants its answer: a word of the day, a moment of the home, or a day and a time."""

import datetime as dt
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from household.models.base import Refused
from household.models.clock import now
from household.models.home import Home, Moment

WHENS = ("now", "today", "tonight", "moment", "weekend", "pick", "whenever")
STILL_THAT_MOMENT = timedelta(hours=3)  # "after bedtime" at half past nine still means tonight
FARTHEST = timedelta(days=366)


class When(NamedTuple):
    """A word of WHENS; `day` is the last day it makes sense, in the home's zone (None: no hurry)."""

    when: str = "whenever"
    day: dt.date | None = None
    moment: Moment | None = None
    time: dt.time | None = None


def place(home: Home, when: str, moment: Moment | None = None, at: datetime | None = None) -> When:
    """Turn what was chosen into a day of this home. `at` is naive, as the clock on the wall shows it."""
    here = home.local()
    if when in ("now", "tonight"):
        return When(when, home.today)
    if when == "today":
        return When(when, here.date())
    if when == "weekend":
        return When(when, here.date() + timedelta(days=6 - here.weekday()))
    if when == "moment" and moment:
        return When(when, next_day_of(moment, here), moment)
    if when == "pick" and at:
        return _picked(home, at)
    return When()


def next_day_of(moment: Moment, here: datetime) -> dt.date:
    """Today while the moment is still to come or has just begun, else tomorrow."""
    return next_day_at(moment.at, here, STILL_THAT_MOMENT)


def next_day_at(at: dt.time, here: datetime, still: timedelta = timedelta(0)) -> dt.date:
    """Today while that time is still to come or began no longer than `still` ago, else tomorrow."""
    begins = here.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return here.date() if here <= begins + still else here.date() + timedelta(days=1)


def coming(moments: Iterable[Moment], here: datetime) -> list[Moment]:
    """The moments as they come next: what is left of today, then tomorrow."""
    return sorted(moments, key=lambda moment: (next_day_of(moment, here), moment.at))


def _picked(home: Home, at: datetime) -> When:
    today = home.local().date()
    if at.date() > today + FARTHEST:
        raise Refused("That is more than a year away. Please choose a day within the year.")
    if at.date() < today or home.instant(at.date(), at.time()) < now():
        raise Refused("That time has passed. Please choose one that is still to come.")
    return When("pick", at.date(), None, at.time())


def starts(need: Any, home: Home) -> datetime | None:
    """The instant that the asker's own words point to, if they point to one that is still to come."""
    if need.when == "now":
        return home.local()
    instant = asked_for(need, home)
    return instant if instant and instant > now() else None


def asked_for(need: Any, home: Home) -> datetime | None:
    """The instant of a day with a time, or with a moment of the home; None where it is no more than a day."""
    at = need.time if need.when == "pick" else need.moment.at if need.moment else None
    return home.first_instant(need.day, at) if need.day and at is not None else None
