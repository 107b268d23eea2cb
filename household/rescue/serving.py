"""How gunicorn serves the one page: as it serves the house, but nothing ticks, and once it can the house opens.

Nobody holds the data folder meanwhile, so that `household restore` needs nothing closed first.
"""

import os
import runpy
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from household.config import ROOT, settings
from household.keeping.instance import OutOfReach, condition, is_held

globals().update(runpy.run_path(str(ROOT / "deploy" / "gunicorn.conf.py")))
workers, threads = 1, 8

_data: Path = settings()["DATA"]
_notebook = _data / "household.db"
_out_of_reach = os.environ["HOUSEHOLD_SHUT"] == OutOfReach.state
_pause = 5 if _out_of_reach else 1  # seconds between two looks: a disk that fails is spared
_better = ("sound", "damaged") if _out_of_reach else ("sound",)
_news, _told = os.pipe()  # from the worker that saw it to the process that opens the house
os.set_blocking(_news, False)


def _mark() -> tuple[int, ...]:
    try:
        found = _notebook.stat()
    except OSError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns


_found = _mark()


def post_worker_init(worker: Any) -> None:
    threading.Thread(target=_watch, args=(worker,), daemon=True, name="watch").start()


def _watch(worker: Any) -> None:
    """Until another notebook is in its place, and whoever put it there is done; or until the disk lets us have ours."""
    seen, again = _found, threading.Event()
    while worker.alive:
        again.wait(_pause)
        if _worth_a_look(seen):
            seen = _mark()
            if condition(_notebook) in _better:
                os.write(_told, b"!")
                os.kill(os.getppid(), signal.SIGTERM)
                return


def _worth_a_look(seen: tuple[int, ...]) -> bool:
    try:
        return (_out_of_reach or _mark() not in (seen, ())) and not is_held(_data)
    except OSError:  # the disk still lets nobody write
        return False


def on_exit(server: Any) -> None:
    """The same process becomes the house, so that whoever started it needs to do nothing."""
    try:
        mended = bool(os.read(_news, 1))
    except BlockingIOError:
        return
    if mended:
        os.execv(sys.executable, [sys.executable, "-m", "household.cli", "serve"])
