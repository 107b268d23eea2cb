"""A child asks: a picture, who can help, and what they say."""

from flask import render_template

from household import policy
from household.content.kids import KidAsk
from household.models import KidView
from household.web.access import me, or_404
from household.web.surfaces import own_pages

bp = own_pages("kid_asks", __name__, "/kid/<whose>/ask", rests=False)


@bp.get("/<code>")
def who(code: str) -> str:
    return render_template("kid/asks.html", ask=tile(code), people=policy.hearers(me()))


def tile(code: str) -> KidAsk:
    """The tile of one's own page that this code stands for."""
    found: KidAsk = or_404(KidView.of(me()).ask_with(code))
    return found
