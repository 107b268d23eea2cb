"""A child of four with an old tablet: it sees at once that help is wanted, helps, and every page is big and calm."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from household.models import Need, Person
from household.models.need.when import When

SOON = 1_500  # milliseconds
TABLET, NARROW = {"width": 1280, "height": 800}, {"width": 320, "height": 640}
# What is tapped by a child is 96 px and more, both ways.
SMALL = """() => [...document.querySelectorAll('a[href]:not(.hide), button')].filter(e => e.checkVisibility())
  .map(e => [e.getBoundingClientRect(), e]).filter(([at]) => at.height < 95.5 || at.width < 75)
  .map(([at, e]) => `${at.width} x ${at.height}: ${e.outerHTML.slice(0, 90)}`)"""
SIDEWAYS = """() => ['ltr', 'rtl'].filter(reading => {
  document.documentElement.dir = reading
  return document.scrollingElement.scrollWidth > innerWidth
})"""


def open_live(page: Page, path: str) -> Page:
    with page.expect_response("**/live"):
        page.goto(path)
    return page


def test_an_open_tablet_shows_what_kids_can_help_with_and_the_asker_sees_who_helps(phone, jon, theo):
    tablet = open_live(phone(theo, viewport=TABLET), f"/kid/{theo.key}/help/")
    expect(tablet.get_by_text("Nobody needs help just now.")).to_be_visible()
    Need.ask(by=jon, word="tidy_help", own="My desk.", audience="home", kids_can_help=True)
    card = tablet.get_by_role("link", name="Papa asked for clean-up help.")
    expect(card).to_be_visible(timeout=SOON)
    card.click()
    table = open_live(phone(jon), "/")
    tablet.get_by_role("button", name="I’ll help").click()
    expect(tablet.get_by_role("heading", name="You said you will help Papa.")).to_be_visible()
    expect(table.locator("#table").get_by_text("Theo has this.")).to_be_visible(timeout=SOON)
    assert not [*tablet.troubles, *table.troubles]


@pytest.mark.long
def test_what_somebody_else_took_goes_from_an_open_page(phone, jon, theo, mara):
    need = Need.ask(by=mara, own="Keys?", audience="home", kids_can_help=True)
    page = open_live(phone(theo), f"/kid/{theo.key}/help/{need.key}")
    expect(page.get_by_role("button", name="I’ll help")).to_be_visible()
    need.claim(by=jon)
    expect(page.get_by_role("heading", name="Papa is doing it.")).to_be_visible(timeout=SOON)
    expect(page.get_by_role("button", name="I’ll help")).to_have_count(0)
    page.get_by_role("link", name="Back").click()
    expect(page.get_by_text("Nobody needs help just now.")).to_be_visible()


@pytest.mark.long
def test_a_child_helps_without_scripts_and_tries_again(phone, jon, theo):
    Need.ask(by=jon, own="Sing with me?", audience="named", named=[theo])
    page = phone(theo, java_script_enabled=False)
    page.goto(f"/kid/{theo.key}/help/")
    page.get_by_role("link", name="Papa asks for your help.").click()
    expect(page.get_by_text("“Sing with me?”")).to_be_visible()
    for button in ("I’ll help", "It did not work", "Try again", "I did it"):
        page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", name="You helped Papa. That was kind.")).to_be_visible()
    page.get_by_role("link", name="I can help").first.click()
    expect(page.get_by_text("Nobody needs help just now.")).to_be_visible()


@pytest.fixture
def pages(theo: Person, ida: Person, mara: Person, jon: Person, clock) -> list[str]:
    """Each page there is, with long words."""
    Person.update(kids_say="Grandma " + "Donaudampfschifffahrt" * 2).where(Person.id == mara.id).execute()
    now = When("now", clock.date())
    free, mine, met = (
        Need.ask(by=mara, own="Sing " * 20, audience="named", named=[theo], when=now, feeling="sad") for _ in "123"
    )
    held, tried = (Need.ask(by=jon, word="quiet", audience="named", named=[theo, ida]) for _ in "12")
    mine.claim(by=theo)
    met.claim(by=theo)
    met.meet(by=theo)
    held.claim(by=ida)
    there = ["", *(need.key for need in (free, mine, met, held)), f"{tried.key}/tried"]
    return [f"/kid/{theo.key}/help/{one}" for one in there]


@pytest.mark.long
def test_every_page_is_big_and_calm_and_for_everybody(phone, theo, pages, axe: Callable[..., list[str]]):
    page = phone(theo)
    for path in pages:
        page.goto(path)
        for size in (TABLET, NARROW, {"width": 390, "height": 844}):
            page.set_viewport_size(size)
            assert page.evaluate(SMALL) == [], (path, size)
            assert page.evaluate(SIDEWAYS) == [], (path, size)
            page.evaluate("document.documentElement.dir = 'ltr'")
        for light in ("light", "dark"):
            page.emulate_media(color_scheme=light)
            assert axe(page) == [], (path, light)
    assert not page.troubles
