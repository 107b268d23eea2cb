"""Who are you? A touch on one's face at the kitchen tablet, a PIN where one likes, and going again."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from household import policy
from household.models import Need, Person, PictureTry, Pin
from household.models.kid_view.pictures import asked_for_pictures
from household.routes.forms.pins import PinForm
from household.web.access import acting, authorize, me, or_404
from household.web.answers import away, back
from household.web.entering import go_out, here, touch_as
from household.web.errors import kept
from household.web.in_the_kitchen import carried, face_here
from household.web.places import is_page_here
from household.web.surfaces import front_of

bp = Blueprint("kiosk_faces", __name__, url_prefix="/day/faces")


@bp.get("/")
def index() -> str:
    people = policy.faces_in_the_kitchen(here())
    return render_template("kiosk_faces/index.html", people=people, need=seen_here(request.args.get("need", "")))


@bp.get("/<key>")
def show(key: str) -> Any:
    person = or_404(face_here(key))
    if Pin.of(person) is None:
        return back(url_for(".index"))
    return pin_page(person, PinForm())


@bp.post("/<key>/touch")
def touch(key: str) -> Any:
    person = or_404(face_here(key))
    authorize("touch", person)
    if asked_for_pictures(person):
        return back(url_for("faces.show", key=key))
    if Pin.of(person):
        return pin_page(person, PinForm()) if carried() else back(url_for(".show", key=key, need=asked()))
    return come_in(person)


@bp.post("/<key>/pin")
def pin(key: str) -> Any:
    """Where there is none it is a touch like any other, so that a child's pictures are asked for all the same."""
    person = or_404(face_here(key))
    authorize("touch", person)
    sealed, form = Pin.of(person), PinForm()
    if sealed is None:
        return touch(key)
    if not form.opens(person.key, sealed.opens):
        return pin_page(person, form), form.status
    if policy.forgives_tries(person):
        PictureTry.forget_on(here())
    return come_in(person)


@bp.post("/touched/leave")
def leave() -> Response:
    authorize("leave_face")
    return go_out()


@bp.post("/touched/still-here")
def still_here() -> Any:
    """That this was sent is the sign: see access. Where they have gone meanwhile, the page goes too."""
    authorize("still_here")
    return ("", 204) if acting() else away(url_for("day.index"))


def come_in(person: Person) -> Any:
    """To what they wanted to do; first to what they sent too late, where there is something."""
    touch_as(person)
    to, fields = request.form.get("to", ""), carried()
    if acting() and fields and is_page_here(to):
        return render_template("kiosk_faces/send.html", to=to, fields=fields, words=kept()["words"])
    if me() is acting():  # a child is in its own pages
        return away(front_of(me()))
    need = seen_here(asked() or "")
    return away(url_for("kiosk_needs.show", key=need) if need else url_for("kiosk_needs.index"))


def pin_page(person: Person, form: PinForm) -> str:
    carry = {"fields": carried(), "to": request.form.get("to", "")}
    return render_template("kiosk_faces/show.html", person=person, form=form, need=seen_here(asked() or ""), **carry)


def asked() -> str | None:
    """The need that somebody wanted to see before their face was asked for."""
    return request.values.get("need") or None


def seen_here(key: str) -> str:
    """Its key, if it can be seen here; what can't is as if nobody had asked for it."""
    seen = policy.visible_needs(me()).where(Need.key == key).exists()
    return key if seen else ""
