"""How a guest says thank you: what somebody did, picked or typed, a kind word about them, and who reads it."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, ValidationError

from household import policy
from household.content.guests import ready_thanks
from household.models import Need, Person
from household.routes.forms.thanking import ThanksForm, for_asking, sayings
from household.web.access import me
from household.web.forms import Words


class GuestThanksForm(ThanksForm):
    """`acts` are ready sentences of what somebody did; own words follow them."""

    acts = SelectMultipleField(choices=(), validate_choice=False)

    def validate_did(self, field: Words) -> None:
        if not (self.act or self.about):
            raise ValidationError(_l("Pick some words, or write a word or two."))

    @property
    def people(self) -> list[Person]:
        return [person for person in policy.thankable(me()) if person.key in set(self.to.data or ())]

    @property
    def act(self) -> str:
        """What they did: the sentences picked, then one's own."""
        picked = [sentence for sentence in ready_thanks() if sentence in (self.acts.data or ())]
        return " ".join([*picked, *([self.did.data] if self.did.data else [])])

    def given(self) -> dict[str, Any]:
        to = self.people
        return super().given() | {"did": self.act, "audience": policy.thanks_audience(me(), to, self.audience.data)}


def thanks_page(form: GuestThanksForm, need: Need | None) -> dict[str, Any]:
    people = policy.thankable(me())
    return {
        "form": form,
        "need": need,
        "people": people,
        "kids_hear": policy.heard_by_kids(people),
        "chosen": form.people,
        "for_asking": for_asking(need) if need and need.asked_by in form.people else [],
        "acts": ready_thanks(),
        "sayings": sayings(),
        "circles": policy.circles(me()),
    }
