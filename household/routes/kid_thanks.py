"""A child says thank you with a picture, and sees what it was thanked for."""

from flask import render_template

from household.web.surfaces import own_pages

bp = own_pages("kid_thanks", __name__, "/kid/<whose>/thanks")


@bp.get("/")
def index() -> str:
    return render_template("kid/thanks.html")
