"""Before the house opens: one copy running, a folder of its own and a sound notebook."""

import errno
import fcntl
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from household.keeping import Trouble
from household.keeping.backup import made_at, newest
from household.keeping.files import megabytes, opened_itself, sweep
from household.keeping.restoring import command, newest_good
from household.keeping.switching import finish

ROOM = 50_000_000  # bytes that a new house needs to begin with
SMALL = 20_000_000  # bytes that are looked through to the last index within a moment; the daily copy does it for more
OURS = ("lock", "household.db")
SCRATCH = ("proof", "restoring", "upgrading")
BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
OF_THE_DISK = (errno.EROFS, errno.EIO, errno.ENOSPC)  # any other trouble is a missing right


class CannotStart(Trouble):
    """The house stays shut; the sentence says why, and what to do."""


class Damaged(CannotStart):
    """The notebook is there, and can't be relied on."""

    state = "damaged"


class OutOfReach(CannotStart):
    """The notebook may be well, but a disk that is worn out, loose or full doesn't let the house have it."""

    state = "out of reach"


def hold(data: Path) -> int:
    """Make `data` ours alone for as long as the answer, an open file, stays open: also across an exec.

    From here on this process makes files that only its owner can read. What a power cut left half done is finished.
    """
    os.umask(0o077)
    try:
        make_private(data)
        require_room(data)
        opened = lock(data / "lock")
        tidy(data)
        return opened
    except BlockingIOError:
        raise CannotStart(f"Household is already running with the folder {data}. One at a time, please.") from None
    except OSError as trouble:
        kind = OutOfReach if trouble.errno in OF_THE_DISK and os.access(data, os.R_OK) else CannotStart
        raise kind(
            f"Household can't write in the folder {data}. ({trouble.strerror}.) "
            "Please make it writable, or name another folder in HOUSEHOLD_DATA."
        ) from None


def tidy(data: Path) -> None:
    finish(data / "household.db")
    for name in SCRATCH:
        if (data / name).is_dir():
            sweep(data / name)


def require_sound(url: str) -> None:
    """Refuse to open a notebook file (sqlite:///...) that is damaged or in use. It only reads; it restores nothing."""
    path = Path(url.removeprefix("sqlite:///"))
    if url.startswith("sqlite:///"):
        state = condition(path)
        if state == "locked":
            raise CannotStart(f"Another program is using the notebook {path}. Please close it, then start again.")
        if state == "unreadable":
            raise OutOfReach(f"Household can't open the notebook {path}. Please check that it may read and write it.")
        if state == "damaged":
            raise Damaged(f"The notebook {path} is damaged, so it was not opened. {newest_copy(path.parent)}")


def make_private(data: Path) -> None:
    """A new folder, or one that holds nothing but ours: 0700 would lock others out of what is theirs."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    in_use = any(found.name != "lost+found" for found in data.iterdir())
    if in_use and not lived_in(data):
        raise CannotStart(f"The folder {data} holds other things. Please give Household a folder of its own.")
    data.chmod(0o700)


def require_room(data: Path) -> None:
    """For a new house alone: one that is lived in opens on a full disk too, for all can be read there."""
    free = shutil.disk_usage(data).free
    if free < ROOM and not lived_in(data):
        raise CannotStart(
            f"The disk with {data} is nearly full: {megabytes(free)} are free. "
            f"A new house needs {megabytes(ROOM)}, so that nothing gets lost."
        )


def lived_in(data: Path) -> bool:
    return any((data / name).is_file() for name in OURS)


def lock(path: Path) -> int:
    """Raises BlockingIOError while another process holds it."""
    opened = opened_itself(path, os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.set_inheritable(opened, True)
    except OSError:
        os.close(opened)
        raise
    return opened


def is_held(data: Path) -> bool:
    """Whether a process has the folder for itself right now."""
    try:
        os.close(lock(data / "lock"))
    except BlockingIOError:
        return True
    return False


def condition(path: Path) -> str:
    """sound, damaged, locked or unreadable. One that is gone while its copies are there did not go by itself."""
    try:
        size = path.stat().st_size
        with closing(sqlite3.connect(path, timeout=1)) as opened:
            check = "integrity_check" if size < SMALL else "quick_check"
            answer = opened.execute(f"PRAGMA {check}(1)").fetchall()
    except (sqlite3.Error, UnicodeDecodeError) as trouble:  # it quotes what it found, which need not be text any more
        code = getattr(trouble, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        return "locked" if code in BUSY else "damaged" if code in DAMAGED else "unreadable"
    except FileNotFoundError:
        return "damaged" if newest(path.parent) else "sound"
    except OSError:
        return "unreadable"
    emptied = size == 0 and newest(path.parent)
    return "damaged" if answer != [("ok",)] or emptied else "sound"


def newest_copy(data: Path) -> str:
    found = newest_good(data)
    if found is None:
        return f"There is no good copy of it in {data / 'backups'}."
    at = made_at(found)
    return f"The newest good copy is from {at.day} {at:%B %Y}. To bring it back: {command(found, data)}"
