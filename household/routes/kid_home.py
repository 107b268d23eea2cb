"""A child's own page: what one can ask for, in pictures."""

from flask import render_template

from household.models import KidView
from household.web.access import me
from household.web.surfaces import own_pages

bp = own_pages("kid_home", __name__, "/kid/<whose>")


@bp.get("/")
def index() -> str:
    return render_template("kid/home.html", view=KidView.of(me()))
