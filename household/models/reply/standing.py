"""How a reply stands: what it offers, whether that can be taken up, and who reads it."""

from datetime import datetime
from typing import Any

from household.models.clock import now
from household.models.event import circle_of
from household.models.need import AUDIENCES
from household.models.person import Person

# offers that make a claim; "person" is someone to ask, "word" an answer later, "call" asks for a call first
TAKEN_UP = ("time", "part", "else")
CALL = "call"


class Standing:
    """The questions about what was said."""

    @property
    def still_to_come(self: Any) -> datetime | None:
        """The time that was offered, unless it has passed: who takes it up later gets the yes and no past promise."""
        return self.starts_at if self.starts_at and self.starts_at > now() else None

    @property
    def stands(self: Any) -> bool:
        """Whether this is an offer that can still be taken up."""
        return self.offer in TAKEN_UP and not self.taken_at and self.need.waiting and not self.before_a_change

    @property
    def taken(self: Any) -> bool:
        """Whether the need is theirs who offered, or was, because of this."""
        return bool(self.taken_at) and self.need.claimed_by_id == self.by_id

    @property
    def before_a_change(self: Any) -> bool:
        """Whether the asker has changed the words since."""
        return self.wording != self.need.wording

    @property
    def asks_for_call(self: Any) -> bool:
        return self.offer == CALL

    @property
    def says_no(self: Any) -> bool:
        """Whether this is a no, with or without an offer that nobody has taken up."""
        return bool(self.not_now) and not self.taken_at and not self.asks_for_call

    @property
    def circle(self: Any) -> set[str]:
        two = {self.need.asked_by.key, self.by.key}
        if self.not_now or self.need.circle <= two:  # or its day has passed, and it waits with its asker alone
            return two
        if AUDIENCES.index(self.need.audience) < AUDIENCES.index(self.audience):
            return two | self.need.circle  # fewer see it now
        from household.models.reply import ReplyNamed

        named = Person.select(Person.key).join(ReplyNamed).where(ReplyNamed.reply == self)
        return circle_of({*two, *(person.key for person in named)}, self.audience, self.kids_can_help)
