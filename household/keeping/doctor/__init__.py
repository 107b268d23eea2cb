"""The doctor: looks at the house itself and says in plain words what is well and what to do. It never writes."""

from collections.abc import Iterator
from typing import Any

from household.keeping.doctor import clock, computer, copies, disk, https, notebook, reaching
from household.keeping.doctor.finding import DISK, Finding, Said
from household.keeping.doctor.house import House, visited

__all__ = ["Finding", "House", "Said", "answer", "look", "undone", "visited"]

PARTS = (reaching, https, clock, disk, notebook, copies, computer)


def look(house: House) -> list[Finding]:
    """Everything found, in the order in which one reads it. No names, words or numbers of people are in it."""
    return [found for part in PARTS for found in looked(part, house)]


def looked(part: Any, house: House) -> Iterator[Finding]:
    """What one part finds; trouble with the disk on the way is a finding too."""
    try:
        yield from part.look(house)
    except OSError as trouble:
        said = Said("The disk did not let everything be read: %(trouble)s.", trouble=trouble.strerror)
        yield Finding(DISK, False, said, Said("Look whether it is worn out. This may tell:"), "sudo dmesg --level err")


def answer(findings: list[Finding]) -> Said:
    """All of it in one line."""
    todo = list(undone(findings))
    if not todo:
        return Said("All is well.")
    return Said("One thing to do.") if len(todo) == 1 else Said("A few things to do.")


def undone(findings: list[Finding]) -> Iterator[Finding]:
    return (found for found in findings if found.good is False)
