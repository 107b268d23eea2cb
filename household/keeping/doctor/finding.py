"""What the doctor found: a plain sentence, whether that is well, and what to do where it is not."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from household.models.clock import now


class Said:
    """A sentence to translate; `names` fill its slots, and an instant among them is said as a day."""

    def __init__(self, message: str, /, **names: Any) -> None:
        self.message, self.names = message, names

    def __str__(self) -> str:
        days = {name: day(value) for name, value in self.names.items() if isinstance(value, datetime)}
        return self.message % (self.names | days)


@dataclass(frozen=True)
class Finding:
    """`good` is True, False (there is something to do) or None (worth knowing, or not known).

    `todo` says what to do, `command` what to type for it, and `figures` is for the one at the computer.
    """

    group: Said
    good: bool | None
    said: Said
    todo: Said | None = None
    command: str = ""
    figures: str = ""


REACHING = Said("Reaching it")
HTTPS = Said("HTTPS")
CLOCK = Said("The clock")
DISK = Said("The disk")
NOTEBOOK = Said("The notebook")
COPIES = Said("Copies")
COMPUTER = Said("The computer of the house")


def day(at: datetime) -> str:
    """“today”, “yesterday”, “Sunday”, then “8 April 2026”: as the clock of `at` has it."""
    away = (now().astimezone(at.tzinfo).date() - at.date()).days
    if away in (0, 1):
        return ("today", "yesterday")[away]
    return f"{at:%A}" if 1 < away < 7 else f"{at.day} {at:%B %Y}"


def megabytes(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.1f} MB"
