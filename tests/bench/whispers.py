"""The whispers on a slow phone: what a pause takes there, for each example and for the longest draft that is read."""

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from household.config import ROOT

from ..browser.conftest import CHROMIUM, program
from ..whispers.examples import FILES, drafts
from ..whispers.reading import is_left_alone, rules
from .figures import Figure, figure

FRESH = 7  # pages, each with the first pause in it
SLOWER = 6  # times: what browsers' own tools take for a cheap phone
READ = """([rules, kind, drafts]) => {
  const { read, ready } = window.Reading(JSON.parse(rules)), TIMES = 20
  ready(kind).reverse().forEach(step => step())
  return drafts.map(text => {
    const begun = performance.now()
    for (let time = 0; time < TIMES; time++) read(kind, text)
    return (performance.now() - begun) / TIMES
  })
}"""
FIRST = """([rules, kind, text]) => {
  const { read, ready } = window.Reading(JSON.parse(rules))
  ready(kind).reverse().forEach(step => step())
  const begun = performance.now()
  read(kind, text)
  return performance.now() - begun
}"""
STEP = """([rules, kind]) => Math.max(...window.Reading(JSON.parse(rules)).ready(kind).reverse().map(step => {
  const begun = performance.now()
  step()
  return performance.now() - begun
}))"""


@figure
def whispers(folder: Path, seconds: int) -> Iterator[Figure]:
    """Milliseconds of the page's own thread, on this machine made slower."""
    known = json.dumps(rules("en"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**program(*CHROMIUM))
        for kind in ("ask", "reply"):
            read = [draft.text for name, (of, _) in FILES.items() if of == kind for draft in drafts("apart", name)]
            longest = " ".join(text for text in read if not is_left_alone(text, rules("en"), "en"))
            first = [run(browser, FIRST, [known, kind, text]) for text in read[:FRESH]]
            took = sorted(run(browser, READ, [known, kind, read]))
            (most,) = run(browser, READ, [known, kind, [longest[: rules("en")["longest"]]]])
            yield Figure(f"a pause, {kind}: p99 of the examples", took[len(took) * 99 // 100], "ms", 2)
            yield Figure(f"a pause, {kind}: the longest that is read", most, "ms")
            yield Figure(f"a pause, {kind}: the first one", median(first), "ms")
            yield Figure(f"{kind}: the longest step before", run(browser, STEP, [known, kind]), "ms")
        browser.close()


def run(browser: Browser, script: str, given: list[Any]) -> Any:
    """On a page of its own, on a slow phone."""
    page = browser.new_page()
    page.add_script_tag(path=str(ROOT / "static" / "js" / "whispers" / "reading.js"))
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    found = page.evaluate(script, given)
    page.close()
    return found
