"""Reading without signing in, by a secret link: with whose eyes, and what the program that reads is answered."""

import hashlib

from flask import Response, g, request
from flask_babel import gettext as _

from household.models import Person


def read_as(person: Person) -> None:
    """From here on `me()` is this person, whatever cookie came along: nobody looks at it. Only ever to read."""
    g.who = person


def calendar_file(body: bytes, same: bytes) -> Response:
    """A calendar for a program; 304 where that has it already: `same` is the same while it says the same."""
    answer = Response(body, mimetype="text/calendar")
    answer.headers["Cache-Control"] = "private, max-age=0"
    answer.headers["Content-Disposition"] = "inline; filename=household.ics"
    answer.set_etag(hashlib.sha256(same).hexdigest()[:32], weak=True)
    return answer.make_conditional(request)  # type: ignore[return-value]


def no_file() -> Response:
    """The same to the byte, whether the link never was or has ended."""
    return Response(_("There is nothing here."), 404, mimetype="text/plain")
