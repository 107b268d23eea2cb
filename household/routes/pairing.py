"""A tablet asks to be let into the kitchen."""

from flask import Blueprint, render_template

from household.web.access import public

bp = Blueprint("pairing", __name__, url_prefix="/tablet")


@bp.get("/")
@public
def index() -> str:
    return render_template("pairing/index.html")
