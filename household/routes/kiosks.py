"""The kitchen tablet, as partners look after it from their phones: letting it in, what it shows, and company."""

from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask_babel import gettext as _

from household import policy
from household.models import Device, KioskView, Knock
from household.routes.forms.kiosks import KioskForm, LettersForm, PairForm
from household.routes.forms.passphrases import OnceMoreForm
from household.web.access import authorize, find_or_404, me
from household.web.answers import back
from household.web.entering import called, here, passphrase_again, throttle
from household.web.forms import again
from household.web.places import address_for_phones
from household.web.tries import letters_were_right, may_try_letters

bp = Blueprint("kiosks", __name__, url_prefix="/kiosks")


@bp.get("/")
def index() -> str:
    tablets, there = list(policy.visible_kiosks(me())), address_for_phones(url_for("pairing.index"))
    return render_template("kiosks/index.html", tablets=tablets, called=called, address=there)


@bp.get("/new")
def new() -> str:
    """Letters in the address, from the code on the tablet, are typed already. Looking is a press."""
    told = _("That waited too long, or was answered. Please type the letters that it shows now.")
    form = LettersForm(data={"letters": request.args.get("letters", "")})
    return render_template("kiosks/new.html", form=form, notice=told if "late" in request.args else "")


@bp.post("/new")
def look() -> Any:
    authorize("pair")
    form = LettersForm()
    if not may_try_letters(throttle(), here().key):
        abort(429)
    found = Knock.with_letters(form.letters.data or "")
    if found is None:
        form.letters.errors = [_("No tablet shows these letters. They work for ten minutes. Please look once more.")]
        return again("kiosks/new.html", form=form)
    letters_were_right(throttle(), here().key)
    return back(url_for(".at_door", key=found.key))


@bp.get("/at-door/<key>")
def at_door(key: str) -> Any:
    """What kind of tablet it says it is, and what it may show."""
    knock = find_or_404(policy.visible_tablets(me()), key)
    if not knock.is_waiting:
        return back(url_for(".new", late=1))
    return render_template("kiosks/at_door.html", knock=knock, called=called, form=PairForm.fresh())


@bp.post("/at-door/<key>/pair")
def pair(key: str) -> Any:
    knock = find_or_404(policy.visible_tablets(me()), key)
    authorize("pair")
    form, good = PairForm.from_post()
    if not (good and passphrase_again(form.passphrase)):
        return again("kiosks/at_door.html", knock=knock, called=called, form=form)
    device = KioskView.pair(knock, by=me(), **form.settings)
    return back(url_for(".show", key=device.key, let_in=1))


@bp.post("/at-door/<key>/send-away")
def send_away(key: str) -> Response:
    knock = find_or_404(policy.visible_tablets(me()), key)
    authorize("send_tablet_away")
    knock.send_away(by=me())
    return back(url_for(".index"))


@bp.get("/<key>")
def show(key: str) -> str:
    device = find_kiosk(key)
    return render_template("kiosks/show.html", notice=notice(), **page(device))


@bp.post("/<key>/arrange")
def arrange(key: str) -> Any:
    device = find_kiosk(key)
    authorize("look_after_kiosk", device)
    form, good = KioskForm.from_post()
    if not good:
        return again("kiosks/show.html", **page(device, form))
    KioskView.of(device).arrange(by=me(), **form.settings)
    return back(url_for(".show", key=key, kept=1))


@bp.post("/<key>/company-comes")
def company_comes(key: str) -> Response:
    device = find_kiosk(key)
    authorize("say_company")
    device.company_comes()
    return back(url_for(".show", key=key))


@bp.post("/<key>/company-goes")
def company_goes(key: str) -> Response:
    device = find_kiosk(key)
    authorize("say_company_gone", me())
    device.company_goes(by=me())
    return back(url_for(".show", key=key))


def find_kiosk(key: str) -> Device:
    found: Device = find_or_404(policy.visible_kiosks(me()), key)
    return found


def page(device: Device, form: KioskForm | None = None) -> dict[str, Any]:
    """A tablet of the kitchen, and how it is set; `once_more` is for its end."""
    form = form or KioskForm.of(device)
    return {"tablet": device, "name": called(device.label), "form": form, "once_more": OnceMoreForm(data={})}


def notice() -> str:
    if "let_in" in request.args:
        return _("It is let in. In a moment it opens on the day.")
    return _("It is kept.") if "kept" in request.args else ""
