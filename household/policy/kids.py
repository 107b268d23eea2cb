"""Whom a child may ask. A child picks who hears, among those a partner let hear."""

from typing import Any

from household.models import KidHears, Person
from household.policy.entering import front_page
from household.policy.roles import KID, PARTNER

__all__ = ["could_hear", "grown_ups_of", "hearers"]


def hearers(kid: Any) -> list[Person]:
    """Those whom this child may ask, partners first: siblings and guests only where a partner switched that on."""
    let = {row.person_id for row in KidHears.select().where(KidHears.kid == kid.id)}
    return [*Person.here(PARTNER), *(person for person in could_hear(kid) if person.id in let)]


def could_hear(kid: Any) -> list[Person]:
    """Siblings and guests whom a partner may let hear; nobody who has no door of their own yet, and would miss it."""
    others = (one for one in Person.here() if one.role != PARTNER and one.id != kid.id)
    return [person for person in others if front_page(person)]


def grown_ups_of(kid: Any) -> list[Person]:
    """Those of the same who are grown up: to one of them a child tells how it feels."""
    return [person for person in hearers(kid) if person.role != KID]
