"""Who is let in, and where to."""

from datetime import timedelta
from typing import Any

from household.models import Device, Home, Person
from household.models.clock import now
from household.policy.roles import FRONT, IDLE, KIOSK, PLACES, SURFACES

__all__ = ["admits", "front_page", "has_ended", "is_here", "may_enter", "surface"]


def admits(device: Device) -> bool:
    """Whether whoever holds this device is still signed in."""
    who = device.holder
    if who is None or now().date() - device.last_day > timedelta(days=IDLE[who.role]):
        return False
    return who.role == KIOSK or is_here(who)


def is_here(person: Person) -> bool:
    """Whether this person is still part of the house."""
    return person.left_at is None and not has_ended(person)


def has_ended(person: Person) -> bool:
    """Whether a guest's last day is over."""
    if person.until is None:
        return False
    home = Home.current()
    return home is not None and home.today > person.until


def may_enter(who: Any, place: str) -> bool:
    return place in PLACES.get(who.role, set())


def front_page(who: Any) -> str | None:
    """The endpoint of the page that opens first for them; None where their door is not built."""
    return FRONT.get(who.role)


def surface(who: Any) -> str:
    """The folder of the pages that are drawn for them in their own way; empty for those drawn as for everyone."""
    return SURFACES.get(who.role, "") if who else ""
