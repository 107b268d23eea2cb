"""At the kitchen tablet: whose faces can be touched there, and whether there is company."""

from typing import Any

from household.models import Device, KioskFace, Person
from household.policy.entering import is_here
from household.policy.roles import GUEST, KID, KIOSK, PARTNER

__all__ = [
    "faces_in_the_kitchen",
    "may_leave_face",
    "may_say_company",
    "may_say_company_gone",
    "may_set_pin",
    "may_still_here",
    "may_take_off_pin",
    "may_touch",
    "who_ends_company",
]


def faces_in_the_kitchen(device: Device) -> list[Person]:
    """Who may touch their face at this tablet: the family, and guests whom a partner ticked; with company nobody."""
    if device.company:
        return []
    ticked = KioskFace.at(device)
    return [*Person.here(PARTNER, KID), *Person.here(GUEST).where(Person.id << ticked)]


def may_say_company(who: Any) -> bool:
    """One touch at the tablet, by whoever stands there, or a partner from their phone."""
    return who.role in (KIOSK, PARTNER)


def may_say_company_gone(who: Any, by: Person) -> bool:
    """A partner from their phone, or where it stands, whoever they are by their PIN."""
    return who.role in (KIOSK, PARTNER) and by.role == PARTNER


def who_ends_company() -> list[Person]:
    """Those one of whom says that the house is by itself again."""
    return list(Person.here(PARTNER))


def may_touch(who: Any, person: Person) -> bool:
    """A face, at the kitchen tablet; whose stand there is told by faces_in_the_kitchen."""
    return who.role == KIOSK and not who.company and is_here(person)


def may_leave_face(who: Any) -> bool:
    """Say that whoever touched their face at the tablet goes again."""
    return who.role == KIOSK


def may_still_here(who: Any) -> bool:
    return may_leave_face(who)


def may_set_pin(who: Any) -> bool:
    """Figures that are asked for when one's own face is touched in the kitchen. Kids have pictures."""
    return who.role in (PARTNER, GUEST)


def may_take_off_pin(who: Any) -> bool:
    return may_set_pin(who)
