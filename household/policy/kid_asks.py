"""What a child asked for, and who said "not now" to it. Nobody's words are read there but the child's own."""

from typing import Any

from household.content.kids import kid_asks
from household.models import Home, Need, Person, Reply
from household.policy.seeing import visible_needs

__all__ = ["asks_of", "asks_of_today", "said_not_now"]

MOST = 12  # pictures on one page
SOON = ("time", "part", "word")  # offers by which somebody comes after all; the others are a no to a child


def asks_of(kid: Any) -> Any:
    """All that this child asked for by a picture, the newest first."""
    return visible_needs(kid).where(Need.asked_by == kid.id, Need.word << [*kid_asks()])


def asks_of_today(kid: Any, here: Home) -> list[Need]:
    """What is open, then what happened today. What was asked on another day is over, unless somebody comes today."""
    of_today = (Need.day >= here.today) | (Need.starts_at >= here.morning) | (Need.claimed_at >= here.morning)
    met = (Need.closed_as == "met") & (Need.closed_at >= here.morning)
    found = asks_of(kid).where(met | (Need.closed_at.is_null() & of_today)).limit(MOST)
    return sorted(found, key=lambda need: not need.open)


def said_not_now(kid: Any, need: Need) -> list[tuple[Person, bool]]:
    """(who can't come now, whether they come later) of those whom this child asks for it, and no word of theirs."""
    rows = Reply.select(Reply.offer, Reply.by, *Person.at_a_glance()).join(Person, on=Reply.by)
    asked = (Reply.need == need.id) & (Reply.not_now == "yes") & (Reply.wording == need.wording)
    said = {row.by: row.offer in SOON for row in rows.where(asked).order_by(Reply.id)} if need.asked_by == kid else {}
    return [(person, said[person]) for person in need.named if person in said]
