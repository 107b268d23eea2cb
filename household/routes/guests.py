"""The people around us: their cards, as partners look after them."""

from flask import Blueprint, render_template

bp = Blueprint("guests", __name__, url_prefix="/guests")


@bp.get("/")
def index() -> str:
    return render_template("guests/index.html")
