"""One need, as a guest reads it: a yes, "We did it", "I can't after all", and what becomes of one's own asks."""

from flask import Blueprint, Response, render_template, url_for

from household import policy
from household.models import Need, Story
from household.routes.forms.asking import WhenForm
from household.routes.forms.claiming import ClaimForm
from household.routes.forms.following import NudgeForm
from household.routes.forms.guest_need_page import guest_page
from household.routes.forms.need_page import find_need
from household.web.access import authorize, home, me, or_404
from household.web.answers import away, back, dom_id
from household.web.unchanged import MINUTE, unless_changed

bp = Blueprint("guest_needs", __name__, url_prefix="/guest/needs")


@bp.get("/<key>")
@unless_changed(MINUTE)
def show(key: str) -> str:
    return render_template("guest_needs/show.html", **guest_page(find_need(key)))


@bp.post("/<key>/claim")
def claim(key: str) -> Response:
    need = find_need(key)
    authorize("claim", need)
    form = ClaimForm.checked()
    need.claim(by=me(), starts_at=form.starts_at(need), wording=form.wording.data or None)
    return back(page_of(need))


@bp.post("/<key>/move")
def move(key: str) -> Response:
    need = find_need(key)
    authorize("move", need)
    form = ClaimForm.checked()
    need.move(by=me(), starts_at=form.starts_at(need), wording=form.wording.data or None)
    return back(page_of(need))


@bp.post("/<key>/hand-back")
def hand_back(key: str) -> Response:
    need = find_need(key)
    authorize("hand_back", need)
    need.hand_back(by=me())
    if policy.one_need(me(), home(), key) is None:  # its day has passed: it waits with its asker alone
        return away(url_for("guest_home.index"))
    return back(page_of(need))


@bp.post("/<key>/nudge")
def nudge(key: str) -> Response:
    need = find_need(key)
    authorize("nudge", need)
    need.nudge(by=me(), words=NudgeForm.checked(need=need).words)
    return back(page_of(need))


@bp.post("/<key>/meet")
def meet(key: str) -> Response:
    need = find_need(key)
    authorize("meet", need)
    need.meet(by=me())
    return back(page_of(need))


@bp.post("/<key>/rest")
def rest(key: str) -> Response:
    need = find_need(key)
    authorize("rest", need)
    need.rest(by=me())
    return back(page_of(need))


@bp.post("/<key>/reopen")
def reopen(key: str) -> Response:
    need = find_need(key)
    authorize("reopen", need)
    need.reopen(by=me(), when=WhenForm.checked().chosen())
    return back(page_of(need))


@bp.post("/<key>/take-back")
def take_back(key: str) -> Response:
    need = find_need(key)
    authorize("take_back", need)
    need.take_back(by=me())
    return away(url_for("guest_home.index"))


@bp.post("/<key>/take-story-back")
def take_story_back(key: str) -> Response:
    story: Story = or_404(policy.story_of(me(), find_need(key)))
    authorize("take_story_back", story)
    story.take_back(by=me())
    return back(url_for(".show", key=key))


def page_of(need: Need) -> str:
    """Its page; where it has a line for each day of a run, at that line."""
    return url_for(".show", key=need.key, _anchor=dom_id(need, "day") if need.run else None)
