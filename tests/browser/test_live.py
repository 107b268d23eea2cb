"""An open page keeps up with the house by itself, takes nothing out of anyone's hands, and tells nobody too much."""

import re
import select
import socket
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from household.models import Device, Event, Home, Need, Reply, Role
from household.policy.roles import PLACES

SOON = 1_500  # milliseconds
SIGNAL = "event: house-changed\ndata: \n\n"


def open_live(page: Page, path: str) -> Page:
    """Open a page, and go on when its line to the house stands."""
    with page.expect_response("**/live"):
        page.goto(path)
    return page


def half_type(box: Locator) -> None:
    """Words, with the caret three letters in."""
    box.fill("I was thinking")
    box.press("Home")
    for _ in range(3):
        box.press("ArrowRight")


def expect_untouched(box: Locator) -> None:
    expect(box).to_be_focused()
    expect(box).to_have_value("I was thinking")
    assert box.evaluate("e => [e.selectionStart, e.selectionEnd]") == [3, 3]


def test_half_a_reply_stays_under_the_fingers_while_someone_claims_and_replies(phone, quiet, mara, jon):
    page = open_live(phone(mara), f"/needs/{quiet.key}")
    page.locator("summary", has_text="Something changed").click()
    box = page.get_by_label("Write something")
    half_type(box)

    quiet.claim(by=jon)
    expect(page.locator("main").get_by_text("Jon has this.")).to_be_visible(timeout=SOON)
    Reply.write_under(quiet, by=jon, words="The door is shut.")
    expect(page.get_by_text("The door is shut.")).to_be_visible(timeout=SOON)
    expect_untouched(box)
    expect(page.get_by_role("button", name="Let it rest")).to_be_visible()


def test_half_an_ask_stays_under_the_fingers(phone, quiet, mara, jon):
    page = open_live(phone(mara), "/needs/new")
    page.get_by_role("radio", name="Rest and body").check()
    half_type(page.get_by_label("Or say it in your own words"))
    with page.expect_response("**/live"):
        page.evaluate("dispatchEvent(new Event('online'))")
    quiet.claim(by=jon)
    page.wait_for_timeout(600)
    expect_untouched(page.get_by_label("Or say it in your own words"))
    expect(page.get_by_role("radio", name="Rest and body")).to_be_checked()


def test_a_chosen_when_stays_chosen(phone, quiet, mara, jon):
    page = open_live(phone(jon), f"/needs/{quiet.key}")
    page.get_by_role("radio", name="pick a time").check()
    page.get_by_label("Day and time").first.fill("2026-06-17T21:00")
    Reply.write_under(quiet, by=mara, words="No hurry at all.")
    expect(page.get_by_text("No hurry at all.")).to_be_visible(timeout=SOON)
    expect(page.get_by_role("radio", name="pick a time")).to_be_checked()
    expect(page.get_by_label("Day and time").first).to_have_value("2026-06-17T21:00")
    page.get_by_role("button", name="I’ve got this").click()
    expect(page.get_by_text("You have this, from 9 o’clock.")).to_be_visible()


def test_the_focus_stays_on_its_need_when_another_one_comes_to_the_table(phone, quiet, mara, jon):
    page = open_live(phone(jon), "/")
    mine = page.locator(f"#need-{quiet.key}").get_by_role("button", name="I’ve got this")
    mine.focus()
    Need.ask(by=mara, word="good_food", audience="partners")
    expect(page.get_by_text("a good meal")).to_be_visible(timeout=SOON)
    expect(mine).to_be_focused()


def test_words_that_were_taken_back_leave_every_open_page(phone, quiet, mara, jon):
    jons = phone(jon)
    table, need = open_live(jons, "/"), open_live(jons.context.new_page(), f"/needs/{quiet.key}")
    expect(table.locator("#table").get_by_text("some quiet")).to_be_visible()
    expect(need.locator(".say--big")).to_contain_text("some quiet")
    quiet.take_back(by=mara)
    expect(table.locator("#table").get_by_text("some quiet")).to_have_count(0, timeout=SOON)
    expect(need.locator("#main").get_by_text("some quiet")).to_have_count(0, timeout=SOON)
    expect(need.locator(".say--big")).to_contain_text("Mara took these words back.")


def test_a_need_out_of_sight_is_said_once_and_not_asked_for_again_and_again(phone, quiet, mara, jon):
    page = open_live(phone(jon), f"/needs/{quiet.key}")
    expect(page.locator(".say--big")).to_be_visible()
    Need.update(day=date(2026, 6, 16)).execute()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    Event.record(quiet, "change", set(), quiet.circle)
    expect(page.get_by_text("There is nothing here.")).to_be_visible(timeout=SOON)
    page.wait_for_timeout(500)
    assert len([url for url in asked if "/notices/" not in url]) <= 4


