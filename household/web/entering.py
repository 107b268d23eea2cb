"""Coming in: a fresh cookie for this device, the passphrase asked again, and how often one may try."""

import re
from typing import Any

from flask import Response, abort, current_app, g, request, url_for
from flask_babel import gettext as _

from household import policy
from household.models import Card, Device, Invitation, Person, PictureTry, RecoveryCode, passphrase
from household.web import tries
from household.web.access import device, keep, me
from household.web.answers import away, back
from household.web.surfaces import in_the_kitchen
from household.web.tablet import unmark
from household.web.throttle import Throttle

FOUR_WORDS = re.compile(r"[^\W\d_]+(?:[\s,.-]+[^\W\d_]+){3}")
KINDS = ("iPhone", "iPad", "Android", "Windows", "Macintosh", "CrOS", "Linux")


def enter(person: Person, to: str) -> Response:
    """Sign this device in as `person`; whatever cookie it had is worth nothing from now on."""
    require_door()
    known = device()
    g.pop("home", None)
    entered, token = Device.enter(person, label(), known)
    if policy.forgives_tries(person):
        PictureTry.forget_on(entered)
    return keep(unmark(away(to)), token)


def require_door() -> None:
    """On the kitchen tablet nobody comes in, whatever they know: 404, before anything is tried or changed."""
    if not policy.lets_people_in(device()):
        abort(404)


def enter_by_face(person: Person, to: str) -> Response:
    """Who comes in by a tap on their face. In the kitchen that is a touch: the tablet stays what it is."""
    if not in_the_kitchen():
        return enter(person, to)
    touch_as(person)
    return away(to)


def touch_as(person: Person) -> None:
    """From here on, in this very request too, it is they who act at this kitchen tablet; unless company has come."""
    here().touch(by=person)
    g.pop("device")
    g.who = here().holder


def go_out() -> Response:
    """Whoever is in leaves, to the faces at the door. In the kitchen the tablet lets go of them."""
    if not in_the_kitchen():
        return keep(back(url_for("door.sign_in")), here().sign_out())
    here().let_go()
    return back(url_for("day.index"))


def label() -> str:
    """What kind of device this is, so that people know it again in a list."""
    agent = request.user_agent.string
    return next((kind for kind in KINDS if kind in agent), "")


def called(label: str) -> str:
    """A device by the name it was given, or by what kind it is."""
    kinds = {
        "": _("A device"),
        "Macintosh": _("Mac"),
        "Android": _("Android phone or tablet"),
        "Windows": _("Windows computer"),
        "Linux": _("Linux computer"),
        "CrOS": _("Chromebook"),
    }
    return kinds.get(label, label)


def here() -> Device:
    """The device in the hand, where somebody is surely signed in on it."""
    found = device()
    assert found is not None
    return found


def passphrase_again(field: Any) -> bool:
    """Whether it was given on this device in the last ten minutes, or stands in this field and is right.

    Whoever comes in without one can't be asked.
    """
    if here().confirmed or not me().passphrase:
        return True
    if right := is_my_passphrase(field):
        here().confirm()
    return right


def is_my_passphrase(field: Any) -> bool:
    """Whether the passphrase in this field opens the door for who is signed in; if not, the field says so."""
    if throttled(me().key, here()):
        abort(429)
    if passphrase.opens(field.data or "", me().passphrase):
        return True
    field.errors = [_("That is not your passphrase. Please try again.")]
    return False


def throttled(account: str, known: Device | None) -> bool:
    """Whether there were too many tries for this account, this address or the whole house."""
    return not tries.may_try_passphrase(throttle(), account, request.remote_addr or "", known.key if known else None)


def invitation_for(code: str) -> Invitation | None:
    """The open invitation behind a link's secret or four words."""
    found: Invitation | None = behind(code, Invitation)
    return found


def card_for(code: str) -> Card | None:
    """The same of a guest's card: it stands until its last day is over."""
    found: Card | None = behind(code, Card)
    return found


def behind(code: str, *kinds: Any) -> Any:
    """What a link's secret or four words open, the first of these kinds; 429 when wrong ones were tried too often.

    What can't be four words is no try: a link's secret is too long to guess.
    """
    found, address = next(filter(None, (kind.with_secret(code) for kind in kinds)), None), request.remote_addr or ""
    if found or not FOUR_WORDS.fullmatch(code.strip(" .,-")):
        return found
    if not tries.may_try_code(throttle(), address):
        abort(429)
    found = next(filter(None, (kind.with_words(code) for kind in kinds)), None)
    if found:
        tries.code_was_right(throttle(), address)
    return found


def recovery_code_of(name: str, written: str) -> RecoveryCode | None:
    """The unused code that this is, if someone of that name has it; 429 when wrong ones were tried too often."""
    known, address, account = device(), request.remote_addr or "", name.casefold()
    asked = (throttle(), account, address, known.key if known else None)
    if not tries.may_try_recovery(*asked):
        abort(429)
    found = RecoveryCode.written(written)
    if found is None or found.person.left_at or found.person.name.casefold() != account:
        return None
    tries.recovery_was_right(*asked)
    return found


def require_calm() -> None:
    """So many messages to anywhere and no more can one person make the house send in a quarter of an hour; else 429."""
    if not tries.may_send_test(throttle(), me().key):
        abort(429)


def require_few_knocks(card: Card) -> None:
    """So many phones may ask to come in with one card, or from one address, and no more; else 429."""
    if not tries.may_knock(throttle(), card.key, request.remote_addr or ""):
        abort(429)


def throttle() -> Throttle:
    return current_app.extensions["throttle"]
