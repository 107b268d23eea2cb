"""Presses: an ask button's link, for whatever can open or send one. Looking changes nothing and tells nothing."""

from flask import Blueprint, Response, render_template

from household.routes.forms.presses import button_with, pressed
from household.web.access import public

bp = Blueprint("presses", __name__, url_prefix="/press")


@bp.get("/<token>")
@public
def show(token: str) -> str:
    button_with(token)
    return render_template("presses/show.html", token=token)


@bp.post("/<token>")
@public
def press(token: str) -> Response:
    """No cookie is read: the link is all that counts."""
    return pressed(button_with(token))
