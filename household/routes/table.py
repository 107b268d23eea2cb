"""The table: what waits for someone, what someone has, and what was good today."""

from flask import Blueprint, render_template

from household import policy
from household.models import Need, Thanks
from household.web.access import home, me
from household.web.unchanged import HOUR, unless_changed

bp = Blueprint("table", __name__)
MOST = 200  # of each kind on one page


@bp.get("/")
@unless_changed(HOUR)
def index() -> str:
    here = home()
    mine = policy.visible_needs(me())
    needs = Need.with_named(mine.where(Need.closed_at.is_null()).limit(MOST))
    met = mine.where((Need.closed_as == "met") & (Need.closed_at >= here.morning))
    return render_template(
        "table/index.html",
        passed=[need for need in needs if need.passed(here.today)],
        waiting=[need for need in needs if need.waiting and not need.passed(here.today)],
        held=[need for need in needs if need.claimed],
        met=Need.with_named(met.limit(MOST)),
        thanks=Thanks.with_people(policy.visible_thanks(me()).where(Thanks.at >= here.morning).limit(MOST)),
        alone=not policy.others(me()),
    )
