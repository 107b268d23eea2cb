"""Company's here: one touch at the kitchen tablet, and nothing on it is anybody's; a partner brings it back."""

from flask import Blueprint, Response, url_for

from household.web.access import authorize
from household.web.answers import back
from household.web.entering import here

bp = Blueprint("company", __name__, url_prefix="/day/company")


@bp.post("/comes")
def comes() -> Response:
    authorize("say_company")
    here().company_comes()
    return back(url_for("day.index"))
