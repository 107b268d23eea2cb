"""Looking back: what was asked and given, week by week, and where some words stand."""

from itertools import groupby
from typing import Any

from flask import Blueprint, render_template, request

from household import policy
from household.routes.forms.searching import SearchForm
from household.web.access import home, me, or_404
from household.web.forms import again
from household.web.weeks import week_of

bp = Blueprint("looking_back", __name__, url_prefix="/looking-back")
PAGE = "looking_back/index.html"


@bp.get("/")
def index() -> Any:
    form = SearchForm(request.args)
    if not form.validate():
        return again(PAGE, form=form, weeks=[], further="")
    before = request.args.get("before")
    after = or_404(policy.one_told(me(), home(), before)) if before else None
    back = policy.look_back(me(), home(), after, form.sought)
    return render_template(PAGE, form=form, weeks=by_week(back.told), further=back.further)


def by_week(told: list[policy.Told]) -> list[tuple]:
    """(the Monday of a week, what it tells); None stands for what is still open."""
    weeks = groupby(told, key=lambda one: week_of(one.at) if one.at else None)
    return [(monday, list(things)) for monday, things in weeks]
