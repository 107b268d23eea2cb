"""What you did, what it says about you, and who it is for."""

import re
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, StringField, ValidationError

from household import content, policy
from household.models import Need, Person
from household.web.access import me
from household.web.forms import Form, Words


class ThanksForm(Form):
    """`to` are people's keys, `picked` are ready sentences about them, `need` is what it was for."""

    to = SelectMultipleField(choices=(), validate_choice=False)
    did = Words()
    says = Words()
    picked = SelectMultipleField(choices=(), validate_choice=False)
    audience = StringField(default="named")
    need = StringField(default="")

    @classmethod
    def for_need(cls, need: Need | None) -> "ThanksForm":
        """With those who had a part in it already chosen, or the person in ?to=."""
        part = [one.key for one in (need.asked_by, need.claimed_by) if one and one.id != me().id] if need else []
        return cls(data={"to": part or [request.args.get("to", "")], "need": need.key if need else ""})

    def validate_to(self, field: SelectMultipleField) -> None:
        if not self.people:
            raise ValidationError(_l("Choose who you would like to thank."))

    def validate_did(self, field: Words) -> None:
        if not (self.did.data or self.about):
            raise ValidationError(_l("Write a word or two first."))

    def validate_audience(self, field: StringField) -> None:
        if field.data not in ("named", *policy.circles(me())):
            raise ValidationError(_l("Choose who may read it."))

    @property
    def people(self) -> list[Person]:
        return [person for person in policy.others(me()) if person.key in set(self.to.data or ())]

    @property
    def about(self) -> str:
        """What it says about them: the sentences picked, then one's own."""
        picked = [sentence for sentence in sayings() if sentence in (self.picked.data or ())]
        return " ".join([*picked, *([self.says.data] if self.says.data else [])])

    def given(self) -> dict[str, Any]:
        """The arguments of Thanks.give, but for the need."""
        return {
            "to": self.people,
            "did": self.did.data,
            "says": self.about,
            "audience": self.audience.data,
            "once": self.once.data,
        }


def sayings() -> list[str]:
    """The second halves of the starters that need no word filled in: "You notice things.\""""
    halves = [re.split(r"(?<=\.) ", phrase)[-1] for phrase in content.phrases("appreciation")]
    return [half for half in halves if "{" not in half]
