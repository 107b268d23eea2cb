"""I'd love...: guests ask, too."""

from typing import Any

from flask import Blueprint, render_template, request, url_for

from household.routes.forms.guest_asking import GuestAskForm, ask_page
from household.routes.forms.starting import old_one
from household.web.access import authorize, me
from household.web.answers import away
from household.web.forms import again
from household.web.surfaces import need_url

bp = Blueprint("guest_asks", __name__, url_prefix="/guest/ask")


@bp.get("/")
def new() -> str:
    form = GuestAskForm.of(request.args["word"]) if "word" in request.args else GuestAskForm.like(old_one())
    return render_template("guest_asks/new.html", **ask_page(form))


@bp.post("/")
def ask() -> Any:
    authorize("ask")
    form, good = GuestAskForm.from_post()
    if not good:
        return again("guest_asks/new.html", **ask_page(form))
    asked = form.put_on_the_table(by=me())
    return away(url_for("rhythms.show", key=asked.key) if form.comes_back else need_url(asked.key))
