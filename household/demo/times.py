"""When things happened in the made-up family: days ago, on the clock of its home."""

from datetime import date, datetime, timedelta

from household.models import Home, Moment
from household.models.need.when import When, place


def at(days_ago: int, hour: int, minute: int = 0) -> datetime:
    """That time of a day of this home; never later than a minute ago."""
    here = Home.here()
    day = here.local().replace(hour=hour, minute=minute, second=0, microsecond=0) - timedelta(days=days_ago)
    return min(day, here.local() - timedelta(minutes=1))


def home_day(more: int) -> date:
    return Home.here().today + timedelta(days=more)


def when(word: str, moment: str = "", picked: datetime | None = None) -> When:
    return place(Home.here(), word, Moment.get_or_none(Moment.name == moment), picked)
