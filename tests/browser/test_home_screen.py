"""The house on a home screen: a calm page while it is away, word that arrives, and nothing of anyone left behind."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from household import create_app
from household.web.access import public

AT_HOME = "Something for you at home"
WORKS = "navigator.serviceWorker.controller || new Promise(r => { navigator.serviceWorker.oncontrollerchange = r })"
KEPT = """async () => {
  const kept = {}
  for (const name of await caches.keys()) for (const asked of await (await caches.open(name)).keys()) {
    kept[new URL(asked.url).pathname.split('/').pop()] = await (await caches.match(asked)).text()
  }
  return kept
}"""
SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications())
  .map(one => [one.title, one.body, one.tag, one.data.url])"""
# Chromium forgets a notice that one asks for while it is just coming up: wait until it says that it is there.
LISTEN = """() => {
  const show = ServiceWorkerRegistration.prototype.showNotification, waiting = []
  let there = 0
  self.next = () => new Promise(r => { if (there) { there -= 1; r() } else waiting.push(r) })
  ServiceWorkerRegistration.prototype.showNotification = async function (...what) {
    await show.apply(this, what)
    if (waiting.length) waiting.shift()(); else there += 1
  }
}"""
# what a browser lets happen only after a real tap, told instead of done
LEAD = """async pages => {
  const done = []
  self.clients.openWindow = async url => { done.push(`opens ${url}`) }
  WindowClient.prototype.focus = async function () { done.push(`comes forward: ${this.url}`) }
  for (const page of pages) await lead(inside(page))
  return done
}"""


@pytest.fixture(name="browser")
def with_notices(whole_browser):
    return whole_browser


@pytest.fixture
def built(tmp_path):
    """A house of its own: pages are added to it."""
    return create_app(TESTING=True, DATA=tmp_path, DATABASE=f"sqlite:///{tmp_path / 'test.db'}")


def awake(page: Page, path: str = "/") -> Page:
    """Open a page, and go on when the worker of the house looks after it."""
    page.goto(path)
    page.evaluate(WORKS)
    return page


def until(page: Page, true: str) -> bool:
    """Wait until this is so on the page; the policy for scripts lets no other way."""
    wait = "if (Date.now() - began > 5000) return false; await new Promise(r => setTimeout(r, 20))"
    return page.evaluate(f"async () => {{ const began = Date.now(); while (!({true})) {{ {wait} }} return true }}")


@pytest.fixture
def send(house: str) -> Callable[[Page, str], list]:
    """Send word to this phone as a push service does; every notice it shows then."""

    def deliver(page: Page, data: str) -> list:
        (worker,) = page.context.service_workers
        if not hasattr(page, "line"):
            worker.evaluate(LISTEN)
            page.context.grant_permissions(["notifications"])
            page.line = page.context.new_cdp_session(page)  # type: ignore[attr-defined]
            page.known = []  # type: ignore[attr-defined]
            page.line.on("ServiceWorker.workerRegistrationUpdated", lambda e: page.known.extend(e["registrations"]))
            page.line.send("ServiceWorker.enable")
            while not page.known:
                page.wait_for_timeout(10)
        to = {"origin": house, "registrationId": page.known[0]["registrationId"]}
        page.line.send("ServiceWorker.deliverPushMessage", {**to, "data": data})
        worker.evaluate("next()")
        return page.evaluate(SHOWN)

    return deliver


def test_in_a_dark_house_a_new_page_is_a_calm_one_and_try_again_leads_on(server, phone, quiet, mara, axe):
    page = awake(phone(mara))
    server.go_dark()
    expect(page.get_by_text("The house can’t be reached just now.")).to_be_visible()
    expect(page.get_by_text("some quiet")).to_be_visible()  # the open page stays as it was

    page.goto("/thanks/?since=spring")
    page.troubles.clear()  # the open page had complained
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("The house can’t be reached")
    words = page.locator("body").inner_text()
    assert not [one for one in ("Mara", "Jon", "quiet", "blue door") if one in words]
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px Vollkorn'))")
    for light in ("light", "dark"):
        page.emulate_media(color_scheme=light)
        assert axe(page) == []
    assert page.troubles == []

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    again = page.get_by_role("link", name="Try again")
    expect(again).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The house can’t be reached")
    server.light()
    again.click()
    expect(page.get_by_role("link", name="Thanks")).to_have_attribute("aria-current", "page")
    assert page.url.endswith("/thanks/?since=spring")


