"""Saying thanks at the kitchen tablet."""

from flask import Blueprint, render_template

bp = Blueprint("kiosk_thanks", __name__, url_prefix="/day/thanks")


@bp.get("/")
def new() -> str:
    return render_template("kiosk_thanks/new.html")
