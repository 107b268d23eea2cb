"""The first evening: one question a page, and at the end a table to sit at."""

from datetime import time
from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField

from household.keeping.prompt import to_type
from household.models import passphrase
from household.models.base import Refused, TooLate
from household.models.founding import found
from household.models.person import READY_FACES
from household.routes.forms.people import NewcomerForm
from household.routes.forms.zones import ZoneField, zones
from household.web.access import first_home, public
from household.web.answers import back
from household.web.entering import enter, invitation_for
from household.web.errors import said
from household.web.forms import Words, again
from household.web.places import at_the_machine, zone_here

bp = Blueprint("set_up", __name__, url_prefix="/set-up")

STEPS = {
    "home": ("home_name",),
    "zone": ("zone",),
    "you": ("name", "kids_say", "look", "shape", "ink", "hair"),
    "passphrase": ("passphrase",),
}


class SetUpForm(NewcomerForm):
    """Every answer so far travels along in the page; the passphrase comes last and never does."""

    code = StringField(default="")
    home_name = Words(_l("What do you call your home?"), longest=60, needed=_l("Write a name first."))
    zone = ZoneField(default="")


@bp.get("/")
@public
def index() -> Any:
    if first_home() is not None:
        return back(url_for("table.index"))
    form = SetUpForm(data={"code": request.args.get("code", ""), "zone": zone_here(), "look": next(iter(READY_FACES))})
    if not let_in(form.code.data or ""):
        return page("code", form, 200)
    return page("home", form, 200)


@bp.post("/")
@public
def begin() -> Any:
    if first_home() is not None:
        raise TooLate("There is a home here already. Ask someone in it to invite you.")
    form, step = SetUpForm(), request.form.get("step", "home")
    if not let_in(form.code.data or ""):
        form.code.errors = [_("That is not the code. It stands where the house was started.")]
        return page("code", form, 422)
    if step not in STEPS:
        return page("home", form, 200)
    wrong = first_mistake(form, step)
    if wrong:
        return page(wrong, form, 422)
    steps = list(STEPS)
    if step != steps[-1]:
        return page(steps[steps.index(step) + 1], form, 200)
    return enter(settle(form), url_for("recovery_codes.index", new=1))


def first_mistake(form: SetUpForm, step: str) -> str | None:
    """The first page, up to this one, that holds something to mend."""
    form.validate()
    if step == "passphrase":
        try:
            passphrase.require_good(form.passphrase.data or "", form.name.data or "", form.home_name.data or "")
        except Refused as refusal:
            form.passphrase.errors = [said(refusal)]
    asked = list(STEPS)[: list(STEPS).index(step) + 1]
    return next((name for name in asked if any(form[field].errors for field in STEPS[name])), None)


def settle(form: SetUpForm) -> Any:
    return found(
        home_name=form.home_name.data,
        zone=form.zone.data,
        moments=first_moments(),
        name=form.name.data,
        kids_say=form.kids_say.data,
        face=form.face,
        passphrase=passphrase.seal(form.passphrase.data),
    )


def first_moments() -> dict[str, time]:
    """The moments a home begins with; each can be changed in Us."""
    return {
        _("at breakfast"): time(7, 30),
        _("at lunch"): time(12, 30),
        _("at dinner"): time(18),
        _("after bedtime"): time(20),
    }


def let_in(code: str) -> bool:
    """Someone at the machine itself, or with the code that it printed."""
    return at_the_machine() or bool(code and invitation_for(code))


def page(step: str, form: SetUpForm, status: int) -> Any:
    """The page of one question, with the earlier answers in it."""
    context = {"form": form, "step": step, "zones": zones(form.zone.data), "steps": STEPS, "ready": READY_FACES}
    context["welcome"] = to_type("welcome", current_app.config["DATA"])
    if status == 422:
        return again(f"set_up/{step}.html", **context)
    for field in form:
        field.errors = []  # what has not been asked yet is no mistake
    return render_template(f"set_up/{step}.html", **context)
