"""The house while its notebook is damaged or out of reach: one calm page for everybody, which says what helps.

Only the care page, and the way from it, are still there.
"""

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, tzinfo
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from flask import Flask, Response, make_response, render_template, request
from flask_babel import format_date
from flask_babel import gettext as _

from household.config import BODY, ROOT, settings
from household.content import care
from household.keeping.backup import made_at
from household.keeping.instance import Damaged, OutOfReach
from household.keeping.prompt import INSTALLED, tilde, to_type
from household.keeping.restoring import command, newest_good
from household.keeping.room import BALLAST, WEIGHT
from household.web import assets, atoms, headers, languages, places, words
from household.web.answers import back, by_htmx, in_notice
from household.web.behind import Behind
from household.web.errors import kept
from household.web.going_out import forget
from household.web.guard import Guard

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def create_rescue(state: str = Damaged.state, **overrides: Any) -> Flask:
    """It knows the newest good copy, never opens the notebook, and writes nothing. `overrides` are for tests."""
    app = Flask("household", template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.from_mapping(MAX_CONTENT_LENGTH=BODY, MAX_FORM_PARTS=200, **settings() | overrides)
    for part in (assets, languages, words, places, headers, atoms):
        part.init_app(app)
    data = app.config["DATA"]
    page = partial(out_of_reach, data) if state == OutOfReach.state else partial(damaged, newest_good(data), data)

    def show(path: str = "") -> Response:
        if path == "health":
            return Response(state, 503, mimetype="text/plain")
        return CALM[path]() if path in CALM else page()

    for rule in ("/", "/<path:path>"):
        app.add_url_rule(rule, "rescue", show, methods=METHODS, provide_automatic_options=False)
    guard = Guard(app.wsgi_app, url=app.config["URL"], hosts=app.config["HOSTS"])
    app.wsgi_app = Behind(guard, app.config["URL"])  # type: ignore[method-assign]
    return app


def care_page() -> Response:
    """Without the home's numbers, which are in the notebook."""
    told: dict[str, Any] = {"reader": None, "contacts": [], "parts": care.parts(), "words": care.words()}
    return make_response(render_template("care/show.html", **told))


def leave() -> Response:
    return forget(back(request.script_root + "/measures"))


def measures() -> Response:
    return make_response(render_template("leave_now/measures.html"))


CALM = {"care": care_page, "leave-now": leave, "measures": measures}


def damaged(copy: Path | None, data: Path) -> Response:
    said = _("Not saved: the notebook is damaged. Your words are still here.")
    day = day_of(copy) if copy else ""
    return answer(said, "layouts/damaged.html", day=day, command=command(copy, data))


def out_of_reach(data: Path) -> Response:
    said = _("Not saved: the notebook is out of reach. Your words are still here.")
    ballast = f"{'sudo ' if data == INSTALLED else ''}rm {tilde(data / BALLAST)}" if full(data) else ""
    return answer(said, "layouts/out_of_reach.html", ballast=ballast, doctor=to_type("doctor", data))


def full(data: Path) -> bool:
    """Whether the disk has no room left, and there is a ballast to throw away."""
    try:
        return shutil.disk_usage(data).free < WEIGHT and (data / BALLAST).exists()
    except OSError:
        return False


def answer(said: str, template: str, **told: Any) -> Response:
    if by_htmx():
        return in_notice(make_response(render_template("layouts/_notice.html", notice=said), 503))
    return make_response(render_template(template, words=kept()["words"], **told), 503)


def day_of(copy: Path) -> str:
    """“Sunday, 22 November 2026”, where the home is."""
    return format_date(made_at(copy).astimezone(zone_of(copy)).date(), "EEEE, d MMMM y")


def zone_of(copy: Path) -> tzinfo:
    try:
        with closing(sqlite3.connect(f"file:{quote(str(copy))}?mode=ro&immutable=1", uri=True)) as opened:
            return ZoneInfo(opened.execute("SELECT zone FROM home").fetchone()[0])
    except (sqlite3.Error, LookupError, TypeError, ValueError, OSError):  # a copy from before there was a home
        return UTC
