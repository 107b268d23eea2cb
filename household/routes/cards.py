"""Coming in with a guest's card."""

from flask import Blueprint, render_template

from household.web.access import public

bp = Blueprint("cards", __name__, url_prefix="/cards")


@bp.get("/<code>")
@public
def show(code: str) -> str:
    return render_template("cards/show.html")
