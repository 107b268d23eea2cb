"""A story on its way: told on one phone, seen on the child’s tablet, and gone from it when the other takes it back."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from household.models import Need, Repair, Story

from .test_care import inspect, walk  # noqa: F401

TABLET = {"width": 1280, "height": 800}
# Whatever can be pressed, and is not 96 px in both directions.
SMALL = """() => [...document.querySelectorAll('a[href], button')]
  .filter(e => e.checkVisibility() && !e.matches('.skip'))
  .map(e => [e.getBoundingClientRect(), e]).filter(([box]) => box.width < 96 || box.height < 96)
  .map(([box, e]) => `${Math.round(box.width)} x ${Math.round(box.height)}: ${e.outerHTML.slice(0, 90)}`)"""


def got(by: Any, helper: Any, word: str = "hug", **more: Any) -> Need:
    need = Need.ask(by=by, word=word, audience="named", named=[helper], **more)
    need.claim(by=helper)
    need.meet(by=by)
    return need


def told(need: Need, when: str = "done", feels: str = "") -> Story:
    return Story.tell_kids(need, by=need.asked_by, when=when, feels=feels or ("calm" if when == "done" else ""))


def test_it_is_told_and_taken_back_under_the_childs_eyes(phone, mara, jon, theo):
    need = got(mara, jon, feeling="tired")
    tablet: Page = phone(theo, viewport=TABLET)
    tablet.goto(f"/kid/{theo.key}/stories/")
    expect(tablet.get_by_text("No stories yet.")).to_be_visible()
    maras: Page = phone(mara)
    maras.goto(f"/needs/{need.key}")
    maras.get_by_role("link", name="Tell the kids?").click()
    expect(maras.get_by_text("Mama felt tired.")).to_be_visible()
    maras.get_by_role("button", name="Tell the kids").click()
    expect(maras.get_by_text("The kids know this story.")).to_be_visible()
    tablet.get_by_role("link", name="Mama felt tired.").click()
    assert tablet.evaluate(SMALL) == []
    jons: Page = phone(jon)
    jons.goto(f"/needs/{need.key}")
    jons.get_by_role("button", name="Take it back").click()
    expect(tablet.get_by_text("Mama felt tired.")).to_have_count(0)
    tablet.get_by_role("link", name="Back to my page").click()
    expect(tablet.get_by_role("heading", name="Hi Theo")).to_be_visible()


@pytest.mark.long
def test_the_pages_around_stories_are_for_everybody(phone, walk, axe, mara, jon, ruth, theo):  # noqa: F811
    one, another = told(got(mara, jon, feeling="sad"), "done_feeling"), told(got(jon, theo, "sleep"), "child_helped")
    told(got(mara, ruth, "quiet"), "orbit_helped")
    mended, own = Repair.ouch(by=mara, to=jon), got(theo, jon, "kid_hug")
    Repair.update(stage="mended").execute()
    Story.tell_kids(Repair.get(), by=jon, when="repair_done")
    shelf, wrong = f"/kid/{theo.key}/stories/", []
    child: Page = phone(theo)
    child.route("**/live", lambda route: route.fulfill(status=204))
    for path in ("", one.key, another.key, own.key, f"{one.key}/maybe"):
        child.goto(shelf + path)
        for size in ({"width": 390, "height": 844}, TABLET, {"width": 320, "height": 640}):
            child.set_viewport_size(size)
            over = child.evaluate("document.scrollingElement.scrollWidth - innerWidth")
            wrong += [f"{path}: {over} px sideways"] if over > 0 else []
            wrong += [f"{path}: {line}" for line in child.evaluate(SMALL)] if size["width"] > 320 else []
            for light in ("light", "dark"):
                child.emulate_media(color_scheme=light)
                wrong += [f"{path}, {light}: {line}" for line in axe(child)]
    assert not wrong, "\n".join(wrong)
    walk(
        phone(mara),
        tell=f"/stories/new?need={got(mara, jon).key}",
        told=f"/needs/{one.need.key}",
        say_yes=f"/stories/new?repair={mended.key}",
        mended=f"/repairs/{mended.key}",
    )
