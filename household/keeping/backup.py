"""Copies of the notebook: each is checked before it counts, and the newest fourteen are kept."""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from peewee import PeeweeException

from household import database
from household.models.clock import now

GENERATIONS = 14
A_DAY = timedelta(hours=23)  # an hour short, so that a daily copy does not wander through the day
NAME = "household-%Y-%m-%d-%H%M%S.db"


class BackupFailed(Exception):
    """There is no new copy, and no half of one; the sentence says why."""


def make(data: Path) -> Path:
    """One verified copy of the notebook in data/backups, safe on disk. Call it outside of any transaction."""
    if not database.embedded():
        raise BackupFailed("This notebook lives in PostgreSQL. Its own tool for copies is pg_dump.")
    try:
        with workplace(data / "backups") as half:
            require_room(data)
            require_sound(half, copy(half))
            return keep(half, data / "backups" / now().strftime(NAME))
    except BlockingIOError:
        raise BackupFailed("Another copy of the notebook is being made right now.") from None
    except (PeeweeException, sqlite3.Error, OSError) as trouble:
        raise BackupFailed(f"The notebook could not be copied: {trouble}.") from trouble


def rotate(data: Path) -> None:
    """Keep the newest 14."""
    for old in copies(data)[:-GENERATIONS]:
        old.unlink(missing_ok=True)


def newest(data: Path) -> Path | None:
    return next(reversed(copies(data)), None)


def due(data: Path) -> bool:
    """Whether no copy is from the last 23 hours. One from the next 23 counts too, for clocks get set back."""
    return all(abs(now() - made_at(made)) >= A_DAY for made in copies(data))


def copies(data: Path) -> list[Path]:
    """Oldest first. What claims to be from after tomorrow was made under a wrong clock and counts as oldest."""
    made = [found for found in (data / "backups").glob("household-*.db") if dated(found)]
    return sorted(made, key=lambda found: (made_at(found) - now() < A_DAY, made_at(found)))


def made_at(made: Path) -> datetime:
    return datetime.strptime(made.name, NAME).replace(tzinfo=UTC)


def dated(found: Path) -> bool:
    try:
        return found.name == made_at(found).strftime(NAME)
    except ValueError:
        return False


@contextmanager
def workplace(backups: Path) -> Iterator[Path]:
    """Where to make a copy. Whatever is still there in the end, or was left by a power cut, is cleared away."""
    backups.mkdir(mode=0o700, exist_ok=True)
    backups.chmod(0o700)
    with alone_in(backups):
        clear(backups)
        try:
            yield backups / "half-made.db"
        finally:
            clear(backups)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(opened)


def clear(backups: Path) -> None:
    for left in backups.glob("half-made.db*"):
        left.unlink()


def require_room(data: Path) -> None:
    """Twice the notebook, so that a copy never takes the last of the disk from the notebook itself."""
    needed, free = 2 * notebook().stat().st_size, shutil.disk_usage(data).free
    if free < needed:
        raise BackupFailed(f"There is no room for a copy: it needs {megabytes(needed)} and {megabytes(free)} are free.")


def copy(half: Path) -> dict[str, int]:
    """Write the copy; returns how many rows each table had. Writers wait, so that both are of one moment."""
    os.close(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(notebook(), timeout=10)) as reader, database.db.atomic():
        reader.execute("VACUUM INTO ?", (str(half),))
        return counted(database.db.obj.execute_sql)


def require_sound(made: Path, rows: dict[str, int]) -> None:
    """Open the copy as a restore would, and refuse one that is not whole."""
    try:
        with closing(sqlite3.connect(made)) as opened:
            whole = opened.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
            linked = opened.execute("PRAGMA foreign_key_check").fetchone() is None
            sound = whole and linked and counted(opened.execute) == rows
    except sqlite3.DatabaseError:
        sound = False
    if not sound:
        raise BackupFailed("The new copy of the notebook was not sound, so it was thrown away.")


def keep(half: Path, made: Path) -> Path:
    """Give the copy its name; after this a power cut can't take it away."""
    sync(half)
    half.rename(made)
    sync(made.parent)
    return made


def sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def notebook() -> Path:
    return Path(database.db.obj.database)


def counted(execute: Callable[[str], Any]) -> dict[str, int]:
    tables = execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*'").fetchall()
    return {name: execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables}


def megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
