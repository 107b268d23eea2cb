"""Letting word reach this browser: asked only when one presses, and where it can't be, the page says why."""

import socket
from collections.abc import Callable

import pytest
from flask import render_template_string, request
from playwright.sync_api import Page, expect

from household import create_app
from household.models import PushKey
from household.web.access import public

LOCAL = f"{socket.gethostname()}.local"  # a name of the house, but no safe place for a browser
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Safari/604.1"
PAGE = """{% extends "layouts/page.html" %}{% block main %}<h1>Channels</h1>{% include "channels/_push.html" %}
{% endblock %}{% block scripts %}<script src="{{ asset('js/channels/push.js') }}" defer></script>{% endblock %}"""
BUTTON = "Let word reach this phone"
# a browser that asks (and hears `answer`), and its maker's push service
BROWSER = """(() => {
  window.asked = []
  Notification.requestPermission = async () => { asked.push('leave'); return 'ANSWER' }
  let stale = STALE
  PushManager.prototype.getSubscription = async () => stale && { unsubscribe: async () => { stale = false } }
  PushManager.prototype.subscribe = async ({ applicationServerKey, userVisibleOnly }) => {
    if (ERROR) throw new DOMException('no push service', 'AbortError')
    if (stale) throw new DOMException('another key', 'InvalidStateError')
    const keys = { p256dh: applicationServerKey, auth: String(userVisibleOnly) }
    return { toJSON: () => ({ endpoint: 'https://push.example/1', keys }) }
  }
})()"""


@pytest.fixture(name="browser")
def with_notices(whole_browser):
    return whole_browser


@pytest.fixture
def built(tmp_path):
    """A house of its own: pages are added to it."""
    return create_app(TESTING=True, DATA=tmp_path, DATABASE=f"sqlite:///{tmp_path / 'test.db'}")


@pytest.fixture
def sent(app) -> list:
    """The forms that reached the house."""
    return []


@pytest.fixture
def channels(app, phone, mara, sent) -> Callable[..., Page]:
    """A page that offers it, on Mara's phone. The pages around it are made for this test."""
    extra = {"there": True}

    @public
    def add() -> str:
        sent.append(request.form.to_dict())
        return '<link rel="icon" href="data:,">Kept.'

    @public
    def show() -> str:
        key = PushKey.ours() if extra["there"] else None
        return render_template_string(PAGE, add="/try", public_key=key.public if key else "")

    app.add_url_rule("/try", "try.add", add, methods=["POST"])
    app.add_url_rule("/try", "try.show", show)

    def open_page(*, there: bool = True, browser: str = "", **options) -> Page:
        extra["there"] = there
        page = phone(mara, **options)
        if browser:
            page.add_init_script(browser)
        if "base_url" in options:
            (cookie,) = page.context.cookies()
            page.context.add_cookies([{"name": cookie["name"], "value": cookie["value"], "url": options["base_url"]}])
        page.goto("/try")
        return page

    return open_page


def browser(answer: str = "granted", error: bool = False, stale: bool = False) -> str:
    told = {"ANSWER": answer, "ERROR": str(error).lower(), "STALE": str(stale).lower()}
    script = BROWSER
    for name, value in told.items():
        script = script.replace(name, value)
    return script


@pytest.mark.parametrize("stale", [False, True], ids=["for the first time", "after the house has another key"])
def test_one_press_asks_the_browser_and_brings_its_address_to_the_house(channels, sent, stale):
    page = channels(browser=browser(stale=stale))
    button = page.get_by_role("button", name=BUTTON)
    expect(button).to_be_visible()
    assert page.evaluate("asked") == [], "nobody is asked before"
    button.press("Enter")
    expect(page.get_by_text("Kept.")).to_be_visible()
    keys = {"p256dh": PushKey.get().public, "auth": "true"}
    assert sent == [{"kind": "push", "endpoint": "https://push.example/1", **keys}]
    assert page.troubles == []


@pytest.mark.long
def test_a_no_and_a_trouble_are_told_calmly_and_one_can_press_again(channels, sent):
    cases = [(browser("default"), "did not get your yes"), (browser(error=True), "could not do it just now")]
    for script, words in cases:
        page = channels(browser=script)
        page.get_by_role("button", name=BUTTON).click()
        expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()
        expect(page.get_by_role("button", name=BUTTON)).to_be_enabled()
    assert sent == []


OLD = "delete window.PushManager"
NEEDS_HOME_SCREEN = "Add to Home Screen"
NO = "Object.defineProperty(Notification, 'permission', { get: () => 'denied' })"


@pytest.mark.long
def test_where_it_cannot_be_the_page_says_why(channels, house, axe):
    cases = [
        ("This needs scripts", {"java_script_enabled": False}),
        ("is not locked", {"base_url": house.replace("localhost", LOCAL)}),
        (NEEDS_HOME_SCREEN, {"browser": OLD, "user_agent": IPHONE}),
        ("can’t hear from the house", {"browser": OLD}),
        ("was told to show no notices", {"browser": NO}),
        ("HOUSEHOLD_EXTRAS=push", {"there": False}),
    ]
    for words, options in cases:
        page = channels(**options)
        for said, _ in cases:
            expect(page.locator("main").get_by_text(said).filter(visible=True)).to_have_count(1 if said == words else 0)
        expect(page.get_by_role("button", name=BUTTON)).to_have_count(0)
        if words == NEEDS_HOME_SCREEN:
            page.evaluate("document.querySelectorAll('[data-why]').forEach(one => { one.hidden = false })")
            assert axe(page) == []
