"""The tablet on the kitchen wall: it stays calm while the house is away, sleeps at night, and fits on one screen."""

import re
from collections.abc import Callable, Iterator
from datetime import time, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from household.models import Device, Home, KioskView, Need, Person, Thanks
from household.models.clock import stopped
from household.models.need.when import When

from .test_care import LAYOUT, LONG, TIED, with_letters
from .test_kid_pages import stops

SIZES = {"tablet": (1280, 800), "small": (1024, 768), "upright": (800, 1280), "phone": (390, 844)}
# What is pressed on the wall is as large as a thumb that is in a hurry.
SMALL = """() => [...document.querySelectorAll('a[href], button, summary, input:not([type=hidden])')]
  .filter(e => e.checkVisibility() && !e.matches('.skip'))
  .map(e => [e.getBoundingClientRect(), e])
  .filter(([box]) => box.height < 71.5 || box.width < 71.5)
  .map(([box, e]) => `${Math.round(box.width)} x ${Math.round(box.height)}: ${e.outerHTML.slice(0, 90)}`)"""
SOON = 1_500  # milliseconds
AWAY = "The house is away. It will come back by itself."


@pytest.fixture
def tablet(phone: Callable[..., Page], cast: Any, house: str) -> Callable[..., Page]:
    """The tablet of the kitchen, as wide as most are; more options go to the browser context."""

    def hang_up(**options: Any) -> Page:
        page = phone(**{"viewport": size("tablet"), **options})
        name = f"household-{Home.here().key}"
        page.context.add_cookies([{"name": name, "value": cast.kitchen_token, "url": house}])
        return page

    return hang_up


@pytest.fixture
def arranged(cast: Any) -> Callable[..., None]:
    def arrange(guests: tuple[Person, ...] = (), **shown: Any) -> None:
        every = dict(shows_held=True, shows_thanks=True, shows_kids=True, night_from=None, night_until=None)
        KioskView.of(Device.known(cast.kitchen_token)).arrange(by=cast.mara, guests=guests, **{**every, **shown})

    return arrange


def size(name: str) -> dict[str, int]:
    return dict(zip(("width", "height"), SIZES[name], strict=True))


def open_day(page: Page, path: str = "/day/") -> Page:
    with page.expect_response("**/live"):
        page.goto(path)
    return page


# ---- while the house is away


def test_while_the_house_is_away_the_day_stays_and_is_fresh_again_by_itself(app, server, tablet, mara, jon):
    Need.ask(by=jon, own="Cook with me?", audience="home")
    page = tablet()
    page.clock.install()
    open_day(page)
    server.go_dark()
    line = page.get_by_text(AWAY)
    expect(line).to_be_visible(timeout=3_000)
    for touched in ("Mara", "Company’s here"):
        page.get_by_role("button", name=touched).click()
    page.get_by_role("link", name="I’ve got this").click()
    page.clock.fast_forward("08:00:00")
    assert page.url.endswith("/day/") and page.get_by_text("Cook with me?").is_visible() and line.is_visible()

    Need.ask(by=mara, own="Who likes soup?", audience="home")
    app.jinja_env.globals["build"] = "another"  # as after an update
    page.evaluate("window.same = true")
    server.light()
    page.clock.fast_forward("00:06")
    expect(page.get_by_text("Who likes soup?")).to_be_visible(timeout=SOON)
    page.wait_for_function("!window.same && document.body.dataset.build === 'another'")
    expect(line).to_be_hidden()
    page.evaluate("window.same = true")
    page.clock.fast_forward("02:00")
    page.wait_for_timeout(300)
    assert page.evaluate("window.same"), "once, and no more"


