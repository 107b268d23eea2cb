"""What is a guest's own: for everybody, and in letters as large as they like."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from household.models import CareNote, Channel, Device, Home, Person

from .test_care import LAYOUT, NARROW, inspect, press, walk  # noqa: F401
from .test_keyboard import tab_to


@pytest.fixture
def ruths(phone: Any, ruth: Person, home: Home) -> Page:
    """Her phone, with something on each of her pages."""
    ruth.keep_likes(by=ruth, likes=["ride", "good_food"], own="I like to bake, and Tuesdays are free.")
    Person.update(until=home.today + timedelta(days=30)).where(Person.id == ruth.id).execute()
    return phone(Person.get_by_id(ruth.id))


def test_a_guests_own_page_is_for_everybody(walk, ruths):  # noqa: F811
    walk(ruths, me="/guest/me/", likes="/guest/me/likes")


@pytest.mark.long
def test_so_are_the_pages_that_all_share(walk, ruths, ruth, jon):  # noqa: F811
    CareNote.keep(by=jon, helps="Tea.")
    CareNote.of(jon).show_to(ruth, by=jon)
    channel = Channel.add("ntfy", by=ruth, address={"server": "https://ntfy.sh", "topic": "x"}, language="en", house="")
    Channel.update(trial="failed", trouble="forbidden").execute()
    Device.enter(ruth, "Android")[0].sign_out()

    def mistaken(page: Page) -> None:
        page.goto("/guest/me/likes")
        page.get_by_label("In your own words").fill("x" * 501)
        press("Keep it")(page)

    walk(
        ruths,
        mistaken=(mistaken, "up to 500 letters"),
        face=f"/people/{ruth.key}/edit",
        devices="/devices/",
        news="/notices/",
        channels="/channels/",
        channel=f"/channels/{channel.key}",
        ntfy="/channels/new?kind=ntfy",
        calendar="/calendar/",
        link=(press("Make my link"), "It is shown this once."),
        slow="/slow/",
        note=f"/care-note/{CareNote.get().key}",
        words="/leaving/",
        before="/leaving/before",
        sure="/leaving/sure",
        packet="/packet/?kinds=needs&kinds=replies&kinds=thanks&span=all",
    )


def test_letters_grow_at_once_and_stay_large_on_every_page(ruths):
    ruths.set_viewport_size(NARROW)
    ruths.goto("/guest/me/")
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    before = ruths.evaluate(size)
    tab_to(ruths, ruths.get_by_role("radio", name="As they are"))
    for _ in ("larger", "largest"):
        with ruths.expect_response("**/look/text"):
            ruths.keyboard.press("ArrowDown")
    expect(ruths.get_by_role("radio", name="Largest")).to_be_focused()
    assert ruths.evaluate(size) > 1.3 * before
    for page in ("/guest/me/", "/guest/me/likes", "/devices/", "/channels/"):
        ruths.goto(page)
        assert ruths.evaluate(size) > 1.3 * before and ruths.evaluate(LAYOUT) == [], page
