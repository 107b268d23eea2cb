"""My care note: what helps me, what is hard, please don't. Mine to write, to show by name, and to erase."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from household import policy
from household.models import CareNote, Person
from household.routes.forms.care_notes import CareNoteForm, care_note_page
from household.web.access import authorize, find_or_404, me, or_404
from household.web.answers import back
from household.web.forms import again

bp = Blueprint("care_notes", __name__, url_prefix="/care-note")


@bp.get("/")
def index() -> str:
    return render_template("care_notes/index.html", **care_note_page(mine()))


@bp.post("/")
def keep() -> Any:
    authorize("keep_note")
    form, good = CareNoteForm.from_post(note=mine())
    if not good:
        return again("care_notes/index.html", **care_note_page(form.note, form))
    CareNote.keep(by=me(), **form.kept())
    return back(url_for(".index", _anchor="readers"))


@bp.get("/<key>")
def show(key: str) -> str:
    return render_template("care_notes/show.html", note=find_or_404(policy.visible_care_notes(me()), key))


@bp.post("/show-to")
def show_to() -> Response:
    note, person = or_404(mine()), chosen()
    authorize("show_note", person)
    note.show_to(person, by=me())
    return back(url_for(".index", _anchor="readers"))


@bp.post("/hide-from")
def hide_from() -> Response:
    note, person = or_404(mine()), chosen()
    authorize("hide_note", person)
    note.hide_from(person, by=me())
    return back(url_for(".index", _anchor="readers"))


@bp.post("/erase")
def erase() -> Response:
    note = or_404(mine())
    authorize("erase_note")
    note.erase(by=me())
    return back(url_for(".index"))


def mine() -> CareNote | None:
    note: CareNote | None = policy.visible_care_notes(me()).where(CareNote.person == me().id).get_or_none()
    return note


def chosen() -> Person:
    """The person whom the form names, by key."""
    person: Person = find_or_404(policy.visible_people(me()), request.form.get("person", ""))
    return person
