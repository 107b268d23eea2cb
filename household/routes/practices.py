"""Tiny practices: one for today, another if it does not fit. Nothing of it is kept."""

from flask import Blueprint, render_template, request

from household import policy
from household.content.practicing import for_the_day
from household.web.access import home, me

bp = Blueprint("practices", __name__, url_prefix="/practice")


@bp.get("/")
def index() -> str:
    fitting = policy.practices_for(me())
    another = request.args.get("another", 0, type=int) % len(fitting)
    return render_template(
        "practices/index.html",
        practice=for_the_day(fitting, me().key, home().today, another),
        another=(another + 1) % len(fitting),
    )
