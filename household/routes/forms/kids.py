"""What partners set for a child's page: its tiles, who may hear, and its quiet hours."""

from typing import Any

from flask_babel import gettext as _
from wtforms import SelectMultipleField, StringField, ValidationError

from household import policy
from household.content.kids import ALWAYS, MOST, kid_asks
from household.models import KidView, Person
from household.models.base import Refused
from household.models.kid_view.arranging import fitting, require_span
from household.web.errors import said
from household.web.forms import ClockTime, Form, Words


class TilesForm(Form):
    """Tiles in their order; one of them may go a place `earlier` or `later`. `stood` are those that were read."""

    tiles = SelectMultipleField(choices=(), validate_choice=False)
    earlier = StringField(default="")
    later = StringField(default="")
    stood = Words(longest=400)

    def __init__(self, view: KidView, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.view = view

    @classmethod
    def of(cls, view: KidView) -> "TilesForm":
        return cls(view, data={"tiles": [ask.id for ask in view.asks]})

    def validate_tiles(self, field: SelectMultipleField) -> None:
        try:
            fitting(self.order)
        except Refused as refusal:
            raise ValidationError(said(refusal)) from None

    def validate_stood(self, field: Words) -> None:
        if field.data not in (self.view.tiles, " ".join(self.order)):
            raise ValidationError(_("Someone changed this meanwhile. Save once more, and it is as you have it here."))

    @property
    def order(self) -> list[str]:
        """The ids of those that are ticked, after the move that was asked for."""
        order = [id for id in dict.fromkeys(self.tiles.data or ()) if id in kid_asks()]
        for moved, step in ((self.earlier.data, -1), (self.later.data, 1)):
            if moved in order:
                to = max(order.index(moved) + step, 0)
                order.remove(moved)
                order.insert(to, moved)
        return order


class HearersForm(Form):
    """Those who may hear, by their keys; nobody who was not offered."""

    hears = SelectMultipleField(choices=(), validate_choice=False)

    def __init__(self, kid: Person, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.offered = policy.could_hear(kid)

    @classmethod
    def of(cls, kid: Person) -> "HearersForm":
        return cls(kid, data={"hears": [person.key for person in policy.hearers(kid)]})

    def validate_hears(self, field: SelectMultipleField) -> None:
        if not {*(field.data or ())} <= {person.key for person in self.offered}:
            raise ValidationError(_("Choose from the list."))

    @property
    def people(self) -> list[Person]:
        return [person for person in self.offered if person.key in (self.hears.data or ())]


class HushForm(Form):
    """From and until, or neither."""

    quiet_from = ClockTime()
    quiet_until = ClockTime()

    def validate_quiet_from(self, field: ClockTime) -> None:
        if field.data is None and field.raw_data and field.raw_data[0].strip():
            raise ValidationError(_("We can’t read that time. It looks like 20:00."))

    def validate_quiet_until(self, field: ClockTime) -> None:
        self.validate_quiet_from(field)
        if self.quiet_from.errors:
            return
        try:
            require_span(self.quiet_from.data, field.data)
        except Refused as refusal:
            raise ValidationError(said(refusal)) from None


def tiles_page(kid: Person, form: TilesForm | None = None) -> dict[str, Any]:
    """The tiles of the form in their order, and then the others."""
    form = form or TilesForm.of(KidView.of(kid))
    form.stood.data = form.view.tiles  # they see what it is now
    order = [kid_asks()[id] for id in form.order]
    left = [ask for ask in kid_asks().values() if ask not in order]
    return {"child": kid, "form": form, "order": order, "left": left, "always": ALWAYS, "most": MOST}


def hearers_page(kid: Person, form: HearersForm | None = None) -> dict[str, Any]:
    """Whom the child may ask anyway, and who could be let hear."""
    return {"child": kid, "form": form or HearersForm.of(kid), "partners": policy.partners_beside(kid)}


def quiet_page(kid: Person, form: HushForm | None = None) -> dict[str, Any]:
    form = form or HushForm(obj=KidView.of(kid))
    return {"child": kid, "form": form, "partners": policy.partners_beside(kid)}
