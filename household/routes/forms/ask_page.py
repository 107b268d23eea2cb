"""What stands on the page where one asks, whichever way one came to it."""

from typing import Any

from household import content, policy
from household.models import Moment, Rhythm
from household.models.need.when import coming
from household.routes.forms.asking import AskForm
from household.routes.forms.finding import found
from household.routes.forms.weather import short_of
from household.web.access import home, me


def ask_template(form: AskForm) -> str:
    """The sentence at the end of the finder, or the ask page."""
    return "finding/found.html" if found(form.found.data) else "needs/new.html"


def ask_page(form: AskForm, starters: list[str] | None = None) -> dict[str, Any]:
    """`starters` are sentences to begin with; None where nobody asked for them."""
    here = home()
    return {
        "form": form,
        "found": found(form.found.data),
        "groups": content.groups(),
        "feelings": content.feelings(),
        "moments": coming(Moment.of_the_day(), here.local()),
        "circles": policy.circles(me()),
        "people": policy.others(me()),
        "beside": policy.partners_beside(me())[:3],
        "starters": starters,
        "comes_back": policy.visible_rhythms(me()).where(Rhythm.ended_at.is_null()).exists(),
        "short": short_of(form),
        "has_drafts": policy.visible_drafts(me()).exists(),
    }
