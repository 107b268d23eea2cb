"""People: one's own name and face, and the kids'."""

from typing import Any

from flask import Blueprint, render_template, url_for

from household import policy
from household.models import Person, Role
from household.models.person import READY_FACES
from household.routes.forms.people import PersonForm
from household.web.access import authorize, can, find_or_404, me
from household.web.answers import away
from household.web.forms import again
from household.web.surfaces import own_url

bp = Blueprint("people", __name__, url_prefix="/people")


@bp.get("/new")
def new() -> str:
    return render_template("people/new.html", form=PersonForm(data={"look": "pear-sage-tuft"}), ready=READY_FACES)


@bp.post("/")
def add_kid() -> Any:
    authorize("add_kid")
    form, good = PersonForm.from_post()
    if not good:
        return again("people/new.html", form=form, ready=READY_FACES)
    kid = Person.join(role=Role.KID, name=form.name.data, face=form.face, once=form.once.data)
    return away(url_for("kids.show", key=kid.key))


@bp.get("/<key>/edit")
def edit(key: str) -> str:
    person = find_or_404(policy.changeable_people(me()), key)
    return render_template("people/edit.html", person=person, form=PersonForm(obj=person))


@bp.post("/<key>/change")
def change(key: str) -> Any:
    person = find_or_404(policy.changeable_people(me()), key)
    authorize("change", person)
    form, good = PersonForm.from_post()
    if not good:
        return again("people/edit.html", person=person, form=form)
    person.change(by=me(), name=form.name.data, kids_say=form.kids_say.data, face=form.face)
    return away(url_for("kids.show", key=key) if can("look_after_kid", person) else own_url())