def test_a_page_that_slept_while_the_house_went_dark_catches_up_when_it_wakes(server, phone, quiet, mara, jon):
    page = open_live(phone(mara), "/")
    sleep = page.context.new_cdp_session(page)
    sleep.send("Page.setWebLifecycleState", {"state": "frozen"})
    server.go_dark()
    quiet.claim(by=jon)
    server.light()
    sleep.send("Page.setWebLifecycleState", {"state": "active"})
    expect(page.locator("main").get_by_text("Jon has this.")).to_be_visible()


@pytest.mark.parametrize("answer", ["no room", "cut off"])
def test_without_a_line_the_page_asks_by_itself(phone, quiet, mara, jon, answer):
    page = phone(mara)
    page.clock.install()
    page.route("**/live", lambda route: route.fulfill(status=204) if answer == "no room" else route.abort())
    with page.expect_response("**/health"):
        page.goto("/")
    with page.expect_response(re.compile("/$")):
        page.clock.fast_forward("00:01")
    quiet.claim(by=jon)
    page.clock.fast_forward("00:06")
    expect(page.locator("main").get_by_text("Jon has this.")).to_be_visible(timeout=SOON)


def test_a_quiet_line_says_that_the_house_cannot_be_reached_and_goes_when_it_can(server, phone, quiet, mara, jon):
    page = phone(mara)
    page.clock.install()
    open_live(page, "/")
    line = page.get_by_text("The house can’t be reached just now.")
    expect(line).to_be_hidden()
    server.go_dark()
    expect(line).to_be_visible(timeout=3_000)
    server.light()
    quiet.claim(by=jon)
    page.clock.fast_forward("00:06")
    expect(line).to_be_hidden()
    expect(page.locator("main").get_by_text("Jon has this.")).to_be_visible(timeout=SOON)


def test_a_phone_that_was_turned_away_is_shown_the_door(phone, quiet, mara, jon):
    page = open_live(phone(jon), "/")
    expect(page.locator("main").get_by_text("some quiet")).to_be_visible()
    Device.revoke_all(jon)
    Reply.write_under(quiet, by=mara, words="Still there?")
    expect(page).to_have_url(re.compile("/sign-in"))


# ---- what the line itself says


@pytest.fixture
def listen(server, monkeypatch) -> Callable[..., socket.socket]:
    """Hold a line to the house as this person's device; guests and kids have the door open for this."""
    for role in (Role.GUEST, Role.KID):
        monkeypatch.setitem(PLACES, role, {"live"})
    lines: list[socket.socket] = []

    def hold(who) -> socket.socket:
        _, token = Device.enter(who, "test")
        line = socket.create_connection(("localhost", server.port))
        lines.append(line)
        cookie = f"household-{Home.current().key}={token}"
        line.sendall(f"GET /live HTTP/1.1\r\nHost: localhost:{server.port}\r\nCookie: {cookie}\r\n\r\n".encode())
        while ": welcome" not in (heard(line) or "nothing"):
            pass
        Event.record(who, "change", set(), {who.key})
        while heard(line, 1) is None:  # it may not yet have listened itself: wave until it waves back
            Event.record(who, "change", set(), {who.key})
        return line

    yield hold
    for line in lines:
        line.close()


def heard(line: socket.socket, seconds: float = 3) -> str | None:
    """What comes next: a signal, "" when the house has hung up, None when all is quiet."""
    chunk = ""
    while not chunk.endswith(("\n\n\r\n", "0\r\n\r\n")):
        if not select.select([line], [], [], seconds)[0]:
            return None
        chunk += line.recv(4_096).decode()
    return chunk.split("\r\n", 1)[1].removesuffix("\r\n")


def test_guests_and_kids_hear_nothing_of_what_partners_ask_each_other(listen, mara, jon, ruth, theo):
    jons, ruths, theos = listen(jon), listen(ruth), listen(theo)
    ask = Need.ask(by=mara, word="quiet", audience="partners")
    assert heard(jons) == SIGNAL
    assert heard(ruths, 0.3) is heard(theos, 0) is None

    Reply.write_under(ask, by=mara, words="Half an hour.")
    assert heard(jons) == SIGNAL
    assert heard(ruths, 0.3) is heard(theos, 0) is None

    Need.ask(by=mara, word="tidy_help", audience="orbit", kids_can_help=True)
    assert heard(ruths) == heard(theos) == SIGNAL


def test_a_signal_says_nothing_but_that_something_changed(listen, quiet, mara, jon):
    line = listen(jon)
    quiet.take_back(by=mara)
    assert heard(line) == SIGNAL


def test_the_line_of_a_device_that_was_turned_away_ends_without_another_signal(listen, quiet, mara, jon):
    line = listen(jon)
    Device.revoke_all(jon)
    quiet.take_back(by=mara)
    assert heard(line) == ""
