"""Copies of the notebook: each is checked before it counts; two weeks of days and two months of weeks are kept."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from household import database
from household.keeping import Trouble
from household.keeping.files import alone_in_own, new_file, require_room, sync
from household.keeping.soundness import NOT_WHOLE, NotSound, counted, require_whole
from household.models.clock import now

NEWEST, DAYS, WEEKS = 3, 14, 8
LATE = timedelta(days=2)
A_WHILE = timedelta(hours=1)  # after opening, until a day without a copy is told: it may be in the making
A_DAY = timedelta(hours=23)  # an hour short, so that a daily copy does not wander through the day
STAMP = "household-%Y-%m-%d-%H%M%S"
NAME = f"{STAMP}.db"


class BackupFailed(Trouble):
    """There is no new copy, and no half of one; the sentence says why."""


def make(data: Path, tell: Callable[[str], None] = lambda step: None) -> Path:
    """One verified copy of the notebook in data/backups, safe on disk. Call it outside of any transaction."""
    require_embedded()
    tell("Making a copy and checking it.")
    return write(notebook(), data / "backups" / now().strftime(NAME))


def require_embedded() -> None:
    if not database.embedded():
        raise BackupFailed("This notebook lives in PostgreSQL. Its own tool for copies is pg_dump.")


def write(source: Path, made: Path) -> Path:
    """One verified copy of the notebook `source`, under this name."""
    folder = made.parent
    try:
        with alone_in_own(folder):
            clear(folder)
            try:
                require_room(folder, 2 * source.stat().st_size, "a copy")
                half = folder / "half-made.db"
                require_whole(half, copy(source, half))
                return keep(half, made)
            finally:
                clear(folder)
    except NotSound:
        raise BackupFailed("The new copy of the notebook was not sound, so it was thrown away.") from None
    except BlockingIOError:
        raise BackupFailed("Another copy of the notebook is being made right now.") from None
    except (*NOT_WHOLE, OSError) as trouble:
        raise BackupFailed(f"The notebook could not be copied: {trouble}.") from trouble


def clear(folder: Path) -> None:
    """What is still there in the end, or was left by a power cut."""
    for left in folder.glob("half-made.db*"):
        left.unlink()


def copy(source: Path, half: Path) -> dict[str, int]:
    """Write the copy; returns how many rows each table had. Writers wait, so that both are of one moment."""
    new_file(half).close()
    with closing(opened(source)) as reader, closing(opened(source)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        if reader.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
            raise BackupFailed("The notebook is damaged, so no copy was made of it.")
        reader.execute("VACUUM INTO ?", (str(half),))
        return counted(writer.execute)


def opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=10, isolation_level=None)


def keep(half: Path, made: Path) -> Path:
    """Give the copy its name; after this a power cut can't take it away."""
    sync(half)
    half.rename(made)
    sync(made.parent)
    return made


def notebook() -> Path:
    return Path(database.db.obj.database)


# ---- which are kept


def rotate(data: Path) -> None:
    """Throw away what is neither new nor the last of its day or week.

    Copies from after tomorrow tell that a clock is wrong, but not whether it was theirs or is this one: a small machine
    wakes up with one that is far behind. So none of the others pushes them out, until those alone are a whole set.
    """
    made = copies(data)
    ahead = [one for one in made if wrongly_dated(one)]
    spared = worth_keeping(made[len(ahead) :])
    if len(spared) < DAYS + WEEKS:
        spared |= worth_keeping(ahead)
    for old in made:
        if old not in spared:
            old.unlink(missing_ok=True)


def worth_keeping(made: list[Path]) -> set[Path]:
    """Of these, oldest first: the newest 3, the last of each of 14 days, and of each of 8 weeks before those.

    Days and weeks without a copy don't count, so that a house that is seldom open keeps as many.
    """
    days = list({made_at(one).date(): one for one in made}.values())
    weeks = list({week(made_at(one)): one for one in days[:-DAYS]}.values())
    return {*made[-NEWEST:], *days[-DAYS:], *weeks[-WEEKS:]}


def week(at: date) -> tuple[int, int]:
    return at.isocalendar()[:2]


def newest(data: Path) -> Path | None:
    return next(reversed(copies(data)), None)


def due(data: Path) -> bool:
    """Whether no copy is from the last 23 hours. One from the next 23 counts too, for clocks get set back."""
    return all(abs(now() - made_at(made)) >= A_DAY for made in copies(data))


def last(data: Path) -> datetime | None:
    """When the newest was made."""
    found = newest(data)
    return made_at(found) if found else None


def late(data: Path, opened: datetime) -> bool:
    """Whether there should be a newer one, in a house that is open since then."""
    at = last(data)
    return now() - opened >= A_WHILE and (at is None or now() - at >= LATE)


def copies(data: Path) -> list[Path]:
    """Oldest first."""
    return sorted([found for found in (data / "backups").glob("household-*.db") if dated(found)], key=age)


def age(found: Path) -> tuple[bool, datetime]:
    """To sort by. What claims to be from after tomorrow was made under another clock and counts as oldest."""
    return not wrongly_dated(found), made_at(found)


def wrongly_dated(found: Path) -> bool:
    return made_at(found) - now() >= A_DAY


def made_at(made: Path) -> datetime:
    """When a copy was made, or a snapshot, whose name goes on with the tables that it holds."""
    return datetime.strptime(made.name[: len("household-YYYY-MM-DD-HHMMSS")], STAMP).replace(tzinfo=UTC)


def dated(found: Path) -> bool:
    try:
        return found.name == made_at(found).strftime(NAME)
    except ValueError:
        return False
