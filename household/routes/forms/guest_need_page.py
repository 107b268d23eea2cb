"""What stands on a need's page as a guest reads it: the days that belong to it, what was said, and what one can say."""

from datetime import date
from typing import Any

from household import policy
from household.models import Need, NeedNamed, Reply, Rhythm
from household.models.need.when import starts
from household.routes.forms.following import nudges
from household.routes.forms.need_page import said_at_tablet, turns_with
from household.web.access import can, home, is_me, me
from household.web.forms import Form


def guest_page(need: Need) -> dict[str, Any]:
    here, days = home(), days_of(need)
    replies = under(days)
    Need.take_home(days, here)
    at_tablet = said_at_tablet(need)
    for day in days:
        turns_with(day, None, at_tablet)
    is_over = need.closed_as == "met"
    return {
        "need": need,
        "days": days,
        "free": next((day for day in days if day.waiting and not day.passed(here.today)), None),
        "answer": my_answer(replies),
        "replies": [reply for reply in replies if reply.words or not is_me(reply.by_id)],
        "details": policy.visible_details_of(me(), days),
        "passed": need.passed(here.today),
        "starts": starts(need, here),
        "rhythm": Rhythm.of(need),
        "nudge": nudge_of(need),
        "note": None if is_me(need.asked_by_id) else policy.note_of(me(), need.asked_by_id),
        "at_tablet": {deed.verb for deed in at_tablet},
        "story": policy.story_of(me(), need) if is_over else None,
        "form": Form(),
    }


def nudge_of(need: Need) -> str:
    """The one gentle line to whoever has what this guest asked for, once its time is over; empty where it is not."""
    could = can("nudge", need) and need.open and need.claimed and not need.nudged_at and not need.to_come
    return next(iter(nudges(need).values())) if could else ""


def days_of(need: Need) -> list[Need]:
    """Of the run of this need those days that read the same, in their order; else the need alone."""
    days = [need, *(day for day in Need.of_run(policy.visible_needs(me()), need) if day.id != need.id)]
    Need.take_named(days, list(NeedNamed.among([day.id for day in days])))
    alike = [day for day in days if day.side_by_side == need.side_by_side]
    return sorted(alike, key=lambda day: day.day or date.max)


def under(days: list[Need]) -> list[Reply]:
    """What is said under these days that this guest may see."""
    by_id = {day.id: day for day in days}
    replies = list(policy.visible_replies_under(me(), [*by_id]))
    for reply in replies:
        reply.need = by_id[reply.need_id]
    return replies


def my_answer(replies: list[Reply]) -> Reply | None:
    """What this guest said last instead of a yes, to the words that stand."""
    mine = [one for one in replies if one.not_now and is_me(one.by_id) and not one.before_a_change]
    return mine[-1] if mine else None
