"""A tablet and a phone side by side: letters on the one, typed on the other, and the day opens by itself."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from household.models import Device, KioskView, Knock
from household.models.clock import stopped
from household.models.knock import PAIRS_FOR

from .test_care import PLAIN, SMALL, TIED, inspect, press, walk, with_letters  # noqa: F401

TABLET = {"width": 1280, "height": 800}
SIZES = [(1280, 800), (800, 1280), (390, 844)]
# What is pressed on the tablet, if it is lower than 72 px.
LOW = """() => [...document.querySelectorAll('a[href], button')].filter(e => e.checkVisibility() && !e.matches('.hide'))
  .filter(e => e.getBoundingClientRect().height < 71.5).map(e => e.outerHTML.slice(0, 90))"""
SIDEWAYS = """() => ['ltr', 'rtl'].filter(reading => {
  document.documentElement.dir = reading
  return document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth
})"""


def letters_on(tablet: Page) -> str:
    return re.sub(r"\W", "", tablet.locator(".doorstep__letters").inner_text())


def let_in(phone: Page, letters: str) -> None:
    phone.goto("/kiosks/new")
    phone.get_by_label("The letters on the tablet").fill(letters.lower())
    phone.keyboard.press("Enter")
    expect(phone.get_by_text("Let it in only if the tablet is in front of you.")).to_be_visible()
    phone.get_by_role("button", name="Let it in").click()
    expect(phone.get_by_role("heading", name="The kitchen")).to_be_visible()


def test_letters_typed_on_a_phone_open_the_day_on_the_tablet_and_its_end_darkens_it(phone, mara):
    tablet, maras = phone(viewport=TABLET), phone(mara)
    tablet.goto("/sign-in")
    tablet.get_by_role("link", name="This is the kitchen tablet").click()
    press("Show the letters")(tablet)
    expect(tablet.locator(".doorstep__letters")).to_be_visible()
    let_in(maras, letters_on(tablet))
    tablet.wait_for_url("**/day/")
    maras.get_by_text("Take it out of the kitchen").click()
    press("Take it out")(maras)
    expect(maras.get_by_role("heading", name="Your devices")).to_be_visible()
    # its open page goes there by itself
    expect(tablet.get_by_role("heading", name="This tablet is not in the kitchen any more")).to_be_visible()
    assert not [line for line in (*tablet.troubles, *maras.troubles) if "401" not in line]


@pytest.mark.long
def test_without_scripts_it_takes_one_tap_more(phone, mara):
    tablet, maras = (phone(who, java_script_enabled=False) for who in (None, mara))
    tablet.goto("/tablet/")
    press("Show the letters")(tablet)
    let_in(maras, letters_on(tablet))
    tablet.get_by_role("button", name="Open the day").click()  # the page has fetched itself meanwhile
    tablet.wait_for_url("**/day/")


@pytest.mark.long
def test_where_a_browser_reads_no_htmx_it_asks_anew_and_goes_in_by_itself(phone, mara):
    page = phone()
    page.route("**/htmx.min.js", lambda route: route.abort())
    page.clock.install()
    page.goto("/tablet/")
    page.get_by_role("button", name="Show the letters").click()
    expect(page.locator(".doorstep__letters")).to_be_visible()
    Knock.get().let_in(by=mara, name="The kitchen")
    page.clock.run_for(6_000)
    page.wait_for_url("**/day/")


@pytest.mark.long
def test_letters_that_are_over_begin_anew_with_one_tap(phone, cast, clock):
    tablet = phone(viewport=TABLET)
    tablet.goto("/tablet/")
    press("Show the letters")(tablet)
    before = letters_on(tablet)
    with stopped(clock + PAIRS_FOR):
        press("Show new letters")(tablet)
        expect(tablet.locator(".doorstep__letters")).to_be_visible()
        assert letters_on(tablet) != before


# ---- for everybody


@pytest.fixture
def faults(axe) -> Callable[..., list[str]]:
    """What is wrong with the page as it stands, at every size, in both lights, and in large letters."""

    def find(page: Page) -> list[str]:
        wrong = [*page.evaluate(TIED), *page.evaluate(LOW)]
        page.evaluate(PLAIN)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            for light in ("light", "dark"):
                page.emulate_media(color_scheme=light)
                wrong += [f"{width}, {light}: {line}" for line in axe(page)]
            with_letters(page, 32)
            wrong += [f"{width}, large letters: sideways, {reading}" for reading in page.evaluate(SIDEWAYS)]
            with_letters(page, 16)
        return wrong

    return find


@pytest.mark.long
def test_the_door_of_the_tablet_is_for_everybody(phone, mara, faults, clock):
    wrong, tablet = [], phone(viewport=TABLET)

    def look(page: Page) -> None:
        wrong.extend(f"{page.url}: {line}" for line in faults(page))

    tablet.goto("/tablet/")
    look(tablet)
    press("Show the letters")(tablet)
    letters = letters_on(tablet)
    tablet.route("**/tablet/letters", lambda route: route.abort())  # it stands still to be looked at
    look(tablet)
    tablet.unroute("**/tablet/letters")
    with stopped(clock + PAIRS_FOR):
        tablet.goto("/tablet/letters")
        look(tablet)
    opens = phone(viewport=TABLET, java_script_enabled=False)
    knock: Any = Knock.with_letters(letters)
    device = KioskView.pair(knock, by=mara, name="The kitchen", guests=[])
    opens.context.add_cookies(tablet.context.cookies())
    opens.goto("/tablet/letters")
    expect(opens.get_by_role("button", name="Open the day")).to_be_visible()
    tablet.goto("/tablet/letters")
    tablet.wait_for_url("**/day/")
    Device.get_by_id(device.id).revoke(by=mara)
    tablet.goto("/day/")
    look(tablet)
    maras = phone(mara)
    maras.goto("/tablet/")
    look(maras)
    assert wrong == [] and not [line for line in maras.troubles if "401" not in line]


@pytest.mark.long
def test_the_partners_pages_about_the_tablet_are_for_everybody(walk, phone, mara, ruth, cast):  # noqa: F811
    page = phone(mara)
    page.route("**/live", lambda route: route.fulfill(status=204))
    kitchen: Any = Device.known(cast.kitchen_token)
    knock: Any = Knock.with_letters(Knock.for_kitchen("iPad")[1])

    def wrong_letters(page: Page) -> None:
        page.get_by_label("The letters on the tablet").fill("BCDFGHJK")
        press("Find the tablet")(page)

    def half_a_night(page: Page) -> None:
        page.get_by_label("Until").fill("")
        press("Save")(page)

    walk(
        page,
        one="/kiosks/",
        letters="/kiosks/new",
        wrong=(wrong_letters, "No tablet shows these letters."),
        door=f"/kiosks/at-door/{knock.key}",
        shows=f"/kiosks/{kitchen.key}",
        mistake=(half_a_night, "For no night, leave both empty."),
        company=(press("Company’s here"), "There is company."),
    )
    page.goto("/kiosks/")
    press("We are by ourselves again")(page)
    expect(page.locator(":focus")).to_have_attribute("aria-label", "Company")
    expect(page.get_by_role("heading", name="Put another tablet in the kitchen")).to_be_visible()
    kitchen.revoke(by=mara)
    walk(page, none="/kiosks/")
