"""The phone that opens the page of the house measures itself, and tells nobody what it found."""

import socket
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

LOCAL = f"{socket.gethostname()}.local"  # a name of the house, but no safe place for a browser
OFFERS = ("keep its screen awake", "use passkeys", "copy a link with one tap")


@pytest.fixture
def at_the_house(phone, mara) -> Callable[..., Page]:
    """Mara's phone on the page of the house."""

    def open_page(**options) -> Page:
        page = phone(mara, **options)
        page.goto("/house/")
        return page

    return open_page


def line(page: Page, name: str) -> str:
    """What the page says of this, once it was measured."""
    found = page.locator(f'[data-line="{name}"]')
    expect(found).to_be_visible()
    return found.inner_text()


def ticked(page: Page, name: str) -> bool:
    return page.locator(f'[data-line="{name}"].check--good').count() == 1


def test_at_the_computer_of_the_house_nothing_is_missing(at_the_house):
    page = at_the_house(permissions=["notifications"])
    told = {name: line(page, name) for name in ("way", "news", "keeps", "pace", "clock", "awake", "passkeys", "copy")}
    assert told["way"] == "You are at the computer of the house: nothing goes over the Wi-Fi."
    assert told["news"] == "It hears at once when something changes."
    assert told["keeps"] == "What you type stays here until it is sent."
    assert told["pace"] == "The house answers at once."
    assert told["clock"] == "Its clock and the clock of the house agree."
    assert all(ticked(page, name) for name in told)
    assert not page.get_by_text("was not measured").is_visible()
    assert page.troubles == []


def test_over_plain_http_it_says_what_cannot_be_and_why(phone, house, mara):
    there = house.replace("localhost", LOCAL)
    page = phone(mara, base_url=there)
    (cookie,) = page.context.cookies()
    page.context.add_cookies([{"name": cookie["name"], "value": cookie["value"], "url": there}])
    page.goto("/house/")
    assert "Others on this Wi-Fi who know its password could read along." in line(page, "way")
    told = [line(page, name) for name in ("awake", "passkeys", "copy")]
    assert told == [f"It can’t {offer} here." for offer in OFFERS]
    assert line(page, "notices") == "It can’t show notices here."
    assert line(page, "why") == "What it can’t do here needs a locked way: HTTPS."
    assert ticked(page, "news") and ticked(page, "keeps") and not ticked(page, "way")


def test_a_clock_that_is_off_is_told_in_minutes(phone, mara):
    page = phone(mara)
    page.add_init_script("{ const now = Date.now; Date.now = () => now() + 25 * 60000 }")
    page.goto("/house/")
    assert line(page, "clock") == ("Its clock and the clock of the house are 25 minutes apart. One of them is wrong.")
    assert not ticked(page, "clock")


NO_LINE = "It asks now and then what has changed: no line for news stays open to the house."


def test_a_line_for_news_that_is_refused_is_told(phone, mara):
    page = phone(mara)
    page.route("**/live", lambda route: route.fulfill(status=204))
    page.goto("/house/")
    assert line(page, "news") == NO_LINE


def test_a_line_for_news_that_is_held_back_on_the_way_is_told(phone, mara):
    page = phone(mara)
    page.clock.install()
    page.route("**/live", lambda route: None)
    page.goto("/house/")
    line(page, "way")
    page.clock.fast_forward(7_000)
    assert line(page, "news") == NO_LINE


def test_a_private_window_that_keeps_nothing_is_told(phone, mara):
    page = phone(mara)
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('no room') }")
    page.goto("/house/")
    assert line(page, "keeps") == "What you type is not kept here. Is this a private window?"


def test_nothing_that_was_measured_is_sent(phone, mara):
    page, asked = phone(mara), []
    page.on("request", lambda one: asked.append((one.method, one.url.split("/", 3)[3], one.post_data)))
    page.goto("/house/")
    line(page, "clock"), line(page, "news")
    assert {one for one in asked if not one[1].startswith("assets/")} == {
        ("GET", "house/", None),
        ("GET", "health", None),
        ("GET", "live", None),
        ("GET", "notices/?brief=1", None),
    }


def test_without_scripts_the_page_says_that_nothing_was_measured(at_the_house):
    page = at_the_house(java_script_enabled=False)
    expect(page.get_by_text("This phone was not measured: that needs scripts.")).to_be_visible()
    expect(page.locator("[data-line]").first).to_be_hidden()
    expect(page.get_by_role("heading", name="Reaching it")).to_be_visible()


@pytest.mark.long
def test_what_was_measured_is_for_everybody_in_either_light(at_the_house, axe):
    for light in ("light", "dark"):
        page = at_the_house(color_scheme=light)
        line(page, "clock")
        page.evaluate("""() => {
          const plain = new CSSStyleSheet()
          plain.replaceSync('.sheet { background: var(--sheet-paper) } .nav { position: static !important }')
          document.adoptedStyleSheets.push(plain)
        }""")
        assert axe(page) == []
