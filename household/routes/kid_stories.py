"""Grown-ups ask for help too: true stories, told to the kids in fixed words."""

from flask import render_template

from household.web.surfaces import own_pages

bp = own_pages("kid_stories", __name__, "/kid/<whose>/stories")


@bp.get("/")
def index() -> str:
    return render_template("kid/stories.html")
