"""Reaching it: by which addresses and names, and what phones can and can't do there."""

import http.client
import os
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from household.keeping.doctor.finding import REACHING, Finding, Said
from household.keeping.doctor.house import House
from household.keeping.instance import CannotStart
from household.keeping.port import another, require_port
from household.keeping.prompt import to_open_at

PATIENCE = 3  # seconds
TELLS_ITS_NAME = "sudo apt install avahi-daemon libnss-mdns"
NAMES_ITSELF = Path("/run/avahi-daemon/socket")  # what tells the network “name.local”


def look(house: House) -> Iterator[Finding]:
    url = house.settings["URL"]
    if not house.brief:
        yield at_its_port(house)
    if url:
        yield Finding(REACHING, True, Said("Phones come in by %(address)s.", address=url))
    else:
        yield from by_address(house)
        yield by_name(house)
    if not house.brief:
        yield from (listed(name, house) for name in names(house))
    if url.startswith("https://"):
        yield from with_https()
    else:
        yield from without_https(house)


def at_its_port(house: House) -> Finding:
    """Whether the house is open, and whether it could be opened."""
    port = house.settings["PORT"]
    answer = answer_at(port)
    if answer == b"damaged":
        said = Said("At port %(port)s is one page for now, which says that the notebook is damaged.", port=port)
        return Finding(REACHING, None, said)
    if answer == b"out of reach":
        said = Said("At port %(port)s is one page for now, which says that the notebook is out of reach.", port=port)
        return Finding(REACHING, None, said)
    if answer == b"ok" and (house.open or not os.access(house.data, os.R_OK | os.X_OK)):
        return Finding(REACHING, True, Said("The house is open at port %(port)s.", port=port))
    if house.open:
        said = Said("The house is open, but not at port %(port)s.", port=port)
        return Finding(REACHING, None, said, Said("Say its port with --port."))
    try:
        require_port(port, house.data)
    except CannotStart:
        said = Said("The house is closed, and its port %(port)s can’t be used.", port=port)
        todo = Said("Is a house still open in another window? Close what has this port, or choose another. Type:")
        return Finding(REACHING, False, said, todo, to_open_at(another(port), house.data))
    said = Said("The house is closed. Its port %(port)s is free.", port=port)
    return Finding(REACHING, None, said, Said("To open it, type:"), house.opening())


def answer_at(port: int) -> bytes:
    """What the house at this port of the machine says of itself; empty where none answers."""
    try:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as line:
            line.request("GET", "/health")
            return line.getresponse().read(16)
    except (OSError, http.client.HTTPException):
        return b""


def by_address(house: House) -> Iterator[Finding]:
    for address in house.addresses:
        said = Said(
            "Phones on your Wi-Fi reach it at %(address)s.", address=f"http://{address}:{house.settings['PORT']}"
        )
        yield Finding(REACHING, True, said)
    if not house.addresses:
        said = Said("The computer is in no home network just now, so phones can’t reach it.")
        yield Finding(REACHING, False, said, Said("Connect it to your Wi-Fi, or to the router by a cable."))


def by_name(house: House) -> Finding:
    """A name works where something tells it to the phones."""
    local = f"{socket.gethostname()}.local"
    if NAMES_ITSELF.exists():
        address = f"http://{local}:{house.settings['PORT']}"
        return Finding(REACHING, True, Said("Most phones find it by name too, at %(address)s.", address=address))
    said = Said("Phones won’t find it as %(name)s: nothing here tells them that name.", name=local)
    todo = Said("The addresses above work without it. If you want the name, type:")
    return Finding(REACHING, None, said, todo, TELLS_ITS_NAME)


def names(house: House) -> list[str]:
    """Those that somebody set, each once. Whether one resolves can be looked up; an address needs no looking."""
    published = urlsplit(house.settings["URL"]).hostname or ""
    set_here = dict.fromkeys([published, *house.settings["HOSTS"]])
    return [name for name in set_here if name and not re.fullmatch(r"[0-9.]+|\[?[0-9a-f:.]*:[0-9a-f:.]*\]?", name)]


def listed(name: str, house: House) -> Finding:
    found = resolved(name)
    if any(one in house.addresses or one.startswith("127.") for one in found):
        return Finding(REACHING, True, Said("The name %(name)s leads here.", name=name))
    if found:
        return Finding(
            REACHING, None, Said("The name %(name)s leads to another computer, or to a proxy.", name=name), ROUTER
        )
    said = Said("The computer can’t find the name %(name)s.", name=name)
    return Finding(REACHING, None, said, *(to_be_found(name) or (ROUTER,)))


ROUTER = Said(
    "If phones can’t find it either, let your router give that name to the computer of the house. Or take it out."
)


def to_be_found(name: str) -> tuple[Said, str] | None:
    """What helps where a name ends in .local: no router knows those, the computer tells them itself."""
    if not name.endswith(".local"):
        return None
    return Said("The computer tells such a name itself, once it has what that takes. Type:"), TELLS_ITS_NAME


def resolved(name: str) -> list[str]:
    """The addresses behind a name; none when the network doesn't say so soon."""
    found: list[str] = []

    def ask() -> None:
        try:
            found.extend(str(one[4][0]) for one in socket.getaddrinfo(name, None, socket.AF_INET))
        except (OSError, UnicodeError):
            return

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(PATIENCE)
    return list(found)


def with_https() -> Iterator[Finding]:
    said = Said(
        "There, phones can show notices, stay awake, use passkeys, and show a calm page when the house is away."
    )
    yield Finding(REACHING, None, said, Said("An iPhone shows notices once the house is on its home screen."))
    yield Finding(REACHING, None, Said("Nobody on this Wi-Fi can read along."))
    said = Said("A lock of your own making is trusted only by phones that have its root. Guests’ phones don’t.")
    todo = Said("Never ask guests to put it on theirs. A real name works for them: see “HTTPS” in deploy/README.md.")
    yield Finding(REACHING, None, said, todo)


def without_https(house: House) -> Iterator[Finding]:
    yield Finding(
        REACHING, None, Said("There, phones show the table, hear of changes at once, and keep what you type.")
    )
    said = Said("They can’t show notices, stay awake, use passkeys, or show a calm page when the house is away.")
    yield Finding(REACHING, None, said, Said("With HTTPS they can."))
    if not house.settings["URL"]:
        address = f"http://localhost:{house.settings['PORT']}"
        said = Said("A browser on the computer of the house can do it all, at %(address)s.", address=address)
        yield Finding(REACHING, None, said)
    yield Finding(REACHING, None, Said("Others on this Wi-Fi who know its password could read along."))
