"""How a child comes in: a partner makes the device in the hand a child's own, or lets the kids tap faces on it."""

from typing import Any

from flask import Blueprint, Response, render_template, url_for

from household import policy
from household.models import Person
from household.models.kid_view import coming_in
from household.models.kid_view.pictures import asked_for_pictures, out_of_tries
from household.routes.forms.passphrases import OnceMoreForm
from household.web.access import authorize, find_or_404, keep, me
from household.web.answers import away
from household.web.entering import here, label, passphrase_again
from household.web.forms import again
from household.web.surfaces import front_of

bp = Blueprint("kids_devices", __name__, url_prefix="/kids/<key>/device")


@bp.get("/")
def show(key: str) -> str:
    return render_template("kids/device.html", **page(find_or_404(policy.kids_of(me()), key)))


@bp.post("/hand-over")
def hand_over(key: str) -> Any:
    kid = find_or_404(policy.kids_of(me()), key)
    authorize("hand_over", kid)
    form = OnceMoreForm()
    if not passphrase_again(form.passphrase):
        return again("kids/device.html", **page(kid, asked="hand_over", once_more=form))
    token = coming_in.hand_over(here(), kid, label=label(), by=me())
    return keep(away(front_of(kid)), token)


@bp.post("/let-kids-in")
def let_kids_in(key: str) -> Any:
    kid = find_or_404(policy.kids_of(me()), key)
    authorize("let_kids_in")
    form = OnceMoreForm()
    if not passphrase_again(form.passphrase):
        return again("kids/device.html", **page(kid, asked="let_kids_in", once_more=form))
    coming_in.let_kids_in(here(), by=me())
    return away(url_for(".show", key=key))


@bp.post("/keep-kids-out")
def keep_kids_out(key: str) -> Response:
    find_or_404(policy.kids_of(me()), key)
    authorize("keep_kids_out")
    coming_in.keep_kids_out(here(), by=me())
    return away(url_for(".show", key=key))


def page(kid: Person, asked: str = "", once_more: OnceMoreForm | None = None) -> dict[str, Any]:
    """What the page shows; `asked` is the verb whose form has something to mend."""
    blank = OnceMoreForm(data={})
    return {
        "child": kid,
        "asked": asked,
        "once_more": once_more or blank,
        "blank": blank,
        "taps": asked_for_pictures(kid),
        "out": out_of_tries(kid),
    }
