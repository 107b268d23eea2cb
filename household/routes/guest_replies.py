"""What a guest says instead of a yes, the words under a need, and what others offer for one's own."""

from flask import Blueprint, Response, url_for

from household import policy
from household.models import Reply
from household.routes.forms.guest_need_page import days_of
from household.routes.forms.need_page import find_need
from household.routes.forms.replying import ReplyForm
from household.web.access import authorize, find_or_404, me
from household.web.answers import back

bp = Blueprint("guest_replies", __name__, url_prefix="/guest/needs/<key>")


@bp.post("/not-now")
def not_now(key: str) -> Response:
    """To all days of a run that nobody has."""
    need = find_need(key)
    authorize("not_now", need)
    Reply.say_not_now(need, by=me(), wording=ReplyForm.checked().wording.data or None)
    for day in [day for day in days_of(need) if day.waiting and day.key != key]:
        Reply.say_not_now(day, by=me())
    return back(url_for("guest_needs.show", key=key))


@bp.post("/call-me")
def call_me(key: str) -> Response:
    need = find_need(key)
    authorize("call_me", need)
    Reply.call_me(need, by=me(), wording=ReplyForm.checked().wording.data or None)
    return back(url_for("guest_needs.show", key=key))


@bp.post("/reply")
def reply(key: str) -> Response:
    need = find_need(key)
    authorize("reply", need)
    form = ReplyForm.checked()
    Reply.write_under(need, by=me(), words=form.words.data, wording=form.wording.data or None, once=form.once.data)
    return back(url_for("guest_needs.show", key=key))


@bp.post("/replies/<reply_key>/take-up")
def take_up(key: str, reply_key: str) -> Response:
    offer = find_reply(key, reply_key)
    authorize("take_up", offer)
    offer.take_up(by=me())
    return back(url_for("guest_needs.show", key=key))


@bp.post("/replies/<reply_key>/take-back")
def take_back(key: str, reply_key: str) -> Response:
    mine = find_reply(key, reply_key)
    authorize("take_back", mine)
    mine.take_back(by=me())
    return back(url_for("guest_needs.show", key=key))


def find_reply(key: str, reply_key: str) -> Reply:
    need = find_need(key)
    found: Reply = find_or_404(policy.visible_replies(me(), need), reply_key)
    found.need = need
    return found
