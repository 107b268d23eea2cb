"""What a child can help with."""

from flask import render_template

from household.web.surfaces import own_pages

bp = own_pages("kid_help", __name__, "/kid/<whose>/help")


@bp.get("/")
def index() -> str:
    return render_template("kid/help.html")
