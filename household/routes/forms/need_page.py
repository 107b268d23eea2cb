"""What stands on a need's own page, for whoever reads it."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from household import policy
from household.models import Deed, Moment, Need, Reply, Rhythm, Widening
from household.models.clock import now
from household.models.need.following import arrival
from household.models.need.when import coming, starts
from household.routes.forms.claiming import warm_lines
from household.routes.forms.following import nudges, quotes_promise
from household.routes.forms.story_page import kids_know
from household.web.access import can, home, is_me, me, or_404
from household.web.forms import Form
from household.web.unchanged import turns_at
from household.web.words import whenever

A_GOOD_WHILE = timedelta(hours=3)


def find_need(key: str) -> Need:
    """The one with this key, if this reader may see it; else 404."""
    found: Need = or_404(policy.one_need(me(), home(), key))
    return found


def need_page(need: Need) -> dict[str, Any]:
    here, replies, lines = home(), under(need), nudges(need)
    widening = Widening.of(need) if need.open and can("narrow", need) else None
    at_tablet = said_at_tablet(need)
    turns_with(need, widening, at_tablet)
    return {
        "need": need,
        "replies": replies,
        "said_no": any(one.not_now and is_me(one.by_id) and not one.before_a_change for one in replies),
        "called": policy.called(need) if is_me(need.asked_by_id) and need.waiting else ([], []),
        "details": policy.visible_details(me(), need),
        "widening": widening,
        "at_tablet": {deed.verb for deed in at_tablet},
        "starts": starts(need, here),
        "moments": coming(Moment.of_the_day(), here.local()),
        "passed": need.passed(here.today),
        "warm": warm_lines(need, whenever(need)),
        "nudges": lines,
        "quotes_promise": quotes_promise(lines),
        "nudge_now": not need.starts_at or need.starts_at <= now(),
        "arrival": arrival(here),
        "would_love": policy.would_love(me(), need) if goes_unclaimed(need) else [],
        "told_kindly": need.claimed_by is not None and policy.heard_by_kids([need.claimed_by]),
        "note": None if is_me(need.asked_by_id) else policy.note_of(me(), need.asked_by_id),
        "form": Form(),
        "rhythm": Rhythm.of(need),
        "run": Need.of_run(policy.visible_needs(me()), need),
        "our_why": policy.our_why_lines(me()),
        **kids_know(need),
    }


def under(need: Need) -> list[Reply]:
    """What is said under it that this reader may see."""
    replies = list(policy.visible_replies(me(), need))
    for reply in replies:
        reply.need = need
    return replies


def said_at_tablet(need: Need) -> list[Deed]:
    """What was done with it at the kitchen tablet in the last day, and is still so."""
    return Deed.with_need(need) if policy.read_in_the_kitchen(need) else []


def goes_unclaimed(need: Need) -> bool:
    """Whether it has waited for a good while, or its day has gone by."""
    if need.waiting:
        turns_at(need.asked_at + A_GOOD_WHILE)
    return need.waiting and (need.passed(home().today) or now() - need.asked_at >= A_GOOD_WHILE)


def turns_with(need: Need, widening: Widening | None, at_tablet: Iterable[Deed] = ()) -> None:
    """The page reads otherwise when a promised time is over, a nudge arrives, ten minutes have passed, or a day."""
    nudged = need.nudge_words and (is_me(need.asked_by_id) or is_me(need.claimed_by_id))
    spoken = (need.asks_at, need.starts_at, need.nudged_at if nudged else None, widening and widening.until)
    for instant in (*spoken, *(deed.until for deed in at_tablet)):
        if instant:
            turns_at(instant)
