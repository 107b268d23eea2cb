"""The door: coming in by face or name with a passphrase, and going out."""

from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _
from wtforms import StringField

from household import policy
from household.models import Person, passphrase
from household.web.access import authorize, device, first_home, keep, me, public
from household.web.answers import away, back, by_htmx
from household.web.entering import enter, here, require_door, throttled
from household.web.errors import kept
from household.web.forms import Form, Secret, Words
from household.web.places import is_page_here, this_page
from household.web.surfaces import front_of, is_own_page
from household.web.tablet import was_in_kitchen

bp = Blueprint("door", __name__)
ONE_NAME = 3  # people of the same name whose passphrase one try may be


class SignInForm(Form):
    person = StringField(default="")
    name = Words(longest=40)
    passphrase = Secret()
    to = StringField(default="")


@bp.record
def answer_strangers(state: Any) -> None:
    state.app.extensions["ask_to_sign_in"] = ask_to_sign_in


def ask_to_sign_in() -> Any:
    """A stranger is shown the door: a page goes there and comes back, typed words are shown to be kept."""
    if by_htmx():
        answer = away(url_for("door.sign_in"))
        answer.status_code = 401
        return answer
    if request.method == "POST":
        return sign_in_page(SignInForm(data={}), 401, **kept())
    if request.path.startswith("/live"):
        return Response(status=401)
    to = this_page() if request.path != "/" and not is_own_page() else None
    return redirect(url_for("door.sign_in", to=to), 303)


@bp.get("/sign-in")
@public
def sign_in() -> Any:
    if first_home() is None:
        return back(url_for("set_up.index"))
    if not policy.lets_people_in(device()):
        return back(front_of(me()))
    return sign_in_page(SignInForm(data={"to": request.args.get("to", "")}), 200)


@bp.post("/sign-in")
@public
def come_in() -> Any:
    if first_home() is None:
        return back(url_for("set_up.index"))
    require_door()
    form = SignInForm()
    candidates = people_at_the_door(form)
    if throttled(account_of(form), device()):
        return sign_in_page(form, 429, notice=_("That was a lot of tries. Please wait a minute, then try again."))
    given = form.passphrase.data or ""
    if not candidates:
        passphrase.opens(given, "")  # takes as long as for somebody
    for person in candidates:
        if passphrase.opens(given, person.passphrase):
            return enter(person, inside(form.to.data or "", person))
    return sign_in_page(form, 422, notice=_("That name and passphrase don’t fit together. Please try again."))


@bp.post("/sign-out")
def sign_out() -> Response:
    authorize("sign_out")
    return keep(back(url_for(".sign_in", bye=1)), here().sign_out())


def people_at_the_door(form: SignInForm) -> list[Person]:
    """Who this may be: the face chosen on a device that knows it, else everyone of that name with a passphrase."""
    if form.person.data:
        return [person for person in policy.faces_at(device()) if person.key == form.person.data]
    name = (form.name.data or "").casefold()
    people = Person.here().where(Person.passphrase != "")
    return [person for person in people if person.name.casefold() == name][:ONE_NAME]


def account_of(form: SignInForm) -> str:
    return form.person.data or (form.name.data or "").casefold()


def inside(to: str, person: Person) -> str:
    """Where to after the door: a path of our own, else the page that opens first for them."""
    return to if is_page_here(to) else front_of(person)


def sign_in_page(form: SignInForm, status: int, **context: Any) -> tuple[str, int]:
    """The door as this device shows it: the kids' faces first, where they come in by a tap.

    In the kitchen it stays dark: what is let out there one night shows no door at all, and how it is let in again.
    """
    kids, drawn = policy.kids_at(device()), not policy.may_look_around(me())
    doors = [person for person in Person.here() if policy.front_page(person)] if current_app.config["DEMO"] else []
    asked = "grown-ups" in request.args or (status != 200 and not is_own_page())
    shown = {"kids": kids, "faces": policy.faces_at(device()), "doors": doors, "open": asked}
    page = "door/kids.html" if kids or drawn else "door/sign_in.html"
    page = "pairing/let_out.html" if was_in_kitchen() and not doors else page
    return render_template(page, form=form, own=front_of(me()) if drawn else "", **shown, **context), status
