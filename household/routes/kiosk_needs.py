"""A need at the kitchen tablet: who has it, and what whoever touched their face can do."""

from flask import render_template

from household import policy
from household.web.access import find_or_404, me
from household.web.in_the_kitchen import kitchen_pages

bp = kitchen_pages("kiosk_needs", __name__, "/day/needs")


@bp.get("/")
def index() -> str:
    return render_template("kiosk_needs/index.html")


@bp.get("/<key>")
def show(key: str) -> str:
    need = find_or_404(policy.visible_needs(me()), key)
    return render_template("kiosk_needs/show.html", need=need)
