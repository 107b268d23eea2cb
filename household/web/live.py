"""The live stream: it tells open pages that something they may see has changed, and nothing else."""

import queue
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from flask import Blueprint, Flask, Response, current_app, request
from peewee import fn

from household import policy
from household.database import db, embedded, ready, release
from household.models import Device, Event
from household.web.access import device, me

LOOK = 0.3  # seconds between two looks at the notebook
BEAT = 20  # seconds between two signs of life
SPARE = 16  # threads that streams may never take

bp = Blueprint("live", __name__)
worker: Any = None  # gunicorn's, so that open streams end when it stops


def init_app(app: Flask) -> None:
    app.extensions["hub"] = Hub(app.config.get("STREAMS", 48))
    app.register_blueprint(bp)


class Hub:
    """One thread a worker, alive only while somebody listens; it sees the changes of every process."""

    def __init__(self, room: int) -> None:
        self.room, self.listeners, self.lock = room, {}, threading.Lock()  # type: ignore[var-annotated]
        self.thread: threading.Thread | None = None

    def join(self, who: Any, on: str = "") -> "queue.Queue[bool] | None":
        """A queue that gets True whenever `who` should look again, or what is `on` the device with this key changed.

        None when there is no room.
        """
        with self.lock:
            if len(self.listeners) >= self.room:
                return None
            line: queue.Queue[bool] = queue.Queue(1)
            self.listeners[line] = who, on
            if self.thread is None:
                # from here on: what happens while the thread begins is missed by nobody
                self.thread = threading.Thread(target=self.watch, args=(newest(),), daemon=True, name="hub")
                self.thread.start()
            return line

    def leave(self, line: "queue.Queue[bool]") -> None:
        with self.lock:
            self.listeners.pop(line, None)

    def watch(self, last: int) -> None:
        """Look for events after `last` until nobody listens; a notebook that can't be read is looked at again later."""
        version = None
        try:
            while self.wanted():
                try:
                    last, version = self.look(last, version)
                except Exception:
                    db.close()
                release()
                time.sleep(LOOK)
        finally:
            if not db.is_closed():
                db.close()

    def wanted(self) -> bool:
        with self.lock:
            if not self.listeners:
                self.thread = None
            return self.thread is not None

    def look(self, last: int | None, version: Any) -> tuple[int, Any]:
        """Wake those who hear of what came after event `last`; (the newest event, the notebook's version)."""
        ready()
        seen = db.execute_sql("pragma data_version").fetchone() if embedded() else None
        if last is None:
            return newest(), seen
        if embedded() and seen == version:
            return last, seen
        events = list(Event.select().where(Event.id > last).order_by(Event.id))
        for event in events:
            self.wake(event.circle)
        return (events[-1].id if events else last), seen

    def wake(self, circle: set[str]) -> None:
        with self.lock:
            hearing = [line for line, (who, on) in self.listeners.items() if on in circle or policy.hears(who, circle)]
        for line in hearing:
            with suppress(queue.Full):  # full: it will look anyway
                line.put_nowait(True)


def newest() -> int:
    """The number of the newest event."""
    return Event.select(fn.MAX(Event.id)).scalar() or 0


@bp.get("/live")
def stream() -> Response:
    """Server-sent events named house-changed; 204 when there is no room, and the page asks by itself."""
    hub: Hub = current_app.extensions["hub"]
    here = device()
    line = hub.join(me(), here.key) if here else None
    if line is None or here is None:
        return Response(status=204)
    reader, sock = (here.id, policy.sees(me())), request.environ.get("gunicorn.socket")
    answer = Response(signals(hub, line, reader, sock), mimetype="text/event-stream")
    answer.headers["X-Accel-Buffering"] = "no"
    answer.call_on_close(lambda: hub.leave(line))
    return answer


def signals(hub: Hub, line: "queue.Queue[bool]", reader: tuple[int, set[str]], sock: Any) -> Iterator[str]:
    """A signal for each change, a beat when it is quiet; ends with the worker, the reader or the session."""
    beat = time.monotonic()
    try:
        yield "retry: 2000\n: welcome\n\n"
        while worker is None or worker.alive:
            try:
                line.get(timeout=1)
            except queue.Empty:
                if gone(sock):
                    return
                if time.monotonic() - beat < BEAT:
                    continue
                message = ": still here\n\n"
            else:
                message = "event: house-changed\ndata: \n\n"
            if not still_welcome(*reader):
                return
            beat = time.monotonic()
            yield message
    finally:
        hub.leave(line)


def still_welcome(device_id: int, sees: set[str]) -> bool:
    """Whether the same one is still signed in on this device, and sees the same; if not, nothing more is said to it."""
    ready()
    try:
        found = Device.get_or_none(Device.id == device_id)
        return (
            found is not None
            and found.revoked_at is None
            and policy.admits(found)
            and policy.sees(found.holder) == sees
        )
    finally:
        release()


def gone(sock: Any) -> bool:
    """Whether the reader has hung up (a TLS socket does not tell: then it counts as there)."""
    try:
        return sock is not None and sock.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except (BlockingIOError, InterruptedError, ValueError):
        return False
    except OSError:
        return True
