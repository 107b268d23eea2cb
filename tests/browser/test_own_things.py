"""One's devices, passphrase and codes on paper: for everybody, by keyboard, without scripts, and side by side."""

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from household.models import AccessEntry, Device, Person, RecoveryCode, passphrase
from household.models.clock import stopped

from .test_care import fill, inspect, press, walk  # noqa: F401
from .test_keyboard import STOP, button, tab_to, use

HERONS, BOATS = "four quiet herons wading", "seven paper boats afloat"


@pytest.fixture
def couple(mara: Person, jon: Person) -> tuple[Person, Person]:
    Person.update(passphrase=passphrase.seal(HERONS)).where(Person.id << [mara.id, jon.id]).execute()
    return Person.get_by_id(mara.id), Person.get_by_id(jon.id)


@pytest.fixture
def lived_in(couple: tuple[Person, Person], cast: Any, clock: Any) -> None:
    """Devices of every kind, and something in the log."""
    mara, jon = couple
    with stopped(clock - timedelta(days=30)):
        Device.enter(mara, "Macintosh")[0].sign_out()
        Device.enter(cast.ida, "Ida’s very own tablet, the green one")
        AccessEntry.note("join", by=mara, about=jon)
    Device.enter(mara, "iPad")[0].revoke(by=None)
    AccessEntry.note("reset_password", about=jon)
    AccessEntry.note("restore")
    Person.update(joined_at=clock - timedelta(days=60), passphrase_reset_at=clock).execute()


def wrong(page: Page) -> None:
    Device.update(confirmed_at=None).execute()
    page.goto("/devices/")
    page.get_by_text("Give it a name, or forget it").first.click()
    press("Forget it")(page)


def mistaken(page: Page) -> None:
    page.goto("/passphrase/")
    press("Use the new words")(page)


def make(page: Page) -> None:
    fill("Your own passphrase, once more", HERONS, "Make my ten codes")(page)


@pytest.mark.long
def test_every_page_of_ones_own_is_for_everybody(walk, phone, couple, lived_in):  # noqa: F811
    page = phone(couple[0])
    Device.enter(couple[0], "Android")
    page.route("**/live", lambda route: route.fulfill(status=204))
    walk(
        page,
        devices=(wrong, "That is not your passphrase."),
        log="/access-log/",
        passphrase=(mistaken, "That is not your passphrase."),
        offered="/recovery-codes/?new=1",
        made=(make, "They are shown this once."),
    )


@pytest.mark.long
def test_every_page_of_the_lost_is_for_everybody(walk, phone, couple):  # noqa: F811
    code = RecoveryCode.make(couple[0])[0]

    def wrong_code(page: Page) -> None:
        page.goto("/recovery-codes/use")
        press("Next")(page)

    def name_and_code(page: Page) -> None:
        page.get_by_label("Your name").fill("Mara")
        fill("A code from your paper", code, "Next")(page)

    walk(
        phone(),
        lost=(wrong_code, "don’t fit together"),
        choose=(name_and_code, "Choose new words"),
        mistake=(press("Come in"), "Twelve letters or more, please."),
    )


def test_the_codes_are_printed_on_one_page_and_nothing_else_is(phone, couple):
    page = phone(couple[0], color_scheme="dark")
    page.goto("/recovery-codes/")
    button(page, "Make my ten codes").click()
    expect(page.locator(".codes > li")).to_have_count(10)
    codes = page.locator(".codes > li").all_inner_texts()
    page.emulate_media(media="print")
    for gone in (page.locator(".nav"), page.locator(".screen").first, button(page, "I have them on paper")):
        expect(gone).to_be_hidden()
    for kept in ("Ten codes for Mara", codes[0], codes[-1], "tap “Lost your passphrase?”"):
        expect(page.get_by_text(kept)).to_be_visible()
    colours = "e => [getComputedStyle(e).color, getComputedStyle(document.body).backgroundColor]"
    assert page.locator(".codes").evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    for paper in ("A4", "Letter"):
        assert re.findall(rb"/Type /Pages\n/Count (\d+)", page.pdf(format=paper)) == [b"1"], paper


