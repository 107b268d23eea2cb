"""The house while its notebook is damaged: one calm page for everybody, which says how a copy comes back."""

import sqlite3
from contextlib import closing
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from flask import Flask, Response, make_response, render_template
from flask_babel import format_date
from flask_babel import gettext as _

from household.config import BODY, ROOT, settings
from household.keeping.backup import made_at
from household.keeping.restoring import command, newest_good
from household.web import assets, headers, places, words
from household.web.answers import by_htmx, in_notice
from household.web.behind import Behind
from household.web.errors import kept
from household.web.guard import Guard

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def create_rescue(**overrides: Any) -> Flask:
    """It knows the newest good copy, and never opens the notebook. `overrides` are for tests."""
    app = Flask("household", template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.from_mapping(MAX_CONTENT_LENGTH=BODY, MAX_FORM_PARTS=200, **settings() | overrides)
    for part in (assets, words, places, headers):
        part.init_app(app)
    copy = newest_good(app.config["DATA"])

    def show(path: str = "") -> Response:
        return health() if path == "health" else page(copy, app.config["DATA"])

    for rule in ("/", "/<path:path>"):
        app.add_url_rule(rule, "rescue", show, methods=METHODS, provide_automatic_options=False)
    guard = Guard(app.wsgi_app, url=app.config["URL"], hosts=app.config["HOSTS"])
    app.wsgi_app = Behind(guard, app.config["URL"])  # type: ignore[method-assign]
    return app


def health() -> Response:
    return Response("damaged", 503, mimetype="text/plain")


def page(copy: Path | None, data: Path) -> Response:
    if by_htmx():
        said = _("Not saved: the notebook is damaged. Your words are still here.")
        return in_notice(make_response(render_template("layouts/_notice.html", notice=said), 503))
    told = {"day": day_of(copy) if copy else "", "command": command(copy, data), "words": kept()["words"]}
    return make_response(render_template("layouts/damaged.html", **told), 503)


def day_of(copy: Path) -> str:
    """“Sunday, 22 November 2026”, where the home is."""
    return format_date(made_at(copy).astimezone(zone_of(copy)).date(), "EEEE, d MMMM y")


def zone_of(copy: Path) -> tzinfo:
    try:
        with closing(sqlite3.connect(f"file:{quote(str(copy))}?mode=ro&immutable=1", uri=True)) as opened:
            return ZoneInfo(opened.execute("SELECT zone FROM home").fetchone()[0])
    except (sqlite3.Error, LookupError, TypeError, ValueError, OSError):  # a copy from before there was a home
        return UTC
