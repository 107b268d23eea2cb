"""Removing a child or a guest: what happens is said first, and one partner's yes is enough."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, ValidationError

from household import policy
from household.models import leaving
from household.web.access import authorize, find_or_404, me
from household.web.answers import away
from household.web.forms import Form, again

bp = Blueprint("removals", __name__, url_prefix="/people/<key>/remove")


class SureForm(Form):
    """A tick, so that nobody is removed by a slip of the thumb."""

    sure = BooleanField()

    def validate_sure(self, field: BooleanField) -> None:
        if not field.data:
            raise ValidationError(_l("If you are sure, tick the line first."))


@bp.get("")
def sure(key: str) -> str:
    person = find_or_404(policy.removable_people(me()), key)
    return render_template("removals/sure.html", person=person, form=SureForm())


@bp.post("")
def remove(key: str) -> Any:
    person = find_or_404(policy.removable_people(me()), key)
    authorize("remove", person)
    form, good = SureForm.from_post()
    if not good:
        return again("removals/sure.html", person=person, form=form)
    leaving.remove(person, by=me())
    return away(url_for("us.index"))
