"""Recovery codes: ten on paper, made when asked for, shown once; and coming in with one of them."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _
from wtforms import StringField

from household.models import RecoveryCode, passphrase
from household.routes.forms.passphrases import NewPassphraseForm, OnceMoreForm
from household.web.access import authorize, device, home, me, public
from household.web.answers import away
from household.web.entering import enter, is_my_passphrase, recovery_code_of, require_door
from household.web.forms import Words, again
from household.web.places import address_for_phones

bp = Blueprint("recovery_codes", __name__, url_prefix="/recovery-codes")


class UseForm(NewPassphraseForm):
    name = Words(longest=40)
    code = StringField(default="")


@bp.get("/")
def index() -> str:
    return render_template("recovery_codes/index.html", form=OnceMoreForm(), **standing())


@bp.post("/")
def make() -> Any:
    """Shown at once and never again, since only hashes are kept: so a plain form gets the page, not a redirect."""
    authorize("make_codes")
    form = OnceMoreForm()
    if must_say_words() and not is_my_passphrase(form.passphrase):
        return again("recovery_codes/index.html", form=form, **standing())
    codes, new = RecoveryCode.make(me()), standing()["new"]
    return render_template("recovery_codes/made.html", codes=codes, address=address_for_phones(), new=new)


@bp.post("/keep")
def keep() -> Any:
    authorize("keep_codes")
    RecoveryCode.keep(me(), request.form.get("first", ""))
    return away(url_for("table.index" if request.form.get("new") else "us.index"))


@bp.get("/use")
@public
def lost() -> str:
    require_door()
    return render_template("recovery_codes/lost.html", form=UseForm())


@bp.post("/use")
@public
def use() -> Any:
    """First the code alone, then with a new passphrase; only that spends it."""
    require_door()
    form = UseForm()
    found = recovery_code_of(form.name.data or "", form.code.data or "")
    if found is None:
        form.code.errors = [_("That name and code don’t fit together. Look for letters that are easy to mix up.")]
        return again("recovery_codes/lost.html", form=form)
    if "passphrase" not in request.form:
        return render_template("recovery_codes/choose.html", form=form)
    if not form.good(found.person.name, home().name):
        return again("recovery_codes/choose.html", form=form)
    known = device()
    found.use(passphrase.seal(form.passphrase.data or ""), on=known)
    return enter(found.person, url_for("us.index"))


def must_say_words() -> bool:
    """Each time, for codes are as good as a new passphrase; only who has just sat down has just said them."""
    return bool(me().passphrase) and not me().just_came


def standing() -> dict[str, Any]:
    """How it stands with the codes of who is signed in; `new` is somebody who has just sat down."""
    return {"left": RecoveryCode.left(me()), "new": "new" in request.values, "asked": must_say_words()}
