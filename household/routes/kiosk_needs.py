"""A need at the kitchen tablet: who has it, and what whoever touched their face can do."""

from flask import Blueprint, render_template

from household import policy
from household.web.access import find_or_404, me

bp = Blueprint("kiosk_needs", __name__, url_prefix="/day/needs")


@bp.get("/<key>")
def show(key: str) -> str:
    need = find_or_404(policy.visible_needs(me()), key)
    return render_template("kiosk_needs/show.html", need=need)
