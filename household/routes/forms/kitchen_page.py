"""What stands on the pages about needs at the kitchen tablet: headlines, who has what, and nothing more."""

from typing import Any

from household import policy
from household.models import Moment, Need, Person
from household.models.need.when import coming, next_day_of, starts
from household.routes.forms.kid_help_page import the_soonest
from household.web.access import acting, find_or_404, home, is_me, me

MOST = 60  # that are looked at; the days of a run are one


def find_here(key: str) -> Need:
    """The one with this key, if it may be read here; else 404."""
    found: Need = find_or_404(policy.visible_needs(me()), key)
    return found


def kitchen_page() -> dict[str, Any]:
    """What waits for somebody else than its asker, what this person has, and what this person asked for."""
    found = list(policy.visible_needs(me()).where(Need.closed_at.is_null()).limit(MOST))
    today = home().today
    mine = [need for need in found if is_me(need.asked_by_id) and not need.passed(today)]
    return {
        "waiting": the_soonest([need for need in found if need.waiting and not is_me(need.asked_by_id)]),
        "held": [need for need in found if is_me(need.claimed_by_id)],
        "asked": the_soonest(mine),
    }


def need_here(need: Need) -> dict[str, Any]:
    here = home()
    local = here.local()
    tonight = [one for one in coming(Moment.of_the_day(), local) if next_day_of(one, local) == local.date()]
    return {"need": need, "starts": starts(need, here), "moments": tonight}


def people_here() -> list[Person]:
    """Whom one may thank here."""
    return policy.thankable(acting())


def circles_here() -> tuple[str, ...]:
    """For whom something may be said here, so that whoever stands in the kitchen may read it: the narrowest first."""
    return tuple(policy.circles(me())) or policy.audiences(me())[:1]
