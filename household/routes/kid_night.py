"""Night night: what a child's pages say in their quiet hours. What hurts or scares can be told at any time."""

from typing import Any

from flask import render_template

from household import policy
from household.models import KidView
from household.routes.forms.kid_answers import on_top
from household.web.access import me
from household.web.answers import away
from household.web.surfaces import front_of, own_pages

bp = own_pages("kid_night", __name__, "/kid/<whose>/night", rests=False)


@bp.get("/")
def index() -> Any:
    if policy.night_page(me()) is None:
        return away(front_of(me()))
    grown_ups = policy.partners_beside(me())
    return render_template("kid_night/index.html", view=KidView.of(me()), grown_ups=grown_ups, **on_top())
