"""What partners set for the kitchen tablet: its name, what it shows, whose faces stand there, and its night."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectMultipleField, ValidationError

from household import policy
from household.models import Device, KioskFace, KioskView, Person
from household.models.base import Refused
from household.models.kiosk_view import require_night
from household.web.access import me
from household.web.entering import called
from household.web.errors import said
from household.web.forms import ClockTime, Form, Secret, Words


class LettersForm(Form):
    """Eight letters, as they stand on the tablet."""

    letters = Words(longest=40)


class KioskForm(Form):
    """`faces` are the keys of guests; nobody's who was not offered."""

    name = Words(longest=40, needed=_l("Write a name first."))
    shows_held = BooleanField()
    shows_thanks = BooleanField()
    shows_kids = BooleanField()
    faces = SelectMultipleField(choices=(), validate_choice=False)
    night_from = ClockTime()
    night_until = ClockTime()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.offered = policy.faces_for_kitchen(me())

    @classmethod
    def of(cls, device: Device) -> "KioskForm":
        """As it stands there now."""
        ticked = [row.person.key for row in KioskFace.at(device).join(Person).select(KioskFace, Person)]
        return cls(obj=KioskView.of(device), data={"name": called(device.label), "faces": ticked})

    def validate_faces(self, field: SelectMultipleField) -> None:
        if not {*(field.data or ())} <= {person.key for person in self.offered}:
            raise ValidationError(_("Choose from the list."))

    def validate_night_from(self, field: ClockTime) -> None:
        if field.data is None and field.raw_data and field.raw_data[0].strip():
            raise ValidationError(_("We can’t read that time. It looks like 20:00."))

    def validate_night_until(self, field: ClockTime) -> None:
        self.validate_night_from(field)
        if self.night_from.errors:
            return
        try:
            require_night(self.night_from.data, field.data)
        except Refused as refusal:
            raise ValidationError(said(refusal)) from None

    @property
    def settings(self) -> dict[str, Any]:
        """All of it, as a tablet's view takes it."""
        shown = {name: self[name].data for name in ("shows_held", "shows_thanks", "shows_kids")}
        night = {"night_from": self.night_from.data, "night_until": self.night_until.data}
        guests = [person for person in self.offered if person.key in (self.faces.data or ())]
        return {"name": self.name.data, "guests": guests, **shown, **night}


class PairForm(KioskForm):
    """The same for one that is still at the door."""

    passphrase = Secret()

    @classmethod
    def fresh(cls) -> "PairForm":
        """As every tablet's begins."""
        return cls(obj=KioskView(), data={"name": _("The kitchen")})
