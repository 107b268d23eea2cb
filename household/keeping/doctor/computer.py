"""The computer of the house: its memory, and the versions of what the house is made of."""

import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from household.keeping.doctor.finding import COMPUTER, Finding, Said, megabytes
from household.keeping.doctor.house import House

NEEDED = 120_000_000  # bytes: what its two workers take when all phones are awake
MADE_OF = ("household", "flask", "werkzeug", "peewee", "gunicorn", "argon2-cffi", "tzdata")


def look(house: House) -> Iterator[Finding]:
    yield memory()
    if not house.brief:
        yield versions()


def memory() -> Finding:
    free, whole = free_memory()
    if not whole:
        return Finding(COMPUTER, None, Said("The computer doesn’t say how much memory is free."))
    figures = f"{megabytes(free)} of {megabytes(whole)} free"
    if free >= NEEDED:
        return Finding(COMPUTER, True, Said("There is memory to spare."), figures=figures)
    said = Said("There is little memory to spare. The house may be slow, or be stopped.")
    todo = Said("Close other programs. This shows which are large:")
    return Finding(COMPUTER, False, said, todo, "ps aux --sort=-rss | head", figures)


def free_memory() -> tuple[int, int]:
    """Bytes that programs could still have, and all there are."""
    try:
        lines = [line.split() for line in Path("/proc/meminfo").read_text().splitlines()]
    except OSError:
        return 0, 0
    told = {line[0]: int(line[1]) * 1024 for line in lines if len(line) > 1}
    return told.get("MemAvailable:", 0), told.get("MemTotal:", 0)


def versions() -> Finding:
    parts = [
        f"Python {platform.python_version()}",
        *(f"{name} {found}" for name in MADE_OF if (found := installed(name))),
    ]
    said = Said(
        "What it is made of: %(parts)s.", parts=", ".join([*parts, f"{platform.system()} {platform.machine()}"])
    )
    return Finding(COMPUTER, True, said)


def installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
