"""A tablet asks to be let into the kitchen: it shows eight letters, and comes in once a partner said yes."""

from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for

from household import policy
from household.models import Knock
from household.web.access import can, device, first_home, keep, me, public
from household.web.answers import back
from household.web.entering import label, throttle
from household.web.places import address_for_phones
from household.web.surfaces import front_of
from household.web.tablet import forget_letters, held, hold, mark, unmark, was_in_kitchen
from household.web.tries import may_show_letters

bp = Blueprint("pairing", __name__, url_prefix="/tablet")


@bp.before_request
def unless_somebody_is_in() -> Any:
    """What is the kitchen's already goes on to its day; and no child gives its own device away."""
    if first_home() is None:
        return back(url_for("set_up.index"))
    if not policy.lets_people_in(device()):
        return back(front_of(me()))
    return None if can("look_around") else abort(404)


@bp.get("/")
@public
def index() -> str:
    """A large button; where it stood in the kitchen before, on the dark page of one that is let out."""
    return render_template("pairing/let_out.html" if was_in_kitchen() else "pairing/index.html")


@bp.post("/")
@public
def knock() -> Response:
    if not may_show_letters(throttle(), request.remote_addr or ""):
        abort(429)
    return hold(back(url_for(".letters")), *Knock.for_kitchen(label()))


@bp.get("/letters")
@public
def letters() -> Any:
    """The letters until a partner answers, then the way in; or that they are over."""
    mine = held()
    if mine is None:
        return back(url_for(".index"))
    link = address_for_phones(url_for("kiosks.new", letters=mine.shown))
    return render_template("pairing/letters.html", knock=waiting(), letters=mine.shown, link=link)


@bp.post("/come-in")
@public
def come_in() -> Response:
    found = waiting()
    if found is None or found.let_in_at is None:
        return back(url_for(".letters"))
    entered, token = found.come_in(instead_of=device())
    return keep(mark(forget_letters(back(front_of(entered.holder)))), token)


@bp.post("/take-down")
@public
def take_down() -> Response:
    """It is not the kitchen's any more: from now on it shows the door as any device does."""
    return unmark(forget_letters(back(url_for("door.sign_in"))))


def waiting() -> Knock | None:
    """What this tablet waits with, unless that is over."""
    mine = held()
    return Knock.with_secret(mine.secret) if mine else None
