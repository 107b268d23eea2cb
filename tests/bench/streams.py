"""Open pages and rude callers: a change on 16 pages, one stream too many, 200 requests that are never finished."""

import select
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from socket import socket
from types import SimpleNamespace

from household.models import Need

from ..web.calling import call
from . import houses, work
from .figures import Figure, figure

PAGES = 16
CAP = 48
HALF = b"GET / HTTP/1.1\r\nHost: localhost\r\n"


@figure
def live(folder: Path, seconds: int) -> Iterator[Figure]:
    """How long until the last of 16 open pages hears of a change; and a house with all the streams it takes."""
    with houses.house(folder / "house") as house, ExitStack() as stack:
        lines = [stack.enter_context(closing(listen(house))) for _ in range(PAGES)]
        with houses.notebook(house):
            took = [heard_by_all(lines, house) for _ in range(5)]
        yield Figure("a change on 16 open pages", max(took), "s", 1)
        for _ in range(CAP - PAGES):
            stack.enter_context(closing(listen(house)))
        with work.line(house.port, **house.phone) as phone:
            assert phone.ask("/live")[0] == 204, "one stream too many is told to go"
            begun = time.monotonic()
            assert phone.ask("/")[0] == 200
            yield Figure("the table beside 48 streams", time.monotonic() - begun, "s", 1)


def listen(house: SimpleNamespace) -> socket:
    line = call(
        house.port, f"GET /live HTTP/1.1\r\nHost: localhost\r\nCookie: {house.phone['Cookie']}\r\n\r\n".encode()
    )
    said = b""
    while b"welcome" not in said:
        said += line.recv(4096)
    return line


def heard_by_all(lines: list[socket], house: SimpleNamespace) -> float:
    """Seconds from a need asked until every line has said so."""
    for line in lines:
        while select.select([line], [], [], 0.5)[0]:
            line.recv(4096)
    Need.ask(by=house.mara, word="quiet", audience="partners")
    begun, silent = time.monotonic(), set(lines)
    while silent and time.monotonic() < begun + 5:
        for line in select.select(list(silent), [], [], 1)[0]:
            if b"house-changed" in line.recv(4096):
                silent.discard(line)
    return time.monotonic() - begun


@figure
def hostile(folder: Path, seconds: int) -> Iterator[Figure]:
    """What others feel while 200 connections from four addresses have sent half a request each."""
    with (
        houses.house(folder / "house") as house,
        work.line(house.port, **house.phone) as phone,
        ExitStack() as stack,
    ):
        phone.ask("/")
        for number in range(200):
            stack.enter_context(closing(call(house.port, HALF, f"127.0.0.{number % 4 + 2}")))
        took = []
        for _ in range(200):
            begun = time.monotonic()
            assert phone.ask("/")[0] == 200
            took.append(time.monotonic() - begun)
    yield Figure("the table beside 200 half-sent requests, p95", sorted(took)[190] * 1000, "ms", 100)
