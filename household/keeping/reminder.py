"""Whether the house should ask for a copy in a second place, and how that is put off."""

from datetime import datetime, timedelta

from household.database import embedded
from household.models import Home, Upkeep
from household.models.clock import now

SECOND_PLACE, PUT_OFF = "second_place", "put_off"
SETTLED = timedelta(days=7)  # a home of this age has something to lose
FRESH = timedelta(days=30)
LONGEST = timedelta(days=30)  # that it can be put off


def second_place_wanted() -> bool:
    """True where all copies are on the disk of the notebook, or the one elsewhere is older than thirty days."""
    home = Home.current()
    if home is None or home.made_up or not embedded():
        return False
    return wanted(home.founded_at, when(SECOND_PLACE), when(PUT_OFF))


def when(care: str) -> datetime | None:
    found = Upkeep.last(care)
    return found.at if found else None


def wanted(founded: datetime, last: datetime | None, until: datetime | None) -> bool:
    """From the day of founding, of the last copy elsewhere, and until when it was put off.

    What lies further ahead than could be was written under a wrong clock, and counts for nothing.
    """
    at = now()
    fresh = last is not None and abs(at - last) <= FRESH
    waits = until is not None and at < until <= at + LONGEST
    return at - founded >= SETTLED and not fresh and not waits


def put_off(days: int = LONGEST.days) -> None:
    """Ask again in so many days, thirty at most."""
    Upkeep.done(PUT_OFF, at=now() + min(timedelta(days=days), LONGEST))
