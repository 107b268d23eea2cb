"""Ask buttons: making one out of an ask, a new link for it, and taking it away."""

from typing import Any

from flask import Blueprint, Response, render_template, url_for
from flask_babel import gettext as _

from household import policy
from household.models import Button
from household.routes.forms.ask_page import ask_page, ask_template
from household.routes.forms.pressing import ButtonForm
from household.web.access import authorize, find_or_404, me
from household.web.answers import back, shown_once
from household.web.forms import again
from household.web.places import address_for_phones

bp = Blueprint("buttons", __name__, url_prefix="/buttons")


@bp.get("/")
def index() -> str:
    buttons = Button.take_named(list(policy.visible_buttons(me())))
    return render_template("buttons/index.html", buttons=buttons, whenever=whenever)


@bp.post("/")
def make() -> Any:
    authorize("make_button")
    form, good = ButtonForm.from_post()
    if not good:
        return again(ask_template(form), **ask_page(form))
    return made(*Button.make(by=me(), **form.prepared()))


@bp.post("/<key>/renew")
def renew(key: str) -> Response:
    button = find_or_404(policy.visible_buttons(me()), key)
    authorize("renew_button", button)
    return made(button, button.renew(by=me()))


@bp.post("/<key>/remove")
def remove(key: str) -> Response:
    button = find_or_404(policy.visible_buttons(me()), key)
    authorize("remove_button", button)
    button.remove(by=me())
    return back(url_for(".index"))


def made(button: Button, token: str) -> Response:
    """Shown at once and never again, since only the hash of the secret is kept."""
    link = address_for_phones(url_for("presses.show", token=token))
    return shown_once("buttons/made.html", url_for(".index"), button=button, link=link, whenever=whenever)


def whenever(button: Button) -> str:
    """When it asks for it, as seen from a press to come; empty where there is no hurry."""
    words = {"now": _("now"), "today": _("today"), "tonight": _("tonight"), "weekend": _("this weekend")}
    return button.moment.name if button.moment else words.get(button.when, "")
