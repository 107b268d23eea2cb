"""Putting another notebook in the place of this one: a power cut at any moment leaves the old one or the new one.

The new file gets the name household.db.next once it is whole and safe on disk. From then on it counts: whoever
starts next finishes what is left to do. Before that, nothing of the old one was touched.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from household.keeping import Trouble
from household.keeping.files import SIDECARS, alone_in, opened_itself, private_copy, sync, with_sidecars
from household.models.clock import now

HALF = "aside-half"


class InUse(Trouble):
    """Another command has the notebook open."""


@contextmanager
def alone(notebook: Path) -> Iterator[None]:
    """From before it is read until it is replaced, no other command may open it: what it wrote would be lost."""
    try:
        with alone_in(notebook.parent):
            yield
    except BlockingIOError:
        raise InUse("Another command is at work with this notebook. Please wait for it, then try again.") from None


def replace(notebook: Path, fresh: Path, aside: bool = True) -> Path | None:
    """Put `fresh`, in a folder of the same disk, in place of `notebook`, `alone`; where the old files are now."""
    if aside and notebook.exists():
        lay_aside(notebook)
    sync(fresh)
    fresh.rename(waiting(notebook))
    sync(notebook.parent)
    return finish(notebook)


def waiting(notebook: Path) -> Path:
    return Path(f"{notebook}.next")


def finish(notebook: Path) -> Path | None:
    """Do what is left of a switch, if anything is; where the old files are, if they were laid aside just now."""
    half, fresh, kept = notebook.parent / HALF, waiting(notebook), None
    if fresh.exists():
        if half.exists():
            kept = half.rename(unused(notebook.parent / now().strftime("aside-%Y-%m-%d-%H%M%S")))
        for end in SIDECARS:  # they belong to the old one; beside another they would damage it
            Path(f"{notebook}{end}").unlink(missing_ok=True)
        sync(notebook.parent)
        fresh.replace(notebook)
        sync(notebook.parent)
    elif half.exists():  # only more names of files that stayed where they were
        shutil.rmtree(half)
    return kept


def lay_aside(notebook: Path) -> None:
    """Give the old files a second name in a folder of their own; the first goes only when the new one is there."""
    half = notebook.parent / HALF
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(mode=0o700)
    for found in with_sidecars(notebook):
        private(found)
        try:
            os.link(found, half / found.name)
        except OSError:  # a file system that knows one name only
            private_copy(found, half / found.name)
    sync(half)


def private(file: Path) -> None:
    opened = opened_itself(file)
    try:
        os.fchmod(opened, 0o600)
    finally:
        os.close(opened)


def unused(folder: Path) -> Path:
    again = (folder.with_name(f"{folder.name}-{number}") for number in range(2, 1000))
    return folder if not folder.exists() else next(one for one in again if not one.exists())


def hold_open(data: Path) -> int:
    """Let nobody switch the notebook for as long as the answer, an open file, stays open."""
    opened = os.open(data, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(opened)
        raise InUse("The notebook is being put in its place right now. Please try again in a moment.") from None
    return opened
