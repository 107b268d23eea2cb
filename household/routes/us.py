"""Us: who is around this table, the home, and how this phone shows it."""

from typing import Any

from flask import Blueprint, Response, current_app, render_template, request, url_for

from household import policy
from household.keeping import backup, proving, reminder
from household.models import RecoveryCode
from household.models.base import Refused
from household.web.access import authorize, cookie_rules, home, me
from household.web.answers import away

bp = Blueprint("us", __name__, url_prefix="/us")
THEMES = ("auto", "light", "dark")


@bp.get("/")
def index() -> str:
    data, opened = current_app.config["DATA"], current_app.config["OPENED"]
    return render_template(
        "us/index.html",
        **between_us(),
        people=list(policy.visible_people(me())),
        invitations=list(policy.visible_invitations(me())),
        by_code=RecoveryCode.opened_last(me()),
        lost_codes=bool(me().passphrase) and not (me().codes_saved_at and RecoveryCode.left(me())),
        ended=policy.devices_ended_here(me()).exists(),
        second_place_wanted=reminder.second_place_wanted(),
        copied=backup.last(data),
        proven=reminder.when(proving.PROVEN),
        failed=reminder.when(proving.FAILED),
        overdue=proving.overdue(data, opened),
        themes=THEMES,
    )


def between_us() -> dict[str, Any]:
    """What the doors say that lead to what the partners fall back on."""
    return {
        "alone": not policy.partners_beside(me()),
        "to_answer": policy.to_be_answered(me()),
        "why_opened": policy.why_has_opened(me(), home()),
        "sat_down": any(one.waiting and me() in one.missing for one in policy.visible_check_ins(me())),
        "theirs": [one for one in policy.visible_weather(me()) if one.person_id != me().id],
    }


@bp.post("/theme")
def theme() -> Response:
    """Light, dark, or as this phone does it; for this device alone."""
    authorize("theme")
    chosen = request.form.get("theme", "")
    if chosen not in THEMES:
        raise Refused("Choose light, dark or as your phone.")
    answer = away(url_for(".index"))
    answer.set_cookie("theme", chosen, **cookie_rules())
    return answer
