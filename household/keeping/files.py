"""Files that a power cut can't take away, folders for half-done work, and who may be at work in them."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from household.keeping import Trouble

SPARE = 100_000_000  # bytes that stay free for the notebook itself, whatever else is kept
SIDECARS = ("-wal", "-shm", "-journal")  # what SQLite may keep beside a notebook, and what belongs to it


class NoRoom(Trouble):
    """The disk is too full for this."""


class Linked(Trouble):
    """It only leads to something else, which need not be ours."""


def opened_itself(path: Path, flags: int = os.O_RDONLY) -> int:
    """Never what a link leads to: one in the house's folder could lead to what only root may touch."""
    try:
        return os.open(path, flags | os.O_NOFOLLOW, 0o600)
    except OSError:
        if path.is_symlink():
            raise Linked(f"{path} is a link to another place. Please put the real thing there, or remove it.") from None
        raise


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Raises BlockingIOError while another process is at work there."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(opened)


@contextmanager
def alone_in_own(folder: Path) -> Iterator[int]:
    """The same in a folder that the house makes, for its owner only; the folder, open."""
    folder.mkdir(mode=0o700, exist_ok=True)
    opened = opened_itself(folder, os.O_DIRECTORY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.fchmod(opened, 0o700)
        yield opened
    finally:
        os.close(opened)


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """A private folder for this work alone. What a power cut left in it, or the work itself, is cleared away."""
    with alone_in_own(folder) as opened:
        empty(opened)
        try:
            yield folder
        finally:
            empty(opened)
            folder.rmdir()


def empty(folder: int) -> None:
    """An open folder, so that nobody can put a link in its place meanwhile."""
    with os.scandir(folder) as found:
        for one in list(found):
            if one.is_dir(follow_symlinks=False):
                shutil.rmtree(one.name, dir_fd=folder)
            else:
                os.unlink(one.name, dir_fd=folder)


def sweep(folder: Path) -> None:
    """Clear a scratch folder away that nobody works in any more."""
    with suppress(OSError, Linked), scratch(folder):
        pass


def private_copy(source: Path, target: Path) -> None:
    """A file of our own with the same bytes, for its owner only, safe on disk."""
    with os.fdopen(opened_itself(source), "rb") as old, new_file(target) as new:
        shutil.copyfileobj(old, new, 1_048_576)
        new.flush()
        os.fsync(new.fileno())


def new_file(path: Path) -> BinaryIO:
    """To be written, for its owner only."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def with_sidecars(notebook: Path) -> list[Path]:
    """The notebook and what lies beside it, as far as they are there."""
    return [found for end in ("", *SIDECARS) if (found := Path(f"{notebook}{end}")).exists()]


def require_room(folder: Path, needed: int, what: str) -> None:
    """So many bytes and some to spare, so that no copy takes the last of the disk from the notebook itself."""
    needed, free = needed + SPARE, shutil.disk_usage(folder).free
    if free < needed:
        raise NoRoom(f"There is no room for {what}: it needs {megabytes(needed)} and {megabytes(free)} are free.")


def megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
