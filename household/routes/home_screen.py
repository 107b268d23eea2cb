"""The house on a phone's home screen: its name and icons there, its worker, and the calm page for when it is away."""

import hashlib
import json
from typing import Any

from flask import Blueprint, Response, current_app, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from household.web.access import public
from household.web.answers import file
from household.web.assets import address, inline, source

bp = Blueprint("home_screen", __name__)
WORN = ("site.css", "fonts/vollkorn.woff2", "fonts/cabin.woff2", "icon.svg", "pictos.svg")  # by the calm page


@bp.get("/manifest.webmanifest")
@public
def manifest() -> Response:
    """Anyone may read it, so it says no more than the front door does."""
    start, wall = request.script_root + "/", current_app.jinja_env.globals["wall"]["light"]  # type: ignore[index]
    told = {
        "id": start, "start_url": start, "scope": start,
        "name": _("Household"), "short_name": _("Household"),
        "lang": str(get_locale()), "dir": get_locale().text_direction,
        "display": "standalone", "background_color": wall, "theme_color": wall,
        "icons": [icon("192", 192), icon("512", 512), icon("maskable", 512, purpose="maskable")],
    }  # fmt: skip
    return file(json.dumps(told), "application/manifest+json")


def icon(name: str, size: int, **more: str) -> dict[str, str]:
    return {"src": address(f"home_screen/{name}.png"), "sizes": f"{size}x{size}", "type": "image/png", **more}


@bp.get("/sw.js")
@public
def worker() -> Response:
    """The worker, told where things are; from here its reach is the whole house, and no other on the same host."""
    return file(f"const HOUSE = {json.dumps(house())}\n{source('worker.js')}", "application/javascript")


def house() -> dict[str, Any]:
    made_of = (current_app.extensions["build"], str(get_locale()))
    return {
        "cache": f"household:{request.script_root}/:{hashlib.sha256(repr(made_of).encode()).hexdigest()[:12]}",
        "page": url_for(".offline"),
        "files": [address(name) for name in WORN],
        "icon": inline("home_screen/192.png"),  # word may come where the house itself is out of reach
        "badge": inline("home_screen/badge.png"),
        "name": _("Household"),
        "text": _("Something for you at home"),
        "lost": _("This phone can’t hear from the house any more. Open the house to mend it."),
    }


@bp.get("/offline")
@public
def offline() -> str:
    return render_template("home_screen/offline.html")
