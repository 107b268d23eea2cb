"""Pictures tapped one after the other, a page for each: what was tapped so far travels in a cookie of that page alone.

No address tells it, the house keeps nothing of it, and the way back leads to a page that can be shown again.
"""

from flask import Response, request

from household.content.kid_pictures import LONG, PICTURES
from household.web.access import cookie_rules

TAPPED = "tapped"


def tapped() -> list[str]:
    """The pictures tapped so far on this page, in order."""
    found = request.cookies.get(TAPPED, "").split(".")
    return found[:LONG] if {*found} <= {*PICTURES} else []


def with_this_one() -> list[str]:
    """Those and the one tapped just now; a finger that comes down twice on one page taps once."""
    so_far, picture = tapped(), request.form.get("picture", "")
    fresh = request.form.get("after") == str(len(so_far)) and len(so_far) < LONG
    return [*so_far, picture] if fresh and picture in PICTURES else so_far


def keep_tapped(answer: Response, pictures: list[str], page: str) -> Response:
    """For the page at this address, until the browser is closed; without pictures it is forgotten."""
    until = None if pictures else 0
    rules = cookie_rules() | {"path": page, "max_age": until, "samesite": "Strict"}
    answer.set_cookie(TAPPED, ".".join(pictures), **rules)
    return answer
