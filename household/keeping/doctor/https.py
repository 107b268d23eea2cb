"""HTTPS: whether a request to the one address comes through the proxy to us, and whether we believe how it came."""

import http.client
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

from household.keeping.doctor.finding import HTTPS, Finding, Said
from household.keeping.doctor.house import House
from household.keeping.doctor.reaching import to_be_found

PATIENCE = 5  # seconds
GUIDE = Said("See “HTTPS” in deploy/README.md.")


def look(house: House) -> Iterator[Finding]:
    url = house.settings["URL"]
    if not url.startswith("https://"):
        said = Said("The way to the house is not locked: HTTPS is not set up.")
        yield Finding(HTTPS, None, said, Said("That is fine for a start. For more, see “HTTPS” in deploy/README.md."))
    elif house.brief:
        yield Finding(HTTPS, True, Said("The way to the house is locked by HTTPS."))
    else:
        yield knocked(url)


def knocked(url: str) -> Finding:
    """What the one address answers when it is asked how the house is."""
    try:
        status, body, locked = fetch(url)
    except ssl.SSLError:
        said = Said("The computer doesn’t trust the lock of %(address)s.", address=url)
        todo = Said(
            "With a lock of your own making, each phone needs its root. If it should be trusted, look at the proxy."
        )
        return Finding(HTTPS, None, said, todo)
    except socket.gaierror:
        said = Said("The name in %(address)s can’t be found.", address=url)
        router = (Said("Let your router give that name to the computer of the house."),)
        return bad(said, *(to_be_found(urlsplit(url).hostname or "") or router))
    except (OSError, http.client.HTTPException, ValueError):
        return bad(Said("Nothing answers at %(address)s.", address=url), Said("Start the proxy, such as Caddy."))
    if body in (b"ok", b"damaged", b"out of reach"):  # the house itself, or the one page when it can't open
        if locked:
            return Finding(HTTPS, True, Said("%(address)s comes through the proxy to the house.", address=url))
        said = Said("The proxy doesn’t tell the house that people come by HTTPS.")
        return bad(said, Said("Let it set the header X-Forwarded-Proto."))
    if status == 421:
        return bad(
            Said("The proxy doesn’t pass the name of the house on."), Said("Let it keep the Host header as it is.")
        )
    if 300 <= status < 400:
        said = Said("The proxy doesn’t tell the house by which name and way people come.")
        return bad(said, Said("Let it keep the Host header, and set X-Forwarded-Proto."))
    if status in (502, 503, 504):
        return bad(
            Said("The proxy answers, but not the house behind it."),
            Said("Open the house, at the port the proxy knows."),
        )
    return bad(Said("Something else answers at %(address)s.", address=url), GUIDE)


def bad(said: Said, todo: Said, command: str = "") -> Finding:
    return Finding(HTTPS, False, said, todo, command)


def fetch(url: str) -> tuple[int, bytes, bool]:
    """Status and body of its /health, and whether the house took the request for one by HTTPS."""
    parts = urlsplit(url)
    line = http.client.HTTPSConnection(parts.hostname or "", parts.port or 443, timeout=PATIENCE)
    with closing(line):
        line.request("GET", f"{parts.path}/health", headers={"Accept": "text/plain"})
        answer = line.getresponse()
        return answer.status, answer.read(64), "Cross-Origin-Opener-Policy" in answer.headers
