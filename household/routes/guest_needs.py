"""One need, as a guest reads it, and the answers to it."""

from flask import Blueprint, render_template

from household import policy
from household.web.access import find_or_404, me

bp = Blueprint("guest_needs", __name__, url_prefix="/guest/needs")


@bp.get("/<key>")
def show(key: str) -> str:
    need = find_or_404(policy.visible_needs(me()), key)
    return render_template("guest_needs/show.html", need=need)
