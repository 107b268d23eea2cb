"""Whom a child may ask, among those a partner let hear; and who looks after a child's pages."""

from typing import Any

from household.models import KidHears, KidView, Person
from household.policy.entering import is_here
from household.policy.roles import KID, NIGHT, PARTNER

__all__ = [
    "could_hear",
    "grown_ups_of",
    "hearers",
    "kids_of",
    "may_look_after_kid",
    "night_page",
]


def hearers(kid: Any) -> list[Person]:
    """Those whom this child may ask, partners first: siblings and guests only where a partner switched that on."""
    let = {row.person_id for row in KidHears.select().where(KidHears.kid == kid.id)}
    return [*Person.here(PARTNER), *(person for person in could_hear(kid) if person.id in let)]


def could_hear(kid: Any) -> list[Person]:
    """Siblings and guests whom a partner may let hear."""
    return [one for one in Person.here() if one.role != PARTNER and one.id != kid.id]


def grown_ups_of(kid: Any) -> list[Person]:
    """Those of the same who are grown up: to one of them a child tells how it feels."""
    return [person for person in hearers(kid) if person.role != KID]


def kids_of(who: Any) -> Any:
    """The children whose pages this person looks after: for each partner all who are here."""
    return Person.here(KID) if who.role == PARTNER else Person.here(KID).where(Person.id.is_null())


def may_look_after_kid(who: Any, kid: Any) -> bool:
    """Set what stands on a child's page, who may hear, and when it rests. Partners do it alike."""
    return who.role == PARTNER and kid.role == KID and is_here(kid)


def night_page(who: Any) -> str | None:
    """The endpoint of the page that stands in for theirs, in their quiet hours."""
    endpoint = NIGHT.get(who.role)
    return endpoint if endpoint and KidView.of(who).resting else None
