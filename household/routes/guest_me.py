"""A guest's own page: face and name, what they like to be asked for, and their card."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, ValidationError

from household import content, policy
from household.models import CareNote, KioskFace
from household.web.access import authorize, me
from household.web.answers import away
from household.web.forms import Form, Words, again

bp = Blueprint("guest_me", __name__, url_prefix="/guest/me")
LETTERS = 500


class LikesForm(Form):
    """What they like to be asked for: ids of practical needs, and own words."""

    likes = SelectMultipleField(choices=(), validate_choice=False)
    own = Words(_l("In your own words"), longest=LETTERS)

    def validate_likes(self, field: SelectMultipleField) -> None:
        if not {*(field.data or ())} <= {*content.practical()}:
            raise ValidationError(_l("Choose from the list."))


@bp.get("/")
def index() -> str:
    shown = policy.visible_care_notes(me()).where(CareNote.person != me().id)
    stands = KioskFace.select().where(KioskFace.person == me()).exists()
    return render_template("guest_me/index.html", card=policy.card_of(me()), shown=list(shown), in_kitchen=stands)


@bp.get("/likes")
def likes() -> str:
    form = LikesForm(data={"likes": me().likes.split(), "own": me().likes_own})
    return render_template("guest_me/likes.html", form=form, words=content.practical().values())


@bp.post("/keep-likes")
def keep_likes() -> Any:
    authorize("keep_likes")
    form, good = LikesForm.from_post()
    if not good:
        return again("guest_me/likes.html", form=form, words=content.practical().values())
    me().keep_likes(by=me(), likes=form.likes.data or [], own=form.own.data or "")
    return away(url_for(".index"))
