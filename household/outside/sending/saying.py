"""What the postman hears: `going` before the first byte that counts, then one last word, in time whatever happens."""

import os
import signal
import threading
from contextlib import suppress

LIMIT = 20  # seconds that a message may take

_lock = threading.Lock()
_heard = {"by": 1, "going": False}


def begin() -> None:
    """Nobody else has a word: what a library prints, or an error tells, goes nowhere."""
    _heard["by"] = os.dup(1)
    nothing = os.open(os.devnull, os.O_WRONLY)
    for line in (1, 2):
        os.dup2(nothing, line)
    watch(LIMIT)
    signal.setitimer(signal.ITIMER_REAL, LIMIT + 1)  # for what holds even the watch up: the kernel ends us


def watch(limit: float) -> None:
    """End it after so many seconds. A thread can, even while the other one waits for a name to be looked up."""
    watching = threading.Timer(limit, give_up)
    watching.daemon = True
    watching.start()


def going() -> None:
    """From here on nobody can take it back. It goes even if nobody listens any more: it was written down as begun."""
    with _lock:
        if not _heard["going"]:
            _heard["going"] = True
            with suppress(OSError):
                os.write(_heard["by"], b"going\n")


def is_going() -> bool:
    return bool(_heard["going"])


def give_up() -> None:
    end("failed silent" if is_going() else "failed unreachable")


def end(word: str) -> None:
    """Say the last word, and be gone at once, threads and open lines with it."""
    _lock.acquire()  # and never give it back: there is only one last word
    try:
        os.write(_heard["by"], f"{word}\n".encode())
    finally:
        os._exit(0)
