"""Pages of somebody's own: their address carries whose they are, so that another person's never open in their place."""

from typing import Any

from flask import Blueprint, Flask, current_app, g, redirect, request, url_for

from household import policy
from household.models import Person
from household.web.access import device, me
from household.web.answers import away


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(heard_by=heard_by, night=night, frame=frame, in_the_kitchen=in_the_kitchen)
    app.jinja_env.globals.update(need_url=need_url, thanks_url=thanks_url, own_url=own_url, home_url=home_url)
    app.jinja_env.globals.update(ask_url=ask_url)


def heard_by() -> list[Person]:
    """Those whom the child who is in may ask, and who so can see what it asks them."""
    return policy.hearers(me())


def night() -> str | None:
    """The endpoint of the page that stands in for those of whoever is in, while these rest; found once a request."""
    if "night" not in g:
        g.night = policy.night_page(me())
    found: str | None = g.night
    return found


def own_pages(name: str, module: str, path: str, rests: bool = True) -> Blueprint:
    """A blueprint whose addresses carry the key of who is signed in. An old page of somebody else leads to the door.

    In the quiet hours of whose they are one page stands in for all that `rests`: whoever looks is led there. What they
    send still arrives, so that nothing done a moment before is lost; it is no lock.
    """
    bp = Blueprint(name, module, url_prefix=path)
    bp.url_value_preprocessor(take_whose)
    bp.url_defaults(give_whose)
    bp.before_request(only_theirs)
    if rests:
        bp.before_request(unless_resting)
    return bp


def take_whose(endpoint: str | None, values: dict[str, Any] | None) -> None:
    g.whose = (values or {}).pop("whose", "")


def give_whose(endpoint: str, values: dict[str, Any]) -> None:
    values["whose"] = values.get("whose") or me().key


def is_own_page() -> bool:
    """Whether what was asked for is somebody's own: nobody else finds it there after coming in."""
    return bool(g.get("whose"))


def only_theirs() -> Any:
    if g.whose == me().key:
        return None
    g.authorized = True  # to be turned away, whatever was asked for
    return redirect(url_for("door.sign_in"), 303)


def unless_resting() -> Any:
    """To the page that stands in for this one, as long as there is one. An open page that asks again goes there too."""
    instead = night() if request.method != "POST" else None
    return away(url_for(instead)) if instead else None


def in_the_kitchen() -> bool:
    """Whether this is the kitchen tablet, whoever touched their face there."""
    found = device()
    return found is not None and found.kiosk


def frame() -> str:
    """The layout of a page that several share, as whoever is in has their pages drawn."""
    return f"layouts/{policy.surface(me()) or 'page'}.html"


def need_url(key: str, **more: Any) -> str:
    """The address of the page of a need, as whoever is in reads it."""
    return url_for(policy.pages_of(me())["need"], key=key, **more)


def thanks_url(**more: Any) -> str:
    """The same of the page of thanks."""
    return url_for(policy.pages_of(me())["thanks"], **more)


def ask_url(**more: Any) -> str:
    """The address of the page where whoever is in asks for something."""
    return url_for(policy.pages_of(me())["ask"], **more)


def own_url() -> str:
    """The same of the page with what is their own: Us, or a guest's Me."""
    return url_for(policy.pages_of(me())["own"])


def home_url(**more: Any) -> str:
    """The address of the page that opens first for whoever is in."""
    return front_of(me(), **more)


def front_of(who: Any, **more: Any) -> str:
    """The address of the page that opens first for them."""
    endpoint = policy.front_page(who) or ""
    own = current_app.url_map.is_endpoint_expecting(endpoint, "whose")
    return url_for(endpoint, whose=who.key, **more) if own else url_for(endpoint, **more)
