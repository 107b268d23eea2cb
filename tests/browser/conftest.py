"""A real browser, and the house served on a port of its own."""

import logging
import queue
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import WSGIRequestHandler, make_server

from household.models import Device, Home
from household.web import live

PHONE = {"width": 390, "height": 844}
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


CHROMIUM = ("chromium", "chromium-browser")
DRAWS_ALONE = "chromium-headless-shell"  # the same engine with little around it: it takes a third of the time


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    return {**browser_type_launch_args, **program(DRAWS_ALONE, *CHROMIUM)}


def program(*names: str) -> dict[str, Any]:
    """The first of these browsers that is here, and how it is started."""
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    flags.append(f"--host-resolver-rules=MAP {socket.gethostname()}.local 127.0.0.1")
    return {"executable_path": next(filter(None, map(shutil.which, names)), None), "args": flags}


@pytest.fixture(scope="session")
def whole_browser(launch_browser: Callable[..., Browser]) -> Iterator[Browser]:
    """With all that people have around their pages, such as notices, for the tests that need it."""
    browser = launch_browser(**program(*CHROMIUM))
    yield browser
    browser.close()


class Line(WSGIRequestHandler):
    """One connection. It hands over its socket as gunicorn does, so that a stream notices who has hung up."""

    def make_environ(self) -> Any:
        return super().make_environ() | {"gunicorn.socket": self.connection}

    def setup(self) -> None:
        super().setup()
        self.server.lines.add(self.connection)  # type: ignore[attr-defined]

    def finish(self) -> None:
        self.server.lines.discard(self.connection)  # type: ignore[attr-defined]
        with suppress(OSError):
            super().finish()


class House:
    """The house on a port of its own. It can go dark, and be lit again at the same address."""

    def __init__(self, app: Any) -> None:
        self.app, self.port = app, 0

    def light(self) -> None:
        self.server: Any = make_server("127.0.0.1", self.port, self.app, threaded=True, request_handler=Line)
        self.server.daemon_threads, self.server.lines = True, set()
        self.app.config["PORT"] = self.port = self.server.port
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()

    def go_dark(self) -> None:
        self.server.shutdown()
        self.thread.join()
        for line in list(self.server.lines):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        self.server.server_close()


@pytest.fixture
def server(app: Any) -> Iterator[House]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = House(app)
    server.light()
    live.worker = SimpleNamespace(alive=True)
    yield server
    live.worker.alive = False  # open streams end, and with them the thread that watches for them
    server.go_dark()
    hub = app.extensions["hub"]
    with hub.lock:
        watching, lines = hub.thread, list(hub.listeners)
    for line in lines:
        with suppress(queue.Full):
            line.put_nowait(True)
    if watching:
        watching.join(5)
    live.worker = None


@pytest.fixture
def house(server: House) -> str:
    """The address of the running house."""
    return f"http://localhost:{server.port}"


class Troubles(list):
    """What the console complained about: CSP reports, script errors, broken requests."""

    def watch(self, page: Page) -> None:
        page.on("console", lambda m: self.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.append(str(error)))


@pytest.fixture
def phone(browser: Browser, house: str) -> Iterator[Callable[..., Page]]:
    """Open a phone: signed in as someone, or a stranger's; more options go to the browser context.

    It asks for less motion, so that no test waits for pages that fade.
    """
    contexts: list[BrowserContext] = []

    def open_phone(who: Any = None, **options: Any) -> Page:
        context = browser.new_context(**{"viewport": PHONE, "base_url": house, "reduced_motion": "reduce", **options})
        context.set_default_timeout(8_000)
        contexts.append(context)
        if who is not None:
            here = Home.current()
            assert here is not None
            _, token = Device.enter(who, "test")
            context.add_cookies([{"name": f"household-{here.key}", "value": token, "url": house}])
        page = context.new_page()
        page.troubles = Troubles()  # type: ignore[attr-defined]
        page.troubles.watch(page)  # type: ignore[attr-defined]
        return page

    yield open_phone
    for context in contexts:
        context.close()


@pytest.fixture
def axe() -> Callable[..., list[str]]:
    """What axe finds on the page, by all its rules or some, as short lines."""

    def check(page: Page, *rules: str) -> list[str]:
        if not page.evaluate("() => 'axe' in window"):  # half a megabyte, and it stays while the page does
            page.evaluate(AXE)
        found = page.evaluate("asked => axe.run({runOnly: asked, resultTypes: ['violations']})", rules or TAGS)
        return [
            f"{rule['id']}: {node['html'][:120]} {node['failureSummary'][:160]}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    return check
