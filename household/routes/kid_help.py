"""A child helps: what others ask for, in pictures; "I'll help", and how it went."""

from typing import Any

from flask import Response, render_template, url_for

from household import policy
from household.models import Need
from household.routes.forms.kid_help_page import HelpForm, ask_page, find_ask, help_page
from household.web.access import authorize, me
from household.web.answers import back
from household.web.surfaces import own_pages

bp = own_pages("kid_help", __name__, "/kid/<whose>/help")


@bp.get("/")
def index() -> str:
    return render_template("kid_help/index.html", **help_page())


@bp.get("/<key>")
def show(key: str) -> str:
    return render_template("kid_help/show.html", **ask_page(find_ask(key)))


@bp.post("/<key>/claim")
def claim(key: str) -> Response:
    need = find_ask(key)
    authorize("claim", need)
    need.claim(by=me(), wording=HelpForm.checked().wording.data or None)
    return back(url_for(".show", key=key))


@bp.post("/<key>/meet")
def meet(key: str) -> Response:
    need = find_ask(key)
    authorize("meet", need)
    need.meet(by=me())
    return back(url_for(".show", key=key))


@bp.post("/<key>/hand-back")
def hand_back(key: str) -> Response:
    need = find_ask(key)
    authorize("claim", need)  # to help with it; whether it is theirs still, is the model's question
    if need.claimed:  # a finger that came down twice finds it open again
        need.hand_back(by=me())
    still_there = policy.could_help_with(me()).where(Need.key == key).exists()  # unless its day has passed
    return back(url_for(".tried", key=key) if still_there else url_for(".index"))


@bp.get("/<key>/tried")
def tried(key: str) -> Any:
    """It did not work yet. That is no end."""
    need = find_ask(key)
    if not need.waiting:
        return back(url_for(".show", key=key))
    return render_template("kid_help/tried.html", **ask_page(need))
