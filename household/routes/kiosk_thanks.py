"""Saying thanks at the kitchen tablet."""

from typing import Any

from flask import render_template, request, url_for

from household import policy
from household.models import Deed, Need, Thanks
from household.routes.forms.kitchen_page import find_here
from household.routes.forms.kitchen_thanking import KitchenThanksForm, thanks_page
from household.web.access import acting, authorize, find_or_404, me
from household.web.answers import away
from household.web.forms import again
from household.web.in_the_kitchen import kitchen_pages

bp = kitchen_pages("kiosk_thanks", __name__, "/day/thanks")


@bp.get("/")
def new() -> str:
    need = needed(request.args.get("need", ""))
    return render_template("kiosk_thanks/new.html", **thanks_page(KitchenThanksForm.for_need(need), need))


@bp.post("/")
def thank() -> Any:
    authorize("thank")
    form, good = KitchenThanksForm.from_post()
    need = needed(form.need.data)
    if not good:
        return again("kiosk_thanks/new.html", **thanks_page(form, need))
    thanks = Deed.thank(by=acting(), need=need, **form.given())
    return away(url_for(".given", key=thanks.key))


@bp.get("/<key>")
def given(key: str) -> str:
    """What one has just said, as it hangs on the wall."""
    mine = policy.visible_thanks(me()).where(Thanks.by == acting().id)
    return render_template("kiosk_thanks/given.html", note=find_or_404(mine, key))


def needed(key: str | None) -> Need | None:
    """The need that the thanks are for, if there is one."""
    return find_here(key) if key else None
