"""A copy proves itself by being brought back: into a folder of its own, where the house itself opens it and looks."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from household.config import PACKAGE
from household.database import db, embedded
from household.keeping import Trouble, backup
from household.keeping.files import NoRoom, private_copy, require_room, scratch
from household.keeping.prompt import to_type
from household.keeping.reminder import when
from household.keeping.soundness import differences, require_known, require_whole, schema_of
from household.models import Home, Upkeep
from household.models.clock import now

PROVEN, FAILED = "proven", "proof_failed"
A_WEEK, A_DAY = timedelta(days=7), timedelta(days=1)
LATE = timedelta(days=8)  # a week, and a day to come to it
LONGEST = 240  # seconds that the house may take to open it


class NotProven(Trouble):
    """It could not be brought back; the sentence says where it failed."""


class Busy(Trouble):
    """That says nothing about the copy."""


def prove(copy: Path, data: Path, tell: Callable[[str], None] = lambda step: None) -> None:
    """Bring `copy` back in data/proof, open it, and compare; raises NotProven. The notebook is not touched."""
    try:
        with scratch(data / "proof") as folder:
            restored = folder / "household.db"
            require_room(data, 2 * copy.stat().st_size, "proving a copy")
            private_copy(copy, restored)
            tell("Looking through every page of the copy.")
            require_whole(restored)
            require_known(schema_of(restored))
            tell("Opening it as the house would.")
            opened_by_the_house(folder)
            tell("Comparing it with the copy, row by row.")
            require_whole(restored)
            require_the_same(copy, restored)
    except BlockingIOError:
        raise Busy("Another copy is being proven right now.") from None
    except OSError as trouble:
        raise NotProven(f"{copy.name} could not be brought back to prove it: {trouble.strerror}.") from trouble


def opened_by_the_house(folder: Path) -> None:
    """In a process of its own, which knows nothing of the settings and the notebook of this one."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("HOUSEHOLD_", "DATABASE_"))}
    command = [sys.executable, "-m", "household.cli", "open-copy", str(folder)]
    try:
        done = subprocess.run(
            command, env=ours, cwd=PACKAGE.parent, capture_output=True, text=True, errors="replace", timeout=LONGEST
        )
    except subprocess.TimeoutExpired:
        raise NotProven("The house did not come to an end with opening the copy.") from None
    if done.returncode:
        told = done.stderr.strip().splitlines() or ["It ended without a word."]
        raise NotProven("The house could not open the copy.", detail=told[-1])


def require_the_same(copy: Path, restored: Path) -> None:
    """A copy from before an update was brought up to date on the way, which compared it already."""
    if schema_of(copy) == schema_of(restored) and (changed := differences(copy, restored)):
        raise NotProven(f"What came back is not what was in the copy: {', '.join(changed)}.")


# ---- once a week


def due(data: Path) -> bool:
    """Whether a new copy waits to be proven: none was for a week, and no attempt failed in the last day."""
    copy, proven = backup.newest(data), Upkeep.last(PROVEN)
    news = copy is not None and (proven is None or proven.note != copy.name)
    return news and not since(PROVEN, A_WEEK) and not since(FAILED, A_DAY)


def since(care: str, span: timedelta) -> bool:
    """What was noted under a clock that ran ahead counts for as long as it would have."""
    last = Upkeep.last(care)
    return last is not None and abs(now() - last.at) < span


def overdue(data: Path, opened: datetime) -> str:
    """What the copies of a house open since then lack to be relied on: a "copy", "success" or a "proof"; else ""."""
    home = Home.current()
    if home is None or home.made_up or not embedded():
        return ""
    if backup.late(data, opened):
        return "copy"
    proven = when(PROVEN)
    if gave_way(proven, when(FAILED)):
        return "success"
    return "proof" if late(home.founded_at, proven) else ""


def gave_way(proven: datetime | None, failed: datetime | None) -> bool:
    """Whether the last try to prove a copy failed."""
    return failed is not None and (proven is None or failed > proven)


def late(founded: datetime | None, proven: datetime | None) -> bool:
    """Whether a proof should have been by now; a home that never had one is asked from its founding on."""
    since = proven or founded
    return since is not None and now() - since >= LATE


def prove_newest(data: Path, tell: Callable[[str], None] = lambda step: None) -> Path:
    """Prove the newest copy and note how it went."""
    copy = backup.newest(data)
    if copy is None:
        raise NotProven(f"There is no copy to prove yet. To make one: {to_type('backup', data)}")
    try:
        prove(copy, data, tell)
    except (NoRoom, Busy):
        raise
    except Trouble:
        note(FAILED, copy, instead_of=PROVEN)
        raise
    note(PROVEN, copy, instead_of=FAILED)
    return copy


def note(how: str, copy: Path, instead_of: str) -> None:
    """The last word counts, whatever the clock said when the one before was written."""
    with db.atomic():
        Upkeep.done(how, note=copy.name)
        Upkeep.undone(instead_of)
