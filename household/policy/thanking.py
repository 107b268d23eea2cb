"""Thanks that kids give and get: whom they may thank, and which words reach them."""

from typing import Any

from household.models import Person, Thanks
from household.policy.circles import others
from household.policy.kids import hearers
from household.policy.roles import KID, PARTNER

__all__ = ["heard_by_kids", "reads_words", "thankable"]


def thankable(who: Any) -> list[Person]:
    """Whom one may thank: all whom one may name; for a child its whole family, and the guests who may hear it."""
    if who.role != KID:
        return others(who)
    family = [person for person in Person.here(PARTNER, KID) if person.id != who.id]
    return [*family, *(person for person in hearers(who) if person not in family)]


def reads_words(who: Any, thanks: Thanks) -> bool:
    """Whether the words are for them, too, beside who thanks whom. A child reads its own, and those to it by name."""
    return who.role != KID or thanks.by_id == who.id or who in thanks.to


def heard_by_kids(people: list[Person]) -> bool:
    """Whether among these is somebody who sees and hears words to them on pages of their own."""
    return any(person.role == KID for person in people)
