"""What stands on a guest's first page, in the groups in which it is read."""

from datetime import date
from typing import Any

from household import policy
from household.models import Deed, Home, KidFeeling, Need, NeedNamed, Reply, Thanks, ThanksTo
from household.routes.forms.need_page import turns_with
from household.routes.forms.runs import side_by_side
from household.web.access import home, is_me, me
from household.web.unchanged import turns_at

MOST = 60  # that are looked at; the days of a run are one
NEW_FOR = 3  # days in which the page says what this place is
THANKS = 5


def home_page() -> dict[str, Any]:
    here = home()
    needs = still_open(here)
    replies = answers(needs)
    said = {id: one for id, one in replies.items() if is_me(one.by_id)}
    free = side_by_side([need for need in needs if need.waiting and not is_me(need.asked_by_id)])
    declined = [run for run in free if any(need.id in said for need in run)]
    return {
        "waiting": sorted((run for run in free if run not in declined), key=lambda run: run[0].day or date.max),
        "declined": [(run, next(said[need.id] for need in run if need.id in said)) for run in declined],
        "held": sorted(side_by_side([need for need in needs if is_me(need.claimed_by_id)]), key=when_promised),
        "heard": {id: one for id, one in replies.items() if id not in said},
        "asked": side_by_side([need for need in needs if is_me(need.asked_by_id)]),
        "thanks": thanks_today(here),
        "felt": list(policy.visible_kid_feelings(me()).where(KidFeeling.to == me().id)),
        "deeds": deeds(),
        "is_new": (here.today - here.local(me().joined_at).date()).days < NEW_FOR,
    }


def still_open(here: Home) -> list[Need]:
    """What nobody has yet, what this guest has, and what it asked for; what others have needs nobody any more."""
    mine = (Need.asked_by == me().id) | (Need.claimed_by == me().id)
    found = policy.visible_needs(me(), here.today).where(Need.closed_at.is_null(), Need.claimed_by.is_null() | mine)
    needs = list(found.limit(MOST))
    Need.take_named(needs, list(NeedNamed.among([need.id for need in needs])))
    Need.take_home(needs, here)
    for need in needs:
        turns_with(need, None)
    return needs


def answers(needs: list[Need]) -> dict[int, Reply]:
    """What this guest said instead of a yes, the last of it, and what others said under its own asks, by need."""
    wording = {need.id: need.wording for need in needs}
    said = policy.visible_replies_under(me(), [*wording]).where(
        ((Reply.by == me().id) & (Reply.not_now == "yes")) | ((Need.asked_by == me().id) & (Reply.by != me().id))
    )
    return {reply.need_id: reply for reply in said if reply.wording == wording[reply.need_id]}


def deeds() -> list[Deed]:
    """What was done in this guest's name at the kitchen tablet, each to be undone."""
    found = policy.deeds_of(me())
    for deed in found:
        turns_at(deed.until)
    return found


def when_promised(run: list[Need]) -> tuple:
    """What has a time comes first, the nearest before the others."""
    first = min((need.starts_at for need in run if need.starts_at), default=None)
    return first is None, first or run[0].asked_at


def thanks_today(here: Home) -> list[Thanks]:
    """Those to this guest by name."""
    to_me = ThanksTo.select(ThanksTo.thanks).where(ThanksTo.person == me().id)
    return list(policy.visible_thanks(me()).where(Thanks.at >= here.morning, Thanks.id << to_me).limit(THANKS))
