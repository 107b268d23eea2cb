"""Look: how light this very device shows the house, and how large its letters are."""

from flask import Blueprint, Response, request

from household.models.base import Refused
from household.web.access import authorize, cookie_rules
from household.web.answers import away
from household.web.surfaces import own_url

bp = Blueprint("look", __name__, url_prefix="/look")
THEMES, TEXTS = ("auto", "light", "dark"), ("normal", "larger", "largest")


@bp.post("/theme")
def theme() -> Response:
    """Light, dark, or as this phone does it; for this device alone."""
    authorize("theme")
    chosen = request.form.get("theme", "")
    if chosen not in THEMES:
        raise Refused("Choose light, dark or as your phone.")
    return kept("theme", chosen)


@bp.post("/text")
def text() -> Response:
    """How large letters are; for this device alone."""
    authorize("text")
    chosen = request.form.get("text", "")
    if chosen not in TEXTS:
        raise Refused("Choose how large the letters are.")
    return kept("text", chosen)


def kept(name: str, chosen: str) -> Response:
    answer = away(own_url())
    answer.set_cookie(name, chosen, **cookie_rules())
    return answer
