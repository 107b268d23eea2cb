"""One's own words as a book and as a file for a program, and what each kind of them is called."""

import json
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from flask_babel import gettext as _

from household import policy
from household.models.clock import now
from household.web.access import home, me
from household.web.paper import paper


def called() -> dict[str, str]:
    """The heading of each kind, for whoever reads it: its writer, or somebody it is handed to."""
    return {
        "about_me": _("Whose words these are"),
        "needs": _("Asks"),
        "replies": _("Words under an ask"),
        "thanks": _("Thanks given"),
        "thanks_to_me": _("Thanks from others"),
        "drafts": _("Kept for later"),
        "why_answers": _("Why we are together"),
        "why_lines": _("Lines for our why"),
        "repairs": _("When something hurt"),
        "kept_answers": _("From a check-in"),
        "check_in_answers": _("At today’s check-in"),
        "care_note": _("A care note"),
        "weather": _("Today’s weather"),
        "promises": _("Words for our agreement"),
        "our_agreement": _("Our agreement"),
        "our_why": _("Our why"),
        "rhythms": _("Asks that come back"),
        "buttons": _("Ask buttons"),
        "ways": _("Devices, and ways for word"),
    }


def book_and_file() -> bytes:
    """A zip of both, made in memory: no disk ever holds it, whatever happens meanwhile."""
    from zipfile import ZIP_DEFLATED, ZipFile  # only here: few come for it, and seldom

    words = policy.own_words(me())
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as packed:
        packed.writestr("words.html", book(words))
        packed.writestr("words.json", file(words))
    return made.getvalue()


def book(words: dict[str, list[policy.Piece]]) -> str:
    title = _("The words of %(name)s", name=me().name)
    return paper("own_words/book.html", title, words=words, called=called(), day=home().local().date())


def file(words: dict[str, list[policy.Piece]]) -> str:
    """All of it under its kind, as it stands in the notebook: instants in UTC, days and times of the home."""
    told: dict[str, Any] = {"home": home().name, "zone": home().zone, "made_at": now()}
    told |= {kind: [one.told for one in pieces] for kind, pieces in words.items()}
    return json.dumps(told, default=written, ensure_ascii=False, indent=1)


def written(value: datetime | date | time) -> str:
    return value.isoformat()
