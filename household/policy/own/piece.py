"""One thing that somebody wrote here, or that is theirs."""

from datetime import datetime
from typing import Any, NamedTuple


class Piece(NamedTuple):
    """`thing` is for a page, `told` for a program: names, words and times. Without an `at` it is of no day."""

    kind: str
    key: str
    at: datetime | None
    thing: Any
    told: dict[str, Any]

    @property
    def mark(self) -> str:
        """What it is chosen by."""
        return f"{self.kind}-{self.key}"
