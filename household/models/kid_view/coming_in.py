"""How a child comes in: on a phone or tablet of its own, or on one where a partner lets the kids tap their faces."""

from household.database import db
from household.models.access_entry import AccessEntry
from household.models.device import Device
from household.models.person import Person


def hand_over(device: Device, kid: Person, *, label: str, by: Person) -> str:
    """This very device is the child's own from now on; its fresh cookie."""
    with db.atomic():
        entered, token = Device.enter(kid, label, device)
        Device.update(kids_here=False, confirmed_at=None).where(Device.id == entered.id).execute()
        AccessEntry.note("hand_over", by=by, about=kid)
    return token


def let_kids_in(device: Device, *, by: Person) -> None:
    """All the kids' faces stand at the door of this device, and a tap lets them in."""
    with db.atomic():
        if Device.update(kids_here=True).where((Device.id == device.id) & ~Device.kids_here).execute():
            AccessEntry.note("let_kids_in", by=by)
            device.wake("let_kids_in")


def keep_kids_out(device: Device, *, by: Person) -> None:
    """No child comes in on this device by a tap any more."""
    with db.atomic():
        if Device.update(kids_here=False).where((Device.id == device.id) & Device.kids_here).execute():
            device.wake("keep_kids_out")
