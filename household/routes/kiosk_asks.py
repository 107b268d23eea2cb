"""Asking at the kitchen tablet."""

from flask import Blueprint, render_template

bp = Blueprint("kiosk_asks", __name__, url_prefix="/day/ask")


@bp.get("/")
def new() -> str:
    return render_template("kiosk_asks/new.html")
