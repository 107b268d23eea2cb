"""What time it is. Everything asks here, so that a test or a demo can say it is another evening."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from zoneinfo import available_timezones

_stopped: list[datetime] = []


def now() -> datetime:
    """This instant, aware, in UTC."""
    return _stopped[-1] if _stopped else datetime.now(UTC)


@cache
def time_zones() -> frozenset[str]:
    """The names of all that this machine knows; they are many small files, looked through once."""
    return frozenset(available_timezones())


@contextmanager
def stopped(at: datetime) -> Iterator[None]:
    """Inside, it is `at` (aware) for this whole process."""
    _stopped.append(at.astimezone(UTC))
    try:
        yield
    finally:
        _stopped.pop()
