"""The table: what waits for someone, what someone has, and what was good today."""

from typing import Any

from flask import Blueprint, Response, request

from household import policy
from household.routes.forms.runs import side_by_side
from household.web.access import find_or_404, home, is_me, me
from household.web.drawn import drawn
from household.web.unchanged import HOUR, turns_at, unless_changed
from household.web.words import STILL_NOW

bp = Blueprint("table", __name__)


@bp.get("/")
@unless_changed(HOUR)
def index() -> Response:
    here, before = home(), request.args.get("before")
    last = find_or_404(policy.visible_needs(me()), before).id if before else None
    table = policy.on_the_table(me(), here, last)
    for asked_at in table.asked_for_now():
        turns_at(asked_at + STILL_NOW)
    for instant in table.promises_of(me()):
        turns_at(instant)
    turns, rests = policy.turns_of(me())
    for repair in rests:
        turns_at(repair.back_at)
    coming_back = [(repair.key, repair.beside(me()).name) for repair in turns]
    knocks = policy.phones_at_the_door(me(), here)
    for knock in knocks:
        turns_at(knock.expires_at)
    at_the_door = [(knock.key, knock.label, knock.card.name, knock.card.taken_at) for knock in knocks]
    deeds = policy.deeds_of(me(), known=table.at_tablet())
    for deed in deeds:
        turns_at(deed.until)
    beside = (coming_back, at_the_door, [deed.shows for deed in deeds])
    made_of = (here.name, here.zone, me().name, table.everything, *beside)
    more = {"coming_back": coming_back, "knocks": knocks, "deeds": deeds}
    return drawn("table/index.html", made_of, lambda: laid(table) | more)


def laid(table: policy.Table) -> dict[str, Any]:
    """The needs in the groups in which people read them."""
    needs, met = table.needs()
    today = home().today
    passed = [need for need in needs if need.passed(today)]
    lying = side_by_side([need for need in needs if need not in passed])
    lying.sort(key=lambda run: is_me(run[0].asked_by_id))  # what others ask for comes first
    return {
        "passed": passed,
        "waiting": [run for run in lying if any(need.waiting for need in run)],
        "held": [run for run in lying if all(need.claimed for need in run)],
        "earlier": needs[-1] if table.goes_on else None,
        "met": met,
        "thanks": table.notes(),
        "felt": table.feelings(),
        "alone": table.is_alone(me()),
    }
