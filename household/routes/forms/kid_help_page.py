"""What stands on the pages where a child helps: who asks, what for, and when, as children say it."""

from datetime import date
from functools import partial
from typing import Any

from flask_babel import gettext as _
from wtforms import StringField

from household import policy
from household.models import Need, NeedNamed
from household.models.clock import now
from household.web.access import find_or_404, home, me
from household.web.forms import Form
from household.web.words import STILL_NOW

MOST = 60  # that are looked at; the days of a run are one


class HelpForm(Form):
    """`wording` is what the child was shown."""

    wording = StringField(default="")


def find_ask(key: str) -> Need:
    """The one with this key, if this child may help with it; else 404."""
    found: Need = find_or_404(policy.could_help_with(me()), key)
    return found


def help_page() -> dict[str, Any]:
    """What nobody has yet, and what this child has taken."""
    free = Need.claimed_by.is_null() | (Need.claimed_by == me().id)
    found = list(policy.could_help_with(me()).where(Need.closed_at.is_null(), free).limit(MOST))
    Need.take_named(found, list(NeedNamed.among([need.id for need in found])))
    shown = the_soonest(found)
    waiting, taken = ([need for need in shown if need.waiting is free] for free in (True, False))
    return {"waiting": waiting, "taken": taken, **words()}


def ask_page(need: Need) -> dict[str, Any]:
    return {"need": need, "thankable": policy.thankable(me()), **words()}


def words() -> dict[str, Any]:
    """What decides how a need is said to this child."""
    return {"reads": partial(policy.reads_own_words, me()), "soon": soon}


def the_soonest(needs: list[Need]) -> list[Need]:
    """What comes first stands first; of the days of a run that are alike the first alone."""
    found: dict[tuple, Need] = {}
    for need in sorted(needs, key=lambda need: need.day or date.max):
        found.setdefault((need.claimed, *need.side_by_side), need)
    return list(found.values())


def soon(need: Need) -> str:
    """When it is wanted, without a clock or a date; empty where there is no hurry."""
    here = home()
    if need.day is None:
        return ""
    if need.day > here.local().date():
        return _("It is for later.")
    if need.when == "now" and now() - need.asked_at < STILL_NOW:
        return _("It is for now.")
    at = need.time or (need.moment.at if need.moment else None)
    evening = need.when == "tonight" or (at is not None and at.hour >= 18)
    return _("It is for tonight.") if evening else _("It is for today.")
