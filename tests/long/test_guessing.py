"""Ten thousand guesses from everywhere, and Mara's own phone still gets in."""

import http.client
import re
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from household.models import Device, Person, passphrase
from household.models.clock import now
from household.web.throttle import FEW

from ..test_serving import ask, ask_on, serving
from .families import HERONS, workers_of

pytestmark = pytest.mark.long

GUESSES = 10_000
GUESSERS = 16  # at once
ADDRESSES = 250
TIMES = 4  # that Mara comes in on her own phone meanwhile
GROWTH = 60 * 1024  # KiB that a worker may grow by


class Guessers:
    """They call from many addresses of this machine, by Mara's name or her face, wrong each time."""

    def __init__(self, port: int, mara: Person) -> None:
        self.port, self.mara, self.told, self.lock = port, mara, Counter(), threading.Lock()

    def guess(self, number: int) -> None:
        form = {"name": "Mara"} if number % 2 else {"person": self.mara.key}
        source = (f"127.0.{number % ADDRESSES}.9", 0)
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60, source_address=source)) as line:
            status = ask_on(line, "POST", "/sign-in", form | {"passphrase": f"wrong herons {number}"})[0]
        with self.lock:
            self.told[status] += 1


def test_ten_thousand_guesses_do_not_keep_mara_out_nor_let_anyone_in(family, data):
    Person.update(passphrase=passphrase.seal(HERONS)).where(Person.id == family.mara.id).execute()
    device, _ = Device.enter(family.mara, "her phone")
    cookie = f"household-{family.home.key}={device.sign_out()}"
    with serving("--data", str(data)) as house:
        guessers, before, began = Guessers(house.port, family.mara), memory(house), now()
        with ThreadPoolExecutor(GUESSERS) as at_once:
            for start in range(0, GUESSES, GUESSES // TIMES):
                many = [at_once.submit(guessers.guess, start + n) for n in range(GUESSES // TIMES)]
                cookie = in_and_out(house.port, family.mara, cookie)
                for one in many:
                    one.result()
        allowed = FEW + (now() - began) / timedelta(minutes=1)
        assert set(guessers.told) == {422, 429} and guessers.told.total() == GUESSES
        assert 2 * FEW <= guessers.told[422] <= 2 * allowed, "by her name, and by her face"
        grown = {pid: size - before[pid] for pid, size in memory(house).items()}
        assert max(grown.values()) < GROWTH, grown
    assert Device.select().count() == 1, "nobody else came in"


def in_and_out(port: int, mara: Person, cookie: str) -> str:
    """Her own phone lets her in, and she goes out again; the cookie it has then."""
    for path, form in (("/sign-in", {"person": mara.key, "passphrase": HERONS}), ("/sign-out", {})):
        status, _, headers = ask(port, "POST", path, form, Cookie=cookie)
        assert status == 303, (path, status)
        cookie = headers["Set-Cookie"].split(";")[0]
    return cookie


def memory(house: SimpleNamespace) -> dict[int, int]:
    """What each worker holds in memory, in KiB."""
    read = {pid: Path(f"/proc/{pid}/status").read_text() for pid in workers_of(house.process.pid)}
    return {pid: int(re.search(r"VmRSS:\s+(\d+)", text)[1]) for pid, text in read.items()}
