"""Refusals and troubles, in words people can read, with what they typed given back."""

import errno
import logging
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, g, make_response, render_template, request
from flask_babel import gettext as _
from peewee import IntegrityError, OperationalError
from werkzeug.exceptions import BadRequest, HTTPException

from household import policy
from household.models import Person
from household.models.base import Refused, TooLate
from household.web.access import me
from household.web.answers import by_htmx, in_notice, notice
from household.web.logs import causes, way
from household.web.words import name_of

SECRET = {"passphrase", "again", "old", "pin"}
NO_WRITING = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}
WORDS = (
    "own", "words", "details", "part", "instead", "did", "says", "name", "kids_say", "home_name", "new-name",
    "text", "slip", "kid_words",
    "landed", "feels", "asks", "thing", "make_right",
    "helps", "hard", "please_dont", "therapist", "trusted_person",
    "reach", "line",
)  # fmt: skip

log = logging.getLogger("household")


def init_app(app: Flask) -> None:
    app.register_error_handler(Refused, or_plainly(refused))
    app.register_error_handler(HTTPException, or_plainly(not_as_asked))
    app.register_error_handler(UnicodeDecodeError, or_plainly(unreadable))
    app.register_error_handler(Exception, broken)


def refused(error: Refused) -> Response:
    """409 when something else was first, with the thing as it is now; else 422."""
    status = 409 if isinstance(error, TooLate) else 422
    return notice(no_page(), status, notice=said(error), found=as_it_is(), **kept())


def no_page() -> str:
    """The page that says no, as whoever asked has their pages drawn."""
    return f"{policy.surface(me()) or 'layouts'}/refused.html"


def said(error: Refused) -> str:
    names = {slot: name_of(one) if isinstance(one, Person) else one for slot, one in error.names.items()}
    return _(error.message, **names) if names else _(error.message)


def as_it_is() -> Any:
    """The record that the request was about, read anew."""
    found = g.get("found")
    return type(found).get_or_none(type(found).id == found.id) if found else None


def not_as_asked(error: HTTPException) -> Response:
    """404, 405, 413 and their like: the same page for what is hidden and what never was."""
    status = error.code or 0
    if status < 400:  # or an answer that is written already
        return error.get_response()  # type: ignore[return-value]
    waits = status == 429  # and can be sent again as it is
    response = notice(no_page(), status, notice=sentence(status), found=None, waits=waits, **kept())
    if error.response is None and status == 405:
        response.headers["Allow"] = ", ".join(sorted(getattr(error, "valid_methods", None) or []))
    return response


def unreadable(error: UnicodeDecodeError) -> Response:
    """An address in bytes that are no text."""
    return not_as_asked(BadRequest())


def or_plainly(answer: Callable[[Any], Response]) -> Callable[[Any], Response]:
    """Even an answer that says no may need a notebook that can't be read."""

    def answered(error: Any) -> Response:
        try:
            return answer(error)
        except Exception as trouble:
            return broken(trouble)

    return answered


def sentence(status: int) -> str:
    return {
        403: _("That is not yours to do here."),
        404: _("There is nothing here."),
        405: _("That can’t be done this way."),
        413: _("That is more than the house can take at once. Please make it shorter."),
        429: _("That was a lot of tries. Please wait a minute, then try again."),
        500: _("Something in the house broke. It is not your fault."),
        503: _("Not saved. The notebook can’t be written right now. Your words are still here."),
    }.get(status, _("The house did not understand that."))


def broken(error: Exception) -> Response:
    """409 where something went meanwhile, 503 for a trouble of the notebook; anything else is ours to mend."""
    if isinstance(error, IntegrityError) and "foreign key" in str(error).lower():
        return or_plainly(refused)(TooLate("What this was about is not here any more."))
    trouble = storage_trouble(error)
    if trouble is None:
        log.error("%s failed with %s", request.endpoint, way(error))
        trouble, status = _("Something in the house broke. It is not your fault."), 500
    else:
        log.error("%s: the notebook answered %s", request.endpoint, type(error).__name__)
        status = 503
    return plain_trouble(trouble, status)


def plain_trouble(trouble: str, status: int) -> Response:
    """A page that needs nothing from the database."""
    if by_htmx():
        return in_notice(make_response(render_template("layouts/_notice.html", notice=trouble), status))
    return make_response(render_template("layouts/trouble.html", notice=trouble, **kept()), status)


def storage_trouble(error: BaseException) -> str | None:
    """The database's own complaint may hide behind peewee's: look down the whole chain."""
    chain = list(causes(error))
    text = " ".join(str(one) for one in chain).lower()
    if "disk is full" in text:
        return _("Not saved: the disk of the house is full. Your words are still here.")
    if "locked" in text or "busy" in text or "max connections" in text:
        return _("Not saved: the notebook is busy. Your words are still here. Please try again.")
    if "malformed" in text or "not a database" in text:
        return _("The notebook is damaged. Whoever looks after the house can bring back a copy.")
    if any(isinstance(one, OperationalError) or getattr(one, "errno", None) in NO_WRITING for one in chain):
        return _("Not saved. The notebook can’t be written right now. Your words are still here.")
    return None


def kept() -> dict[str, Any]:
    """What was typed: the words to read and copy, and every field but secrets to send again."""
    fields = [(name, value) for name, value in typed() if name not in SECRET]
    return {"words": [value for name, value in fields if last_of(name) in WORDS and value.strip()], "fields": fields}


def last_of(name: str) -> str:
    """What a field of one among several is called: "text" of "p2-text"."""
    return name.rpartition("-")[2]


def typed() -> list[tuple[str, str]]:
    """The fields that were sent; none where the body is too long or broke off."""
    try:
        return list(request.form.items(multi=True)) if request.method == "POST" else []
    except HTTPException:
        return []
