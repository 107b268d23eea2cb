"""A child comes in: a tap on its face, and four pictures where a parent wants them."""

from typing import Any

from flask import Blueprint, Response, abort, render_template, url_for

from household import policy
from household.content.kid_pictures import LONG, PICTURES
from household.models import Person
from household.models.kid_view.pictures import asked_for_pictures, out_of_tries, try_pictures
from household.web.access import device, is_me, public
from household.web.answers import back
from household.web.entering import enter_by_face, here
from household.web.surfaces import front_of
from household.web.tapping import keep_tapped, tapped, with_this_one

bp = Blueprint("faces", __name__, url_prefix="/sign-in/faces")


@bp.post("/<key>/tap")
@public
def tap(key: str) -> Response:
    kid = at_this_door(key)
    if asked_for_pictures(kid):
        return anew(kid)
    return enter_by_face(kid, front_of(kid))


@bp.get("/<key>")
@public
def show(key: str) -> Any:
    kid = at_this_door(key)
    if is_me(kid.id):
        return back(front_of(kid))
    if not asked_for_pictures(kid):
        return back(url_for("door.sign_in"))
    if out_of_tries(kid):
        return render_template("door/out_of_tries.html", child=kid, people=policy.faces_at(device()))
    return render_template("door/pictures.html", child=kid, pictures=PICTURES, tapped=tapped(), long=LONG)


@bp.post("/<key>/tap-picture")
@public
def tap_picture(key: str) -> Response:
    """The fourth is answered with a page of its own address too: what a child gets by going back can be shown again."""
    kid, pictures = at_this_door(key), with_this_one()
    if len(pictures) < LONG:
        return keep_tapped(back(url_for(".show", key=key)), pictures, url_for(".show", key=key))
    if try_pictures(kid, pictures, on=here()):
        return keep_tapped(enter_by_face(kid, front_of(kid)), [], url_for(".show", key=key))
    return anew(kid, wrong=1)


@bp.post("/<key>/start-over")
@public
def start_over(key: str) -> Response:
    return anew(at_this_door(key))


def at_this_door(key: str) -> Person:
    """A child who comes in here by a tap. Any other face is as missing as one that never was."""
    return next((kid for kid in policy.kids_at(device()) if kid.key == key), None) or abort(404)


def anew(kid: Person, **told: Any) -> Response:
    page = url_for(".show", key=kid.key)
    return keep_tapped(back(url_for(".show", key=kid.key, **told)), [], page)
