"""Asking at the kitchen tablet."""

from typing import Any

from flask import render_template, url_for

from household.models import Deed
from household.routes.forms.kitchen_asking import KitchenAskForm, ask_page
from household.web.access import acting, authorize
from household.web.answers import away
from household.web.forms import again
from household.web.in_the_kitchen import kitchen_pages

bp = kitchen_pages("kiosk_asks", __name__, "/day/ask")


@bp.get("/")
def new() -> str:
    return render_template("kiosk_asks/new.html", **ask_page(KitchenAskForm()))


@bp.post("/")
def ask() -> Any:
    authorize("ask")
    form, good = KitchenAskForm.from_post()
    if not good:
        return again("kiosk_asks/new.html", **ask_page(form))
    need = Deed.ask(by=acting(), **form.asked())
    return away(url_for("kiosk_needs.show", key=need.key))
