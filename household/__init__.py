"""A household: needs asked, claimed, met and thanked for. This is where the house is put together."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask


def create_app(**overrides: Any) -> "Flask":
    """The site over the database of the settings; `overrides` are for tests."""
    from flask import Flask  # all of it only here: gunicorn's master, which never answers, does not carry the site

    from household import database, routes, web
    from household.config import BODY, ROOT, settings
    from household.models.clock import now
    from household.web.behind import Behind
    from household.web.guard import Guard
    from household.web.throttle import Throttle

    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.from_mapping(MAX_CONTENT_LENGTH=BODY, MAX_FORM_PARTS=200, OPENED=now(), **settings() | overrides)
    database.init(app.config["DATABASE"])
    app.extensions["throttle"] = Throttle(app.config["DATA"] / "throttle.db")
    web.init_app(app)
    routes.init_app(app)
    guard = Guard(app.wsgi_app, url=app.config["URL"], hosts=app.config["HOSTS"])
    app.wsgi_app = Behind(guard, app.config["URL"])  # type: ignore[method-assign]
    return app
