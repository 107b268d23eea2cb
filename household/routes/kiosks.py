"""The kitchen tablet, as partners look after it from their phones."""

from flask import Blueprint, render_template

bp = Blueprint("kiosks", __name__, url_prefix="/kiosks")


@bp.get("/")
def index() -> str:
    return render_template("kiosks/index.html")
