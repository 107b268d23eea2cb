"""Taking one's words along, and leaving: one's own affair. Kids and guests are removed by any partner."""

from typing import Any

from household.models import Person
from household.policy.roles import GUEST, KID, PARTNER

__all__ = ["may_close_home", "may_export", "may_leave", "may_pack", "may_remove", "removable_people"]


def may_export(who: Any) -> bool:
    """One's own words, at any time; a kid's are for the partners to take."""
    return who.role in (PARTNER, GUEST)


def may_pack(who: Any) -> bool:
    """A packet of them, for somebody outside."""
    return may_export(who)


def may_leave(who: Any) -> bool:
    """By oneself, and nobody else sees that it happened."""
    return who.role in (PARTNER, GUEST)


def may_close_home(who: Any) -> bool:
    """Whether this is the last partner is the model's question."""
    return who.role == PARTNER


def may_remove(who: Any, person: Person) -> bool:
    """A child or a guest. No partner removes a partner."""
    return who.role == PARTNER and person.role in (KID, GUEST)


def removable_people(who: Any) -> Any:
    """Kids and guests, also those whose last day is over."""
    return Person.staying(KID, GUEST).where(Person.id.is_null(who.role != PARTNER))
