"""Coming in with a guest's card: a chair, once; from then on another phone asks, and a partner lets it in."""

from typing import Any

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for

from household import policy
from household.models import Card, Knock
from household.models.person import GUESTS_FACES
from household.routes.forms.people import PersonForm
from household.web.access import can, cookie_rules, first_home, home, is_me, keep, me, public
from household.web.answers import away, back, notice
from household.web.entering import card_for, enter, label, require_few_knocks
from household.web.forms import again
from household.web.places import works_anywhere
from household.web.surfaces import front_of
from household.web.tablet import unmark

FACE = next(iter(GUESTS_FACES))
A_DAY = 24 * 3600  # seconds, as long as a knock waits

bp = Blueprint("cards", __name__, url_prefix="/cards")


@bp.before_request
def unless_a_child_is_in() -> None:
    """Nor from the kitchen tablet: whoever has a card opens it on a phone of their own."""
    if not can("look_around"):
        abort(404)


@bp.get("/<code>")
@public
def show(code: str) -> Any:
    """Who asks, and a chair; where somebody sits there already, a way to ask. Looking changes nothing."""
    card = opened(code)
    if not card.may_be_taken_up:
        return render_template("cards/used.html", card=card, code=code)
    return render_template("cards/show.html", **chair(card, code, PersonForm(data={"name": card.name, "look": FACE})))


@bp.post("/<code>/take-up")
@public
def take_up(code: str) -> Any:
    card = opened(code)
    form, good = PersonForm.from_post()
    if not card.may_be_taken_up:
        return render_template("cards/used.html", card=card, code=code), 409
    if not good:
        return again("cards/show.html", **chair(card, code, form))
    guest = card.take_up(name=form.name.data, face=form.face)
    return enter(guest, front_of(guest))


@bp.post("/<code>/knock")
@public
def knock(code: str) -> Any:
    """One phone asks once, however often it is tapped."""
    card = opened(code)
    answer = away(url_for(".waiting", code=code))
    if card.may_be_taken_up or knocking(card):
        return answer
    require_few_knocks(card)
    return remember(answer, Knock.with_card(card, label()))


@bp.get("/<code>/waiting")
@public
def waiting(code: str) -> Any:
    """Until somebody has answered. Without an answer in a day, or after a no, one may ask again."""
    card = opened(code)
    found = knocking(card)
    if card.may_be_taken_up or found is None:
        return away(url_for(".show", code=code))
    return render_template("cards/waiting.html", card=card, code=code, let_in=found.let_in_at is not None)


@bp.post("/<code>/come-in")
@public
def come_in(code: str) -> Any:
    card = opened(code)
    found = knocking(card)
    if found is None or found.let_in_at is None or card.person is None:
        return away(url_for(".waiting", code=code))
    return keep(unmark(away(front_of(card.person))), found.come_in()[1])


def opened(code: str) -> Card:
    """The card that this opens; what is none, was one, or has ended is one and the same.

    For whoever is in already it opens nothing: its own guest is led to their pages, anybody else told who they are.
    """
    card = card_for(code) if first_home() else None
    if card is None:
        abort(notice("cards/gone.html", 404))
    if is_me(card.person_id):
        abort(back(front_of(me())))
    if me():
        abort(make_response(render_template("cards/not_you.html", card=card), 200 if request.method == "GET" else 409))
    return card


def chair(card: Card, code: str, form: PersonForm) -> dict[str, Any]:
    partners, kids = policy.hosts()
    shown = {"card": card, "code": code, "form": form, "ready": GUESTS_FACES, "anywhere": works_anywhere()}
    return shown | {"partners": partners, "kids": kids}


def knocking(card: Card) -> Knock | None:
    """What this phone asks of that card, as long as nobody has sent it away."""
    found = Knock.with_secret(request.cookies.get(cookie()))
    return found if found and found.card_id == card.id else None


def remember(answer: Response, secret: str) -> Response:
    """What this phone has asked, for these pages alone."""
    rules = cookie_rules() | {"max_age": A_DAY, "path": url_for(".show", code=""), "samesite": "Strict"}
    answer.set_cookie(cookie(), secret, **rules)
    return answer


def cookie() -> str:
    """It carries the home's key, like that of a device."""
    return f"household-knock-{home().key}"
