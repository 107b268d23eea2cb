"""The house's own clockwork: one thread in one worker at a time makes the daily copy and forgets old events."""

import logging
import os
import threading
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from flask import Flask

from household.database import db, embedded, ready, release
from household.keeping import backup
from household.models import Event, Lease

EVERY = 60.0  # seconds
HELD = timedelta(minutes=10)  # longer than a copy takes

log = logging.getLogger("household")


def start(app: Flask, alive: Callable[[], bool]) -> threading.Thread:
    """Tick once a minute for as long as `alive`."""
    stop = threading.Event()
    owner = f"{os.getpid()}-{uuid.uuid4().hex[:8]}"

    def run() -> None:
        while alive():
            tick(owner, app.config["DATA"], demo=app.config["DEMO"])
            stop.wait(EVERY)

    thread = threading.Thread(target=run, daemon=True, name="ticker")
    thread.start()
    return thread


def tick(owner: str, data: Path, demo: bool = False) -> None:
    """One turn, if it is ours; trouble is said in the log and tried again at the next."""
    try:
        ready()
        if not Lease.hold("ticker", owner, HELD):
            return
        Event.forget()
        if embedded() and not demo and backup.due(data):
            backup.make(data)
            backup.rotate(data)
    except Exception as error:
        log.error("the house's clockwork: %s", type(error).__name__)
        if not db.is_closed():
            db.close()
    finally:
        release()
