"""What the kitchen tablet keeps in its browser: letters while it waits at the door, later a mark that opens nothing."""

from typing import NamedTuple

from flask import Flask, Response, g, request, url_for

from household.models.knock import LONG
from household.web.access import cookie_rules, device, home

MARK = "tablet"
A_DAY = 24 * 3600


class Letters(NamedTuple):
    """Those that stand on the tablet, and the secret with which it alone comes in."""

    secret: str
    shown: str


def init_app(app: Flask) -> None:
    app.after_request(mark_for_longer)


def hold(response: Response, secret: str, letters: str) -> Response:
    """Give it what it waits with; no other page of the house, and no other site, gets to see it."""
    response.set_cookie(waiting(), f"{secret}.{letters}", **waiting_rules() | {"max_age": A_DAY})
    return response


def held() -> Letters | None:
    """What it waits with, if it does."""
    secret, _, letters = request.cookies.get(waiting(), "").partition(".")
    return Letters(secret, letters) if len(letters) == LONG and letters.isalpha() and letters.isascii() else None


def forget_letters(response: Response) -> Response:
    """It waits no longer."""
    response.delete_cookie(waiting(), **without_age(waiting_rules()))
    return response


def waiting() -> str:
    return f"knock-{home().key}"


def waiting_rules() -> dict:
    return cookie_rules() | {"path": url_for("pairing.index"), "samesite": "Strict"}


def mark(response: Response) -> Response:
    """From now on it is the kitchen's, so that its screen stays dark should it be let out one night."""
    response.set_cookie(MARK, "1", **cookie_rules())
    return response


def unmark(response: Response) -> Response:
    """It is somebody's now."""
    if MARK in request.cookies:
        response.delete_cookie(MARK, **without_age(cookie_rules()))
    return response


def mark_for_longer(response: Response) -> Response:
    """Once a day, together with the cookie that lets it in: see access."""
    here = device() if g.get("again") else None
    return mark(response) if here and here.kiosk else response


def was_in_kitchen() -> bool:
    """Whether this was the kitchen tablet, and is nothing here any more."""
    return request.cookies.get(MARK) == "1" and device() is None


def without_age(rules: dict) -> dict:
    return {name: value for name, value in rules.items() if name != "max_age"}
