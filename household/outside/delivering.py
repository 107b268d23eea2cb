"""The postman's day: a thread that looks for what is due, for as long as the house is open."""

import os
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress

from household.database import embedded, ready
from household.outside.letters import Say
from household.outside.postman import Postman

BEAT, SLOWLY = 0.25, 1.0  # seconds between two looks at the notebook; at a server, which can't say what is new
LEAVING = 5.0  # seconds that the last errands get when the house closes


def start(say: Say, alive: Callable[[], bool]) -> threading.Thread:
    """Look four times a second for as long as `alive`."""
    postman = Postman(f"{os.getpid()}-{uuid.uuid4().hex[:8]}", say)

    def run() -> None:
        while alive():
            postman.beat()
            time.sleep(BEAT if embedded() or postman.errands else SLOWLY)
        leaving = time.monotonic() + LEAVING
        while postman.errands and time.monotonic() < leaving:
            with suppress(Exception):
                ready()
                postman.meet_those_who_come_back()
            time.sleep(BEAT)

    thread = threading.Thread(target=run, daemon=True, name="postman")
    thread.start()
    return thread
