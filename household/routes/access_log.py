"""The access log: what changed about who can come in, for all partners to read."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, abort, render_template, request

from household import policy
from household.models import AccessEntry
from household.web.access import me

bp = Blueprint("access_log", __name__, url_prefix="/log")
MOST = 50  # on one page


@bp.get("/")
def index() -> Any:
    entries = policy.visible_access_entries(me())
    if before := request.args.get("before"):
        entries = entries.where(AccessEntry.at < instant(before))
    shown = list(entries.limit(MOST + 1))
    earlier = shown[MOST - 1].at.isoformat() if len(shown) > MOST else ""
    return render_template("access_log/index.html", entries=shown[:MOST], earlier=earlier)


def instant(written: str) -> datetime:
    """The instant that a link of ours names; there is nothing behind any other."""
    try:
        return datetime.fromisoformat(written).astimezone(UTC)
    except (ValueError, OverflowError):
        abort(404)
