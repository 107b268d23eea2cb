"""A guest's thanks: what they were thanked for, what hangs there for all, and saying thank you."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from household import policy
from household.models import Deed, Need, Thanks
from household.routes.forms.guest_thanking import GuestThanksForm, thanks_page
from household.web.access import authorize, find_or_404, is_me, me
from household.web.answers import away, back
from household.web.forms import again

bp = Blueprint("guest_thanks", __name__, url_prefix="/guest/thanks")
A_PAGE = 12  # notes


@bp.get("/")
def index() -> str:
    notes, before = policy.visible_thanks(me()), request.args.get("before")
    if before:
        notes = notes.where(Thanks.id < find_or_404(notes, before).id)
    shown = policy.with_known_people(me(), notes.limit(A_PAGE + 1))
    Deed.mark(shown)
    return render_template("guest_thanks/index.html", **sorted_out(shown[:A_PAGE]), older=shown[A_PAGE:])


@bp.get("/new")
def new() -> str:
    need = needed(request.args.get("need", ""))
    return render_template("guest_thanks/new.html", **thanks_page(GuestThanksForm.for_need(need), need))


@bp.post("/")
def thank() -> Any:
    authorize("thank")
    form, good = GuestThanksForm.from_post()
    need = needed(form.need.data)
    if not good:
        return again("guest_thanks/new.html", **thanks_page(form, need))
    Thanks.give(by=me(), need=need, **form.given())
    return away(url_for(".index"))


@bp.post("/<key>/take-back")
def take_back(key: str) -> Response:
    thanks = find_or_404(policy.visible_thanks(me()), key)
    authorize("take_back", thanks)
    thanks.take_back(by=me())
    return back(url_for(".index"))


def sorted_out(notes: list[Thanks]) -> dict[str, list[Thanks]]:
    """Those to this guest, those that hang there for all, and what they said themselves."""
    mine = [note for note in notes if is_me(note.by_id)]
    to_me = [note for note in notes if me() in note.to]
    return {"notes": notes, "to_me": to_me, "mine": mine, "others": [n for n in notes if n not in (*to_me, *mine)]}


def needed(key: str | None) -> Need | None:
    """The need that the thanks are for, if there is one."""
    return find_or_404(policy.visible_needs(me()), key) if key else None
