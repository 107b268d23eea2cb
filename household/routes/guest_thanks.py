"""Thanks to a guest and from a guest."""

from flask import Blueprint, render_template

bp = Blueprint("guest_thanks", __name__, url_prefix="/guest/thanks")


@bp.get("/")
def index() -> str:
    return render_template("guest_thanks/index.html")
