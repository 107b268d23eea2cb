"""A need at the kitchen tablet: who has it, and what whoever touched their face can do."""

from typing import Any

from flask import Blueprint, render_template

from household import policy
from household.web.access import find_or_404, me
from household.web.in_the_kitchen import only_with_a_face

bp = Blueprint("kiosk_needs", __name__, url_prefix="/day/needs")


@bp.get("/")
def index() -> Any:
    return only_with_a_face() or render_template("kiosk_needs/index.html")


@bp.get("/<key>")
def show(key: str) -> str:
    need = find_or_404(policy.visible_needs(me()), key)
    return render_template("kiosk_needs/show.html", need=need)
