"""A PIN for one's own face at the kitchen tablet: chosen and taken off on one's own phone."""

from typing import Any

from flask import Blueprint, render_template, url_for

from household.models import Pin
from household.routes.forms.passphrases import OnceMoreForm
from household.routes.forms.pins import ChooseForm
from household.web.access import authorize, me
from household.web.answers import away
from household.web.entering import passphrase_again
from household.web.forms import again

bp = Blueprint("pin", __name__, url_prefix="/pin")


@bp.get("/")
def index() -> str:
    return render_template("pin/index.html", **page())


@bp.post("/set")
def set_pin() -> Any:
    authorize("set_pin")
    form = ChooseForm()
    if not (passphrase_again(form.passphrase) and form.keep()):
        return again("pin/index.html", **page(choosing=form))
    return away(url_for(".index"))


@bp.post("/take-off")
def take_off_pin() -> Any:
    authorize("take_off_pin")
    form = OnceMoreForm()
    if not passphrase_again(form.passphrase):
        return again("pin/index.html", **page(once_more=form))
    Pin.take_off_pin(by=me())
    return away(url_for(".index"))


def page(**forms: OnceMoreForm) -> dict[str, Any]:
    """What the page shows; the form with something to mend in place of a blank one."""
    return {
        "has_one": Pin.of(me()) is not None,
        "choosing": ChooseForm(data={}),
        "once_more": OnceMoreForm(data={}),
        **forms,
    }
