"""Raw connections to a house that is open, as odd callers make them."""

import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace

from household.config import ROOT

from ..test_serving import ENVIRONMENT, answers, free_port, household, until

CLOSE = b"Connection: close\r\n\r\n"
HEAD = b"GET /health HTTP/1.1\r\nHost: localhost\r\n"


def call(port: int, words: bytes = b"", source: str = "127.0.0.1", seconds: float = 30) -> socket.socket:
    """A connection from this address, with the first words said."""
    line = socket.create_connection(("127.0.0.1", port), timeout=seconds, source_address=(source, 0))
    with suppress(OSError):  # it may be hung up on at once
        line.sendall(words)
    return line


@contextmanager
def calls(port: int, words: bytes, sources: Iterable[str]) -> Iterator[list[socket.socket]]:
    """One connection from each of the addresses, all open until the end."""
    with ExitStack() as stack:
        yield [stack.enter_context(closing(call(port, words, source))) for source in sources]


def heard(line: socket.socket) -> bytes:
    """All that comes until the house hangs up; a line that was cut says nothing more."""
    said = b""
    with suppress(ConnectionError):
        while piece := line.recv(65_536):
            said += piece
    return said


def answered(port: int, words: bytes, source: str = "127.0.0.1") -> tuple[int, bytes]:
    """The last status and body that the house answers before it hangs up; (0, b"") for none."""
    with closing(call(port, words, source)) as line:
        return last(heard(line))


def last(said: bytes) -> tuple[int, bytes]:
    """The last answer in what was heard, after any “go on”."""
    while said.startswith(b"HTTP/1.1 100"):
        said = said.partition(b"\r\n\r\n")[2]
    head, _, body = said.partition(b"\r\n\r\n")
    return (int(head.split()[1]), body) if head else (0, b"")


@contextmanager
def opened(folder: Path, *options: str, app: str = "app:app", **settings: str) -> Iterator[SimpleNamespace]:
    """The house in this folder under gunicorn, with more options for it; what it logs stands beside it."""
    port, data = free_port(), folder / "data"
    settings = {"HOUSEHOLD_BIND": f"0.0.0.0:{port}", "HOUSEHOLD_DATA": str(data)} | settings
    made = household("migrate", **settings)
    assert made.returncode == 0, made.stderr
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", *options, app]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT | settings, stdout=log, stderr=log)
    try:
        until(lambda: answers(port), process)
        yield SimpleNamespace(port=port, process=process, log=folder / "log", data=data)
    finally:
        process.terminate()
        process.wait(timeout=30)
