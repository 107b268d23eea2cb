"""Us: who is around this table, and the home."""

from typing import Any

from flask import Blueprint, current_app, render_template

from household import policy
from household.keeping import backup, proving, reminder
from household.models import RecoveryCode
from household.web.access import home, me

bp = Blueprint("us", __name__, url_prefix="/us")


@bp.get("/")
def index() -> str:
    data, opened = current_app.config["DATA"], current_app.config["OPENED"]
    return render_template(
        "us/index.html",
        **between_us(),
        people=list(policy.visible_people(me())),
        knocks=list(policy.visible_knocks(me())),
        invitations=list(policy.visible_invitations(me())),
        by_code=RecoveryCode.opened_last(me()),
        lost_codes=bool(me().passphrase) and not (me().codes_saved_at and RecoveryCode.left(me())),
        ended=policy.devices_ended_here(me()).exists(),
        second_place_wanted=reminder.second_place_wanted(),
        copied=backup.last(data),
        proven=reminder.when(proving.PROVEN),
        failed=reminder.when(proving.FAILED),
        overdue=proving.overdue(data, opened),
    )


def between_us() -> dict[str, Any]:
    """What the doors say that lead to what the partners fall back on."""
    alone = not policy.partners_beside(me())
    return {
        "alone": alone,
        "ours": {name for name, words in written_together().items() if not alone or words.exists()},
        "to_answer": policy.to_be_answered(me()),
        "why_opened": policy.why_has_opened(me(), home()),
        "sat_down": any(one.waiting and me() in one.missing for one in policy.visible_check_ins(me())),
        "theirs": [one for one in policy.visible_weather(me()) if one.person_id != me().id],
    }


def written_together() -> dict[str, Any]:
    """What there is on the pages that take two. While one is alone here those with words of before are still there."""
    return {
        "agreement": policy.visible_agreements(me()),
        "our_why": policy.visible_why_answers(me()),
        "our_lines": policy.visible_why_lines(me()),
        "repairs": policy.visible_repairs(me()),
        "check_ins": policy.visible_kept_answers(me()),
    }
