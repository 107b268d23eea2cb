"""gunicorn's worker, made patient: one loop listens to all callers, and a thread is taken only for a whole request.

Plain gthread reads a request in a thread that waits for it, so a few callers who send theirs by drips, or a phone
that walks out of the Wi-Fi, take all threads and the house stands still. Here they cost a file and a few bytes each,
for 15 seconds; one address may only have so many of them; when there are too many in all, who has waited longest
without a word makes way for the next. Answers are not hurried: a stream or a long download lasts as long as it needs.
"""

import errno
import socket
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

from household.config import settings
from household.web.callers import Caller
from household.web.guard import loopback
from household.web.logs import way
from household.web.refusals import LATE, in_words, refusal, theirs

DEADLINE = 15.0  # seconds from the first moment of a request to its last byte
LAST_WORDS = 2.0  # seconds for a caller to hear the end of an answer and hang up
HELD = 8_388_608  # bytes of unfinished requests in all; beyond, the fullest goes
UNSENT = 262_144  # bytes of an answer that the system keeps for a slow reader, so that no thread waits for one
UNHEARD = 30_000  # milliseconds until a reader who takes nothing is given up
NOTHING = (errno.EAGAIN, errno.EWOULDBLOCK, errno.ECONNABORTED)
NO_FILES = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)


class PatientWorker(ThreadWorker):
    """Threads answer; this loop listens, and sees off."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting: dict[Caller, None] = {}  # listened to or seen off; who has waited longest comes first
        self.lines: Counter[str] = Counter()
        self.most = 0

    def init_process(self) -> None:
        self.most = lines_for_one(self.sockets)
        for listener in self.sockets:  # every connection inherits these
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, UNSENT)
            if listener.family != socket.AF_UNIX and hasattr(socket, "TCP_USER_TIMEOUT"):
                listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNHEARD)
        super().init_process()

    # ---- coming in

    def accept(self, listener: Any) -> None:
        try:
            sock, client = listener.accept()
        except OSError as error:
            if error.errno in NO_FILES:
                self.make_way(self.idle())
            elif error.errno not in NOTHING:
                raise
            return
        caller = Caller(self.cfg, sock, client, listener.getsockname(), self.let_go)
        self.nr_conns += 1
        self.lines[caller.address] += 1
        if self.room_for(caller):
            self.enqueue_req(caller)
        else:
            self.drop(caller)

    def room_for(self, caller: Caller) -> bool:
        """Whether this caller, counted already, may stay; somebody without a request makes way where it is full."""
        if self.most and self.lines[caller.address] > self.most:
            return self.make_way(one for one in self.idle() if one.address == caller.address)
        if self.nr_conns >= self.worker_connections:
            fullest = max((self.lines[one.address] for one in self.idle()), default=0)
            return self.make_way(one for one in self.idle() if self.lines[one.address] == fullest)
        return True

    def idle(self) -> list[Caller]:
        return [*self.keepalived_conns, *self.waiting]

    def make_way(self, those: Iterable[Caller]) -> bool:
        first = next(iter(those), None)
        if first is not None:
            self.drop(first)
        return first is not None

    # ---- listening

    def enqueue_req(self, conn: Caller) -> None:
        """gunicorn has a caller, new or back for more: listen first, for a thread is only for a whole request."""
        conn.begin(time.monotonic() + DEADLINE)
        self.listen(conn)

    def listen(self, caller: Caller, _sock: Any = None) -> None:
        here = caller.hear()
        ready = not caller.leaving and caller.whole()
        if ready and caller.refused:
            self.turn_away(caller, caller.refused)
        elif ready:
            self.forget(caller)
            caller.hand_over()
            super().enqueue_req(caller)
        elif not here:
            self.drop(caller)
        elif caller not in self.waiting:
            self.wait_for(caller)
        elif len(caller.said) > HELD // self.worker_connections and sum(len(one.said) for one in self.waiting) > HELD:
            self.drop(max(self.waiting, key=lambda one: len(one.said)))

    def wait_for(self, caller: Caller) -> None:
        self.waiting[caller] = None
        self.poller.register(caller.sock, EVENT_READ, partial(self.listen, caller))

    def forget(self, caller: Caller) -> None:
        """Stop watching for this caller's next bytes."""
        if caller in self.keepalived_conns:
            self.keepalived_conns.remove(caller)
        self.waiting.pop(caller, None)
        with suppress(KeyError, ValueError, OSError):
            self.poller.unregister(caller.sock)

    def murder_pending(self) -> None:
        """gunicorn asks once a second or more often: who is late? When the house closes, soon everybody is."""
        late = time.monotonic() + (0 if self.alive else DEADLINE - LAST_WORDS)
        for caller in [one for one in self.waiting if one.until <= late or not (self.alive or one.said)]:
            if caller.said:
                self.turn_away(caller, LATE)
            else:
                self.drop(caller)

    # ---- going

    def let_go(self, caller: Caller, graceful: bool) -> None:
        """gunicorn counts this caller no more. One that is seen off counts until it has heard the end."""
        if graceful and caller.see_off():
            self.nr_conns += 1
            caller.until = time.monotonic() + LAST_WORDS
            self.wait_for(caller)
        else:
            self.lines[caller.address] -= 1
            if not self.lines[caller.address]:
                del self.lines[caller.address]
            caller.hang_up()

    def turn_away(self, caller: Caller, words: tuple[str, str]) -> None:
        """Say why, and see this caller off."""
        caller.say(in_words(*words))
        self.drop(caller, graceful=True)

    def drop(self, caller: Caller, graceful: bool = False) -> None:
        self.forget(caller)
        self.nr_conns -= 1
        self.let_go(caller, graceful)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        """Answer what can't be a request in a sentence, and keep what was sent out of it and out of the log."""
        if not theirs(exc):
            self.log.error("a request failed with %s", way(exc))
        with suppress(OSError):
            client.sendall(in_words(*refusal(exc)))


def lines_for_one(listeners: Iterable[Any]) -> int:
    """How many connections one address may have; 0, for any number, where only a proxy on this machine calls."""
    proxied = all(one.family == socket.AF_UNIX or loopback(one.getsockname()[0]) for one in listeners)
    return 0 if proxied else settings()["LINES"]
