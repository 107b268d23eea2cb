"""Needs: asking, and what people do with what was asked."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from household import policy
from household.models import Draft
from household.routes.forms.ask_page import ask_page, ask_template
from household.routes.forms.asking import AskForm, WhenForm
from household.routes.forms.claiming import ClaimForm
from household.routes.forms.following import NudgeForm
from household.routes.forms.need_page import find_need, need_page
from household.routes.forms.starting import old_one, proposed
from household.web.access import authorize, home, me
from household.web.answers import away, back, changed
from household.web.forms import again
from household.web.unchanged import MINUTE, unless_changed

bp = Blueprint("needs", __name__, url_prefix="/needs")


@bp.get("/new")
def new() -> str:
    draft = kept_one()
    if draft:
        form = AskForm.of_draft(draft)
    elif "word" in request.args:
        form = proposed(request.args["word"], request.args.get("who", ""))
    else:
        form = AskForm.like(old_one())
    return render_template("needs/new.html", **ask_page(form))


@bp.post("/")
def ask() -> Any:
    authorize("ask")
    form, good = AskForm.from_post()
    if not good:
        return again(ask_template(form), **ask_page(form))
    asked = form.put_on_the_table(by=me())
    return away(url_for("rhythms.show" if form.comes_back else ".show", key=asked.key))


@bp.get("/<key>")
@unless_changed(MINUTE)
def show(key: str) -> str:
    return render_template("needs/show.html", **need_page(find_need(key)))


@bp.post("/<key>/claim")
def claim(key: str) -> Response:
    need = find_need(key)
    authorize("claim", need)
    form = ClaimForm.checked()
    starts_at = form.starts_at(need)
    warmly = form.warmly(need, starts_at)
    need.claim(by=me(), starts_at=starts_at, wording=form.wording.data or None, warmly=warmly)
    return changed("needs/_need.html", url_for(".show", key=key), need=need)


@bp.post("/<key>/move")
def move(key: str) -> Response:
    need = find_need(key)
    authorize("move", need)
    form = ClaimForm.checked()
    need.move(by=me(), starts_at=form.starts_at(need), wording=form.wording.data or None)
    return changed("needs/_need.html", url_for(".show", key=key), need=need)


@bp.post("/<key>/hand-back")
def hand_back(key: str) -> Response:
    need = find_need(key)
    authorize("hand_back", need)
    need.hand_back(by=me())
    if policy.one_need(me(), home(), key) is None:  # its day has passed: it waits with its asker alone
        return away(url_for("table.index"))
    return changed("needs/_need.html", url_for(".show", key=key), need=need)


@bp.post("/<key>/nudge")
def nudge(key: str) -> Response:
    need = find_need(key)
    authorize("nudge", need)
    need.nudge(by=me(), words=NudgeForm.checked(need=need).words)
    return back(url_for(".show", key=key))


@bp.post("/<key>/meet")
def meet(key: str) -> Response:
    need = find_need(key)
    authorize("meet", need)
    need.meet(by=me())
    return away(url_for("thanks.new", need=key))


@bp.post("/<key>/rest")
def rest(key: str) -> Response:
    need = find_need(key)
    authorize("rest", need)
    need.rest(by=me())
    return back(url_for(".show", key=key))


@bp.post("/<key>/reopen")
def reopen(key: str) -> Response:
    need = find_need(key)
    authorize("reopen", need)
    need.reopen(by=me(), when=WhenForm.checked().chosen())
    return back(url_for(".show", key=key))


@bp.post("/<key>/take-back")
def take_back(key: str) -> Response:
    need = find_need(key)
    authorize("take_back", need)
    need.take_back(by=me())
    return away(url_for("table.index"))


def kept_one() -> Draft | None:
    """What one kept for later and takes up now, by its key."""
    key = request.args.get("draft", "")
    return policy.visible_drafts(me()).where(Draft.key == key).get_or_none() if key else None
