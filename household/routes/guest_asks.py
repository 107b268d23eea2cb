"""I'd love...: guests ask, too."""

from flask import Blueprint, render_template

bp = Blueprint("guest_asks", __name__, url_prefix="/guest/ask")


@bp.get("/")
def new() -> str:
    return render_template("guest_asks/new.html")
