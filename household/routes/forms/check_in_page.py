"""What stands on the page of a check-in, for each of those who sit there with a phone of their own."""

from typing import Any

from flask import request

from household import policy
from household.content.checking_in import questions, said
from household.models import CheckIn, CheckInAnswer, CheckInKept
from household.models.base import TooLate
from household.routes.forms.checking_in import AnswerForm
from household.web.access import find_or_404, is_me, me

A_PAGE = 30  # of what was kept


def find_check_in(key: str) -> CheckIn:
    """The one with this key, if this person has a seat in it; else it is over, or never was."""
    return still_there(policy.visible_check_ins(me()).where(CheckIn.key == key).get_or_none())


def find_answer(key: str) -> CheckInAnswer:
    return still_there(policy.visible_check_in_answers(me()).where(CheckInAnswer.key == key).get_or_none())


def still_there(found: Any) -> Any:
    if found is None:
        raise TooLate("This check-in is over. Stopping is always fine.")
    return found


def check_in_page(check_in: CheckIn, form: AnswerForm | None = None) -> dict[str, Any]:
    answers = list(policy.visible_check_in_answers(me()).where(CheckInAnswer.check_in == check_in.id))
    mine = next((one for one in answers if one.question == check_in.question and is_me(one.by_id)), None)
    opened: dict[str, list[CheckInAnswer]] = {}
    for answer in answers:
        if answer.opened:
            opened.setdefault(answer.question, []).append(answer)
    return {
        "check_in": check_in,
        "mine": mine,
        "writes": bool(check_in.question) and not (mine and mine.given),
        "open": opened.pop(check_in.question, []),
        "before": {one: opened[one] for one in check_in.questions if one in opened},
        "moved_on": request.args.get("at", check_in.step) != check_in.step,
        "form": form or AnswerForm(data={"words": mine.words if mine else ""}),
        "questions": questions(),
        "said": said,
    }


def kept_page(before: str | None) -> dict[str, Any]:
    """What was kept, the newest first; what is older, after the one with this key."""
    kept = policy.visible_kept_answers(me())
    if before:
        kept = kept.where(CheckInKept.id < find_or_404(policy.visible_kept_answers(me()), before).id)
    shown = list(kept.limit(A_PAGE + 1))
    return {"kept": shown[:A_PAGE], "older": shown[A_PAGE:], "questions": questions()}
