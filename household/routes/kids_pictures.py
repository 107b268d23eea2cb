"""Four pictures that a child taps after its face, where a parent wants them: chosen by a partner, and never shown."""

from typing import Any

from flask import Blueprint, Response, render_template, url_for

from household import policy
from household.content.kid_pictures import LONG, PICTURES
from household.models.kid_view import pictures
from household.web.access import authorize, find_or_404, me
from household.web.answers import away, back
from household.web.tapping import keep_tapped, tapped, with_this_one

bp = Blueprint("kids_pictures", __name__, url_prefix="/kids/<key>/pictures")


@bp.get("/")
def new(key: str) -> str:
    kid = find_or_404(policy.kids_of(me()), key)
    return render_template("kids/pictures.html", child=kid, pictures=PICTURES, tapped=tapped(), long=LONG)


@bp.post("/tap")
def tap(key: str) -> Response:
    authorize("set_pictures", find_or_404(policy.kids_of(me()), key))
    return keep_tapped(back(url_for(".new", key=key)), with_this_one(), url_for(".new", key=key))


@bp.post("/start-over")
def start_over(key: str) -> Response:
    authorize("set_pictures", find_or_404(policy.kids_of(me()), key))
    return keep_tapped(back(url_for(".new", key=key)), [], url_for(".new", key=key))


@bp.post("/set")
def set_pictures(key: str) -> Response:
    kid = find_or_404(policy.kids_of(me()), key)
    authorize("set_pictures", kid)
    pictures.set_pictures(kid, tapped(), by=me())
    return keep_tapped(away(url_for("kids_devices.show", key=key)), [], url_for(".new", key=key))


@bp.post("/take-off")
def take_off_pictures(key: str) -> Any:
    kid = find_or_404(policy.kids_of(me()), key)
    authorize("take_off_pictures", kid)
    pictures.take_off_pictures(kid, by=me())
    return away(url_for("kids_devices.show", key=key))


@bp.post("/let-try-again")
def let_try_again(key: str) -> Any:
    kid = find_or_404(policy.kids_of(me()), key)
    authorize("let_try_again", kid)
    pictures.let_try_again(kid, by=me())
    return away(url_for("kids_devices.show", key=key))
