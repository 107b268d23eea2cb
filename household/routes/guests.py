"""The people around us: what they would love to be asked for, what they can see, and how long their cards work."""

from typing import Any

from flask import Blueprint, Response, render_template, url_for

from household import content, policy
from household.models import Person
from household.routes.forms.cards import LastDayForm
from household.web.access import authorize, find_or_404, home, me
from household.web.answers import away, back
from household.web.forms import again

bp = Blueprint("guests", __name__, url_prefix="/guests")


@bp.get("/")
def index() -> str:
    cards = list(policy.visible_cards(me()))
    by_person = {card.person_id: card for card in cards if card.person_id}
    guests = [(guest, by_person.get(guest.id)) for guest in policy.guests_of(me())]
    return render_template(
        "guests/index.html", guests=guests, untaken=[card for card in cards if not card.taken_at], liked=liked
    )


@bp.get("/<key>")
def show(key: str) -> str:
    return render_template("guests/show.html", **page(find_or_404(policy.guests_of(me()), key)))


@bp.post("/<key>/change")
def change(key: str) -> Any:
    guest = find_or_404(policy.guests_of(me()), key)
    authorize("look_after_guest", guest)
    form, good = LastDayForm.from_post()
    if not good:
        return again("guests/show.html", **page(guest, form))
    policy.card_of(guest).change(by=me(), until=form.until, phone=form.phone.data)
    return away(url_for(".show", key=key))


@bp.post("/<key>/end")
def end(key: str) -> Response:
    guest = find_or_404(policy.guests_of(me()), key)
    authorize("look_after_guest", guest)
    policy.card_of(guest).end(by=me())
    return back(url_for(".index"))


@bp.post("/untaken/<key>/take-back")
def take_back(key: str) -> Response:
    card = find_or_404(policy.visible_cards(me()), key)
    authorize("renew_card", card)
    card.end(by=me())
    return back(url_for(".index"))


@bp.post("/let-meet")
def let_meet() -> Response:
    authorize("let_guests_meet")
    home().let_guests_meet(by=me())
    return back(url_for(".index"))


@bp.post("/keep-apart")
def keep_apart() -> Response:
    authorize("let_guests_meet")
    home().keep_guests_apart(by=me())
    return back(url_for(".index"))


def page(guest: Person, form: LastDayForm | None = None) -> dict[str, Any]:
    card = policy.card_of(guest)
    alone = not policy.partners_beside(me())
    return dict(guest=guest, card=card, form=form or LastDayForm.of(card), liked=liked, alone=alone)


def liked(guest: Person) -> list[str]:
    """What they would love to be asked for, as the house says it."""
    return [content.words()[id].label for id in guest.likes.split() if id in content.words()]
