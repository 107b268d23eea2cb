"""Replies: words under a need, "not now" with an offer or none, taking an offer up, and taking one's words back."""

from typing import Any

from flask import Blueprint, Response, render_template, url_for

from household import policy
from household.models import Need, Reply
from household.routes.forms.need_page import find_need
from household.routes.forms.replying import MINUTES, NotNowForm, ReplyForm, not_now_lines, still_to_come
from household.web.access import authorize, find_or_404, me
from household.web.answers import away, back
from household.web.forms import again

bp = Blueprint("replies", __name__, url_prefix="/needs/<key>")


@bp.post("/reply")
def reply(key: str) -> Response:
    need = find_need(key)
    authorize("reply", need)
    form = ReplyForm.checked()
    Reply.write_under(need, by=me(), words=form.words.data, wording=form.wording.data or None, once=form.once.data)
    return back(url_for("needs.show", key=key))


@bp.get("/not-now")
def not_now_page(key: str) -> Any:
    need = find_need(key)
    authorize("not_now", need)
    if not need.waiting:
        return back(url_for("needs.show", key=key))
    return render_template("needs/not_now.html", **not_now_sheet(need, NotNowForm(need)))


@bp.post("/not-now")
def not_now(key: str) -> Any:
    need = find_need(key)
    authorize("not_now", need)
    form, good = NotNowForm.from_post(need=need)
    if not good:
        return again("needs/not_now.html", **not_now_sheet(need, form))
    Reply.say_not_now(need, by=me(), **form.said())
    return away(url_for("needs.show", key=key))


@bp.post("/replies/<reply_key>/take-up")
def take_up(key: str, reply_key: str) -> Response:
    offer = find_reply(key, reply_key)
    authorize("take_up", offer)
    offer.take_up(by=me())
    return back(url_for("needs.show", key=key))


@bp.post("/replies/<reply_key>/take-back")
def take_back(key: str, reply_key: str) -> Response:
    mine = find_reply(key, reply_key)
    authorize("take_back", mine)
    mine.take_back(by=me())
    return back(url_for("needs.show", key=key))


def find_reply(key: str, reply_key: str) -> Reply:
    need = find_need(key)
    found: Reply = find_or_404(policy.visible_replies(me(), need), reply_key)
    found.need = need
    return found


def not_now_sheet(need: Need, form: NotNowForm) -> dict[str, Any]:
    return {
        "need": need,
        "form": form,
        "lines": not_now_lines(),
        "minutes": MINUTES,
        "moments": still_to_come(),
        "people": policy.could_be_asked(me(), need),
    }
