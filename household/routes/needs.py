"""Needs: asking, and what people do with what was asked."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from household import policy
from household.models import Draft, Moment, Need, Reply, Rhythm, Widening
from household.models.clock import now
from household.models.need.following import arrival
from household.models.need.when import coming, starts
from household.routes.forms.ask_page import ask_page, ask_template
from household.routes.forms.asking import AskForm, WhenForm
from household.routes.forms.claiming import ClaimForm, warm_lines
from household.routes.forms.following import NudgeForm, nudges
from household.web.access import authorize, can, home, is_me, me, or_404
from household.web.answers import away, back, changed
from household.web.forms import Form, again
from household.web.unchanged import MINUTE, turns_at, unless_changed
from household.web.words import whenever

bp = Blueprint("needs", __name__, url_prefix="/needs")


@bp.get("/new")
def new() -> str:
    draft = kept_one()
    form = AskForm.of_draft(draft) if draft else AskForm.like(old_one())
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
    return render_template("needs/show.html", **need_page(find(key)))


@bp.post("/<key>/claim")
def claim(key: str) -> Response:
    need = find(key)
    authorize("claim", need)
    form = ClaimForm.checked()
    starts_at = form.starts_at(need)
    warmly = form.warmly(need, starts_at)
    need.claim(by=me(), starts_at=starts_at, wording=form.wording.data or None, warmly=warmly)
    return changed("needs/_need.html", url_for(".show", key=key), need=need)


@bp.post("/<key>/move")
def move(key: str) -> Response:
    need = find(key)
    authorize("move", need)
    form = ClaimForm.checked()
    need.move(by=me(), starts_at=form.starts_at(need), wording=form.wording.data or None)
    return changed("needs/_need.html", url_for(".show", key=key), need=need)


@bp.post("/<key>/hand-back")
def hand_back(key: str) -> Response:
    need = find(key)
    authorize("hand_back", need)
    need.hand_back(by=me())
    return changed("needs/_need.html", url_for(".show", key=key), need=need)


@bp.post("/<key>/nudge")
def nudge(key: str) -> Response:
    need = find(key)
    authorize("nudge", need)
    need.nudge(by=me(), words=NudgeForm.checked(need=need).words)
    return back(url_for(".show", key=key))


@bp.post("/<key>/meet")
def meet(key: str) -> Response:
    need = find(key)
    authorize("meet", need)
    need.meet(by=me())
    return away(url_for("thanks.new", need=key))


@bp.post("/<key>/rest")
def rest(key: str) -> Response:
    need = find(key)
    authorize("rest", need)
    need.rest(by=me())
    return back(url_for(".show", key=key))


@bp.post("/<key>/reopen")
def reopen(key: str) -> Response:
    need = find(key)
    authorize("reopen", need)
    need.reopen(by=me(), when=WhenForm.checked().chosen())
    return back(url_for(".show", key=key))


@bp.post("/<key>/take-back")
def take_back(key: str) -> Response:
    need = find(key)
    authorize("take_back", need)
    need.take_back(by=me())
    return away(url_for("table.index"))


def find(key: str) -> Need:
    return or_404(policy.one_need(me(), home(), key))


def old_one() -> Need | None:
    """The need to ask for again: one's own, by its key."""
    key = request.args.get("like", "")
    need = policy.visible_needs(me()).where(Need.key == key).get_or_none() if key else None
    return need if need and can("reopen", need) else None


def kept_one() -> Draft | None:
    """What one kept for later and takes up now, by its key."""
    key = request.args.get("draft", "")
    return policy.visible_drafts(me()).where(Draft.key == key).get_or_none() if key else None


def need_page(need: Need) -> dict[str, Any]:
    here, replies = home(), under(need)
    widening = Widening.of(need) if need.open and can("narrow", need) else None
    turns_with(need, widening)
    return {
        "need": need,
        "replies": replies,
        "said_no": any(reply.not_now and is_me(reply.by_id) for reply in replies),
        "details": policy.visible_details(me(), need),
        "widening": widening,
        "starts": starts(need, here),
        "moments": coming(Moment.of_the_day(), here.local()),
        "passed": need.passed(here.today),
        "warm": warm_lines(need, whenever(need)),
        "nudges": nudges(need),
        "nudge_now": not need.starts_at or need.starts_at <= now(),
        "arrival": arrival(here),
        "form": Form(),
        "rhythm": Rhythm.of(need),
        "run": Need.of_run(policy.visible_needs(me()), need),
    }


def under(need: Need) -> list[Reply]:
    """What is said under it that this reader may see."""
    replies = list(policy.visible_replies(me(), need))
    for reply in replies:
        reply.need = need
    return replies


def turns_with(need: Need, widening: Widening | None) -> None:
    """The page reads otherwise when a promised time is over, a nudge arrives, or ten minutes have passed."""
    nudged = need.nudge_words and (is_me(need.asked_by_id) or is_me(need.claimed_by_id))
    for instant in (need.asks_at, need.starts_at, need.nudged_at if nudged else None, widening and widening.until):
        if instant:
            turns_at(instant)
