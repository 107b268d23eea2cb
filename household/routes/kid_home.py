"""A child's own page: what one can ask for, in pictures, and on top what was asked and who comes."""

from datetime import datetime

from flask import Response, render_template, url_for

from household import policy
from household.models import KidView, Need
from household.routes.forms.kid_answers import answer_to
from household.web.access import authorize, home, keep, me
from household.web.answers import back
from household.web.entering import here
from household.web.surfaces import own_pages
from household.web.unchanged import MINUTE, unless_changed

bp = own_pages("kid_home", __name__, "/kid/<whose>")


@bp.get("/")
@unless_changed(MINUTE)
def index() -> str:
    waiting = [need for need in policy.asks_of_today(me(), home()) if need.open]
    newest = max(waiting, key=last_stir, default=None)
    answer = answer_to(newest) if newest else None
    return render_template("kid/home.html", view=KidView.of(me()), need=newest, answer=answer, several=waiting[1:])


def last_stir(need: Need) -> datetime:
    """When somebody took it, or when it was asked."""
    return need.claimed_at or need.asked_at


@bp.post("/bye")
def bye() -> Response:
    """On a device that the kids share; from its own a child goes nowhere."""
    authorize("say_bye", here())
    return keep(back(url_for("door.sign_in")), here().sign_out())
