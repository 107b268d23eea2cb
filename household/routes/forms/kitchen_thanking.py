"""Thanks said at the kitchen tablet: to people of the house, and for all who stand there to read."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError

from household import policy
from household.models import Need, Person
from household.routes.forms.kitchen_page import circles_here, people_here
from household.routes.forms.thanking import ThanksForm, for_asking, sayings
from household.web.access import is_me


class KitchenThanksForm(ThanksForm):
    """`audience` is a circle that the tablet shows, the narrowest unless one says otherwise."""

    audience = StringField(default="")

    @classmethod
    def for_need(cls, need: Need | None) -> "KitchenThanksForm":
        """With those already chosen who had a part in it."""
        part = [one.key for one in (need.asked_by, need.claimed_by) if one and not is_me(one.id)] if need else []
        return cls(data={"to": part, "need": need.key if need else ""})

    def validate_audience(self, field: StringField) -> None:
        field.data = field.data or circles_here()[0]
        if field.data not in circles_here():
            raise ValidationError(_l("Choose who may read it."))

    @property
    def people(self) -> list[Person]:
        return [person for person in people_here() if person.key in set(self.to.data or ())]


def thanks_page(form: KitchenThanksForm, need: Need | None) -> dict[str, Any]:
    people = people_here()
    chosen = [person for person in people if person.key in (form.to.data or ())]
    return {
        "form": form,
        "need": need,
        "people": people,
        "kids_hear": policy.heard_by_kids(people),
        "chosen": chosen,
        "asking": for_asking(need) if need and need.asked_by in chosen else [],
        "sayings": sayings(),
        "circles": circles_here(),
    }
