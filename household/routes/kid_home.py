"""A child's own page: what one can ask for, in pictures, and on top what was asked and who comes."""

from flask import Response, render_template

from household.models import KidView
from household.routes.forms.kid_answers import on_top
from household.web.access import authorize, me
from household.web.entering import go_out, here
from household.web.surfaces import own_pages
from household.web.unchanged import MINUTE, unless_changed

bp = own_pages("kid_home", __name__, "/kid/<whose>")


@bp.get("/")
@unless_changed(MINUTE)
def index() -> str:
    return render_template("kid_home/index.html", view=KidView.of(me()), **on_top())


@bp.post("/bye")
def bye() -> Response:
    """On a device that the kids share, and in the kitchen; from its own a child goes nowhere."""
    authorize("say_bye", here())
    return go_out()


@bp.post("/still-here")
def still_here() -> tuple[str, int]:
    """In the kitchen, where the page asks: that this was sent is the sign."""
    authorize("say_bye", here())
    return "", 204
