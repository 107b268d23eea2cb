"""The house's own clockwork, in one worker at a time: it copies, proves, tidies, and brings what comes back."""

import logging
import os
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from flask import Flask

from household.database import db, embedded, ready, release
from household.keeping import Trouble, backup, proving, room
from household.models import CheckIn, Deed, Event, KidFeeling, Knock, Lease, Notice, Rhythm, Weather, Widening
from household.models.leaving.card_over import put_down_what_is_over

EVERY = 300.0  # seconds: each turn writes a line, and a card wears out
HELD = timedelta(minutes=30)  # longer than a copy and its proof take
AGAIN = 3600.0  # seconds until what went wrong is tried once more
ONCE = 86_400.0  # seconds until the same is said once more

log = logging.getLogger("household")


class Clockwork:
    """The work of one thread, with what has to wait, by name, and until when."""

    def __init__(self, owner: str, data: Path, demo: bool = False) -> None:
        self.owner, self.data, self.demo = owner, data, demo
        self.waits: dict[str, float] = {}

    def tick(self) -> None:
        """One turn, if it is ours. What goes wrong is said in the log and keeps nothing else from being done."""
        if self.done("turn", self.our_turn):
            self.done("events", Event.forget)
            self.done("notices", Notice.forget)
            self.done("deeds", Deed.forget)
            self.done("knocks", Knock.forget)
            self.done("widenings", Widening.forget_past)
            self.done("weather", Weather.forget_past)
            self.done("kids' feelings", KidFeeling.forget_past)
            self.done("check-ins", CheckIn.forget_past)
            self.done("rhythms", Rhythm.bring_due)
            self.done("cards", put_down_what_is_over)
            if embedded() and not self.demo:
                self.done("copy", self.copy)
                self.done("proof", self.prove)
                self.done("room", self.watch_the_room)

    def done(self, name: str, work: Callable[[], object]) -> object:
        """What `work` answers; nothing when it went wrong, or did so within the last hour."""
        if time.monotonic() < self.waits.get(name, 0):
            return None
        try:
            ready()
            return work()
        except Exception as error:
            self.waits[name] = time.monotonic() + AGAIN
            log.error("the house's clockwork: %s", error if isinstance(error, Trouble) else type(error).__name__)
            with suppress(Exception):
                db.close()
            return None
        finally:
            with suppress(Exception):
                release()

    def our_turn(self) -> bool:
        return Lease.hold("ticker", self.owner, HELD)

    def copy(self) -> None:
        if backup.due(self.data):
            backup.make(self.data)
            backup.rotate(self.data)

    def prove(self) -> None:
        if proving.due(self.data):
            proving.prove_newest(self.data)

    def watch_the_room(self) -> None:
        if said := room.little_room(self.data):
            log.warning("%s", said)
            self.waits["room"] = time.monotonic() + ONCE


def start(app: Flask, alive: Callable[[], bool]) -> threading.Thread:
    """Tick every five minutes for as long as `alive`."""
    stop = threading.Event()
    clockwork = Clockwork(f"{os.getpid()}-{uuid.uuid4().hex[:8]}", app.config["DATA"], app.config["DEMO"])

    def run() -> None:
        while alive():
            clockwork.tick()
            stop.wait(EVERY)

    thread = threading.Thread(target=run, daemon=True, name="ticker")
    thread.start()
    return thread