@pytest.mark.long
def test_the_clock_goes_on_without_the_house_in_the_zone_of_the_home(server, tablet, cast, clock):
    page = tablet(timezone_id="Asia/Tokyo", locale="de-DE")
    page.clock.install(time=clock - timedelta(days=400))  # this tablet thinks that it is last year
    open_day(page)
    shows = page.locator("#clock")
    expect(shows).to_have_text("7:30")
    server.go_dark()
    page.clock.fast_forward("03:31:00")
    expect(shows).to_have_text("11:01")
    page.clock.fast_forward("01:00:00")
    expect(shows).to_have_text("12:01")
    expect(page.locator("#clock-day")).to_have_text(re.compile("Thursday.* 18"))
    page.get_by_text(AWAY).wait_for()


@pytest.mark.long
@pytest.mark.parametrize("status", [500, 502, 503])
def test_an_answer_that_is_none_of_the_houses_changes_nothing(tablet, mara, status):
    Need.ask(by=mara, own="Soup?", audience="home")
    page = tablet()
    page.clock.install()
    page.route("**/live", lambda route: route.fulfill(status=204))
    page.goto("/day/")
    page.route(re.compile("/day/$"), lambda route: route.fulfill(status=status, body="<h1>Bad gateway</h1>"))
    page.route("**/health", lambda route: route.fulfill(status=status))
    page.clock.fast_forward("01:01")
    expect(page.get_by_text(AWAY)).to_be_visible(timeout=SOON)
    assert page.get_by_text("Soup?").is_visible() and not page.get_by_text("Bad gateway").count()


@pytest.mark.long
def test_a_tablet_that_was_sent_away_goes_to_its_own_door_and_never_to_the_sign_in(tablet, cast):
    page = open_day(tablet())
    Device.known(cast.kitchen_token).revoke(by=cast.mara)
    page.wait_for_url("**/tablet/**")


def test_when_company_comes_all_that_is_personal_goes_from_an_open_page(tablet, cast, mara, jon):
    Need.ask(by=mara, own="Soup?", audience="home")
    Thanks.give(by=mara, to=[jon], did="You came.", audience="home")
    page = open_day(tablet())
    expect(page.get_by_text("You came.")).to_be_visible()
    Device.known(cast.kitchen_token).company_comes()
    expect(page.get_by_text("Come in. There is tea.")).to_be_visible(timeout=SOON)
    assert not re.search("Mara|Jon|Soup|You came|blue door", page.content())
    page.get_by_role("link", name="For those who live here").click()
    page.wait_for_url("**/day/company/back")


@pytest.mark.long
def test_a_page_that_somebody_left_open_turns_back_into_the_day(tablet):
    page = tablet()
    page.clock.install()
    page.goto("/day/faces/")
    page.clock.fast_forward("01:50")
    page.mouse.click(5, 5)
    page.clock.fast_forward("01:50")
    assert page.url.endswith("/day/faces/")
    page.clock.fast_forward("00:15")
    page.wait_for_url("**/day/")


# ---- the night


def test_a_touch_at_night_only_wakes_the_table_and_two_minutes_later_it_is_night(tablet, arranged, cast, theo):
    arranged(night_from=time(19), night_until=time(7))
    page = tablet()
    page.clock.install()
    page.goto("/day/")
    expect(page.get_by_text("Everyone is resting.")).to_be_visible()
    # where the strip of faces will be
    page.mouse.click(560, 720)
    page.wait_for_url("**/day/?awake=1")
    page.mouse.click(560, 720)  # the same finger once more
    page.clock.fast_forward("01:00")
    assert page.url.endswith("awake=1") and Device.known(cast.kitchen_token).touched is None
    page.mouse.click(400, 400)
    page.clock.fast_forward("01:50")
    assert page.url.endswith("awake=1")
    page.clock.fast_forward("00:15")
    page.wait_for_url("**/day/night")


@pytest.mark.long
def test_without_scripts_a_link_wakes_the_table(tablet, arranged, mara):
    arranged(night_from=time(19), night_until=time(7))
    Need.ask(by=mara, own="Soup?", audience="home")
    page = tablet(java_script_enabled=False)
    page.goto("/day/")
    page.get_by_role("link", name="Wake the table").click()
    expect(page.get_by_text("Soup?")).to_be_visible()


