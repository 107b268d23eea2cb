"""A child's page in two hands: what partners set stands on the child's open page at once, and at night it rests."""

from datetime import time

import pytest
from playwright.sync_api import Page, expect

from household.models import KidView, Person

from .test_care import LONG, inspect, press, walk  # noqa: F401
from .test_keyboard import button, tab_to, use

TILES = "#tiles .big"


def test_what_a_parent_sets_stands_on_the_childs_open_page_at_once(phone, mara, theo):
    theos, maras = phone(theo), phone(mara)
    with theos.expect_request("**/live"):
        theos.goto("/")
    expect(theos.locator(TILES).first).to_have_text("A hug")
    maras.goto(f"/kids/{theo.key}/tiles")
    later = maras.get_by_role("button", name="Move “A hug” later")
    later.click()
    expect(theos.locator(TILES).nth(1)).to_have_text("A hug")
    expect(later).to_be_focused()
    maras.get_by_role("checkbox", name="Find my teddy").check()
    over = maras.locator(".arrange__over:visible")
    expect(over).to_have_text(["does not fit"])
    maras.get_by_role("checkbox", name="A drink").uncheck()
    expect(over).to_have_count(0)
    button(maras, "Save").click()
    expect(theos.locator(TILES).last).to_have_text("Find my teddy")
    expect(theos.locator(TILES).first).to_have_text("A hug")
    KidView.of(theo).hush(by=mara, quiet_from=time(19), quiet_until=time(7))
    expect(theos.get_by_text("Go to Mama or Papa.")).to_be_visible()
    KidView.of(theo).hush(by=mara, quiet_from=None, quiet_until=None)
    expect(theos.locator(TILES).first).to_have_text("A hug")
    assert theos.troubles == maras.troubles == []


@pytest.mark.long
def test_without_scripts_all_of_it_can_be_set(phone, mara, theo, ida):
    page = phone(mara, java_script_enabled=False)
    page.goto(f"/people/{theo.key}/edit")
    page.get_by_role("link", name="Theo’s page").click()
    page.get_by_role("link", name="Pictures to ask with").click()
    page.get_by_role("checkbox", name="Toilet").uncheck()
    page.get_by_role("button", name="Move “A hug” later").click()
    expect(page.locator(".arrange__one").nth(1)).to_have_id("one-kid_hug")
    expect(page.get_by_role("checkbox", name="Toilet")).not_to_be_checked()
    assert "kid_toilet" not in KidView.of(theo).tiles
    for label in ("Find my teddy", "Come here"):
        page.get_by_role("checkbox", name=label).check()
    button(page, "Save").click()
    expect(page.get_by_text("That is more than fits.")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Come here")).to_be_checked()
    page.get_by_role("link", name="Theo’s page").click()
    page.get_by_role("link", name="Who may hear Theo").click()
    page.get_by_role("checkbox", name="Ida").check()
    button(page, "Save").click()
    expect(page.get_by_role("checkbox", name="Ida")).to_be_checked()
    page.get_by_role("link", name="Theo’s page").click()
    button(page, "Let Theo write own words").click()
    expect(page.get_by_text("Theo can write own words.")).to_be_visible()
    page.get_by_role("link", name="Quiet hours").click()
    page.get_by_label("From").fill("19:00")
    page.get_by_label("Until").fill("07:00")
    button(page, "Save").click()
    expect(page.get_by_label("From")).to_have_value("19:00")
    theos = phone(theo, java_script_enabled=False)
    theos.goto("/")
    expect(theos.get_by_text("Go to Mama or Papa.")).to_be_visible()
    theos.get_by_role("link", name="Is it day?").click()
    expect(theos.get_by_text("Go to Mama or Papa.")).to_be_visible()
    theos.get_by_role("link", name="It hurts").click()
    expect(theos.get_by_role("heading", name="It hurts")).to_be_visible()


@pytest.mark.long
def test_by_keyboard_a_picture_is_moved_and_moved_again(phone, mara, theo):
    page = phone(mara)
    page.goto(f"/kids/{theo.key}/tiles")
    later = button(page, "Move “A drink” later")
    tab_to(page, later)
    for place in (2, 3, 4):
        page.keyboard.press("Enter")
        expect(page.locator(".arrange__one").nth(place)).to_have_id("one-kid_drink")
        expect(later).to_be_focused()
    use(page, button(page, "Save"))
    expect(page.get_by_text("It is kept.")).to_be_visible()


MEASURED = """() => {
  document.querySelectorAll('[data-read]').forEach(one => { one.hidden = false })   // as where there is a voice
  const sizes = [...document.querySelectorAll('.top .big')].map(one => one.getBoundingClientRect())
  return [sizes.length, Math.min(...sizes.flatMap(one => [one.width, one.height])), document.body.offsetHeight]
}"""


@pytest.mark.long
def test_at_night_all_that_is_pressed_is_large_and_fits_without_scrolling(phone, mara, theo):
    KidView.of(theo).hush(by=mara, quiet_from=time(19), quiet_until=time(7))
    for width, height in ((390, 844), (1280, 800)):
        page = phone(theo, viewport={"width": width, "height": height})
        page.goto("/")
        cards, smallest, high = page.evaluate(MEASURED)
        assert cards == 4 and smallest >= 96 and high <= height


@pytest.mark.long
def test_a_childs_page_is_for_everybody(walk, phone, mara, theo, ida):  # noqa: F811
    Person.update(name=LONG[:40]).where(Person.id == ida.id).execute()
    page = phone(mara)
    page.route("**/live", lambda route: route.fulfill(status=204))
    pages = {name: f"/kids/{theo.key}/{name}" for name in ("", "view", "tiles", "hearers", "quiet")}

    def too_many(page: Page) -> None:
        page.goto(pages["tiles"])
        page.get_by_role("checkbox", name="Come here").check()
        press("Save")(page)

    def half(page: Page) -> None:
        page.goto(pages["quiet"])
        page.get_by_label("From").fill("19:00")
        press("Save")(page)

    walk(page, **{f"of_theo_{name}": path for name, path in pages.items()})
    walk(page, of_ida=f"/kids/{ida.key}/", too_many=(too_many, "more than fits"), half=(half, "leave both empty"))


def test_the_night_is_for_everybody(walk, phone, mara, theo):  # noqa: F811
    Person.update(kids_say=LONG[:40]).where(Person.id == mara.id).execute()
    KidView.of(theo).hush(by=mara, quiet_from=time(19), quiet_until=time(7))
    walk(phone(theo), night="/")
