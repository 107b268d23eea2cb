"""What the house takes of the machine: its memory, idle and after a long evening, and the time until it answers."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

from household.config import ROOT

from ..test_serving import ENVIRONMENT, answers, free_port, household
from ..web.calling import call
from . import houses, work
from .figures import Figure, figure

STREAMS = 16


@figure
def memory(folder: Path, seconds: int) -> Iterator[Figure]:
    """PSS of master and worker, freshly opened, and after eight phones asked on while 16 streams were open."""
    with houses.house(folder / "house") as house:
        with work.line(house.port, **house.phone) as phone:
            phone.ask("/")
        yield Figure("memory, idle", work.memory(house.process.pid), "MiB", 60)
        head = f"GET /live HTTP/1.1\r\nHost: localhost\r\nCookie: {house.phone['Cookie']}\r\n\r\n".encode()
        with ExitStack() as stack:
            for _ in range(STREAMS):
                stack.enter_context(closing(call(house.port, head)))
            load(house.port, house.phone, seconds)
            yield Figure(f"memory, after {seconds} s of load, 16 streams", work.memory(house.process.pid), "MiB", 80)


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
    """From the start of gunicorn until it says that it is well."""
    port, data = free_port(), folder / "data"
    settings = {"HOUSEHOLD_BIND": f"127.0.0.1:{port}", "HOUSEHOLD_DATA": str(data)}
    assert household("migrate", **settings).returncode == 0
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", *houses.ONE_WORKER, "app:app"]
    took = []
    for _ in range(4):
        begun = time.monotonic()
        process = subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT | settings, stderr=subprocess.DEVNULL)
        while not answers(port):
            assert process.poll() is None and time.monotonic() < begun + 30
        took.append(time.monotonic() - begun)
        process.terminate()
        process.wait(30)
    yield Figure("ready after", min(took), "s", 1.5)