@pytest.mark.long
def test_the_day_turns_into_the_night_and_back_by_itself(tablet, arranged, clock, mara):
    arranged(night_from=time(22), night_until=time(6))
    page = tablet()
    page.clock.install()
    page.route("**/live", lambda route: route.fulfill(status=204))
    page.goto("/day/")
    for hours, ends in ((3, "/day/night"), (12, "/day/")):
        with stopped(clock + timedelta(hours=hours)):
            page.clock.fast_forward("01:01")
            page.wait_for_url(f"**{ends}")


@pytest.mark.long
def test_the_screen_is_kept_on_where_the_browser_can_and_the_tablet_says_so(tablet):
    page = tablet()
    page.add_init_script("""window.held = []
      navigator.wakeLock.request = kind => { held.push(kind); return Promise.resolve({ released: true }) }""")
    page.goto("/day/")
    assert page.evaluate("held") == ["screen"]
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert page.evaluate("held") == ["screen", "screen"]
    page.get_by_role("link", name="This tablet").click()
    expect(page.get_by_text("This browser keeps the screen on while the day is open.")).to_be_visible()

    page.add_init_script("delete Navigator.prototype.wakeLock")
    page.reload()
    expect(page.get_by_text("This browser can’t keep the screen on from here.")).to_be_visible()
    assert page.troubles == []


# ---- thanks


@pytest.mark.long
def test_thanks_turn_slowly_and_stand_while_they_are_held(tablet, mara, jon):
    for did in ("You came.", "You sang."):
        Thanks.give(by=mara, to=[jon], did=did, audience="home")
    page = tablet(reduced_motion="no-preference")
    page.clock.install()
    page.goto("/day/")
    came, sang, hold = page.get_by_text("You came."), page.get_by_text("You sang."), page.locator(".pinned__hold")
    expect(sang).to_be_visible()
    page.clock.fast_forward("00:15")
    expect(came).to_be_visible()
    expect(sang).to_be_hidden(timeout=4_000)
    hold.click()
    expect(hold).to_have_attribute("aria-pressed", "true")
    page.clock.fast_forward("03:00")
    Need.ask(by=mara, own="Soup?", audience="home")  # the part is drawn anew
    expect(page.get_by_text("Soup?")).to_be_visible()
    expect(hold).to_have_attribute("aria-pressed", "true")
    assert came.is_visible() and not sang.is_visible()


@pytest.mark.long
def test_who_likes_less_motion_has_thanks_that_stand(tablet, mara, jon):
    for did in ("You came.", "You sang."):
        Thanks.give(by=mara, to=[jon], did=did, audience="home")
    page = tablet()
    page.clock.install()
    page.goto("/day/")
    page.clock.fast_forward("03:00")
    expect(page.get_by_text("You sang.")).to_be_visible()
    expect(page.locator(".pinned__hold")).to_have_attribute("aria-pressed", "true")


# ---- for everybody


def full(cast: Any, long: bool = False) -> None:
    """A day with more than there is room for; with the longest of names and words, too."""
    mara, jon, theo, ruth, today = cast.mara, cast.jon, cast.theo, cast.ruth, Home.here().today
    if long:
        Person.update(name="Mara " + LONG[:32]).where(Person.id == mara.id).execute()
    for more in range(5):
        when = When("pick", today + timedelta(days=more))
        Need.ask(by=mara, own="Water the tomatoes, and talk to them. " * (6 if long else 1), audience="home", when=when)
        Need.ask(by=ruth, word="ride", audience="orbit", when=when).claim(by=jon)
    Need.ask_now(by=theo, word="kid_hurts", named=[mara])
    words = "You stayed up with me on the worst night of the winter, and never once said that you were tired. "
    for many in (1, 3 if long else 1):
        Thanks.give(by=jon, to=[mara, ruth], did=words * many, audience="home")


