"""A family's evening through a proxy with HTTPS, under a path of the host or not, with scripts and without."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, Page, expect

from ..test_serving import serving
from .conftest import PHONE, Troubles
from .proxy import Proxy

pytestmark = pytest.mark.long
HERONS, TRAMS = "four quiet herons wading", "seven slow trams at dusk"
SET_UPS = {
    "under a path, passed on whole": ("/house", "", True),
    "under a path, with its part taken off": ("/our/house", "/our/house", True),
    "a host of its own": ("", "", True),
    "under a path, without scripts": ("/house", "", False),
}


@pytest.fixture(params=SET_UPS.values(), ids=SET_UPS)
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SimpleNamespace]:
    """A new house behind the proxy, and what it said at the start."""
    path, strip, scripts = request.param
    proxy = Proxy(tmp_path, strip)
    url = f"https://localhost:{proxy.port}{path}"
    with closing(proxy), serving("--data", str(tmp_path / "data"), HOUSEHOLD_URL=url) as house:
        proxy.open_to(house.port)
        yield SimpleNamespace(url=url, path=path, said=house.said, scripts=scripts)


@pytest.fixture
def phone(browser: Browser, house: SimpleNamespace) -> Iterator[Callable[[], Page]]:
    """A phone that counts every step outside the house, and every trouble."""
    contexts = []

    def open_phone() -> Page:
        options = {"viewport": PHONE, "reduced_motion": "reduce", "java_script_enabled": house.scripts}
        context = browser.new_context(ignore_https_errors=True, **options)
        context.set_default_timeout(8_000)
        contexts.append(context)
        page = context.new_page()
        page.troubles, page.outside, page.letters = Troubles(), [], []
        page.troubles.watch(page)
        page.on("request", lambda request: page.outside.append(request.url) if not at_home(request.url) else None)
        page.on("response", lambda got: page.letters.append(got.status) if got.url.endswith(".woff2") else None)
        return page

    def at_home(address: str) -> bool:
        return address == house.url or address.startswith((house.url + "/", "data:"))

    yield open_phone
    for context in contexts:
        context.close()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_an_evening_from_the_first_page_to_signing_out_and_in(house, phone):
    maras, jons = phone(), phone()
    link = re.search(rf"{re.escape(house.url)}/set-up/\?code=\S+", house.said)[0]
    maras.goto(link)
    maras.get_by_label("What do you call your home?").fill("The blue door")
    press(maras, "Next")
    press(maras, "Next")
    maras.get_by_label("Your name").fill("Mara")
    press(maras, "Next")
    maras.get_by_label("Your passphrase").fill(HERONS)
    press(maras, "Sit down")
    to_the_table(maras, house)
    expect(maras.get_by_role("heading", name=re.compile("Mara"))).to_be_visible()
    the_cookie_is_for_this_house_alone(maras, house)

    maras.get_by_role("link", name="Invite your partner").click()
    if maras.get_by_label("Your passphrase").count():
        maras.get_by_label("Your passphrase").fill(HERONS)
    press(maras, "Make the invitation")
    link = maras.locator("a[href*='/invitations/']").first.get_attribute("href")
    assert link.startswith(f"{house.url}/invitations/")
    jons.goto(link)
    jons.get_by_label("Your name").fill("Jon")
    jons.get_by_label("A passphrase of your own").fill(TRAMS)
    press(jons, "Sit down")
    to_the_table(jons, house)
    expect(jons.get_by_role("heading", name=re.compile("Jon"))).to_be_visible()

    maras.goto(house.url)
    maras.get_by_role("link", name="Ask for something").click()
    maras.get_by_role("radio", name="Rest and body").check()
    maras.get_by_role("radio", name="Quiet").check()
    press(maras, "Put it on the table")
    expect(maras.get_by_text("Jon will see it at the table.")).to_be_visible()
    caught_up(jons, house)
    card = jons.locator("article.need", has_text="asks for some quiet")
    card.get_by_role("button", name="I’ve got this").click()
    expect(jons.get_by_text("You have this")).to_be_visible()
    caught_up(maras, house)
    expect(maras.get_by_text("Jon has this")).to_be_visible()

    asked = maras.url
    unknown = "when fetching the script."  # browsers take no worker from a house whose certificate they don't know
    assert [line for page in (maras, jons) for line in page.troubles if not line.endswith(unknown)] == []
    maras.goto(f"{house.url}/us/")
    press(maras, "Sign out")
    expect(maras.get_by_label("Your passphrase")).to_be_visible()
    maras.goto(asked)
    assert maras.url.startswith(f"{house.url}/sign-in?to=")
    maras.get_by_role("radio", name="Mara").check()
    maras.get_by_label("Your passphrase").fill(HERONS)
    press(maras, "Come in")
    expect(maras.get_by_text("Jon has this")).to_be_visible()
    assert maras.url == asked

    for page in (maras, jons):
        assert page.outside == []
        assert page.letters and set(page.letters) == {200}


def to_the_table(page: Page, house: SimpleNamespace) -> None:
    """Past what a newcomer is offered first."""
    page.wait_for_url(re.compile("^" + re.escape(house.url)))
    page.goto(house.url)


def caught_up(page: Page, house: SimpleNamespace) -> None:
    """With scripts it does so by itself."""
    if not house.scripts:
        page.reload()


def the_cookie_is_for_this_house_alone(page: Page, house: SimpleNamespace) -> None:
    (cookie,) = page.context.cookies(house.url)
    assert cookie["name"].startswith("__Secure-household-" if house.path else "__Host-household-")
    assert (cookie["path"], cookie["secure"], cookie["httpOnly"]) == (house.path or "/", True, True)
