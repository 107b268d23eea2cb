"""The demo's door: a button for each person, and for the kitchen tablet. Exists only where nothing is kept."""

from flask import Blueprint, Response, abort, request, url_for

from household import policy
from household.models import KioskView, Knock, Person
from household.web.access import cookie_name, cookie_rules, first_home, keep, public
from household.web.answers import back
from household.web.entering import enter, label
from household.web.surfaces import front_of

bp = Blueprint("demo", __name__, url_prefix="/demo")


@bp.post("/kitchen")
@public
def kitchen() -> Response:
    """This browser is the kitchen tablet, with a guest's face on it, and by day at any time."""
    if not made_up():
        abort(404)
    _, letters = Knock.for_kitchen(label())
    knock = Knock.with_letters(letters) or abort(404)
    mara = Person.here().first()
    KioskView.pair(
        knock, by=mara, name="The kitchen", guests=policy.faces_for_kitchen(mara), night_from=None, night_until=None
    )
    _, token = knock.come_in()
    return keep(back(url_for("day.index")), token)


@bp.post("/out")
@public
def out() -> Response:
    """From the kitchen tablet back to the door: nobody signs out there, but whoever only looks must."""
    if not made_up():
        abort(404)
    answer = back(url_for("door.sign_in"))
    answer.delete_cookie(cookie_name(), path=cookie_rules()["path"])
    return answer


def made_up() -> bool:
    here = first_home()
    return here is not None and here.made_up


@bp.post("/come-in")
@public
def come_in() -> Response:
    person = Person.here().where(Person.key == request.form.get("person", "")).get_or_none()
    if not (made_up() and person and policy.front_page(person)):
        abort(404)
    return enter(person, front_of(person))
