"""I need help, on a tablet and a phone: a child asks, a grown-up answers, and what is said is heard."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from household.content.kids import kid_asks
from household.models import KidView, Need, Reply

SOON = 1_000  # milliseconds: an open page tells within a second
TABLET, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
UPRIGHT, SMALL_TABLET = {"width": 768, "height": 1024}, {"width": 1024, "height": 600}
SMALL = """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden])')]
  .filter(e => e.checkVisibility() && !e.matches('.hide')).map(e => [e.getBoundingClientRect(), e])
  .filter(([box]) => box.width < 96 || box.height < 96)
  .map(([box, e]) => `${box.width} x ${box.height}: ${e.outerHTML.slice(0, 80)}`)"""
# Below the places stand who can see what is said here, and the way out.
OVER = "page => [document.body.offsetHeight - innerHeight, page.scrollWidth - innerWidth]"
OVER = "page => [document.body.offsetHeight - innerHeight, page.scrollWidth - innerWidth]"  # the foot lies below it
OVER = "page => [document.body.offsetHeight - innerHeight, page.scrollWidth - innerWidth]"  # the way out stands below
# A voice that a test can listen to: it is heard, and done, when the test says so, or after a blink.
VOICE = """({ voices, allowed, blink }) => {
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } }
  const synth = Object.assign(new EventTarget(), {
    speaking: false, pending: false, getVoices: () => voices, cancel() {},
    speak(said) {
      if (!allowed) return setTimeout(() => said.onerror && said.onerror({ error: 'not-allowed' }))
      heard(said.text)
      if (said.onstart) said.onstart()
      if (blink) setTimeout(() => said.onend && said.onend(), blink)
    },
  })
  Object.defineProperty(window, 'speechSynthesis', { value: synth })
}"""
LOCAL, REMOTE = {"lang": "en-US", "localService": True}, {"lang": "en-US", "localService": False}
FOREIGN = {"lang": "de_DE", "localService": True}


def at(theo: Any, path: str = "") -> str:
    return f"/kid/{theo.key}/{path}"


def open_live(page: Page, path: str) -> Page:
    with page.expect_response("**/live"):
        page.goto(path)
    return page


def tap(page: Page, name: str, role: Any = "button") -> None:
    page.locator("main").get_by_role(role, name=name, exact=True).click()


def test_theo_asks_on_the_tablet_and_papa_answers_on_the_phone(phone, theo, jon):
    papas, tablet = open_live(phone(jon), "/"), phone(theo, viewport=TABLET)
    tablet.goto(at(theo))
    tap(tablet, "A hug", "link")
    with tablet.expect_response("**/live"):
        tap(tablet, "Papa")
    expect(tablet.get_by_role("heading", name="You asked Papa.")).to_be_visible()
    expect(papas.locator("main").get_by_text("Theo asks for a hug, now.")).to_be_visible(timeout=SOON)
    papas.get_by_role("button", name="I’m coming").click()
    expect(tablet.get_by_role("heading", name="Papa is coming.")).to_be_visible(timeout=SOON)
    tap(tablet, "It’s better")
    tablet.wait_for_url(f"**/thanks/to/{jon.key}")
    assert Need.get().closed_as == "met" and tablet.troubles == papas.troubles == []


@pytest.mark.long
def test_without_scripts_all_of_it_goes_by_plain_pages(phone, theo, mara, jon):
    page = phone(theo, java_script_enabled=False)
    page.goto(at(theo))
    tap(page, "A drink", "link")
    tap(page, "Papa")
    expect(page.get_by_text("Go and tell Papa too.")).to_be_visible()
    expect(page.get_by_role("button", name="Read it to me")).to_have_count(0)
    Reply.say_not_now(Need.get(), by=jon)
    page.get_by_role("link", name="I need help").click()
    page.locator("header").get_by_text("Papa can’t come now.").click()
    tap(page, "Mama")
    expect(page.get_by_text("Go and tell Mama too.")).to_be_visible()
    tap(page, "Never mind")
    expect(page.get_by_role("heading", name="Hi Theo")).to_be_visible()
    tap(page, "I'm scared", "link")
    tap(page, "Mama and Papa")
    expect(page.get_by_text("Go and tell Mama and Papa too.")).to_be_visible()
    tap(page, "It’s better")
    page.wait_for_url("**/thanks/")


@pytest.mark.long
def test_where_htmx_can_not_be_read_the_answer_comes_within_a_minute_all_the_same(phone, theo, jon):
    page = phone(theo)
    page.route("**/htmx.min.js", lambda route: route.fulfill(body="let let = (", content_type="text/javascript"))
    page.clock.install()
    need = Need.ask_now(by=theo, word="kid_hug", named=[jon])
    page.goto(at(theo, f"asked/{need.key}"))
    need.claim(by=jon)
    page.route("**/asked/*", lambda route: route.abort())
    page.clock.run_for(61_000)
    expect(page.get_by_role("heading", name="You asked Papa.")).to_be_visible(), "the house is away: all stays as it is"
    page.unroute("**/asked/*")
    page.clock.run_for(61_000)
    expect(page.get_by_role("heading", name="Papa is coming.")).to_be_visible()


@pytest.mark.long
def test_the_answer_comes_by_itself_on_top_of_the_home_and_among_the_pictures(phone, theo, mara, jon):
    page = open_live(phone(theo), at(theo))
    hug = Need.ask_now(by=theo, word="kid_hug", named=[jon])
    top = page.locator("header")
    expect(top.get_by_text("You asked Papa.")).to_be_visible(timeout=SOON)
    hug.claim(by=jon)
    expect(top.get_by_text("Papa is coming.")).to_be_visible(timeout=SOON)
    Need.ask_now(by=theo, word="kid_drink", named=[mara])
    expect(top.get_by_text("You asked Mama.")).to_be_visible(timeout=SOON)
    with page.expect_response("**/live"):
        top.get_by_role("link", name="You asked Mama.").click()
    expect(page.get_by_role("link", name="A hug")).to_be_visible()
    hug.meet(by=jon)
    expect(page.locator("main li").last).to_contain_text("A hug", timeout=SOON)


@pytest.mark.long
@pytest.mark.parametrize("size", [PHONE, TABLET, UPRIGHT, SMALL_TABLET], ids=["phone", "tablet", "upright", "small"])
def test_all_can_be_tapped_and_read_and_the_tiles_stay_in_sight(phone, axe, theo, mara, jon, size):
    KidView.create(kid=theo, writes_own=True)
    page = phone(theo, viewport=size)
    voice = json.dumps(dict(voices=[LOCAL], allowed=True, blink=9))
    page.add_init_script(f"window.heard = () => 0; ({VOICE})({voice})")
    hug = Need.ask_now(by=theo, word="kid_hug", named=[jon])
    scared = Need.ask_now(by=theo, word="kid_scared", named=[mara, jon])
    tiles = [KidView.of(theo).code(kid_asks()[word]) for word in ("kid_hug", "kid_hurts")]
    paths = ["", "asked/", f"asked/{hug.key}", f"asked/{scared.key}", *(f"ask/{code}" for code in tiles)]

    def look(*paths: str) -> list[str]:
        wrong = []
        for path in paths:
            for light in ("light", "dark"):
                page.emulate_media(color_scheme=light)
                page.goto(at(theo, path))
                wrong += [f"{path} {light}: {one}" for one in (*axe(page), *page.evaluate(SMALL))]
                page.set_viewport_size({"width": 320, "height": 640})
                over = page.locator("html").evaluate(OVER)[1]
                wrong += [f"{path} at 320: {over} sideways"] if over > 0 else []
                page.set_viewport_size(size)
                down, sideways = page.locator("html").evaluate(OVER)
                wrong += [f"{path} scrolls {down}, {sideways}"] if sideways > 0 or (path == "" and down > 0) else []
        return wrong

    assert look(*paths) == []
    Reply.say_not_now(hug, by=jon)
    scared.claim(by=mara)
    assert look("", *paths[2:4]) == []
    hug.meet(by=theo)
    assert look(paths[2]) == [] and page.troubles == []


# ---- the voice


@pytest.fixture
def spoken(phone) -> Callable[..., tuple[Page, list[str]]]:
    """A tablet with such a voice, and what was heard of it."""

    def speaking(who: Any, *voices: dict, allowed: bool = True, blink: int = 20) -> tuple[Page, list[str]]:
        heard: list[str] = []
        page = phone(who)
        page.expose_function("heard", lambda words: heard.append(words))
        how = json.dumps(dict(voices=voices, allowed=allowed, blink=blink))
        page.add_init_script(f"({VOICE})({how})")
        return page, heard

    return speaking


@pytest.mark.long
def test_a_tap_is_heard_and_goes_through_and_how_it_stands_is_said_once(spoken, theo, jon):
    page, heard = spoken(theo, REMOTE, FOREIGN, LOCAL)
    page.goto(at(theo))
    tap(page, "A hug", "link")
    page.wait_for_url("**/ask/*")
    with page.expect_response("**/live"):
        page.get_by_role("button", name="Papa").dblclick()
    expect(page.get_by_role("heading", name="You asked Papa.")).to_be_visible()
    assert heard == ["I need a hug.", "Papa", "You asked Papa. Go and tell Papa too."]
    assert Need.select().count() == 1
    need, held = Need.get(), page.get_by_role("button", name="It’s better")
    held.focus()
    need.claim(by=jon)
    expect(page.get_by_role("heading", name="Papa is coming.")).to_be_visible(timeout=SOON)
    expect(held).to_be_focused()
    assert heard[3:] == ["Papa is coming."]
    page.reload()
    read = page.get_by_role("button", name="Read it to me")
    read.click()
    assert heard[4:] == ["Papa is coming."], "only where one asks to hear it again"
    need.hand_back(by=jon)
    expect(page.get_by_role("heading", name="You asked Papa.")).to_be_visible(timeout=SOON)
    expect(read).to_be_focused()
    assert heard[5:] == ["You asked Papa. Go and tell Papa too."]
    page.get_by_role("link", name="I need help").click()
    page.wait_for_url(f"**{at(theo)}")
    assert heard[6:] == ["I need help"] and page.troubles == []


@pytest.mark.long
def test_a_voice_that_never_ends_holds_nobody_up_and_the_keyboard_does_as_a_finger_does(spoken, theo):
    page, heard = spoken(theo, LOCAL, blink=0)
    page.goto(at(theo))
    page.get_by_role("link", name="A hug").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/ask/*", timeout=4_000)
    page.get_by_role("button", name="Mama").focus()
    page.keyboard.press("Space")
    page.wait_for_url("**/asked/*", timeout=4_000)
    assert heard[:2] == ["I need a hug.", "Mama"] and Need.get().named[0].for_kids == "Mama"
    page.go_back()
    page.go_back()
    page.get_by_role("link", name="A drink").click()
    page.wait_for_url("**/ask/*", timeout=4_000)
    assert page.troubles == []


@pytest.mark.long
@pytest.mark.parametrize("voices", [(), (REMOTE,), (FOREIGN,)], ids=["none", "far away", "another language"])
def test_without_a_voice_of_this_device_taps_just_go(spoken, theo, voices):
    page, heard = spoken(theo, *voices)
    page.goto(at(theo))
    tap(page, "A hug", "link")
    tap(page, "Papa")
    expect(page.get_by_role("heading", name="You asked Papa.")).to_be_visible()
    expect(page.get_by_role("button", name="Read it to me")).to_have_count(0)
    assert heard == [] and page.troubles == []


@pytest.mark.long
def test_where_the_browser_lets_no_page_speak_first_taps_go_through_all_the_same(spoken, theo, jon):
    page, heard = spoken(theo, LOCAL, allowed=False)
    page.goto(at(theo))
    tap(page, "A hug", "link")
    tap(page, "Papa")
    expect(page.get_by_role("heading", name="You asked Papa.")).to_be_visible()
    assert heard == [] and page.troubles == []
