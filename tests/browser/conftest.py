"""A real browser, and the house served on a port of its own."""

import logging
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import make_server

from household.models import Device, Home

PHONE = {"width": 390, "height": 844}
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    return {**browser_type_launch_args, "executable_path": chromium, "args": flags}


@pytest.fixture
def house(app: Any) -> Iterator[str]:
    """The address of the running house."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    server.daemon_threads = True
    app.config["PORT"] = server.port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


class Troubles(list):
    """What the console complained about: CSP reports, script errors, broken requests."""

    def watch(self, page: Page) -> None:
        page.on("console", lambda m: self.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.append(str(error)))


@pytest.fixture
def phone(browser: Browser, house: str) -> Iterator[Callable[..., Page]]:
    """Open a phone: signed in as someone, or a stranger's; more options go to the browser context."""
    contexts: list[BrowserContext] = []

    def open_phone(who: Any = None, **options: Any) -> Page:
        context = browser.new_context(**{"viewport": PHONE, "base_url": house, **options})
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
def axe() -> Callable[[Page], list[str]]:
    """What axe finds on the page, as short lines."""

    def check(page: Page) -> list[str]:
        page.evaluate(AXE)
        found = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
        return [
            f"{rule['id']}: {node['html'][:120]} {node['failureSummary'][:160]}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    return check
