"""How a child feels, told to one grown-up, and gone with the day."""

from typing import Any

from flask import Response, abort, render_template, url_for
from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError

from household import policy
from household.content import kids
from household.content.kids import KidFace, faces
from household.models import KidFeeling, Person
from household.models.kid_view import code_of
from household.web.access import authorize, find_or_404, me
from household.web.answers import back
from household.web.forms import Form, again
from household.web.surfaces import own_pages

bp = own_pages("kid_feelings", __name__, "/kid/<whose>/feel")


class TellForm(Form):
    """`grown_up` is the key of the one who is told."""

    grown_up = StringField(default="")

    def validate_grown_up(self, field: StringField) -> None:
        if self.person is None:
            raise ValidationError(_l("Choose who you want to tell."))

    @property
    def person(self) -> Person | None:
        return next((one for one in policy.grown_ups_of(me()) if one.key == self.grown_up.data), None)


@bp.get("/")
def index() -> str:
    shown = {code_of(me(), face.id): face for face in faces()}
    return render_template("kid_feelings/index.html", faces=shown, told=list(policy.visible_kid_feelings(me())))


@bp.get("/<code>")
def who(code: str) -> str:
    return render_template("kid_feelings/who.html", **who_page(code))


@bp.post("/<code>/tell")
def tell(code: str) -> Any:
    face = face_with(code)
    form, good = TellForm.from_post()
    if not good:
        return again("kid_feelings/who.html", notice=form.mistakes[0], **who_page(code))
    authorize("tell_feeling", form.person)
    told = KidFeeling.tell(by=me(), to=form.person, feeling=face.id)
    return back(url_for(".told", key=told.key))


@bp.get("/<code>/nobody")
def nobody(code: str) -> str:
    face = face_with(code)
    return render_template("kid_feelings/nobody.html", face=face, code=code, comfort=comfort(face))


@bp.get("/told/<key>")
def told(key: str) -> str:
    feeling = find_or_404(policy.visible_kid_feelings(me()), key)
    code = code_of(me(), feeling.feeling)
    return render_template("kid_feelings/told.html", told=feeling, code=code, comfort=comfort(feeling.face))


@bp.post("/told/<key>/take-back")
def take_back(key: str) -> Response:
    feeling = find_or_404(policy.visible_kid_feelings(me()), key)
    authorize("take_back", feeling)
    feeling.take_back(by=me())
    return back(url_for(".index"))


def face_with(code: str) -> KidFace:
    """The face of one's own page that this code stands for."""
    return next((face for face in faces() if code_of(me(), face.id) == code), None) or abort(404)


def who_page(code: str) -> dict[str, Any]:
    return {"face": face_with(code), "code": code, "people": policy.grown_ups_of(me())}


def comfort(face: KidFace) -> str:
    """What is said besides where it helps not to be alone."""
    return kids.told("tell_grown_up") if face.hard else ""
