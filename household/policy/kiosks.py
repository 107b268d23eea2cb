"""The kitchen tablet: which partners let in, and look after from their phones. They do so alike."""

from typing import Any

from household.models import Device, Knock, Person
from household.policy.roles import GUEST, PARTNER

__all__ = [
    "faces_for_kitchen",
    "may_look_after_kiosk",
    "may_pair",
    "may_send_tablet_away",
    "visible_kiosks",
    "visible_tablets",
]


def visible_kiosks(who: Any) -> Any:
    """The tablets of this home that nobody has taken out of the kitchen, in the order they came."""
    return Device.standing().where(Device.kiosk if who.role == PARTNER else Device.id.is_null())


def visible_tablets(who: Any) -> Any:
    """Tablets at the door, answered or not; one finds its own by its letters."""
    tablets = Knock.of_tablets()
    return tablets if who.role == PARTNER else tablets.where(Knock.id.is_null())


def faces_for_kitchen(who: Any) -> list[Person]:
    """The guests whose faces this person may let stand beside the family's."""
    return list(Person.here(GUEST)) if who.role == PARTNER else []


def may_pair(who: Any) -> bool:
    """A tablet that stands in front of them."""
    return who.role == PARTNER


def may_send_tablet_away(who: Any) -> bool:
    return may_pair(who)


def may_look_after_kiosk(who: Any, device: Device) -> bool:
    """What it shows, whose faces stand there, its name and its night."""
    return who.role == PARTNER and device.kiosk
