"""A guest's own page: face and name, what they like to be asked for, and their card."""

from flask import Blueprint, render_template

bp = Blueprint("guest_me", __name__, url_prefix="/guest/me")


@bp.get("/")
def index() -> str:
    return render_template("guest_me/index.html")
