"""The front door: turns away whoever calls the house by a wrong name, and every change that another site sends."""

import re
import socket
from collections.abc import Iterable
from functools import lru_cache
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

SAFE = ("GET", "HEAD", "OPTIONS")
BY_SECRET = re.compile(r"/press/[A-Za-z0-9_-]+")  # where a POST needs no cookie, for its address is the secret
STATED = ("HTTP_ORIGIN", "HTTP_SEC_FETCH_SITE", "HTTP_REFERER")  # browsers send the first with every change
DEFAULT_PORTS = {"http": 80, "https": 443}
ORIGIN = re.compile(r"(https?)://(\[[0-9a-f]*:[0-9a-f:.]+\]|[a-z0-9._-]+)(?::([0-9]{1,5}))?")
HOME_NETWORKS = tuple(
    ip_network(network)
    for network in (
        *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8"),
        *("fc00::/7", "fe80::/10", "::1/128"),
        *("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"),  # for examples: routed nowhere outside
    )
)
ELSEWHERE = "This came from somewhere else, so nothing was changed. Please open the house again and send it from there."


class Origin(NamedTuple):
    scheme: str
    host: str
    port: int


class Guard:
    """WSGI middleware around the whole app: 421 for a wrong Host, 403 for a change sent from elsewhere.

    An address of the home network needs no listing, for unlike a name it can't be rebound. `url` is the one
    address people use, `hosts` are more names; an unreadable `url` raises ValueError.
    """

    def __init__(self, app: "WSGIApplication", url: str = "", hosts: Iterable[str] = ()) -> None:
        self.app, self.url, self.published = app, as_sent(url).rstrip("/"), page_origin(as_sent(url))
        if url and not self.published:
            raise ValueError(f"HOUSEHOLD_URL must look like https://home.example, not “{url}”.")
        machine = socket.gethostname()
        published = [self.published.host] if self.published else []
        names = ["localhost", machine, f"{machine}.local", *published, *map(as_sent, hosts)]
        self.names = {without_dot(canonical(name.lower())) for name in names}

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        here = origin(f"{environ['wsgi.url_scheme']}://{environ.get('HTTP_HOST', '')}")
        if here is None or not self.goes_by(here.host):
            return turn_away(start_response, "421 Misdirected Request")
        if environ.get("household.proxied") and self.moved(here):
            return self.show_the_way(environ, start_response)
        if environ["REQUEST_METHOD"] not in SAFE and not (pressed(environ) or self.sent_from_here(environ, here)):
            return turn_away(start_response, "403 Forbidden", ELSEWHERE)
        return self.app(environ, start_response)

    def goes_by(self, host: str) -> bool:
        return without_dot(host) in self.names or at_home(host)

    def moved(self, here: Origin) -> bool:
        """Whether our proxy was called in plain HTTP, or by another name than the one address of the house.

        A proxy that puts its own name for this machine into Host is not turned round for ever.
        """
        return here.scheme != "https" or not (here == self.published or here.host == "localhost" or loopback(here.host))

    def show_the_way(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """To the same page at the one address; what was typed is not sent on, for a browser would not say whence."""
        if environ["REQUEST_METHOD"] not in SAFE:
            return turn_away(start_response, "403 Forbidden", ELSEWHERE)
        page = quote(environ["PATH_INFO"].encode("latin-1")) + ("?" + environ["QUERY_STRING"]).rstrip("?")
        start_response("308 Permanent Redirect", [("Location", self.url + page), ("Content-Length", "0")])
        return [b""]

    def sent_from_here(self, environ: "WSGIEnvironment", here: Origin) -> bool:
        """Origin decides; Sec-Fetch-Site may only add a no, since browsers leave it out or recompute it."""
        if environ.get("HTTP_SEC_FETCH_SITE", "same-origin") != "same-origin":
            return False
        stated = environ.get("HTTP_ORIGIN")
        sender = page_origin(environ.get("HTTP_REFERER", "")) if stated is None else origin(stated)
        return sender is not None and sender in (here, self.published)


def pressed(environ: "WSGIEnvironment") -> bool:
    """Whether it is an ask button's press by something that is no browser, and so has no cookie to misuse."""
    to_a_button = environ["REQUEST_METHOD"] == "POST" and BY_SECRET.fullmatch(environ.get("PATH_INFO", ""))
    return bool(to_a_button) and not any(name in environ for name in STATED)


@lru_cache(64)
def origin(text: str) -> Origin | None:
    """The origin that `text` is, and nothing more: no path, no userinfo, no list."""
    found = ORIGIN.fullmatch(text.lower())
    if found is None:
        return None
    scheme, host, port = found.groups()
    return Origin(scheme, canonical(host), int(port or DEFAULT_PORTS[scheme]))


def page_origin(address: str) -> Origin | None:
    return origin("/".join(address.split("/", 3)[:3]))


def canonical(host: str) -> str:
    """One spelling for each IP address, without brackets; a name stays as it is."""
    try:
        return ip_address(host.strip("[]")).compressed
    except ValueError:
        return host


def without_dot(host: str) -> str:
    return host.removesuffix(".")


@lru_cache(64)
def at_home(host: str) -> bool:
    """Whether it is an IP address that only a machine in the house, or in its private network, can have."""
    try:
        return any(ip_address(host) in network for network in HOME_NETWORKS)
    except ValueError:
        return False


@lru_cache(64)
def loopback(address: str) -> bool:
    """Whether it is an IP address by which a machine reaches itself."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def as_sent(text: str) -> str:
    """As browsers write names with letters beyond ASCII: küche.local becomes xn--kche-0ra.local."""
    return re.sub(r"[\w-]*[^\x00-\x7f][\w-]*", lambda label: label[0].encode("idna").decode(), text)


def turn_away(start_response: "StartResponse", status: str, sentence: str = "") -> Iterable[bytes]:
    body = sentence.encode()
    kind = [("Content-Type", "text/plain; charset=utf-8")] if body else []
    start_response(status, [*kind, ("Content-Length", str(len(body)))])
    return [body]
