"""“Nothing changed”: a page that would be the same to the letter is neither drawn nor sent again."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any

from flask import Flask, Response, current_app, g, make_response, request
from flask_babel import get_locale

from household import policy
from household.config import PACKAGE, ROOT
from household.models import Mark
from household.models.clock import now
from household.web.access import home, me

LONGEST = 80  # letters of a token; ours have some sixty
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def init_app(app: Flask) -> None:
    app.extensions["build"] = build()
    app.jinja_env.globals.update(token=token, build=app.extensions["build"][:12])


def unless_changed(turn: timedelta) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Answer 304 to whoever has this view's page already.

    Its words must stay the same, while nothing changes, for the rest of each minute or hour (`turn`) of the home's
    clock; what turns sooner, the view says by turns_at.
    """

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def answered(*args: Any, **kwargs: Any) -> Response:
            g.now = now()
            g.begun, g.until = around(turn)
            g.marks = Mark.of(policy.sees(me()))  # before the page is made: it may be newer than its token, never older
            if is_fresh(request.headers.get("If-None-Match", "")):
                return Response(status=304)
            try:
                answer = make_response(view(*args, **kwargs))
            except Exception:
                del g.marks  # what is said instead of the page has no token
                raise
            answer.set_etag(token())
            return answer

        return answered

    return decorate


def around(turn: timedelta) -> tuple[datetime, datetime]:
    """When this minute or hour on the home's clock began, and when it is over."""
    local = home().local(g.now)
    begun = local.replace(minute=local.minute if turn is MINUTE else 0, second=0, microsecond=0).astimezone(UTC)
    return begun, begun + turn


def turns_at(instant: datetime) -> None:
    """The page says something that is said otherwise from this instant on."""
    if "marks" in g and instant <= g.now:
        g.begun = max(g.begun, instant)
    elif "marks" in g:
        g.until = min(g.until, instant)


def token() -> str:
    """What the page was made of, and from when until when it reads like this; empty where nobody asks."""
    return sealed(microseconds(g.begun), microseconds(g.until)) if "marks" in g else ""


def is_fresh(known: str) -> bool:
    """Whether this token still holds: at this time, for this reader, and with nothing changed since."""
    known = known.removeprefix("W/").strip('"')
    begun, until = span(known)
    return begun <= microseconds(g.now) < until and known == sealed(begun, until)


def span(known: str) -> tuple[int, int]:
    """From when until when it holds, as it says itself; never, if it is none."""
    if len(known) > LONGEST:
        return 0, 0
    try:
        begun, until, _ = known.split("-")
        return int(begun, 16), int(until, 16)
    except ValueError:
        return 0, 0


def microseconds(instant: datetime) -> int:
    return round(instant.timestamp() * 1_000_000)


def sealed(begun: int, until: int) -> str:
    """The span, with a hash of it and of all that decides what the page shows. Marks are random: it tells nothing."""
    made_of = (
        (begun, until, g.marks, me().key, sorted(policy.sees(me()))),
        (request.scheme, request.environ.get("HTTP_HOST"), request.script_root, request.path, request.query_string),
        (
            request.cookies.get("theme"),
            request.cookies.get("text"),
            request.cookies.get("sound"),
            str(get_locale()),
            current_app.extensions["build"],
        ),
    )
    return f"{begun:x}-{until:x}-{hashlib.sha256(repr(made_of).encode()).hexdigest()[:32]}"


def build() -> str:
    """What the house itself is made of: after an update every page is another."""
    kinds = {".py", ".html", ".toml", ".json", ".mo", ".css", ".js", ".svg", ".png", ".woff2"}
    roots = {PACKAGE, ROOT / "templates", ROOT / "static"}
    files = sorted({path for root in roots for path in root.rglob("*") if path.suffix in kinds})
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
