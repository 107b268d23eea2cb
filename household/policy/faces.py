"""Whose faces stand at the door of a device, and who says so."""

from datetime import timedelta
from typing import Any

from household.models import Device, Person
from household.models.clock import now
from household.policy.roles import IDLE, KID, KIOSK, PARTNER

__all__ = [
    "faces_at",
    "forgives_tries",
    "kids_at",
    "knows_faces",
    "may_hand_over",
    "may_keep_kids_out",
    "may_let_kids_in",
    "may_let_try_again",
    "may_look_around",
    "may_say_bye",
    "may_set_pictures",
    "may_take_off_pictures",
]


def faces_at(device: Device | None) -> list[Person]:
    """The grown-ups who may be chosen by face on this device: partners, where a partner or a child has been in.

    A child is in only where a partner made it so.
    """
    return list(Person.here(PARTNER)) if device is not None and knows_faces(device) else []


def knows_faces(device: Device) -> bool:
    """Whether grown-ups are known at its door. A guest comes in with a card, and is known at none."""
    return device.person is not None and device.person.role in (PARTNER, KID)


def kids_at(device: Device | None) -> list[Person]:
    """The kids who come in on this device by a tap on their face: all, where a partner let them, and else none.

    A device that nobody has used for a year shows them no more. In the kitchen they touch it like everybody else.
    """
    if device is not None and device.kiosk:
        return [] if device.company else list(Person.here(KID))
    if device is None or not device.kids_here:
        return []
    forgotten = now().date() - device.last_day > timedelta(days=IDLE[KID])
    return [] if forgotten else list(Person.here(KID))


def forgives_tries(who: Any) -> bool:
    """Whether tries at a child's pictures are forgiven where they come in."""
    return who.role == PARTNER


def may_hand_over(who: Any, kid: Person) -> bool:
    """The device in one's hand, to be this child's own."""
    return who.role == PARTNER and kid.role == KID


def may_let_kids_in(who: Any) -> bool:
    """All of them, by a tap, on the device in one's hand."""
    return who.role == PARTNER


def may_keep_kids_out(who: Any) -> bool:
    return may_let_kids_in(who)


def may_set_pictures(who: Any, kid: Person) -> bool:
    """Four pictures that this child taps after its face."""
    return who.role == PARTNER and kid.role == KID


def may_take_off_pictures(who: Any, kid: Person) -> bool:
    return may_set_pictures(who, kid)


def may_let_try_again(who: Any, kid: Person) -> bool:
    return may_set_pictures(who, kid)


def may_look_around(who: Any) -> bool:
    """At what stands open beside the door. Where a child is in, only a grown-up's sign-in leads on from there; from the
    kitchen tablet nothing does.
    """
    return who is None or who.role not in (KID, KIOSK)


def may_say_bye(who: Any, device: Device) -> bool:
    """A child leaves a device that the kids share; its own never: that takes a grown-up's sign-in."""
    return who.role == KID and (device.kids_here or device.kiosk)
