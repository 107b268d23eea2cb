"""The postman: in one worker at a time, takes what is due out of the house, each thing once by each channel."""

import logging
import os
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from household import policy
from household.database import db, embedded, ready, release
from household.models import Channel, Delivery, Lease, Notice
from household.models.base import random_key
from household.models.clock import now
from household.outside.errand import Errand
from household.outside.gathering import KNOWN_AGAIN, Due, gather, unknown
from household.outside.letters import Say, letter
from household.outside.settling import settle

BEAT, SLOWLY = 0.25, 1.0  # seconds between two looks at the notebook; at a server, that can't say what is new
HELD = timedelta(seconds=20)
AT_ONCE = 4  # errands
LEAVING = 5.0  # seconds that the last errands get when the house closes

log = logging.getLogger("household")


class Postman:
    """The work of one thread. While nothing is due it reads one number, and writes nothing."""

    def __init__(self, owner: str, say: Say) -> None:
        self.owner, self.say = owner, say
        self.errands: list[Errand] = []
        self.version: Any = None
        self.next_at: datetime | None = None

    def beat(self) -> None:
        """One look. What goes wrong is said in the log, and tried again."""
        try:
            ready()
            self.meet_those_who_come_back()
            if self.has_news() and not self.go_round():
                self.version = None
        except Exception as error:
            log.error("the house's postman: %s", type(error).__name__)
            self.version = None
            with suppress(Exception):
                db.close()
        finally:
            with suppress(Exception):
                release()

    def meet_those_who_come_back(self) -> None:
        for errand in list(self.errands):
            went = errand.done()
            if went is not None:
                self.version = None
                settle(errand, went)
                self.errands.remove(errand)  # only now: if the notebook can't be written, it is tried again

    def has_news(self) -> bool:
        """Whether anything has changed since the last look, or has come due."""
        version = db.execute_sql("pragma data_version").fetchone() if embedded() else None
        changed = version is None or version != self.version
        self.version = version
        return changed or (self.next_at is not None and self.next_at <= now())

    def go_round(self) -> bool:
        """Send what is due. False if something is left that could go at once."""
        self.next_at = None
        channels, notices = policy.calling_channels(), Notice.standing()
        if not channels:
            return True
        given_up_at = Delivery.give_up() if notices else None
        going = Delivery.going() if notices else set()
        free = [one for one in channels if one.id not in going and one.trial != "going" and not self.is_busy(one)]
        trials = [one for one in free if one.trial == "asked"]
        working = [one for one in free if one.works]
        due, held_until = gather(working, notices) if notices else ([], None)
        lost, later = unknown(working) if notices else ([], [])
        waits = [one.again_at for one in channels if one.trial == "going" and one.again_at]
        self.next_at = min(filter(None, [given_up_at, held_until, *later, *waits]), default=None)
        for channel in channels:
            if channel.trial == "going" and channel.again_at and channel.again_at <= now():
                channel.end_trial("silent")  # whoever began it is gone
        if not (trials or lost or due):
            return True
        if not Lease.hold("postman", self.owner, HELD):
            return False
        return all([*map(self.try_out, trials), *map(self.send, due), *(self.find_out(*one) for one in lost)])

    def send(self, due: Due) -> bool:
        message = random_key()
        if not due.worth:
            return Delivery.begin(message, due.channel, due.notices, "dropped")
        if not self.has_room(due.channel):
            return False
        what = letter(self.say, message, due.channel, due.worth)
        if Delivery.begin(message, due.channel, due.notices):
            try:
                self.set_out(message, due.channel, what)
            except OSError:  # this machine can start no process just now
                Delivery.take_back(message)
                due.channel.was_not_reached("unreachable")
        return True

    def try_out(self, channel: Channel) -> bool:
        if not self.has_room(channel):
            return False
        message = random_key()
        what = letter(self.say, message, channel, [])
        if channel.begin_trial():
            self.set_out(message, channel, what, trial=True)
        return True

    def find_out(self, channel: Channel, row: Delivery) -> bool:
        """Of what may have arrived or not: ask there, send it again under its name, or leave it at that."""
        if not self.has_room(channel):
            return False
        worth = policy.worth_telling(channel.person, Delivery.notices_in(row.message, channel))
        if channel.kind == "ntfy":
            asked = letter(self.say, row.message, channel, [], ask=True, since=int(row.at.timestamp()))
            self.set_out(row.message, channel, asked)
        elif channel.kind not in KNOWN_AGAIN or not worth:
            Delivery.end(row.message, "gone")
        elif Delivery.begin_again(row.message):
            self.set_out(row.message, channel, letter(self.say, row.message, channel, worth))
        return True

    def set_out(self, message: str, channel: Channel, what: dict[str, Any], trial: bool = False) -> None:
        self.errands.append(Errand(message, channel.id, what, trial))

    def is_busy(self, channel: Channel) -> bool:
        return any(errand.channel == channel.id for errand in self.errands)

    def has_room(self, channel: Channel) -> bool:
        return len(self.errands) < AT_ONCE and not self.is_busy(channel)


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
