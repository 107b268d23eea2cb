"""How a child feels, told to one grown-up, and gone with the day."""

from flask import render_template

from household.web.surfaces import own_pages

bp = own_pages("kid_feelings", __name__, "/kid/<whose>/feel")


@bp.get("/")
def index() -> str:
    return render_template("kid/feelings.html")