@pytest.mark.parametrize(
    "scripts", [True, pytest.param(False, marks=pytest.mark.long)], ids=["with scripts", "without"]
)
def test_from_making_codes_to_coming_in_with_one(phone, couple, scripts):
    maras = phone(couple[0], java_script_enabled=scripts)
    maras.goto("/us/")
    maras.get_by_role("link", name="Make them").click()
    button(maras, "Make my ten codes").click()
    code = maras.locator(".codes > li").nth(4).inner_text()
    button(maras, "I have them on paper").click()
    expect(maras.get_by_role("heading", name="Us")).to_be_visible()
    expect(maras.get_by_text("You have no codes on paper yet")).to_be_hidden()

    lost = phone(java_script_enabled=scripts)
    lost.goto("/sign-in")
    lost.get_by_role("link", name="Lost your passphrase?").click()
    lost.get_by_label("Your name").fill("mara")
    lost.get_by_label("A code from your paper").fill(code.lower().replace("-", " "))
    button(lost, "Next").click()
    lost.get_by_label("Your new passphrase").fill(BOATS)
    lost.get_by_label("The same words once more").fill(BOATS)
    button(lost, "Come in").click()
    expect(lost.get_by_text("set anew with one of your codes, today.")).to_be_visible()
    if not scripts:
        maras.goto("/")
    expect(maras.get_by_role("heading", name="Who’s here?")).to_be_visible()


@pytest.mark.long
def test_a_new_passphrase_and_a_device_by_keyboard_alone(phone, couple):
    page = phone(couple[0])
    Device.enter(couple[0], "Android")
    page.goto("/devices/")
    use(page, page.locator("summary", has_text="Give it a name, or sign it out").first)
    tab_to(page, page.get_by_label("Its name").nth(1))
    page.keyboard.press("Control+A")
    page.keyboard.type("the old phone")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="the old phone")).to_be_visible()
    use(page, page.locator("summary", has_text="the old phone"))
    use(page, page.get_by_role("button", name="Sign it out (the old phone)"))
    expect(page.get_by_role("heading", name="the old phone")).to_be_hidden()
    page.goto("/passphrase/")
    for label, words in (("The words you have now", HERONS), ("The new words", BOATS), ("once more", BOATS)):
        tab_to(page, page.get_by_label(label, exact=label == "The new words"))
        page.keyboard.type(words)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Us")).to_be_visible()
    assert passphrase.opens(BOATS, Person.get_by_id(couple[0].id).passphrase)


def test_focus_can_always_be_seen_there_too(phone, couple, lived_in):
    page = phone(couple[0])
    for path in ("/devices/", "/passphrase/", "/recovery-codes/", "/access-log/"):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
        stops = []
        while stops[-1:] != ["the end"]:
            page.keyboard.press("Tab")
            stops.append(page.evaluate(STOP))
        assert len(stops) > 5 and set(stops) == {"seen", "the end"}, path


def test_a_phone_that_is_signed_out_from_another_goes_to_the_door_by_itself(phone, couple):
    lost, hand, jons = phone(couple[0]), phone(couple[0]), phone(couple[1])
    for page in (lost, jons):
        with page.expect_request("**/live"):
            page.goto("/")
    hand.goto("/devices/")
    button(hand, "Sign out all the others").click()
    expect(hand.get_by_role("heading", name="All but this one")).to_be_hidden()
    expect(lost.get_by_role("heading", name="Who’s here?")).to_be_visible()
    expect(jons.get_by_role("heading", name=re.compile("Who’s here"))).to_be_hidden()
    assert lost.get_by_text("Mara").count() == 0 and jons.url.endswith("/")
