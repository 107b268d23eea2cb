"""Who is let in, and where to."""

from datetime import timedelta
from typing import Any

from household.models import Device, Person
from household.models.clock import now
from household.policy.roles import COMPANY, FRONT, IDLE, KID, KIOSK, PAGES, PLACES, SURFACES

__all__ = [
    "actor",
    "admits",
    "front_page",
    "has_company",
    "is_here",
    "lets_people_in",
    "may_enter",
    "pages_of",
    "surface",
    "surfaces",
    "was_left",
]


def admits(device: Device) -> bool:
    """Whether whoever holds this device is still signed in."""
    who = device.holder
    if device.kiosk:  # it stands there for years, and its clock may be wrong: only a partner ends it
        return True
    if who is None or now().date() - device.last_day > timedelta(days=IDLE[who.role]):
        return False
    return is_here(who)


def is_here(person: Person) -> bool:
    """Whether this person is still part of the house."""
    return not person.gone


def actor(who: Any) -> Any:
    """The person who does things here: whoever is in; at the kitchen tablet the grown-up who touched their face."""
    return who.person if who is not None and who.role == KIOSK else who


def may_enter(who: Any, place: str) -> bool:
    """Whether this place is there for them: all its pages, or one by its endpoint. With company in the kitchen hardly
    any are.
    """
    places = PLACES.get(who.role, set())
    open_now = places & COMPANY if has_company(who) else places
    return place in open_now or place.partition(".")[0] in open_now


def was_left(device: Device | None, place: str) -> bool:
    """Whether these are pages of a tablet in the kitchen on which somebody else may have been just now."""
    return device is not None and device.kiosk and place in PLACES[KIOSK] | PLACES[KID]


def has_company(who: Any) -> bool:
    """Whether this is a kitchen tablet, and somebody is there who is not of the house."""
    return who.role == KIOSK and who.company


def front_page(who: Any) -> str | None:
    """The endpoint of the page that opens first for them; None where their door is not built."""
    return FRONT.get(who.role)


def pages_of(who: Any) -> dict[str, str]:
    """The endpoints of the pages on which they read one "need", and "thanks", "ask", and find what is their "own"."""
    return PAGES[who.role]


def lets_people_in(device: Device | None) -> bool:
    """Whether somebody may sign in on it. The kitchen tablet is nobody's, and stays so."""
    return device is None or not device.kiosk


def surfaces() -> set[str]:
    """The folders of the pages that are drawn in a way of their own."""
    return {*SURFACES.values()}


def surface(who: Any) -> str:
    """The folder of the pages that are drawn for them in their own way; empty for those drawn as for everyone."""
    return SURFACES.get(who.role, "") if who else ""
