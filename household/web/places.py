"""Where this house can be found: its address for phones, and whether someone sits at the machine itself."""

import socket
from pathlib import Path
from urllib.parse import quote, unquote

from flask import Flask, current_app, request

from household.models.clock import time_zones
from household.web.guard import at_home, loopback
from household.web.qr import qr_code

LOCAL_NAMES = {"localhost", "127.0.0.1", "::1"}
ENDS_AT_HOME = ("local", "localhost", "lan", "home", "internal", "home.arpa", "fritz.box")  # of names for one network


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(qr_code=qr_code, text_message=text_message, this_page=this_page)


def text_message(link: str = "") -> str:
    """A link that opens a text message with this house's address in it, or that of a page, and not a word more."""
    return f"sms:?&body={quote(link or address_for_phones(), safe='')}"


def this_page() -> str:
    """The path and query of the page that was asked for, as a link to it."""
    return request.script_root + request.full_path.rstrip("?")


def is_page_here(to: str) -> bool:
    """Whether this is a path under which the house lives, and nobody else on the same host."""
    elsewhere = to.startswith(("//", "/\\")) or "/." in unquote(to)
    return to.startswith(request.script_root + "/") and not elsewhere and to.isascii() and to.isprintable()


def address_for_phones(path: str = "") -> str:
    """The house's address as other phones can use it, or that of one of its pages, with a path from url_for."""
    return origin_for_phones() + (path or request.script_root)


def origin_for_phones() -> str:
    """Of the one address that was set, else the one in use, else (at the machine) its first on the home network."""
    if current_app.config["URL"]:
        return "/".join(current_app.config["URL"].split("/")[:3])
    host = request.host_url.rstrip("/")
    if hostname(request.host) not in LOCAL_NAMES:
        return host
    found = lan_addresses()
    return f"http://{found[0]}:{current_app.config['PORT']}" if found else host


def works_anywhere() -> bool:
    """Whether phones reach the house from elsewhere too: where one address was set that is none of a home's own."""
    host = hostname(origin_for_phones().partition("://")[2]).lower()
    named = "." in host and not host.endswith(tuple(f".{end}" for end in ENDS_AT_HOME))
    return bool(current_app.config["URL"]) and (named or ":" in host) and not at_home(host)


def at_the_machine() -> bool:
    """Whether the request comes from this very computer, not through a proxy that only seems so.

    Where one address was set there may be a proxy that says nothing of itself: then nobody is.
    """
    told = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Real-Ip", "Via")
    forwarded = current_app.config["URL"] or any(name in request.headers for name in told)
    return not forwarded and loopback(request.remote_addr or "") and hostname(request.host) in LOCAL_NAMES


def hostname(host: str) -> str:
    """The host without its port and brackets."""
    return host.rsplit("]", 1)[0].lstrip("[") if host.startswith("[") else host.rsplit(":", 1)[0]


def lan_addresses() -> list[str]:
    """This machine's IPv4 addresses on private networks, the one it would use for others first."""
    found = [_outward()] + [str(info[4][0]) for info in _resolved(socket.gethostname())]
    private = [one for one in found if one and at_home(one) and not loopback(one)]
    return list(dict.fromkeys(private))


def zone_here() -> str:
    """The time zone this machine is set to, as a first proposal."""
    try:
        named = str(Path("/etc/localtime").resolve()).split("zoneinfo/")[-1]
    except OSError:
        named = "UTC"
    return named if named in time_zones() and not named.startswith("Etc/") else "UTC"


def _outward() -> str:
    """The address of the interface that leads out; a UDP socket that sends nothing tells it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return ""


def _resolved(name: str) -> list:
    try:
        return socket.getaddrinfo(name, None, socket.AF_INET)
    except OSError:
        return []
