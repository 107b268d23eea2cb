"""Reading that is not like reading a page of the house: by a secret link, or without leaving a trace."""

import hashlib
from collections.abc import Callable
from typing import Any

from flask import Response, g, request
from flask_babel import gettext as _

from household import database, policy
from household.models import Person
from household.web.access import device


def read_as(person: Person) -> None:
    """From here on `me()` is this person, whatever cookie came along: nobody looks at it. Only ever to read."""
    g.who = person


def read_unnoticed() -> Any:
    """Who is signed in here, and from here on `me()`; but that they came is written nowhere, not even the day."""
    g.who = if_readable(holder, None)
    return g.who


def holder() -> Any:
    found = device()
    return found.holder if found is not None and policy.admits(found) else None


def if_readable(ask: Callable[[], Any], otherwise: Any) -> Any:
    """What the notebook answers; where it can't be opened or read, for whatever reason, this."""
    try:
        database.ready()
        return ask()
    except Exception:  # the page comes, whatever is wrong
        return otherwise


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
