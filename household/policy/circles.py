"""For whom something can be: by name, or one of the circles of the house."""

from typing import Any

from household.models import Kiosk, Need, Person, Role
from household.policy.entering import actor
from household.policy.kids import hearers
from household.policy.orbit import audiences
from household.policy.roles import ASKS, GUEST, KID, PARTNER
from household.policy.seeing import hears, visible_people

__all__ = ["circles", "could_be_asked", "gain", "may_name", "others", "partners_beside"]


def others(who: Any, *roles: Role) -> list[Person]:
    """Everyone else whom this person may name, or those of some roles."""
    if who.role == KID:
        return [person for person in hearers(who) if not roles or person.role in roles]
    return [person for person in Person.here(*roles) if may_name(actor(who), person)]


def partners_beside(who: Any) -> list[Person]:
    return others(who, PARTNER)


def circles(who: Any) -> dict[str, list[Person]]:
    """The circles there are to ask in, narrowest first, with the people in each; empty circles are not offered."""
    partners, kids, guests = (others(who, role) for role in (PARTNER, KID, GUEST))
    person = actor(who)
    outside = person is not None and person.role == GUEST  # names partners alone, asks the others as a circle
    offered: dict[str, list[Person]] = {
        "partners": partners if len(partners) > 1 else [],
        "home": partners + kids if kids or outside else [],
        "orbit": partners + kids + guests if guests or outside else [],
    }
    return {name: people for name, people in offered.items() if people and name in audiences(who)}


def may_name(who: Any, person: Person) -> bool:
    """Whether a need may be for this person by name: partners ask anyone, a child whoever may hear it."""
    if who is not None and who.role == KID:
        return person in hearers(who)
    return who is not None and who.role in ASKS and person.id != who.id and PARTNER in (who.role, person.role)


def could_be_asked(who: Any, need: Need) -> list[Person]:
    """Whom somebody who can't may think of instead: people both know, whom the asker may name and has not asked yet."""
    heavy, nameable = need.chosen is not None and need.chosen.kids_never, others(need.asked_by)
    new = (one for one in visible_people(who) if one.id != who.id and not hears(one, need.reach))
    return [person for person in new if person in nameable and not (heavy and person.role == KID)]


def gain(before: set[str], after: set[str]) -> bool:
    """Whether anyone in the house, the kitchen tablet too, hears of the second circle and not of the first."""
    return any(hears(one, after) and not hears(one, before) for one in (*Person.here(), Kiosk("")))
