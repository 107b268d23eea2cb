"""At the kitchen tablet: pages of whoever touched their face there, and what came from them when they had gone."""

from typing import Any

from flask import Blueprint, Flask, Response, g, make_response, render_template, request, url_for

from household import policy
from household.models import KioskView, Person
from household.web.access import acting, me
from household.web.answers import away, by_htmx, swapped
from household.web.entering import here
from household.web.errors import kept, typed
from household.web.places import this_page
from household.web.surfaces import front_of

FACE = "face"  # the field that says whose form it is: {% include "kiosk/_face.html" %}
WAYS, OWN_WAYS = ("kiosk_faces.still_here", "kiosk_faces.leave"), ("kid_home.still_here", "kid_home.bye")
GOING = {WAYS[1], OWN_WAYS[1]}  # who goes, and has gone already
CARRIED = "kept-"  # what was typed too late travels under these names, until its face is touched again


def init_app(app: Flask) -> None:
    app.extensions["send_home"] = send_home
    app.jinja_env.globals.update(whereabouts=whereabouts, by_night=by_night)


def kitchen_pages(name: str, module: str, path: str) -> Blueprint:
    """A blueprint for whoever touched their face. Where nobody has, its pages lead to the day.

    Each form in it names its face, so that what one of two began is never done in the name of the other.
    """
    bp = Blueprint(name, module, url_prefix=path)
    bp.before_request(only_with_a_face)
    return bp


def only_with_a_face() -> Any:
    """Nothing where it is they; else what stands in for the page, or the answer to what was sent too late."""
    is_theirs = request.method != "POST" or whose() == getattr(acting(), "key", None)
    return None if acting() is not None and is_theirs else send_home()


def send_home() -> Response:
    """Whoever asked for this has gone. A page leads on kindly; what was sent is not done, and given back: 409."""
    if request.method != "POST" or request.endpoint in GOING:
        g.authorized = True
        return away(front_of(me()))
    page = render_template("kiosk/sent_home.html", who=face_here(whose()), to=this_page(), **kept())
    answer = make_response(page, 409)
    if by_htmx():  # nothing of the page before stays beside it
        swapped(answer, "#main").headers.update({"HX-Retarget": "body", "HX-Reswap": "innerHTML"})
    return answer


def whereabouts() -> dict[str, str]:
    """Where a page says that they are still here, and where that they go: a child does so in its own pages."""
    here, leave = OWN_WAYS if me() is acting() else WAYS
    return {"here": url_for(here), "leave": url_for(leave), "day": url_for("day.index")}


def by_night() -> bool:
    """Whether it is night at this tablet: then no page of it is bright."""
    return KioskView.of(here()).at_night


def whose() -> str:
    """The key of who sent this: as their form says, or for a child as the address of its page does."""
    return request.form.get(FACE) or g.get("whose") or ""


def face_here(key: str) -> Person | None:
    """Whose face with this key can be touched at this tablet now."""
    return next((person for person in policy.faces_in_the_kitchen(here()) if person.key == key), None)


def carried() -> list[tuple[str, str]]:
    """The fields of what was typed too late, on their way to be sent again."""
    return [(name.removeprefix(CARRIED), value) for name, value in typed() if name.startswith(CARRIED)]
