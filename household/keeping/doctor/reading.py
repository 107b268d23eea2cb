"""Reading the notebook in whatever state it is: open or closed, damaged or cut off, and nothing is left beside it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from peewee import ImproperlyConfigured, PeeweeException

from household.keeping import switching
from household.keeping.soundness import NOT_WHOLE

Ask = Callable[[str], list[tuple]]
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
TROUBLES = (*NOT_WHOLE, PeeweeException, OSError)


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
    beside = [found for end in ("-wal", "-journal") if (found := Path(f"{path}{end}")).exists()]
    if not running and (switching.waiting(path).exists() or any(found.stat().st_size for found in beside)):
        raise BlockingIOError
    path.stat()
    return f"file:{quote(str(path))}?mode=ro" + ("" if running else "&immutable=1")


def server(url: str) -> Any:
    from playhouse.db_url import connect  # with all that it brings, only where it is used

    database = connect(url, connect_timeout=3, unquote_user=True, unquote_password=True)
    database.connect()
    return database


def condition(ask: Ask) -> str:
    try:
        ask("SELECT count(*) FROM home")
    except NOT_WHOLE as trouble:
        code = getattr(trouble, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        return "damaged" if code in DAMAGED else "well" if code == sqlite3.SQLITE_ERROR else "unreadable"
    except PeeweeException:
        return "well"  # a server that answers, before its tables were made
    return "well"
