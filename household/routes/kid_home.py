"""A child's own page: what one can ask for, in pictures, and on top what was asked and who comes."""

from datetime import datetime

from flask import render_template

from household import policy
from household.models import KidView, Need
from household.routes.forms.kid_answers import answer_to
from household.web.access import home, me
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
