"""Slow mode: going slowly, for oneself alone."""

from flask import Blueprint, Response, render_template, url_for

from household.web.access import authorize, me
from household.web.answers import away

bp = Blueprint("slow", __name__, url_prefix="/slow")


@bp.get("/")
def index() -> str:
    return render_template("slow/index.html")


@bp.post("/go-slowly")
def go_slowly() -> Response:
    authorize("go_slowly")
    me().go_slowly(by=me())
    return away(url_for(".index"))


@bp.post("/go-as-before")
def go_as_before() -> Response:
    authorize("go_as_before")
    me().go_as_before(by=me())
    return away(url_for(".index"))
