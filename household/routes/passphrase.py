"""Your passphrase: a new one in place of the old."""

from typing import Any

from flask import Blueprint, render_template, url_for

from household.models import Device, RecoveryCode, passphrase
from household.routes.forms.passphrases import ChangeForm
from household.web.access import authorize, home, keep, me
from household.web.answers import away
from household.web.entering import here, is_my_passphrase, label
from household.web.forms import again

bp = Blueprint("passphrase", __name__, url_prefix="/passphrase")


@bp.get("/")
def index() -> str:
    return render_template("passphrase/index.html", form=ChangeForm(), left=RecoveryCode.left(me()))


@bp.post("/change")
def change() -> Any:
    """The old one is always asked for. This device stays, with a fresh cookie; the others have to come in again."""
    authorize("change_passphrase")
    form = ChangeForm()
    if not (is_my_passphrase(form.old) and form.good(me().name, home().name)):
        return again("passphrase/index.html", form=form, left=RecoveryCode.left(me()))
    passphrase.change(me(), passphrase.seal(form.passphrase.data or ""), but=here())
    return keep(away(url_for("us.index")), Device.enter(me(), label(), here())[1])
