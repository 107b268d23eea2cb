"""What a partner lets the kitchen tablet show: which parts of the day, whose faces beside the family, and its night."""

from collections.abc import Iterable
from datetime import time
from typing import Any, Self

from peewee import BooleanField, ForeignKeyField, TimeField

from household.database import db
from household.models.base import Refused, Table
from household.models.device import Device
from household.models.home import Home
from household.models.kid_view import within
from household.models.knock import Knock
from household.models.person import Person


class KioskView(Table):
    """What waits is always there; whether who has what is shown, thanks, and the face of a child who would like
    someone. From `night_from` to `night_until` it is dark; without them, never.
    """

    device = ForeignKeyField(Device, unique=True, on_delete="CASCADE")
    shows_held = BooleanField(default=True)
    shows_thanks = BooleanField(default=True)
    shows_kids = BooleanField(default=True)
    night_from = TimeField(null=True, default=time(22))
    night_until = TimeField(null=True, default=time(6))

    device_id: int

    @classmethod
    def of(cls, device: Device) -> Self:
        """This tablet's; where nobody has set anything yet, as every tablet's begins."""
        return cls.get_or_none(cls.device == device.id) or cls(device=device)

    @classmethod
    def pair(cls, knock: Knock, *, by: Person, name: str, guests: Iterable[Person], **shown: Any) -> Device:
        """Let the tablet that waits there into the kitchen, with all that it may show."""
        with db.atomic():
            device = knock.let_in(by=by, name=name)
            assert device is not None
            cls(device=device).arrange(by=by, guests=guests, **shown)
        return device

    def arrange(self, *, by: Person, guests: Iterable[Person], name: str = "", **shown: Any) -> None:
        """Set all of it at once, and a new name if there is one; `guests` are those whose faces stand there too."""
        require_night(shown.get("night_from"), shown.get("night_until"))
        with db.atomic():
            if name:
                Device.update(label=name).where(Device.id == self.device).execute()
            fresh = {getattr(KioskView, field): value for field, value in shown.items()}
            rows = KioskView.insert(device=self.device, **shown)
            if fresh:
                rows.on_conflict(conflict_target=[KioskView.device], update=fresh).execute()
            before = {row.person_id for row in KioskFace.at(self.device)}
            KioskFace.delete().where(KioskFace.device == self.device).execute()
            for guest in guests:
                KioskFace.create(device=self.device, person=guest)
                before.discard(guest.id)
            self.device.let_go_of([*before])
            self.device.wake("arrange")

    @property
    def at_night(self) -> bool:
        """Whether it is night there now, on the clock of the home."""
        if self.night_from is None or self.night_until is None:
            return False
        return within(Home.here().local().time(), self.night_from, self.night_until)


def require_night(start: time | None, end: time | None) -> None:
    """Two times, or none at all."""
    if (start is None) != (end is None):
        raise Refused("Please say both, from and until. For no night, leave both empty.")
    if start is not None and start == end:
        raise Refused("From and until are the same. For no night, leave both empty.")


class KioskFace(Table):
    """A guest whose face stands at the kitchen tablet, since a partner ticked it."""

    device = ForeignKeyField(Device, on_delete="CASCADE")
    person = ForeignKeyField(Person, on_delete="CASCADE")

    person_id: int

    class Meta:
        indexes = ((("device", "person"), True),)

    @classmethod
    def at(cls, device: Device) -> Any:
        return cls.select(cls.person).where(cls.device == device.id)
