"""The table: what waits for someone, what someone has, and what was good today."""

from typing import Any

from flask import Blueprint, Response, request

from household import policy
from household.web.access import find_or_404, home, me
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
    made_of = (here.name, here.zone, me().name, table.everything)
    return drawn("table/index.html", made_of, lambda: laid(table))


def laid(table: policy.Table) -> dict[str, Any]:
    """The needs in the groups in which people read them."""
    needs, met = table.needs()
    today = home().today
    passed = [need for need in needs if need.passed(today)]
    return {
        "passed": passed,
        "waiting": [need for need in needs if need.waiting and need not in passed],
        "held": [need for need in needs if need.claimed],
        "earlier": needs[-1] if table.goes_on else None,
        "met": met,
        "thanks": table.notes(),
        "alone": table.is_alone(me()),
    }
