"""The people around us: what they would love to be asked for, what they can see, and how long their cards work."""

from typing import Any

from flask import Blueprint, Response, render_template, url_for

from household import policy
from household.models import Card, Person
from household.routes.forms.cards import LastDayForm
from household.web.access import authorize, find_or_404, home, me, or_404
from household.web.answers import away, back
from household.web.forms import again

bp = Blueprint("guests", __name__, url_prefix="/guests")


@bp.get("/")
def index() -> str:
    untaken = list(policy.visible_cards(me()).where(Card.taken_at.is_null()))
    return render_template("guests/index.html", guests=list(policy.guests_of(me())), untaken=untaken)


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
    find_card(guest).change(by=me(), until=form.until, phone=form.phone.data)
    return away(url_for(".show", key=key))


@bp.post("/<key>/end")
def end(key: str) -> Response:
    guest = find_or_404(policy.guests_of(me()), key)
    authorize("look_after_guest", guest)
    find_card(guest).end(by=me())
    return back(url_for(".index"))


@bp.post("/of-each-other/let-meet")
def let_meet() -> Response:
    authorize("let_guests_meet")
    home().let_guests_meet(by=me())
    return back(url_for(".index"))


@bp.post("/of-each-other/keep-apart")
def keep_apart() -> Response:
    authorize("let_guests_meet")
    home().keep_guests_apart(by=me())
    return back(url_for(".index"))


def find_card(guest: Person) -> Card:
    """The one they came in with; who came without one has none to end."""
    found: Card = or_404(card_of(guest))
    return found


def card_of(guest: Person) -> Card | None:
    card: Card | None = policy.visible_cards(me()).where(Card.person == guest.id).get_or_none()
    return card


def page(guest: Person, form: LastDayForm | None = None) -> dict[str, Any]:
    card = card_of(guest)
    form = form or (LastDayForm.of(card) if card else None)
    return dict(guest=guest, card=card, form=form, alone=not policy.partners_beside(me()))
