"""Coming in: a fresh cookie for this device, and how often one may try."""

from flask import Response, current_app, g, request

from household.models import Device, Invitation, Person
from household.web.access import device, keep
from household.web.answers import away
from household.web.throttle import Throttle, code_was_right, may_try_code, may_try_passphrase

KINDS = ("iPhone", "iPad", "Android", "Windows", "Macintosh", "CrOS", "Linux")


def enter(person: Person, to: str) -> Response:
    """Sign this device in as `person`; whatever cookie it had is worth nothing from now on."""
    known = device()
    g.pop("home", None)
    _, token = Device.enter(person, label(), known)
    return keep(away(to), token)


def label() -> str:
    """What kind of device this is, so that people know it again in a list."""
    agent = request.user_agent.string
    return next((kind for kind in KINDS if kind in agent), "")


def throttled(account: str, known: Device | None) -> bool:
    """Whether there were too many tries for this account, this address or the whole house."""
    return not may_try_passphrase(throttle(), account, request.remote_addr or "", known.key if known else None)


def invitation_for(code: str) -> Invitation | None:
    """The open invitation behind a link's secret or four words; wrong ones may be tried five times a minute."""
    found, address = Invitation.with_secret(code), request.remote_addr or ""
    if found or not may_try_code(throttle(), address):
        return found
    found = Invitation.with_words(code)
    if found:
        code_was_right(throttle(), address)
    return found


def throttle() -> Throttle:
    return current_app.extensions["throttle"]
