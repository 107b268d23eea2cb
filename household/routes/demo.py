"""The demo's door: one button per person. Exists only where nothing is kept."""

from flask import Blueprint, Response, abort, request

from household import policy
from household.models import Person
from household.web.access import first_home, public
from household.web.entering import enter
from household.web.surfaces import front_of

bp = Blueprint("demo", __name__, url_prefix="/demo")


@bp.post("/come-in")
@public
def come_in() -> Response:
    here = first_home()
    person = Person.here().where(Person.key == request.form.get("person", "")).get_or_none()
    if not (here and here.made_up and person and policy.front_page(person)):
        abort(404)
    return enter(person, front_of(person))
