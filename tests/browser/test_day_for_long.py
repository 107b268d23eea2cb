"""Thirty days on the wall in fast time: the page of the day is no larger at their end than after the first."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from household.models import Home, Need, Thanks

# The house answers from what it said before, now one page and now the other: a month of real answers takes too long.
ANSWERS = """pages => {
  let asked = 0
  window.answered = () => asked
  window.fetch = async address => {
    const page = pages[asked++ % pages.length]
    if (String(address).includes('health')) return new Response('ok')
    return new Response(page, { headers: { ETag: `"${asked}-1-x"` } })
  }
}"""
# The line to the house stands all the time, and nobody calls.
LINE = """window.EventSource = class {
  constructor() { this.readyState = 1; setTimeout(() => this.onopen(), 0) }
  addEventListener() {}
  close() {}
}"""
DAYS, LOOKS = 30, 96


@pytest.fixture
def tablet(phone: Callable[..., Page], cast: Any, house: str) -> Page:
    page = phone(viewport={"width": 1280, "height": 800}, reduced_motion="no-preference")
    cookie = {"name": f"household-{Home.here().key}", "value": cast.kitchen_token, "url": house}
    page.context.add_cookies([cookie])
    page.add_init_script(LINE)
    return page


def measured(page: Page) -> dict[str, int]:
    """What the browser holds for this page, once it has swept."""
    tools = page.context.new_cdp_session(page)
    tools.send("Performance.enable")
    for _ in range(2):
        tools.send("HeapProfiler.collectGarbage")
    found = {one["name"]: int(one["value"]) for one in tools.send("Performance.getMetrics")["metrics"]}
    tools.detach()
    return {name: found[name] for name in ("Nodes", "JSEventListeners", "JSHeapUsedSize")}


def live_through_a_day(page: Page) -> None:
    """In steps, in each of which all that waits for its time comes once."""
    for _ in range(LOOKS):
        page.clock.fast_forward(24 * 3600 * 1000 // LOOKS)


@pytest.mark.long
def test_thirty_days_on_the_wall_leave_nothing_behind(tablet, cast, mara, jon, ruth, theo):
    pages = []
    for number in range(6):
        Need.ask(by=mara, own=f"Water the tomatoes {'again ' * number}?", audience="home")
        Need.ask(by=jon, word="quiet", audience="home").claim(by=mara)
        Thanks.give(by=ruth, to=[jon], did="You came, " + "again and " * number + "again.", audience="orbit")
        if number % 2:
            Need.ask_now(by=theo, word="kid_hug", named=[mara])
        pages.append(tablet.request.get("/day/").text())
    tablet.clock.install()
    tablet.goto("/day/")
    tablet.evaluate(ANSWERS, pages)
    live_through_a_day(tablet)
    first = measured(tablet)
    for _ in range(DAYS - 1):
        live_through_a_day(tablet)
    last = measured(tablet)
    assert tablet.evaluate("answered()") >= DAYS * LOOKS
    assert last["Nodes"] <= first["Nodes"] * 1.1 and last["JSEventListeners"] <= first["JSEventListeners"] * 1.1
    assert last["JSHeapUsedSize"] <= first["JSHeapUsedSize"] * 1.25
    assert tablet.get_by_text("Water the tomatoes").first.is_visible() and tablet.troubles == []
