"""Needs at the kitchen tablet: what waits, who has what, and what whoever touched their face can do."""

from flask import Response, render_template, url_for

from household import policy
from household.models import Deed, Need
from household.routes.forms.kitchen_claiming import KitchenClaimForm
from household.routes.forms.kitchen_page import find_here, kitchen_page, need_here
from household.web.access import acting, authorize, me
from household.web.answers import away
from household.web.in_the_kitchen import kitchen_pages

bp = kitchen_pages("kiosk_needs", __name__, "/day/needs")


@bp.get("/")
def index() -> str:
    return render_template("kiosk_needs/index.html", **kitchen_page())


@bp.get("/<key>")
def show(key: str) -> str:
    return render_template("kiosk_needs/show.html", **need_here(find_here(key)))


@bp.post("/<key>/claim")
def claim(key: str) -> Response:
    need = find_here(key)
    authorize("claim", need)
    form = KitchenClaimForm.checked()
    Deed.claim(need, by=acting(), starts_at=form.starts_at(need), wording=form.wording.data or None)
    return away(url_for(".show", key=key))


@bp.post("/<key>/hand-back")
def hand_back(key: str) -> Response:
    need = find_here(key)
    authorize("hand_back", need)
    Deed.hand_back(need, by=acting())
    still_there = policy.visible_needs(me()).where(Need.key == key).exists()  # unless its day has passed
    return away(url_for(".show", key=key) if still_there else url_for(".index"))


@bp.post("/<key>/meet")
def meet(key: str) -> Response:
    need = find_here(key)
    authorize("meet", need)
    Deed.meet(need, by=acting())
    return away(url_for("kiosk_thanks.new", need=key))
