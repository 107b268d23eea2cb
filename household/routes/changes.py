"""Changing what one asked, and ten minutes to take it back from those who came to see it."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from household import policy
from household.models import Need, Widening
from household.routes.forms.ask_page import ask_page
from household.routes.forms.changing import ChangeForm, seen
from household.routes.forms.need_page import find_need
from household.web.access import authorize, me
from household.web.answers import away, back
from household.web.forms import again

bp = Blueprint("changes", __name__, url_prefix="/needs/<key>")


@bp.get("/change")
def change_page(key: str) -> str:
    need = find_need(key)
    authorize("change", need)
    form = ChangeForm.of(need, smaller=bool(request.args.get("smaller")), beside=request.args.get("beside", ""))
    return render_template("needs/change.html", **sheet(need, form))


@bp.post("/change")
def change(key: str) -> Any:
    need = find_need(key)
    authorize("change", need)
    form, good = ChangeForm.from_post(need=need)
    if not good:
        return again("needs/change.html", **sheet(need, form))
    if (form.shows_more or form.frees) and not form.sure.data:
        return again("needs/change.html", **sheet(need, form, asks_once_more=True))
    need.change(by=me(), **form.changed())
    return away(url_for("needs.show", key=key))


@bp.post("/narrow")
def narrow(key: str) -> Response:
    need = find_need(key)
    authorize("narrow", need)
    need.narrow(by=me(), free=holder_loses_sight(need))
    return back(url_for("needs.show", key=key))


def holder_loses_sight(need: Need) -> bool:
    """Whether whoever has it would not see it any more as it was before."""
    old = Widening.of(need)
    return old is not None and need.claimed_by is not None and not policy.hears(need.claimed_by, old.reach)


def sheet(need: Need, form: ChangeForm, asks_once_more: bool = False) -> dict[str, Any]:
    form.seen.data = seen(need)  # what is sent from this sheet was seen beside what it is now
    return ask_page(form) | {"need": need, "asks_once_more": asks_once_more}
