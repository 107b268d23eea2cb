"""Replies: words under a need, "not now", and taking one's own words back."""

from flask import Blueprint, Response, render_template, url_for

from household import policy
from household.models import Need, Reply
from household.routes.forms.replying import ReplyForm
from household.web.access import authorize, find_or_404, me
from household.web.answers import back

bp = Blueprint("replies", __name__, url_prefix="/needs/<key>")


@bp.post("/reply")
def reply(key: str) -> Response:
    need = find_or_404(policy.visible_needs(me()), key)
    authorize("reply", need)
    form = ReplyForm.checked()
    Reply.write_under(need, by=me(), words=form.words.data, once=form.once.data)
    return back(url_for("needs.show", key=key))


@bp.get("/not-now")
def not_now_page(key: str) -> str:
    need = find_or_404(policy.visible_needs(me()), key)
    authorize("not_now", need)
    return render_template("needs/not_now.html", need=need, form=ReplyForm())


@bp.post("/not-now")
def not_now(key: str) -> Response:
    need = find_or_404(policy.visible_needs(me()), key)
    authorize("not_now", need)
    form = ReplyForm.checked()
    Reply.say_not_now(need, by=me(), words=form.words.data, once=form.once.data)
    return back(url_for("needs.show", key=key))


@bp.post("/replies/<reply_key>/take-back")
def take_back(key: str, reply_key: str) -> Response:
    need: Need = find_or_404(policy.visible_needs(me()), key)
    mine = find_or_404(policy.visible_replies(me(), need), reply_key)
    authorize("take_back", mine)
    mine.take_back(by=me())
    return back(url_for("needs.show", key=key))
