"""What the doctor looks at: the settings, this machine's addresses, and the notebook, only ever read."""

import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from peewee import ImproperlyConfigured, PeeweeException
from playhouse.db_url import connect

from household.config import settings as settings_of
from household.keeping.doctor.finding import tilde

Ask = Callable[[str], list[tuple]]
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
TROUBLES = (sqlite3.Error, PeeweeException, OSError)


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

    def command(self, words: str) -> str:
        """What to type for it, with the folder where that is not the usual one."""
        usual = self.data == settings_of({})["DATA"]
        return f"household {words}" + ("" if usual else f" --data {tilde(self.data)}")


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


@contextmanager
def opened(url: str, running: bool) -> Iterator[tuple[str, Ask | None]]:
    """The notebook's condition, and a way to ask it."""
    file = Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None
    try:
        database: Any = sqlite3.connect(address(file, running), uri=True, timeout=5) if file else server(url)
    except FileNotFoundError:
        yield "missing", None
        return
    except BlockingIOError:
        yield "interrupted", None
        return
    except (*TROUBLES, ImproperlyConfigured):
        yield "unreadable" if file else "away", None
        return
    run = database.execute if file else database.execute_sql

    def ask(question: str) -> list[tuple]:
        return run(question).fetchall()

    try:
        yield condition(ask), ask
    finally:
        database.close()


def address(path: Path, running: bool) -> str:
    """How to open the file without leaving anything beside it.

    Raises FileNotFoundError, or BlockingIOError where a change was cut off: only the house itself mends that.
    """
    path.stat()
    waiting = [beside for end in ("-wal", "-journal") if (beside := path.with_name(path.name + end)).exists()]
    if not running and any(beside.stat().st_size for beside in waiting):
        raise BlockingIOError
    return f"file:{quote(str(path))}?mode=ro" + ("" if running else "&immutable=1")


def server(url: str) -> Any:
    database = connect(url, connect_timeout=3, unquote_user=True, unquote_password=True)
    database.connect()
    return database


def condition(ask: Ask) -> str:
    try:
        ask("SELECT count(*) FROM home")
    except sqlite3.Error as trouble:
        code = getattr(trouble, "sqlite_errorcode", 0) & 0xFF
        return "damaged" if code in DAMAGED else "well" if code == sqlite3.SQLITE_ERROR else "unreadable"
    except PeeweeException:
        return "well"  # a server that answers, before its tables were made
    return "well"


def instant(value: Any, zone: tzinfo) -> datetime | None:
    """What a column of ours holds, naive UTC as text or as datetime, on the clock of `zone`."""
    try:
        read = datetime.fromisoformat(value) if isinstance(value, str) else value
        return read.replace(tzinfo=UTC).astimezone(zone)
    except (ValueError, AttributeError):
        return None
