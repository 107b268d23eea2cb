"""Notices: what is new for somebody who has a page of the house open."""

from flask import Blueprint, Response, render_template, request

from household import policy
from household.models import Delivery, Quiet
from household.web.access import authorize, me
from household.web.answers import back
from household.web.surfaces import home_url

bp = Blueprint("notices", __name__, url_prefix="/notices")


@bp.get("/")
def index() -> str:
    """`still` are the keys of what stands on a page that is open: it stays there until it is put away.

    There it is `brief`, and in quiet hours nothing comes up; on the table, where all of it lies, it is only `said`.
    """
    news = policy.news_for(me(), request.args.get("still", "").split())
    quiet = Quiet.of(me())
    now_quiet = quiet.over_at() is not None
    if now_quiet and request.args.get("brief"):
        news = [one for one in news if policy.lets_through(me(), quiet, one)]
    return render_template("notices/index.html", news=news, quiet=now_quiet)


@bp.post("/see")
def see() -> Response:
    """These lie in front of them now: no other channel need tell them."""
    authorize("be_called")
    keys = request.form.get("keys", "").split()
    seen = [one.about for one in policy.news_for(me()) if one.key in keys]
    Delivery.see(me(), [one for about in seen for one in about])
    return back(home_url())
