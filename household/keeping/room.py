"""Room on the disk: a file to throw away when it is full, a word before that, and who may read what is there."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from household.keeping.files import megabytes

BALLAST, WEIGHT = "ballast", 20_000_000  # bytes
PLENTY, LITTLE = 1_000_000_000, 500_000_000  # bytes free


def take_ballast(data: Path) -> None:
    """A file that holds nothing but room: whoever deletes it has some, even when the disk is full."""
    ballast = data / BALLAST
    if ballast.exists() or shutil.disk_usage(data).free < PLENTY:
        return
    opened = os.open(ballast, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        os.posix_fallocate(opened, 0, WEIGHT)
    except OSError:  # a file system that can't promise room
        ballast.unlink()
    finally:
        os.close(opened)


def little_room(data: Path) -> str:
    """A sentence when the disk is getting full, else nothing."""
    free = shutil.disk_usage(data).free
    return f"The disk of the house is getting full: {megabytes(free)} are free." if free < LITTLE else ""


def mend_modes(data: Path) -> list[Path]:
    """Make all that the house keeps readable for its owner alone; what was not."""
    mended = []
    for found in kept(data):
        wanted = 0o700 if found.is_dir() else 0o600
        with suppress(OSError):  # one of another user: the doctor tells
            if found.stat().st_mode & 0o077:
                found.chmod(wanted)
                mended.append(found)
    return mended


def kept(data: Path) -> list[Path]:
    """The files of the house and the folders it made, without what a link leads to."""
    ours = [*data.glob("household.db*"), *data.glob("throttle.db*"), data / "lock", data / BALLAST]
    folders = [data, data / "backups", data / "snapshots", *data.glob("aside-*")]
    inside = [found for folder in folders[1:] if folder.is_dir() for found in folder.iterdir()]
    return [found for found in [*folders, *ours, *inside] if found.exists() and not found.is_symlink()]
