"""How a guest's card stands: until when it works, whether a tap is enough, and who hears of it."""

import re
from datetime import date, timedelta
from typing import Any

from household.models.clock import now
from household.models.home import PARTNERS, the_day

FRESH = timedelta(hours=48)


class Standing:
    """The questions about it."""

    @property
    def last_day(self: Any) -> date | None:
        return self.person.until if self.person else self.until

    @property
    def dialled(self: Any) -> str:
        """The number as a telephone dials it."""
        return re.sub(r"[^\d+]", "", self.phone)

    @property
    def over(self: Any) -> bool:
        """Whether its last day is over."""
        return self.last_day is not None and the_day() > self.last_day

    @property
    def circle(self: Any) -> set[str]:
        """Who hears that it changed or ended: its guest, and the family, which meets their name; no other guest."""
        return PARTNERS | ({"home", "kids", self.person.key} if self.person else set())

    @property
    def may_be_taken_up(self: Any) -> bool:
        """Whether a tap is enough: nobody has it yet, and it was made within two days."""
        return self.taken_at is None and timedelta(0) <= now() - self.made_at < FRESH
