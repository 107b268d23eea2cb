"""Pressing an ask button by its link alone. A machine reads in plain text what came of it, people see a page."""

from datetime import timedelta

from flask import Response, abort, make_response, render_template, request
from flask_babel import gettext as _

from household import policy
from household.models import Button
from household.models.base import Refused
from household.web.entering import throttle
from household.web.errors import said, sentence
from household.web.tries import may_try_button


def button_with(token: str) -> Button:
    """The button of this link, while it works; else 404, and 429 to whoever tries too many that are none."""
    found = Button.with_token(token)
    if found is None or not policy.works(found):
        status = 404 if may_try_button(throttle(), request.remote_addr or "") else 429
        abort(plainly(sentence(status), status) if by_a_machine() else status)
    return found


def pressed(button: Button) -> Response:
    """Press it, and say what came of it."""
    try:
        press = button.press()
    except Refused as refusal:
        return told(said(refusal), 409)
    if press.need is None:
        return told(_("That is enough for now. You can press again in a while."), 429, press.wait)
    return told(_("Asked."), 201) if press.new else told(_("It is on the table already."), 200)


def told(words: str, status: int, wait: timedelta = timedelta(0)) -> Response:
    page = plainly(words, status) if by_a_machine() else render_template("presses/told.html", words=words)
    answer = make_response(page, status)
    if wait:
        answer.headers["Retry-After"] = str(int(wait.total_seconds()) + 1)
    return answer


def plainly(words: str, status: int) -> Response:
    return Response(words, status, mimetype="text/plain")


def by_a_machine() -> bool:
    """Whether this is a press that does not ask for a page, as every browser does."""
    return request.method == "POST" and not any(kind == "text/html" for kind, _ in request.accept_mimetypes)
