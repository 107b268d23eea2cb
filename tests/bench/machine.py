"""What the house takes of the machine: its memory, idle and after a long evening, and the time until it answers."""

import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

from ..test_serving import ENVIRONMENT, HOUSEHOLD, answers, free_port, until
from ..web.calling import call
from . import houses, work
from .figures import Figure, figure

STREAMS = 16


@figure
def memory(folder: Path, seconds: int) -> Iterator[Figure]:
    """PSS of master and workers, freshly opened, and after eight phones asked on while 16 streams were open.

    The aims are those of one worker, as on a Pi Zero; two are told beside it.
    """
    yield from memory_of(folder / "one", seconds, houses.ONE_WORKER, "", 60, 80)
    yield from memory_of(folder / "two", seconds, houses.TWO_WORKERS, ", two workers", None, None)


def memory_of(
    folder: Path, seconds: int, workers: tuple[str, ...], which: str, idle: int | None, loaded: int | None
) -> Iterator[Figure]:
    with houses.house(folder, workers=workers) as house:
        with work.line(house.port, **house.phone) as phone:
            phone.ask("/")
        yield Figure(f"memory, idle{which}", work.memory(house.process.pid), "MiB", idle)
        head = f"GET /live HTTP/1.1\r\nHost: localhost\r\nCookie: {house.phone['Cookie']}\r\n\r\n".encode()
        with ExitStack() as stack:
            for _ in range(STREAMS):
                stack.enter_context(closing(call(house.port, head)))
            load(house.port, house.phone, seconds)
            after = f"memory, after {seconds} s of load, 16 streams{which}"
            yield Figure(after, work.memory(house.process.pid), "MiB", loaded)


def load(port: int, phone: dict[str, str], seconds: int) -> None:
    """Eight phones ask for one page after the other."""
    end = time.monotonic() + seconds

    def ask_on() -> None:
        turn = 0
        while time.monotonic() < end:
            with work.line(port, **phone) as line:
                for path in ("/", f"/?{turn}", "/needs/new", "/thanks/", "/us/"):
                    assert line.ask(path)[0] == 200
            turn += 1

    threads = [threading.Thread(target=ask_on) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@figure
def ready(folder: Path, seconds: int) -> Iterator[Figure]:
    """From `household serve` as people type it, which looks through the notebook too, until it says that it is well."""
    with houses.house(folder / "house") as house:
        data, port = house.data, free_port()
    command = [HOUSEHOLD, "serve", "--port", str(port), "--data", str(data)]
    took = [opening(command, port) for _ in range(4)]
    yield Figure("ready after", min(took), "s", 1.5)


def opening(command: list[Any], port: int) -> float:
    env, begun = ENVIRONMENT | {"PYTHONPATH": houses.PLAIN}, time.monotonic()
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        try:
            until(lambda: answers(port), process)
            return time.monotonic() - begun
        finally:
            process.terminate()
