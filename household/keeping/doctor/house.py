"""The house as the doctor sees it: its settings, this machine's addresses, and what the notebook answers."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from household.keeping.doctor.reading import TROUBLES, Ask, opened
from household.keeping.prompt import INSTALLED, to_open, to_type


@dataclass(frozen=True)
class House:
    """`condition` of the notebook is well, missing, damaged, interrupted, unreadable or away; `ask` reads it.

    A `brief` look takes no time: nothing over the network, and not every page of the notebook.
    """

    settings: dict[str, Any]
    addresses: list[str]
    zone: str
    condition: str = "well"
    ask: Ask | None = None
    open: bool = True
    brief: bool = False

    @property
    def data(self) -> Path:
        return self.settings["DATA"]

    @property
    def embedded(self) -> bool:
        return self.settings["DATABASE"].startswith("sqlite:///")

    @property
    def notebook(self) -> Path:
        return Path(self.settings["DATABASE"].removeprefix("sqlite:///"))

    @property
    def tz(self) -> tzinfo:
        """The home's zone where the notebook tells it, else this machine's."""
        named = self.one("SELECT zone FROM home") or self.zone
        try:
            return ZoneInfo(named)
        except (ValueError, OSError, LookupError):
            return UTC

    def rows(self, question: str) -> list[tuple]:
        """What the notebook answers; nothing where it can't, or where its tables are older than the question."""
        with suppress(*TROUBLES):
            return self.ask(question) if self.ask else []
        return []

    def one(self, question: str) -> Any:
        return next((row[0] for row in self.rows(question)), None)

    @property
    def installed(self) -> bool:
        """Whether deploy/install set it up: then one asks with sudo."""
        return self.data == INSTALLED

    def command(self, words: str) -> str:
        return to_type(words, self.data)

    def as_root(self, words: str) -> str:
        return f"sudo {self.command(words).removeprefix('sudo ')}"

    def opening(self) -> str:
        return to_open(self.data)


@contextmanager
def visited(settings: dict[str, Any], addresses: list[str], zone: str) -> Iterator[House]:
    """The house from outside, open or closed, whatever state it is in. Nothing is written."""
    running = is_open(settings["DATA"])
    with opened(settings["DATABASE"], running) as (condition, ask):
        yield House(settings, addresses, zone, condition, ask, running)


def is_open(data: Path) -> bool:
    """Whether a process holds the folder."""
    try:
        lock = os.open(data / "lock", os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(lock)
    return False


def instant(value: Any, zone: tzinfo) -> datetime | None:
    """What a column of ours holds, naive UTC as text or as datetime, on the clock of `zone`."""
    try:
        read = datetime.fromisoformat(value) if isinstance(value, str) else value
        return read.replace(tzinfo=UTC).astimezone(zone)
    except (ValueError, AttributeError):
        return None
