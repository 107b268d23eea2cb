"""What time it is. Everything asks here, so that a test or a demo can say it is another evening."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

_stopped: list[datetime] = []


def now() -> datetime:
    """This instant, aware, in UTC."""
    return _stopped[-1] if _stopped else datetime.now(UTC)


@contextmanager
def stopped(at: datetime) -> Iterator[None]:
    """Inside, it is `at` (aware) for this whole process."""
    _stopped.append(at.astimezone(UTC))
    try:
        yield
    finally:
        _stopped.pop()
