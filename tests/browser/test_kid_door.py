"""Children come in and out on one tablet after the other, and nothing of who was there before can be found again."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from household.models import Device, Home, Need, Person, PictureTry, passphrase
from household.models.clock import now
from household.models.kid_view import coming_in, pictures

from .test_care import inspect, press, walk  # noqa: F401
from .test_keyboard import STOP, button, use

HERONS, CANARY = "four quiet herons wading", "Canarium"
TEDDY = ["Teddy", "Sun", "Sun", "Car"]
TABLET = {"width": 1280, "height": 800}
# What a child's finger finds, smaller than six of its widths; a line inside a sentence is no target.
SMALL = """() => [...document.querySelectorAll('a[href], button, summary')]
  .filter(e => e.checkVisibility() && !e.matches('.hide') && !e.closest('.grown > :not(summary)'))
  .map(e => [e.getBoundingClientRect(), e]).filter(([{ width, height }]) => width < 96 || height < 96)
  .map(([{ width, height }, e]) => `${width} x ${height}: ${e.outerHTML.slice(0, 90)}`)"""
OVER = "() => document.scrollingElement.scrollHeight - innerHeight"


@pytest.fixture
def mara(mara: Person) -> Person:
    Person.update(passphrase=passphrase.seal(HERONS)).where(Person.id == mara.id).execute()
    return Person.get_by_id(mara.id)


@pytest.fixture
def tablet(phone: Callable[..., Page], house: str, mara: Person, cast: Any) -> Callable[..., Page]:
    """One that the kids share, at its door; Theo taps four pictures on it if asked for."""

    def open_tablet(taps: bool = False, **options: Any) -> Page:
        page = phone(mara, **options)
        device = Device.select().order_by(Device.id.desc()).get()
        coming_in.let_kids_in(device, by=mara)
        token = Device.get_by_id(device.id).sign_out()
        name = f"household-{Home.here().key}"
        page.context.add_cookies([{"name": name, "value": token, "url": house}])
        if taps:
            pictures.set_pictures(cast.theo, ["teddy", "sun", "sun", "fix"], by=mara)
        page.goto("/sign-in")
        return page

    return open_tablet


def tap(page: Page, *names: str) -> None:
    for name in names:
        with page.expect_navigation():
            page.get_by_role("button", name=name, exact=True).click()


def shows(page: Page, *words: str) -> list[str]:
    """Which of these words the page shows, or says in its title or address; a page that was kept is asked for anew."""
    page.wait_for_function("document.readyState === 'complete' && !document.body.hidden")
    told = page.url + page.title() + page.content()
    return [word for word in words if word in told]


def look_back(page: Page, *words: str) -> None:
    """Every page of before, by the way back, and each again from its address: none says one of these words."""
    for way in ("Back", "Forward"):
        while page.evaluate(f"navigation.canGo{way}"):
            with page.expect_navigation():
                page.evaluate(f"() => {{ setTimeout(() => history.{way.lower()}()) }}")
            assert shows(page, *words) == [], page.url
            page.reload()
            assert shows(page, *words) == [], page.url


def test_a_child_taps_face_and_pictures_and_says_bye(tablet, cast):
    page = tablet(taps=True)
    tap(page, "Theo", *TEDDY)
    expect(page.get_by_role("heading", name="I need help")).to_be_attached()
    tap(page, "Bye")
    expect(button(page, "Ida")).to_be_visible()
    assert [line for line in page.troubles if "status of 401" not in line] == [], "the page asked on as it was left"


@pytest.mark.long
def test_after_a_device_is_handed_over_nothing_of_who_had_it_is_found_again(phone, mara, cast):
    Need.ask(by=mara, own=CANARY, audience="named", named=[cast.jon])
    page = phone(mara)
    olds = ("/", f"/needs/{Need.get().key}", "/us/", f"/kids/{cast.theo.key}/device/")
    page.goto("/needs/new")
    page.get_by_label("Or say it in your own words").fill(f"{CANARY} typed")
    for old in olds:
        page.goto(old)
    Device.update(confirmed_at=now()).execute()
    tap(page, "Hand this device to Theo")
    expect(page.get_by_role("heading", name="Hi Theo")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draft:'))") == []
    look_back(page, CANARY, "Mara")
    for old in olds:
        page.goto(old)
        assert shows(page, CANARY, "Mara") == [], old


@pytest.mark.long
def test_from_one_to_the_next_every_old_page_is_the_door_or_ones_own(tablet, cast, mara):
    """Mara, then Theo, then Ida, on one tablet: back, forward, anew, and from each address."""
    Need.ask(by=mara, own=CANARY, audience="named", named=[cast.jon])
    page, first = tablet(), f"/needs/{Need.get().key}"
    page.locator("summary").click()
    page.get_by_role("radio", name="Mara").check()
    page.get_by_label("Your passphrase").fill(HERONS)
    tap(page, "Come in")
    for path in ("/", first, "/us/"):
        page.goto(path)
    assert shows(page, "Mara")
    page.goto(f"/kids/{cast.theo.key}/device/")
    tap(page, "Go out, and show the faces")
    expect(button(page, "Ida")).to_be_visible()
    grown_up = (CANARY, "Mara asks", "Us ·", "you asked")
    look_back(page, *grown_up)
    page.goto("/sign-in")
    tap(page, "Theo")
    expect(page.get_by_role("heading", name="Hi Theo")).to_be_visible()
    theos = [f"/kid/{cast.theo.key}/{place}" for place in ("", "feel/", "help/", "thanks/", "stories/")]
    for path in theos:
        page.goto(path)
        assert shows(page, "Theo", *grown_up) in (["Theo"], [])
    look_back(page, *grown_up)
    page.goto(theos[0])
    tap(page, "Bye")
    expect(button(page, "Ida")).to_be_visible()
    look_back(page, "Hi Theo", f"kid/{cast.theo.key}", *grown_up)
    page.goto("/sign-in")
    tap(page, "Ida")
    expect(page.get_by_role("heading", name="Hi Ida")).to_be_visible()
    look_back(page, "Hi Theo", f"kid/{cast.theo.key}", *grown_up)
    for path in (*theos, first, "/", "/us/"):
        page.goto(path)
        assert shows(page, "Hi Theo", f"kid/{cast.theo.key}", *grown_up) == [], path


@pytest.mark.long
def test_two_taps_of_one_finger_go_once(tablet, cast):
    page = tablet()
    with page.expect_navigation():
        page.get_by_role("button", name="Theo").dblclick()
    expect(page.get_by_role("heading", name="Hi Theo")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Hi Theo")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Bye").dblclick()
    expect(page.get_by_role("button", name="Ida")).to_be_visible()


@pytest.mark.long
def test_everything_a_child_taps_at_the_door_is_large_and_in_sight(tablet, cast):
    for size in ({"width": 390, "height": 844}, TABLET):
        page = tablet(taps=True, viewport=size)
        assert page.evaluate(SMALL) == [] and page.evaluate(OVER) <= 0
        tap(page, "Theo")
        assert page.evaluate(SMALL) == [] and page.evaluate(OVER) <= 0, "all twelve, with no scrolling"
        for _ in range(5):
            tap(page, "Cat", "Cat", "Cat", "Cat")
        assert page.evaluate(SMALL) == [] and page.evaluate(OVER) <= 0
        PictureTry.delete().execute()
        page.goto("/sign-in")
        tap(page, "Ida")
        assert page.evaluate(SMALL) == []


@pytest.mark.long
def test_every_page_of_the_door_is_for_everybody(walk, tablet, phone, mara, cast):  # noqa: F811
    page = tablet(taps=True)

    def wrong(page: Page) -> None:
        page.goto("/sign-in")
        tap(page, "Theo", "Cat", "Cat", "Cat", "Cat")

    def wrong_again(page: Page) -> None:
        for _ in range(4):
            tap(page, "Cat", "Cat", "Cat", "Cat")

    def no_words(page: Page) -> None:
        page.goto("/sign-in?grown-ups=1")
        press("Come in")(page)

    walk(
        page,
        faces="/sign-in",
        pictures=(wrong, "Not yet. Try again."),
        out=(wrong_again, "A grown-up can open it."),
        grown_ups=(no_words, "don’t fit together"),
    )
    maras = phone(mara)
    Device.update(confirmed_at=None).execute()
    maras.route("**/live", lambda route: route.fulfill(status=204))

    def unsure(page: Page) -> None:
        page.goto(f"/kids/{cast.theo.key}/device/")
        press("Hand this device to Theo")(page)

    def four(page: Page) -> None:
        page.goto(f"/kids/{cast.theo.key}/pictures/")
        tap(page, *TEDDY)

    walk(
        maras,
        device=f"/kids/{cast.theo.key}/device/",
        unsure=(unsure, "That is not your passphrase."),
        choosing=f"/kids/{cast.theo.key}/pictures/",
        chosen=(four, "They are shown this once."),
    )


@pytest.mark.long
def test_by_keyboard_and_without_scripts(tablet, cast):
    page = tablet(taps=True)
    use(page, button(page, "Theo"))
    for name in TEDDY:
        use(page, page.get_by_role("button", name=name, exact=True))
    expect(page.get_by_role("heading", name="Hi Theo")).to_be_visible()
    use(page, button(page, "Bye"))
    expect(button(page, "Ida")).to_be_visible()
    stops = []
    while stops[-1:] != ["the end"]:
        page.keyboard.press("Tab")
        stops.append(page.evaluate(STOP))
    assert set(stops) == {"seen", "the end"}

    bare = tablet(java_script_enabled=False)
    tap(bare, "Theo", *TEDDY)
    expect(bare.get_by_role("heading", name="Hi Theo")).to_be_visible()
    tap(bare, "Bye")
    bare.get_by_text("Grown-ups").click()
    expect(bare.get_by_label("Your passphrase")).to_be_visible()


@pytest.mark.long
def test_a_handed_over_device_is_left_by_the_open_pages_of_who_had_it(phone, mara, cast):
    page = phone(mara)
    other = page.context.new_page()
    for one in (page, other):
        with one.expect_request("**/live"):
            one.goto(f"/kids/{cast.theo.key}/device/")
    Device.update(confirmed_at=now()).execute()
    tap(page, "Hand this device to Theo")
    other.bring_to_front()
    other.reload()
    expect(other.get_by_role("link", name="Back to my page")).to_be_visible()


@pytest.mark.long
def test_a_partner_sees_at_once_that_a_child_needs_it_opened_and_opens_it(tablet, phone, mara, cast):
    page, maras = tablet(taps=True), phone(mara)
    with maras.expect_request("**/live"):
        maras.goto(f"/kids/{cast.theo.key}/device/")
    tap(page, "Theo", *["Cat"] * 20)
    button(maras, "Let Theo try again").click()
    expect(button(maras, "Let Theo try again")).to_be_hidden()
    with page.expect_navigation():
        page.get_by_role("link", name="Try again").click()
    tap(page, *TEDDY)
    expect(page.get_by_role("heading", name="Hi Theo")).to_be_visible()
    assert page.troubles == [] and maras.troubles == []
