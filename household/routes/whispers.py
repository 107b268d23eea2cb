"""Whispers: whether a quiet line may come up under what somebody writes, for themselves alone."""

from typing import Any

from flask import Blueprint, Response, render_template, url_for

from household.web.access import authorize, me
from household.web.answers import away, wants_partial

bp = Blueprint("whispers", __name__, url_prefix="/whispers")


@bp.get("/")
def index() -> str:
    return render_template("whispers/index.html")


@bp.post("/hush")
def hush() -> Any:
    """From the switch, or from under a draft, whose page stays as it is."""
    authorize("hush_whispers")
    me().hush_whispers(by=me())
    return ("", 204) if wants_partial() else away(url_for(".index"))


@bp.post("/let")
def let() -> Response:
    authorize("let_whispers")
    me().let_whispers(by=me())
    return away(url_for(".index"))
