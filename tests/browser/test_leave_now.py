"""Leaving at once, and going slowly, as they are on a real phone and at a real keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from household.models import Device, Need, Reply, Thanks

from .test_care import inspect, walk  # noqa: F401  (the same eyes)

SECRET = "Nobody else shall read this"


@pytest.fixture
def maras(phone, mara, jon) -> Page:
    """A phone that has read something private, and has come to the care page from there."""
    Need.ask(by=mara, own=SECRET, audience="named", named=[jon])
    page = phone(mara)
    page.goto("/")
    expect(page.get_by_text(SECRET)).to_be_visible()
    page.evaluate("localStorage.setItem('draft:someone:ask', 'half a sentence')")
    page.get_by_role("link", name="When it is hard").click()
    expect(page.get_by_role("heading", name="When you need help right now")).to_be_visible()
    return page


def never_again(page: Page) -> None:
    """It is the page of measures; going back meets the door, and never what was read."""
    expect(page).to_have_title("Kitchen measures")
    assert page.evaluate("localStorage.length") == 0
    page.go_back()
    expect(page.get_by_role("heading", name="Who’s here?")).to_be_visible()
    assert page.get_by_text(SECRET).count() == 0
    page.go_forward()
    expect(page).to_have_title("Kitchen measures")
    assert [one.signed_in for one in Device.select() if not one.kiosk] == [False]


def test_leave_now_signs_out_at_once_and_back_never_shows_what_was_read(maras):
    maras.get_by_role("button", name="Leave now").click()
    never_again(maras)
    assert [one for one in maras.troubles if "status of 4" not in one] == []


@pytest.mark.long
def test_three_shifts_leave_and_capitals_do_not(maras):
    expect(maras.get_by_text("Shift, Shift, Shift")).to_be_visible()
    for key in ("Shift+A", "Shift+B", "Shift+C", "Shift", "a", "Shift", "Shift"):
        maras.keyboard.press(key)
    expect(maras).to_have_title(re.compile("Care"))
    maras.keyboard.press("Escape")
    for _ in range(3):
        maras.keyboard.press("Shift")
    never_again(maras)


@pytest.mark.long
def test_the_page_is_blank_even_where_the_house_cant_be_reached(maras, server):
    server.go_dark()
    maras.get_by_role("button", name="Leave now").click()
    maras.wait_for_timeout(300)
    assert "help right now" not in maras.content() and SECRET not in maras.content()
    server.light()


@pytest.mark.long
def test_without_scripts_it_leaves_all_the_same(phone, mara, jon):
    page = phone(mara, java_script_enabled=False)
    page.goto("/care")
    expect(page.get_by_text("Shift, Shift, Shift")).to_be_hidden()
    page.get_by_role("button", name="Leave now").click()
    expect(page).to_have_title("Kitchen measures")
    page.goto("/")
    expect(page.get_by_role("heading", name="Who’s here?")).to_be_visible()
    assert [one.signed_in for one in Device.select() if not one.kiosk] == [False]


def test_who_goes_slowly_is_told_and_shows_it_when_they_are_ready(phone, mara, jon):
    need = Need.ask(by=mara, word="quiet", audience="named", named=[jon])
    mara.go_slowly(by=mara)
    page = phone(mara)
    with page.expect_request("**/live"):
        page.goto(f"/needs/{need.key}")
    there = page.get_by_role("link", name="There is something new. Show it when you are ready.")
    expect(there).to_be_hidden()
    Reply.write_under(need, by=jon, words="I hear you.")
    expect(there).to_be_visible()
    assert page.get_by_text("I hear you.").count() == 0
    there.click()
    expect(there).to_be_hidden()
    fold = page.get_by_text("From Jon. Open it when you are ready")
    expect(page.get_by_text("I hear you.")).to_be_hidden()
    fold.click()
    expect(page.get_by_text("I hear you.")).to_be_visible()
    page.get_by_label("Write something").fill("Thank you.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Thank you.")).to_be_visible()
    page.wait_for_timeout(700)  # what one did oneself is nothing new
    expect(there).to_be_hidden()
    assert page.title() == "A need · Household" and page.troubles == []


@pytest.mark.long
def test_the_pages_are_for_everybody(walk, phone, cast, app):  # noqa: F811
    mara, jon = cast.mara, cast.jon
    Thanks.give(by=jon, to=[mara], did="You came.", audience="home")
    need = Need.ask(by=mara, word="quiet", audience="named", named=[jon])
    Reply.say_not_now(need, by=jon, words="Tea first?", offer="else")

    def add(page: Page) -> None:
        for reach in ("112", "https://" + "a" * 60 + ".example/"):
            page.get_by_label("How to reach them").last.fill(reach)
            page.get_by_role("button", name="Put it on the page").click()
            page.get_by_text(reach).first.wait_for()

    page = phone(mara)
    walk(
        page,
        none="/care/contacts/",
        numbers=(add, "Checked in"),
        mistake=(lambda page: page.get_by_role("button", name="Put it on the page").click(), "Write how to reach"),
        care="/care",
        slow="/slow/",
        slowly=(lambda page: page.get_by_role("button", name="Go slowly here").click(), "You go slowly here."),
        need=f"/needs/{need.key}",
        wall="/thanks/",
        news="/notices/",
    )
    walk(phone(), care="/care", door="/sign-in")


@pytest.mark.long
def test_the_page_of_measures_is_for_everybody_and_like_none_of_the_house(phone, home, axe):
    for light in ("light", "dark"):
        page = phone(viewport={"width": 320, "height": 640}, color_scheme=light)
        page.goto("/measures")
        assert axe(page) == []
        over = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
        for reading in ("ltr", "rtl"):
            page.evaluate(f"document.documentElement.dir = '{reading}'")
            assert page.evaluate(over) <= 0, reading


@pytest.mark.long
def test_what_a_browser_kept_of_a_page_is_not_shown_again(phone, mara, jon):
    for path in ("/", "/care"):
        page = phone(mara)
        page.goto(path)
        Device.update(signed_in=False).where(Device.person == mara).execute()
        with page.expect_navigation():
            page.evaluate("setTimeout(dispatchEvent, 0, new PageTransitionEvent('pageshow', { persisted: true }))")
        expect(page.get_by_role("heading", name="Who’s here?" if path == "/" else "When it is hard")).to_be_visible()
        assert page.get_by_role("link", name="Going slowly").count() == 0
