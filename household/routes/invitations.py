"""Invitations: asking a partner in, and coming in with one."""

import re
from typing import Any

from flask import Blueprint, Response, abort, render_template, url_for
from flask_babel import gettext as _
from wtforms import StringField

from household import policy
from household.models import Card, Invitation, passphrase
from household.models.base import Refused
from household.models.person import READY_FACES
from household.routes.forms.passphrases import OnceMoreForm
from household.routes.forms.people import NewcomerForm
from household.web.access import authorize, can, find_or_404, first_home, home, me, public
from household.web.answers import back
from household.web.entering import behind, enter, invitation_for, passphrase_again
from household.web.errors import said
from household.web.forms import Form, again
from household.web.places import address_for_phones

READY = list(READY_FACES)

bp = Blueprint("invitations", __name__, url_prefix="/invitations")


class CodeForm(Form):
    words = StringField(default="")


@bp.before_request
def unless_a_child_is_in() -> None:
    """From a child's page nobody takes a chair at the table; whoever has the words does so on a device of their own."""
    if not can("look_around"):
        abort(404)


@bp.get("/new")
def new() -> str:
    return render_template("invitations/new.html", form=OnceMoreForm(), partners=policy.partners_beside(me()))


@bp.post("/")
def invite() -> Any:
    """Shown at once and never again, since only hashes are kept: so a plain form gets the page, not a redirect."""
    authorize("invite")
    form = OnceMoreForm()
    if not passphrase_again(form.passphrase):
        return again("invitations/new.html", form=form, partners=policy.partners_beside(me()))
    invitation, token, words = Invitation.invite(me())
    link = address_for_phones(url_for(".show", code=token))
    return render_template("invitations/made.html", link=link, words=words.split("-"), missing=invitation.missing())


@bp.post("/<key>/say-yes")
def say_yes(key: str) -> Response:
    invitation = find_or_404(policy.visible_invitations(me()), key)
    authorize("say_yes", invitation)
    invitation.say_yes(by=me())
    return back(url_for("us.index"))


@bp.post("/<key>/withdraw")
def withdraw(key: str) -> Response:
    invitation = find_or_404(policy.visible_invitations(me()), key)
    authorize("withdraw", invitation)
    invitation.withdraw(by=me())
    return back(url_for("us.index"))


@bp.get("/words")
@public
def words() -> str:
    return render_template("invitations/words.html", form=CodeForm())


@bp.post("/words")
@public
def spoken() -> Any:
    """They open a partner's invitation, or a guest's card."""
    form = CodeForm()
    code = "-".join(re.findall(r"[^\W\d_]+", form.words.data or ""))[:80].casefold()
    found = behind(code, Invitation, Card) if code and first_home() else None
    if isinstance(found, Card):
        return back(url_for("cards.show", code=code))
    if not (found and found.by_id):
        form.words.errors = [_("Those words open nothing. Ask for new ones: it takes a moment.")]
        return again("invitations/words.html", form=form)
    return back(url_for(".show", code=code))


@bp.get("/<code>")
@public
def show(code: str) -> Any:
    """Who asks, and a chair. Looking changes nothing."""
    invitation = opened(code)
    if invitation is None:
        return render_template("invitations/gone.html"), 404
    return render_template("invitations/show.html", **chair(invitation, code, NewcomerForm(data={"look": READY[1]})))


@bp.post("/<code>/accept")
@public
def accept(code: str) -> Any:
    invitation = opened(code)
    if invitation is None:
        return render_template("invitations/gone.html"), 409
    form, good = NewcomerForm.from_post()
    try:
        passphrase.require_good(form.passphrase.data or "", form.name.data or "", home().name)
    except Refused as refusal:
        form.passphrase.errors, good = [said(refusal)], False
    if not good:
        return again("invitations/show.html", **chair(invitation, code, form))
    person = invitation.accept(
        name=form.name.data,
        face=form.face,
        kids_say=form.kids_say.data,
        passphrase=passphrase.seal(form.passphrase.data),
    )
    return enter(person, url_for("recovery_codes.index", new=1))


def opened(code: str) -> Invitation | None:
    """The invitation from a partner, to a home that is there."""
    found = invitation_for(code) if first_home() else None
    return found if found and found.by_id else None


def chair(invitation: Invitation, code: str, form: NewcomerForm) -> dict[str, Any]:
    return {"host": invitation.by, "code": code, "form": form, "ready": READY_FACES}
