"""Leave now: this device is signed out, and a page of kitchen measures says nothing of the house."""

from flask import Blueprint, Response, render_template, url_for

from household.web.access import public
from household.web.answers import back
from household.web.going_out import leave

bp = Blueprint("leave_now", __name__)


@bp.post("/leave-now")
@public
def go() -> Response:
    return leave(back(url_for(".measures")))


@bp.get("/measures")
@public
def measures() -> str:
    return render_template("leave_now/measures.html")