@pytest.mark.long
def test_a_proxy_before_a_dark_house_is_no_house_but_what_the_house_says_itself_is_shown(app, phone, mara):
    for status in (502, 504, 503):
        view = public(lambda status=status: (f"It says {status}.", status))
        app.add_url_rule(f"/{status}", f"says_{status}", view)
    page = awake(phone(mara))
    for status in (502, 504):
        page.goto(f"/{status}")
        expect(page.get_by_role("heading", level=1)).to_have_text("The house can’t be reached")
    page.goto("/503")
    expect(page.get_by_text("It says 503.")).to_be_visible()
    page.goto("/needs/no-such-one")
    expect(page.get_by_text("There is nothing here.")).to_be_visible()


def test_all_that_is_kept_is_one_page_for_everybody_and_what_it_wears(phone, quiet, mara):
    page = awake(phone(mara))
    for path in ("/us/", f"/needs/{quiet.key}", "/thanks/"):
        page.goto(path)
    kept = page.evaluate(KEPT)
    assert set(kept) == {"offline", "site.css", "vollkorn.woff2", "cabin.woff2", "icon.svg", "pictos.svg"}
    theirs = ("Mara", "Jon", "blue door", mara.key, quiet.key, "data-me", "data-theme=")
    assert not [one for one in theirs if one in kept["offline"]]
    script = "performance.getEntriesByType('resource').find(one => one.name.endsWith('/site.js'))"
    assert page.evaluate(script)["workerMatchedSourceType"] == "network", "what is no page waits for no worker"


@pytest.mark.long
def test_a_new_worker_throws_away_what_the_old_one_kept_and_nothing_of_another_house(phone, mara):
    page = awake(phone(mara))
    page.evaluate("Promise.all(['household:/:old', 'household:/other/:1', 'else'].map(name => caches.open(name)))")
    page.evaluate("navigator.serviceWorker.getRegistration().then(one => one.unregister())")
    page.goto("about:blank")
    awake(page)
    assert until(page, "!await caches.has('household:/:old')")
    names = sorted(page.evaluate("caches.keys()"))
    assert [name.rpartition(":")[0] or name for name in names] == ["else", "household:/", "household:/other/"]


def test_word_is_shown_as_it_was_sent_and_something_whatever_came(phone, mara, send, house):
    page = awake(phone(mara))
    word = {"text": "Mara asks for some quiet.", "url": "/thanks/", "id": "k3f9"}
    assert send(page, json.dumps(word)) == [["Household", word["text"], "k3f9", f"{house}/thanks/"]]
    assert {one[2] for one in send(page, json.dumps({"id": "other"}))} == {"other", "k3f9"}

    elsewhere = [f'{{"url": "{url}"}}' for url in ("https://evil.test/", "//evil.test", "javascript:1", "http://[")]
    for broken in ("no JSON", "", "null", "7", '{"text": 7, "id": {}, "url": []}', '{"text": " "}', *elsewhere):
        send(page, '{"text": "Before.", "url": "/us/"}')
        shown = [one for one in send(page, broken) if one[2] not in ("k3f9", "other")]
        assert shown == [["Household", AT_HOME, "household", f"{house}/"]], broken
    assert page.troubles == []


def test_a_tap_brings_the_page_forward_or_opens_it_and_leads_no_open_page_away(phone, mara, house):
    page = awake(phone(mara), "/needs/new")
    (worker,) = page.context.service_workers
    assert worker.evaluate(LEAD, ["/needs/new", "/thanks/", "/", "https://evil.test/"]) == [
        f"comes forward: {house}/needs/new",
        f"opens {house}/thanks/",
        f"comes forward: {house}/needs/new",
        f"comes forward: {house}/needs/new",
    ]


def test_whoever_signs_out_leaves_no_notice_and_no_line_behind(phone, mara, send):
    page = phone(mara)
    page.add_init_script("""PushManager.prototype.getSubscription = async () => ({
      unsubscribe: async () => { document.documentElement.dataset.ended = 'yes' } })""")
    awake(page, "/us/")
    assert send(page, '{"text": "Mara asks for some quiet."}')
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Who’s here?")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-ended", "yes")
    assert until(page, f"!(await ({SHOWN})()).length")
    assert not [one for one in ("Mara", "Jon") if one in page.evaluate(KEPT)["offline"]]
