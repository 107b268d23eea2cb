"""What was done in one's name at the kitchen tablet, undone from one's own phone."""

from flask import Blueprint, Response

from household import policy
from household.web.access import authorize, find_or_404, me
from household.web.answers import back
from household.web.surfaces import front_of

bp = Blueprint("deeds", __name__, url_prefix="/deeds")


@bp.post("/<key>/undo")
def undo(key: str) -> Response:
    deed = find_or_404(policy.visible_deeds(me()), key)
    authorize("undo", deed)
    deed.undo(by=me())
    return back(front_of(me()))
