"""The day: what the kitchen tablet shows when nobody touches it."""

from flask import Blueprint, render_template

bp = Blueprint("day", __name__, url_prefix="/day")


@bp.get("/")
def index() -> str:
    return render_template("day/index.html")