@pytest.fixture
def faults(tablet, axe) -> Callable[..., list[str]]:
    """What is wrong with these pages of the tablet, in each light, at each size, and by the key Tab."""
    page = tablet()
    page.route("**/live", lambda route: route.fulfill(status=204))

    def look(path: str, lights: tuple[str, ...], sizes: tuple[str, ...], letters: tuple[int, ...]) -> Iterator[str]:
        page.goto(path)
        yield from page.evaluate(TIED)
        if len(letters) > 1:
            page.evaluate("document.querySelectorAll('.more').forEach(one => { one.open = true })")
        for name in sizes:
            page.set_viewport_size(size(name))
            for large in letters:
                with_letters(page, large)
                yield from (f"{large} px, {line}" for line in page.evaluate(LAYOUT))
                yield from (f"{large} px, {line}" for line in (stops(page) if len(letters) > 1 else ()))
            with_letters(page, 16)
            yield from (f"{name}: {line}" for line in page.evaluate(SMALL))
            for light in lights:
                page.emulate_media(color_scheme=light)
                yield from (f"{name}, {light}: {line}" for line in axe(page))

    def find(*paths: str, lights=("light", "dark"), sizes=(*SIZES,), letters=(16, 32)) -> list[str]:
        return [f"{path}: {line}" for path in paths for line in look(path, lights, sizes, letters)] + page.troubles

    find.page = page  # type: ignore[attr-defined]
    return find


def test_the_day_is_for_everybody_and_all_of_it_in_sight(faults, arranged, cast, ruth):
    full(cast)
    arranged(guests=(ruth,))
    assert faults("/day/", lights=("light",), sizes=("tablet",), letters=(16,)) == []
    for name in ("tablet", "small"):
        faults.page.set_viewport_size(size(name))
        assert faults.page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0, name


@pytest.mark.long
@pytest.mark.parametrize("long", [False, True], ids=["short words", "long words"])
def test_every_page_of_the_day_is_for_everybody(faults, arranged, cast, ruth, long):
    full(cast, long)
    arranged(guests=(ruth,))
    assert faults("/day/", "/day/about") == []


@pytest.mark.long
def test_the_night_the_company_and_a_clear_table_are_for_everybody(faults, arranged, cast, theo, mara):
    assert faults("/day/") == []
    arranged(night_from=time(19), night_until=time(7))
    Need.ask_now(by=theo, word="kid_scared", named=[mara])
    assert faults("/day/night", "/day/?awake=1") == []
    Device.known(cast.kitchen_token).company_comes()
    assert faults("/day/night", "/day/?awake=1") == []
    arranged()
    assert faults("/day/") == []


@pytest.mark.long
def test_what_was_unfolded_folds_again_a_minute_after_the_last_touch(tablet, cast):
    full(cast)
    page = tablet()
    page.clock.install()
    page.goto("/day/")
    page.get_by_text("More", exact=True).first.click()
    assert page.locator(".more[open]").count() == 1
    page.clock.fast_forward("00:50")
    assert page.locator(".more[open]").count() == 1
    page.clock.fast_forward("00:15")
    expect(page.locator(".more[open]")).to_have_count(0)


@pytest.mark.long
def test_a_browser_that_knows_no_layers_shows_the_day_all_the_same(tablet, arranged, cast, ruth):
    full(cast)
    arranged(guests=(ruth,))
    page = tablet()
    page.add_init_script("delete window.CSSLayerBlockRule")

    def as_it_reads(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=re.sub(r"@(layer|container)", r"@not-\1", answer.text()))

    page.route("**/*.css", as_it_reads)
    page.goto("/day/")
    for name in SIZES:
        page.set_viewport_size(size(name))
        assert page.evaluate(SMALL) == [] and page.evaluate(LAYOUT) == [], name
    page.set_viewport_size(size("tablet"))
    tops = page.eval_on_selector_all(".kitchen__table > section", "all => all.map(e => e.getBoundingClientRect().top)")
    assert len({*tops}) == 1, "beside each other, as in any other browser"
