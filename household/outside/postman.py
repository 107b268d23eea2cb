"""The postman: in one worker at a time, takes what is due out of the house, each thing once by each channel."""

import logging
import time
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

HELD = timedelta(seconds=20)
AT_ONCE, FOR_ONE = 4, 2  # errands, and of those for one person

log = logging.getLogger("household")


class Postman:
    """The work of one thread. While nothing is due it reads one number, and writes nothing."""

    def __init__(self, owner: str, say: Say) -> None:
        self.owner, self.say = owner, say
        self.errands: list[Errand] = []
        self.version: Any = None
        self.next_at: datetime | None = None
        self.holds_until = 0.0

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
        if not any(self.has_room(one) for one in (*trials, *(one.channel for one in due), *(one for one, _ in lost))):
            return True  # whoever comes back makes room, and then it is looked at again
        if not self.holds():
            return False
        for one in due:
            self.send(one)
        for channel, row in lost:
            self.find_out(channel, row)
        for channel in trials:
            self.try_out(channel)
        return True

    def holds(self) -> bool:
        """Whether it is this postman's turn; a lease that lasts long enough is not written anew."""
        if time.monotonic() > self.holds_until and Lease.hold("postman", self.owner, HELD):
            self.holds_until = time.monotonic() + HELD.total_seconds() / 2
        return time.monotonic() <= self.holds_until

    def send(self, due: Due) -> None:
        message = random_key()
        if not due.worth:
            Delivery.begin(message, due.channel, due.notices, "dropped")
            return
        if not self.has_room(due.channel):
            return
        what = letter(self.say, message, due.channel, due.worth)
        if Delivery.begin(message, due.channel, due.notices, rests=due.rests):
            try:
                self.set_out(message, due.channel, what)
            except OSError:  # this machine can start no process just now
                Delivery.take_back(message)
                due.channel.was_not_reached("unreachable")

    def try_out(self, channel: Channel) -> None:
        """One test at a time leaves room for what matters."""
        if not self.has_room(channel) or any(errand.trial for errand in self.errands):
            return
        message = random_key()
        what = letter(self.say, message, channel, [])
        if channel.begin_trial():
            self.set_out(message, channel, what, trial=True)

    def find_out(self, channel: Channel, row: Delivery) -> None:
        """Of what may have arrived or not: ask there, send it again under its name, or leave it at that."""
        if not self.has_room(channel):
            return
        worth = policy.worth_telling(channel.person, Delivery.notices_in(row.message, channel))
        if channel.kind == "ntfy":
            asked = letter(self.say, row.message, channel, [], ask=True, since=int(row.at.timestamp()))
            self.set_out(row.message, channel, asked)
        elif channel.kind not in KNOWN_AGAIN or not worth:
            Delivery.end(row.message, "gone")
        elif Delivery.begin_again(row.message):
            self.set_out(row.message, channel, letter(self.say, row.message, channel, worth))

    def set_out(self, message: str, channel: Channel, what: dict[str, Any], trial: bool = False) -> None:
        self.errands.append(Errand(message, channel, what, trial))

    def is_busy(self, channel: Channel) -> bool:
        return any(errand.channel == channel for errand in self.errands)

    def has_room(self, channel: Channel) -> bool:
        """Nobody's slow channels hold up what goes to others."""
        theirs = [errand for errand in self.errands if errand.channel.person_id == channel.person_id]
        return len(self.errands) < AT_ONCE and len(theirs) < FOR_ONE and not self.is_busy(channel)
