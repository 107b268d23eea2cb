"""Who are you? A touch on one's face at the kitchen tablet, and going again."""

from flask import Blueprint, render_template

bp = Blueprint("kiosk_faces", __name__, url_prefix="/day/faces")


@bp.get("/<key>")
def show(key: str) -> str:
    return render_template("kiosk_faces/show.html")
