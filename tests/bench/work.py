"""How much of the processor a server took for one request: its own time in the kernel's books, not the clock's."""

import http.client
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

ROUNDS, REQUESTS = 7, 60


def workers(master: int) -> list[int]:
    """The processes that a gunicorn started."""
    return [int(one) for one in Path(f"/proc/{master}/task/{master}/children").read_text().split()]


def spent(master: int) -> float:
    """Milliseconds of CPU that its workers have used, user and system, of all their threads."""
    nanoseconds = 0
    for worker in workers(master):
        for thread in Path(f"/proc/{worker}/task").iterdir():
            nanoseconds += int((thread / "schedstat").read_text().split()[0])
    return nanoseconds / 1e6


class Line:
    """One connection that is kept, on which a phone asks as browsers do."""

    def __init__(self, port: int, **headers: str) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Origin": f"http://127.0.0.1:{port}", "Accept-Encoding": "gzip", **headers}

    def ask(self, path: str, form: str = "", **headers: str) -> tuple[int, bytes, Any]:
        """(status, body as it travels, headers); with a form it is a POST."""
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
        self.line.request("POST" if form else "GET", path, form or None, self.headers | kind | headers)
        answer = self.line.getresponse()
        return answer.status, answer.read(), answer.headers

    def close(self) -> None:
        self.line.close()


@contextmanager
def line(port: int, **headers: str) -> Iterator[Line]:
    with closing(Line(port, **headers)) as opened:
        yield opened


def each(master: int, line: Line, do: Callable[[int], Any], requests: int = REQUESTS) -> float:
    """Milliseconds of the server's CPU for one `do`, which gets its number, on a connection that is kept."""
    line.close()  # the house may have hung up meanwhile
    line.ask("/health")
    before = spent(master)
    for number in range(requests):
        do(number)
    return (spent(master) - before) / requests


def beside(*things: Callable[[], float], rounds: int = ROUNDS) -> list[float]:
    """The least that each took in several rounds, turn by turn, so that what disturbs one disturbs all."""
    for thing in things:
        thing()  # warm
    turns = [[thing() for thing in things] for _ in range(rounds)]
    return [min(one) for one in zip(*turns, strict=True)]


def memory(master: int) -> float:
    """MiB of memory (proportional set size) of the master and all its workers."""
    kilobytes = 0
    for process in (master, *workers(master)):
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        kilobytes += sum(int(one.split()[1]) for one in rollup if one.startswith("Pss:"))
    return kilobytes / 1024
