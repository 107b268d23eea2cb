"""A guest's first page: what is asked, and what one said one will do."""

from flask import Blueprint, render_template

bp = Blueprint("guest_home", __name__, url_prefix="/guest")


@bp.get("/")
def index() -> str:
    return render_template("guest_home/index.html")
