"""No word goes to a machine that nobody allowed: every connection is looked at in the moment in which it is made.

The look-out is a hook of Python itself (PEP 578). It holds whichever way a library connects, also after a redirect or a
second look-up of a name, and can't be taken off. A message starts no program, writes no file, and reads only code.
"""

import os
import socket
import sys
from functools import cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from pathlib import Path
from typing import Any

OUT = {"socket.connect", "socket.sendto", "socket.sendmsg"}
ON_THIS_MACHINE = ("subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "pty.", "syslog.", "sqlite3.")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
READABLE = tuple(f"{os.path.realpath(place)}/" for place in (sys.prefix, sys.base_prefix, "/usr", "/etc/ssl"))
CODE = (".py", ".pyc", ".so", "/mime.types")
WORLD = IPv6Network("2000::/3")  # nothing else of IPv6 has been given out
TEREDO = IPv6Network("2001::/32")
NAT64 = IPv6Network("64:ff9b::/96")

_permitted: set[tuple[str, int]] = set()
_home: set[IPv6Network] = set()
_seen = {"stopped": False, "looked up": False, "out": False}


class Forbidden(PermissionError):
    """As if the line could not be opened: libraries know what to do then."""


def stand(permitted: list[tuple[str, int]]) -> None:
    """From now on, and for good."""
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[name]
    _permitted.update(permitted)
    _home.update(own_networks())
    sys.addaudithook(look)


def own_networks(table: str = "/proc/net/if_inet6") -> set[IPv6Network]:
    """The networks of IPv6 that this machine is in, as wide as a home gets them. They look like the world's."""
    try:
        lines = Path(table).read_text("ascii").splitlines()
        addresses = [IPv6Address(bytes.fromhex(line.split()[0])) for line in lines]
    except (OSError, ValueError, IndexError):
        return set()
    return {IPv6Network((int(one), 56), strict=False) for one in addresses if one in WORLD}


def permit(host: str, port: int) -> None:
    """One more: what whoever runs this machine has set."""
    _permitted.add((host, port))


def code() -> str:
    """Why a line could not be opened."""
    return "forbidden" if _seen["stopped"] else "unreachable"


def way() -> str:
    """How far it came: "out" when a line was allowed to be opened, "looked up" when only a name was, or ""."""
    return next((far for far in ("out", "looked up") if _seen[far]), "")


def look(event: str, given: tuple[Any, ...]) -> None:
    if event in OUT:
        line, address = given[:2]
        if address is not None:  # None: on a line that was open already
            good = allowed(line.family, address)
            _seen["out" if good else "stopped"] = True
            if not good:
                raise Forbidden
    elif event == "socket.getaddrinfo":
        _seen["looked up"] = True
    elif event == "open":
        if not may_open(given[0], given[2]):
            raise Forbidden
    elif event.startswith(ON_THIS_MACHINE):
        _seen["stopped"] = True
        raise Forbidden


def allowed(family: int, address: Any) -> bool:
    """Numbers only: a name would be looked up once more after this."""
    if family not in (socket.AF_INET, socket.AF_INET6) or not isinstance(address[0], str):
        return False
    try:
        ip = number(address[0])
    except ValueError:
        return False
    return is_public(ip) or any(port == address[1] and ip in numbers(host, port) for host, port in _permitted)


def is_public(ip: IPv4Address | IPv6Address) -> bool:
    """Out in the world, also when it is wrapped into something: neither at home nor on this machine."""
    if isinstance(ip, IPv4Address):
        return ip.is_global and not ip.is_multicast
    if ip in NAT64:
        return is_public(IPv4Address(ip.packed[12:]))
    if ip.sixtofour:
        return is_public(ip.sixtofour)
    return ip.is_global and ip in WORLD and ip not in TEREDO and not any(ip in network for network in _home)


def number(text: str) -> IPv4Address | IPv6Address:
    ip = ip_address(text.partition("%")[0])
    return ip.ipv4_mapped or ip if isinstance(ip, IPv6Address) else ip


@cache
def numbers(host: str, port: int) -> set[IPv4Address | IPv6Address]:
    """What a permitted name means, looked up once."""
    try:
        return {number(str(found[4][0])) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, ValueError):
        return set()


def may_open(path: Any, flags: int) -> bool:
    """Code and what comes with it. An address such as `?template=/etc/passwd` must not carry a file out."""
    if isinstance(path, int) or path == os.devnull:
        return True
    real = os.path.realpath(os.fsdecode(path))
    return not flags & WRITES and (real.startswith(READABLE) or real.endswith(CODE))
