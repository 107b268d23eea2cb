"""What you did, what it says about you, and who it is for."""

import re
from functools import cache
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, StringField, ValidationError

from household import content, policy
from household.content.kids import kid_asks
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
        """With the person in ?to= already chosen, or those who had a part in it."""
        part = [one.key for one in (need.asked_by, need.claimed_by) if one and one.id != me().id] if need else []
        to = request.args.get("to", "")
        return cls(data={"to": [to] if to else part, "need": need.key if need else ""})

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
        picked = [sentence for sentence in (*ready_for_anyone(), *sayings()) if sentence in (self.picked.data or ())]
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


def for_asking(need: Need) -> list[str]:
    """What can be said to the one who asked for this: that it was good to ask, and to trust."""
    said = content.said_to("asker")
    return [one.format(need=need.chosen.told) if need.chosen else one for one in said if need.chosen or "{" not in one]


def for_a_no() -> list[str]:
    return list(content.said_to("kind_no"))


@cache
def ready_for_anyone() -> tuple[str, ...]:
    """Every sentence that can be ready for whoever asked for something, or said no."""
    told = [word.told for word in (*content.words().values(), *kid_asks().values())]
    asked = [one.format(need=what) for one in content.said_to("asker") for what in told]
    return tuple(dict.fromkeys([*asked, *for_a_no()]))


def sayings() -> list[str]:
    """The second halves of the starters with a first half to fill in: "You notice things.\""""
    halves = [re.split(r"(?<=\.) ", phrase)[-1] for phrase in content.phrases("appreciation") if "{" in phrase]
    return [half for half in halves if "{" not in half]
