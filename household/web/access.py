"""Who is asking, and whether policy lets them. Every view is closed unless it is marked public."""

import secrets
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Request, Response, abort, current_app, g, redirect, request, url_for
from flask_login import LoginManager, current_user

from household import policy
from household.models import Device, Home
from household.web.answers import away
from household.web.as_flask_wants import Member, NoSession
from household.web.signs import notice_sign

A_YEAR = 365 * 24 * 3600
View = TypeVar("View", bound=Callable[..., Any])

login = LoginManager()


def init_app(app: Flask) -> None:
    """Flask-Login stays a thin shell: our cookie is the only way in, its own are never read."""
    app.config["SECRET_KEY"] = secrets.token_hex()
    app.config["SESSION_PROTECTION"] = None
    app.config["REMEMBER_COOKIE_NAME"] = f"unused-{secrets.token_hex(8)}"
    app.session_interface = NoSession()
    login.init_app(app, add_context_processor=False)  # it would ask the notebook even for the page about its trouble
    login.session_protection = None
    app.before_request(require_sign_in)
    app.after_request(keep_for_longer)
    app.after_request(require_authorize)
    app.jinja_env.globals.update(can=can, me=me, is_me=is_me, acting=acting, home=home, device=device)


@login.request_loader
def load_member(request: Request) -> Member | None:
    found = device()
    if found is None or not policy.admits(found):
        return None
    if found.notice_day(home().local().date()):
        g.again = request.cookies.get(cookie_name())  # browsers keep a cookie for a year or so, and no longer
    notice_sign(found, request)
    return Member(found)


def public(view: View) -> View:
    """Mark a view that strangers may reach."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def me() -> Any:
    """The person, or the kiosk, that is signed in; None for a stranger."""
    if "who" not in g:
        g.who = current_user.who if current_user.is_authenticated else None
    return g.who


def acting() -> Any:
    """The person in whose name things are done here: who is signed in, or who touched their face in the kitchen."""
    return policy.actor(me())


def is_me(person_id: int | None) -> bool:
    """Whether this is the id of that person."""
    who = acting()
    return who is not None and who.id == person_id


def first_home() -> Home | None:
    """The home, or None before the first evening."""
    if "home" not in g:
        g.home = Home.current()
    return g.home


def home() -> Home:
    """The home, where there surely is one: behind the door."""
    here = first_home()
    assert here is not None
    return here


def device() -> Device | None:
    """The device that this request comes from, signed in or not, if it has been in before."""
    if "device" not in g:
        g.device = Device.known(request.cookies.get(cookie_name())) if first_home() else None
    return g.device


def cookie_name() -> str:
    """It carries the home's key, so that two homes on one host don't sign each other out.

    Browsers keep a __Host- cookie from other names of the same domain; it can't be for less than a whole host.
    """
    here = first_home()
    kept = ("__Secure-" if request.script_root else "__Host-") if request.is_secure else ""
    return kept + f"household-{here.key if here else ''}"


def cookie_rules() -> dict[str, Any]:
    """Every cookie is for this house alone, even where others live on the same host, and never for scripts."""
    path = request.script_root or "/"
    return {"max_age": A_YEAR, "path": path, "secure": request.is_secure, "httponly": True, "samesite": "Lax"}


def keep(response: Response, token: str) -> Response:
    """Give this device its cookie for a year."""
    response.set_cookie(cookie_name(), token, **cookie_rules())
    return response


def keep_for_longer(response: Response) -> Response:
    """Once a day a device is given its cookie anew, unless it has just been given another."""
    token = g.get("again")
    fresh = any(one.startswith(f"{cookie_name()}=") for one in response.headers.getlist("Set-Cookie"))
    return keep(response, token) if token and not fresh else response


def can(verb: str, *things: Any) -> bool:
    return getattr(policy, f"may_{verb}")(me(), *things)


def authorize(verb: str, *things: Any) -> None:
    g.authorized = True
    if not can(verb, *things):
        abort(403)


def find_or_404(query: Any, key: str) -> Any:
    """The one record of the query with this key. What someone may not see is as missing as what never was."""
    return or_404(query.where(query.model.key == key).get_or_none())


def or_404(record: Any) -> Any:
    g.found = record or abort(404)
    return g.found


def require_sign_in() -> Any:
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or getattr(view, "is_public", False):
        return None
    if first_home() is None:
        return away(url_for("set_up.index"))
    if not current_user.is_authenticated:
        return current_app.extensions["ask_to_sign_in"]()
    if not policy.may_enter(me(), request.endpoint or ""):
        if policy.was_left(device(), request.blueprint or ""):
            return current_app.extensions["send_home"]()
        front = policy.front_page(me()) if request.endpoint == "table.index" else None
        whose = {"whose": me().key} if front and current_app.url_map.is_endpoint_expecting(front, "whose") else {}
        return redirect(url_for(front, **whose), 303) if front else abort(404)
    return None


def require_authorize(response: Response) -> Response:
    """Fail loudly in tests when a change was made without asking policy."""
    view = current_app.view_functions.get(request.endpoint or "")
    closed = view is not None and not getattr(view, "is_public", False)
    changed = request.method == "POST" and response.status_code < 400
    if current_app.testing and closed and changed and current_user.is_authenticated:
        assert g.get("authorized"), f"{request.endpoint} never asked policy"
    return response
