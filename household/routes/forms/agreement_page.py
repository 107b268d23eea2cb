"""What stands on the agreement's pages, for whoever reads them."""

import unicodedata
from math import ceil
from typing import Any

from flask_babel import format_date

from household import policy
from household.content.agreeing import heading, intro, kid_limits, slips
from household.models import Agreement, WhyLine
from household.models.agreement.difference import difference
from household.routes.forms.agreeing import ProposalForm
from household.web.access import home, me

WIDE = "MWmw@%&—"  # letters that take the room of two
A_PROMISE, A_NAME, A_ROW = 40, 10, 4  # letters whose room a promise takes by itself; of a short name; names in a row
A_LINE, LINES = 200, 3  # letters whose room a line of our why takes by itself; how many lines stand beside promises
ROOM = {"": 850, "close": 1500, "closer": 2050, "closest": 3900}  # letters for which each size leaves enough on Letter
FINEST = "finest"


def versions() -> tuple[Agreement | None, Agreement | None]:
    """(what stands, what is proposed)."""
    by_state = {one.state: one for one in Agreement.whole(policy.visible_agreements(me()))}
    return by_state.get("standing"), by_state.get("proposed")


def agreement_page() -> dict[str, Any]:
    standing, proposed = versions()
    lines = policy.our_why_lines(me()) if standing else []
    why = beside(standing, lines) if standing else []
    kids = any(one is not None and one.kids_see for one in (standing, proposed))
    return {
        "standing": standing,
        "proposed": proposed,
        "changes": difference(standing.promises if standing else [], proposed.promises, kids) if proposed else [],
        "alone": not policy.partners_beside(me()),
        "heading": heading(),
        "intro": intro(),
        "slips": slips()[0],
        "our_why": why,
        "all_of_our_why": lines,
        "close": closeness(standing, why) if standing else "",
        "signed": signatures(standing) if standing else [],
        "kid_limits": kid_limits(),
    }


def proposal_page(form: ProposalForm) -> dict[str, Any]:
    """`overtaken`: others were proposed since this form was opened, and nobody passes over them unread."""
    _, proposed = versions()
    overtaken = proposed is not None and proposed.key != form.instead_of.data and not is_again(form, proposed)
    if overtaken and proposed:
        form.instead_of.data = proposed.key  # what is sent from this page was seen beside what is proposed now
    return {
        "form": form,
        "proposed": proposed if overtaken else None,
        "overtaken": overtaken,
        "kids": "home" in policy.circles(me()),
    }


def is_again(form: ProposalForm, proposed: Agreement) -> bool:
    """Whether this form is what one just proposed oneself, sent twice."""
    return proposed.by_id == me().id and [one.words for one in proposed.promises] == form.proposed()["promises"]


def signatures(agreement: Agreement) -> list[tuple[Any, str]]:
    """Who said yes, each with the day."""
    return [(one.person, format_date(home().local(one.at), "d MMMM y")) for one in agreement.signed]


def beside(agreement: Agreement, lines: list[WhyLine]) -> list[WhyLine]:
    """The lines of our why that there is room for beside the promises, from the first on."""
    roomy = (lines[:many] for many in range(LINES, 0, -1) if closeness(agreement, lines[:many]) != FINEST)
    return next(roomy, [])


def closeness(agreement: Agreement, why: list[WhyLine]) -> str:
    """How close the words must stand for one sheet of paper to hold them all."""
    lines = sum(A_LINE + room_of(line.words) for line in why)
    promised = lines + sum(A_PROMISE + room_of(one.text) + room_of(one.slip) for one in agreement.promises)
    names = [room_of(one.person.name) for one in agreement.signed]
    signed = A_ROW * max(0, *names, A_NAME) * ceil(len(names) / A_ROW) - A_ROW * A_NAME
    return next((size for size, room in ROOM.items() if promised + 2 * signed <= room), FINEST)


def room_of(text: str) -> int:
    """How many plain small letters would take as much room."""
    return ceil(sum(width_of(letter) for letter in text))


def width_of(letter: str) -> float:
    if letter in WIDE or unicodedata.east_asian_width(letter) in "WF":
        return 2
    return 1 + 0.5 * (letter.isupper() + (not letter.isascii()))
