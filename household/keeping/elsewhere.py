"""A copy in a second place: a stick, another disk, another computer's folder."""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from household.keeping import Trouble, backup
from household.keeping.files import megabytes, new_file, opened_itself, sync
from household.keeping.reminder import SECOND_PLACE
from household.models import Upkeep

PIECE = 1_048_576
OF_MEMORY = ("tmpfs", "ramfs", "devtmpfs")


class NotCopied(Trouble):
    """There is no copy in that place; the sentence says why."""


def carry(data: Path, folder: Path, tell: Callable[[str], None]) -> Path:
    """A verified copy of the notebook in `folder`, read back from there. Nothing else there is touched."""
    require_other(data, folder)
    made = backup.make(data, tell)
    backup.rotate(data)
    there = folder / made.name
    try:
        written(made, there, tell)
    except OSError as trouble:
        why = "it is full" if trouble.errno in (28, 122) else trouble.strerror
        raise NotCopied(f"{folder} can’t take the copy: {why}. The copy in {made} is good.") from None
    if on_another_disk(data, folder) and not in_memory(folder):
        Upkeep.done(SECOND_PLACE, note=str(folder))
    return there


def require_other(data: Path, folder: Path) -> None:
    if not folder.is_dir():
        raise NotCopied(f"There is no folder {folder}. Is the stick in?")
    if folder.resolve().is_relative_to(data.resolve()):
        raise NotCopied(f"{folder} is in the folder of the notebook itself. Please name one in another place.")


def on_another_disk(data: Path, folder: Path) -> bool:
    return data.stat().st_dev != folder.stat().st_dev


def in_memory(folder: Path) -> bool:
    """Whether what is there goes with the power, as in /tmp on many machines; False where the system doesn't tell."""
    device = folder.stat().st_dev
    number = f"{os.major(device)}:{os.minor(device)}"
    with suppress(OSError):
        mounted = [line.split() for line in Path("/proc/self/mountinfo").read_text().splitlines()]
        kinds = {one[2]: one[one.index("-") + 1] for one in mounted}
        return kinds.get(number) in OF_MEMORY
    return False


def written(made: Path, there: Path, tell: Callable[[str], None]) -> None:
    """Written under another name first, read back, and only then given its own."""
    half = there.with_name("household-half-made")
    half.unlink(missing_ok=True)
    try:
        sent = send(made, half, tell)
        tell("Reading it back.")
        if digest(half) != sent:
            raise NotCopied(f"What {there.parent} gives back is not what was written there. Is it worn out?")
        half.replace(there)
    finally:
        half.unlink(missing_ok=True)
    with suppress(OSError):  # some file systems on sticks can't do this for a folder
        sync(there.parent)


def send(made: Path, half: Path, tell: Callable[[str], None]) -> str:
    size, sent, seen = made.stat().st_size, 0, hashlib.sha256()
    with os.fdopen(opened_itself(made), "rb") as source, new_file(half) as target:
        while piece := source.read(PIECE):
            target.write(piece)
            seen.update(piece)
            sent += len(piece)
            tell(f"Writing it there: {100 * sent // size} % of {megabytes(size)}.")
        target.flush()
        os.fsync(target.fileno())
        with suppress(OSError, AttributeError):  # so that reading it back asks the stick and not the memory
            os.posix_fadvise(target.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return seen.hexdigest()


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
