"""Neighbours: machines in the home's own network to which the house may send."""

from flask import Blueprint, Response, url_for

from household import policy
from household.web.access import authorize, find_or_404, me
from household.web.answers import away

bp = Blueprint("neighbours", __name__, url_prefix="/neighbours")


@bp.post("/<key>/send-no-more")
def send_no_more(key: str) -> Response:
    found = find_or_404(policy.visible_neighbours(me()), key)
    authorize("let_send")
    found.send_no_more(by=me())
    return away(url_for("channels.index"))
