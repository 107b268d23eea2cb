"""My care note: what helps me, what is hard, please don't. Mine to write, to show by name, and to erase."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext as _

from household import policy
from household.models import CareNote, Person
from household.routes.forms.care_notes import CareNoteForm, care_note_page
from household.web.access import authorize, find_or_404, me
from household.web.answers import back
from household.web.forms import again

bp = Blueprint("care_notes", __name__, url_prefix="/care-note")


@bp.get("/")
def index() -> str:
    notice = _("It is kept.") if "kept" in request.args else ""
    return render_template("care_notes/index.html", notice=notice, **care_note_page(mine()))


@bp.post("/")
def keep() -> Any:
    authorize("keep_note")
    form, good = CareNoteForm.from_post(note=mine())
    if not good:
        return again("care_notes/index.html", **care_note_page(form.note, form))
    CareNote.keep(by=me(), **form.kept())
    return back(url_for(".index", kept=1, _anchor="readers"))


@bp.get("/<key>")
def show(key: str) -> str:
    return render_template("care_notes/show.html", note=find_note(key))


@bp.post("/<key>/show-to")
def show_to(key: str) -> Response:
    note, person = find_note(key), chosen()
    authorize("show_note", note, person)
    note.show_to(person, by=me())
    return back(url_for(".index", _anchor="readers"))


@bp.post("/<key>/hide-from")
def hide_from(key: str) -> Response:
    note, person = find_note(key), chosen()
    authorize("hide_note", note, person)
    note.hide_from(person, by=me())
    return back(url_for(".index", _anchor="readers"))


@bp.post("/<key>/erase")
def erase(key: str) -> Response:
    note = find_note(key)
    authorize("erase_note", note)
    note.erase(by=me())
    return back(url_for(".index"))


def find_note(key: str) -> CareNote:
    note: CareNote = find_or_404(policy.visible_care_notes(me()), key)
    return note


def mine() -> CareNote | None:
    return policy.note_of(me(), me().id)


def chosen() -> Person:
    """The person whom the form names, by key."""
    person: Person = find_or_404(policy.visible_people(me()), request.form.get("person", ""))
    return person
