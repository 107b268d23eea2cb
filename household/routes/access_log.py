"""The access log: what changed about who can come in, for all partners to read."""

from flask import Blueprint, render_template, request

from household import policy
from household.models import AccessEntry
from household.web.access import find_or_404, me

bp = Blueprint("access_log", __name__, url_prefix="/access-log")
MOST = 50  # on one page


@bp.get("/")
def index() -> str:
    entries = policy.visible_access_entries(me())
    before = request.args.get("before")
    if before:
        entries = entries.where(AccessEntry.id < find_or_404(policy.visible_access_entries(me()), before).id)
    shown = list(entries.limit(MOST + 1))
    return render_template("access_log/index.html", entries=shown[:MOST], earlier=shown[MOST:])
