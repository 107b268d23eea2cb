"""What a guest tells of themselves so that they can be asked for it, and what they see of their own card."""

from typing import Any

from household.models import Card, Person
from household.policy.roles import GUEST

__all__ = ["card_of", "may_keep_likes"]


def may_keep_likes(who: Any) -> bool:
    """What they like to be asked for: a guest's own to say, and the partners' to read."""
    return who.role == GUEST


def card_of(who: Any) -> Card | None:
    """Their own, with who made it, where that partner is still here. Nothing of it opens anything."""
    cards = Card.select(Card, Person).left_outer_join(Person, on=Card.by)
    card: Card | None = cards.where(Card.person == who.id).get_or_none()
    return card
