"""Company's here: one touch at the kitchen tablet, and nothing on it is anybody's; a partner brings it back."""

from typing import Any

from flask import Blueprint, Response, render_template, url_for

from household import policy
from household.models import Person, Pin
from household.routes.forms.pins import PinForm
from household.web.access import authorize, me
from household.web.answers import away
from household.web.entering import here

bp = Blueprint("company", __name__, url_prefix="/day/company")


@bp.post("/comes")
def comes() -> Response:
    authorize("say_company")
    here().company_comes()
    return away(url_for("day.index"))


@bp.get("/back")
def back_page() -> Any:
    if not policy.has_company(me()):
        return away(url_for("day.index"))
    return render_template("company/back.html", form=PinForm())


@bp.post("/back")
def back() -> Any:
    """Any partner's PIN. Whose it was, or who has one, is nowhere told."""
    form = PinForm()
    partner = form.opens(here().key, one_of_the_partners)
    if partner is None:
        return render_template("company/back.html", form=form), form.status
    authorize("say_company_gone", partner)
    here().company_goes(by=partner)
    return away(url_for("day.index"))


def one_of_the_partners(typed: str) -> Person | None:
    return Pin.one_of(policy.who_ends_company(), typed)
