"""Your devices: where one is signed in, and how that ends; and the kids' and the kitchen's."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask_babel import lazy_gettext as _l

from household import policy
from household.models import Device
from household.routes.forms.passphrases import OnceMoreForm
from household.web.access import authorize, find_or_404, is_me, me
from household.web.answers import away
from household.web.entering import called, here, passphrase_again
from household.web.forms import Form, Words, again

bp = Blueprint("devices", __name__, url_prefix="/devices")


class NameForm(Form):
    name = Words(longest=40, needed=_l("Write a name first."))


@bp.get("/")
def index() -> str:
    return render_template("devices/index.html", **page())


@bp.post("/<key>/rename")
def rename(key: str) -> Any:
    found = find_or_404(policy.visible_devices(me()), key)
    authorize("rename", found)
    form, good = NameForm.from_post()
    if not good:
        return again("devices/index.html", **page(asked=found.key, naming=form))
    found.rename(form.name.data)
    return away(url_for(".index"))


@bp.post("/<key>/revoke")
def revoke(key: str) -> Any:
    found = find_or_404(policy.visible_devices(me()), key)
    authorize("revoke", found)
    form = OnceMoreForm()
    if not passphrase_again(form.passphrase):
        return again("devices/index.html", **page(asked=found.key, once_more=form))
    found.revoke(by=me())
    return away(url_for(".index"))


@bp.post("/revoke-others")
def revoke_others() -> Any:
    authorize("revoke_others")
    form = OnceMoreForm()
    if not passphrase_again(form.passphrase):
        return again("devices/index.html", **page(asked="others", once_more=form))
    Device.revoke_all(me(), but=here())
    return away(url_for(".index"))


def page(asked: str = "", **forms: Form) -> dict[str, Any]:
    """What the page shows; `asked` is the device whose form has something to mend."""
    devices = list(policy.visible_devices(me()))
    mine = [one for one in devices if is_me(one.person_id) and not one.kiosk]
    return {
        "this": here(),
        "mine": sorted(mine, key=lambda one: one != here()),
        "entrusted": [one for one in devices if one not in mine],
        "ended": list(policy.devices_ended_here(me())),
        "asked": asked,
        "naming": NameForm(data={}),
        "once_more": OnceMoreForm(data={}),
        "blank": OnceMoreForm(data={}),
        "admits": policy.admits,
        "knows_faces": policy.knows_faces,
        "called": lambda one: called(one.label),
        **forms,
    }
