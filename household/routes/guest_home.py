"""A guest's first page: what is asked, and what one said one will do."""

from flask import Blueprint, render_template

from household.routes.forms.guest_home_page import home_page
from household.web.unchanged import MINUTE, unless_changed

bp = Blueprint("guest_home", __name__, url_prefix="/guest")


@bp.get("/")
@unless_changed(MINUTE)
def index() -> str:
    return render_template("guest_home/index.html", **home_page())
