"""The plug is pulled while word goes out to thirty phones: each is told once, and none is forgotten."""

import os
import random
import signal
import time
from collections import Counter
from contextlib import suppress

import pytest

from household.models import Delivery, Neighbour, Role

from ..conftest import FACES, join
from ..outside.sinks import MailSink, NtfySink
from ..test_serving import ask, serving
from ..test_word import NEVER, let_reach, quiet
from .families import cut_off, phone_of, workers_of

pytestmark = pytest.mark.long

PHONES = 30
KILLS = 6  # of a worker, and then of all of it


@pytest.mark.parametrize("manner", ["", "hang"])
def test_whatever_is_killed_each_phone_is_told_once(family, data, manner):
    luck = random.Random(5)
    with NtfySink() as sink, MailSink() as mailbox:
        for server in (sink, mailbox):
            Neighbour.let("127.0.0.1", server.port, by=family.mara)
        for number in range(PHONES):
            partner = join(luck.choice(list(FACES)), Role.PARTNER)
            quiet(partner, NEVER)
            let_reach(partner, "ntfy", {"server": sink.url, "topic": f"phone-{number}", "token": ""})
            let_reach(partner, "mail", {"to": f"partner{number}@mail.example"})
        maras, settings = phone_of(family.mara), {"HOUSEHOLD_MAIL": f"smtp://127.0.0.1:{mailbox.port}"}
        with serving("--data", str(data), **settings) as house:
            sink.manner = manner
            assert ask(house.port, "POST", "/needs/", {"own": "Soup?", "who": "partners"}, **maras)[0] == 303
            for _ in range(KILLS):
                time.sleep(luck.uniform(0.2, 1.2))
                with suppress(ProcessLookupError, IndexError):
                    os.kill(luck.choice(workers_of(house.process.pid)), signal.SIGKILL)
            cut_off(house)
        sink.manner = ""
        with serving("--data", str(data), **settings):
            end = time.monotonic() + 240
            while Delivery.select().where(Delivery.state == "gone").count() < 2 * PHONES:
                assert time.monotonic() < end, Counter(one.state for one in Delivery.select())
                time.sleep(0.5)
        assert Counter(one["topic"] for one in sink.got) == Counter(f"phone-{number}" for number in range(PHONES))
        letters = Counter(letter["To"] for letter in mailbox.got)
        assert set(letters.values()) == {1} and len(letters) == PHONES
