"""The day: what the kitchen tablet shows when nobody touches it, and by night a candle."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, render_template, request, url_for

from household import policy
from household.models import KioskView
from household.web.access import home, me
from household.web.answers import away
from household.web.entering import here
from household.web.reading import read_as
from household.web.unchanged import MINUTE, unless_changed

bp = Blueprint("day", __name__, url_prefix="/day")
LINES = 3  # of a kind: so many are in sight at once on the smallest tablet


@bp.before_request
def as_nobody() -> None:
    """The day reads the same whoever touched their face a moment ago."""
    read_as(replace(me(), person=None))


@bp.get("/")
@unless_changed(MINUTE)
def index() -> Any:
    view, awake = KioskView.of(here()), "awake" in request.args
    if view.at_night and not awake:
        return away(url_for(".night"))
    if policy.has_company(me()):
        return render_template("day/company.html", view=view)
    return render_template("day/index.html", view=view, **laid(view))


@bp.get("/night")
@unless_changed(MINUTE)
def night() -> Any:
    view = KioskView.of(here())
    if not view.at_night:
        return away(url_for(".index"))
    return render_template("day/night.html", kids=policy.would_like_someone(me(), view, home()))


@bp.get("/about")
def about() -> str:
    return render_template("day/about.html")


def laid(view: KioskView) -> dict[str, Any]:
    """What lies on the table of the day."""
    asked = policy.asked_aloud(me(), home())
    kids = policy.would_like_someone(me(), view, home())
    return {
        "waits": apart([*kids, *(need for need in asked if need.waiting)]),
        "held": apart([need for need in asked if need.claimed] if view.shows_held else []),
        "thanks": policy.thanked_aloud(me(), home()) if view.shows_thanks else [],
        "faces": policy.faces_in_the_kitchen(here()),
    }


def apart(things: list[Any]) -> tuple[list[Any], list[Any]]:
    """(what is in sight, what lies under “More”): all of a few, else less, for that takes room too."""
    shown = len(things) if len(things) <= LINES else LINES - 1
    return things[:shown], things[shown:]
