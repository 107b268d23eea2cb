"""Guests' cards: making one, printing it anew, ending it, and letting another phone in."""

from typing import Any

from flask import Blueprint, Response, render_template, url_for

from household import policy
from household.models import Card
from household.routes.forms.cards import CardForm
from household.web.access import authorize, find_or_404, me
from household.web.answers import back, shown_once
from household.web.forms import again
from household.web.places import address_for_phones, works_anywhere

bp = Blueprint("guests_cards", __name__, url_prefix="/guests/cards")


@bp.get("/new")
def new() -> str:
    return render_template("guests_cards/new.html", form=CardForm())


@bp.post("/")
def make() -> Any:
    authorize("make_card")
    form, good = CardForm.from_post()
    if not good:
        return again("guests_cards/new.html", form=form)
    return made(*Card.make(by=me(), **form.written()))


@bp.post("/<key>/renew")
def renew(key: str) -> Response:
    card = find_or_404(policy.visible_cards(me()), key)
    authorize("renew_card", card)
    return made(card, *card.renew(by=me()))


@bp.post("/<key>/end")
def end(key: str) -> Response:
    card = find_or_404(policy.visible_cards(me()), key)
    authorize("end_card", card)
    card.end(by=me())
    return back(url_for("guests.index"))


@bp.post("/knocks/<key>/let-in")
def let_in(key: str) -> Response:
    knock = find_or_404(policy.visible_knocks(me()), key)
    authorize("let_in", knock)
    knock.let_in(by=me())
    return back(url_for("table.index"))


@bp.post("/knocks/<key>/send-away")
def send_away(key: str) -> Response:
    knock = find_or_404(policy.visible_knocks(me()), key)
    authorize("send_away", knock)
    knock.send_away(by=me())
    return back(url_for("table.index"))


def made(card: Card, token: str, words: str) -> Response:
    """Shown at once and never again, since only hashes are kept."""
    link = address_for_phones(url_for("cards.show", code=token))
    places = {"link": link, "house": address_for_phones(), "anywhere": works_anywhere()}
    partners, kids = policy.hosts()
    shown = {"card": card, "words": words.split("-"), "partners": partners, "kids": kids} | places
    return shown_once("guests_cards/made.html", url_for("guests.index"), **shown)
