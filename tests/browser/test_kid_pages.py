"""Every page of a child, in a full house: for everybody, in very large letters too, and by keyboard alone."""

import re
from collections.abc import Callable, Iterator
from datetime import time
from typing import Any

import pytest
from playwright.sync_api import Page

from household.content.kids import kid_asks
from household.models import KidFeeling, KidView, Need, Person, Reply, Story, Thanks
from household.models.kid_view import code_of
from household.models.need.when import When

from .test_care import LAYOUT, LONG, TIED, inspect, press, walk, with_letters  # noqa: F401

SIZES = {"phone": (390, 844), "narrow": (320, 640), "tablet": (1280, 800)}
# What a child taps is six of a finger's widths each way, except on the narrowest phones.
SMALL = """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), textarea')]
  .filter(e => e.checkVisibility() && !e.matches('.skip'))
  .map(e => [e.getBoundingClientRect(), e])
  .filter(([box]) => box.height < 95.5 || box.width < (innerWidth < 390 ? 79 : 95.5))
  .map(([box, e]) => `${Math.round(box.width)} x ${Math.round(box.height)}: ${e.outerHTML.slice(0, 90)}`)"""
# Where the focus is has a ring, and some of it is in sight: neither off the page nor behind what sticks to its edge.
STOP = """() => {
  const here = document.activeElement, shown = here.closest('label') || here
  if (here === document.body) return 'the end'
  const ring = e => getComputedStyle(e).outlineStyle === 'none' ? 0 : parseFloat(getComputedStyle(e).outlineWidth)
  const ringed = e => e && ring(e) >= 2
  const marked = here.type === 'time'   // its parts are marked by the browser
  if (!marked && ![here, shown, here.closest('.big')].some(ringed)) return `no ring: ${here.outerHTML}`
  const { x, y, width, height } = shown.getBoundingClientRect()
  const at = [.05, .25, .5, .75, .95].map(part => document.elementFromPoint(x + width / 2, y + height * part))
  return at.some(one => shown.contains(one)) ? 'seen' : `out of sight: ${here.outerHTML}`
}"""
STILL = """() => {
  const still = new CSSStyleSheet()
  still.replaceSync('.places { position: static }')
  document.adoptedStyleSheets = [still]
}"""


def got(by: Person, helper: Person, word: str = "hug", **more: Any) -> Need:
    need = Need.ask(by=by, word=word, audience="named", named=[helper], **more)
    need.claim(by=helper)
    need.meet(by=by)
    return need


def told(need: Need, when: str = "done", feels: str = "calm") -> Story:
    return Story.tell_kids(need, by=need.asked_by, when=when, feels=feels)


@pytest.fixture
def theo(cast: Any) -> Person:
    """With the longest of names, as Mama has too; Theo can write own words."""
    Person.update(kids_say="Grandma " + LONG[:32]).where(Person.id == cast.mara.id).execute()
    Person.update(name="Theodor " + LONG[:32]).where(Person.id == cast.theo.id).execute()
    KidView.create(kid=cast.theo, writes_own=True)
    return Person.get_by_id(cast.theo.id)


def asking(theo: Person, mara: Person, jon: Person) -> Iterator[str]:
    """What was asked, as it may stand, and two that can be asked for."""
    waiting, claimed, refused = (
        Need.ask_now(by=theo, word=f"kid_{word}", named=named)
        for word, named in (("scared", [mara, jon]), ("drink", [mara]), ("toilet", [mara]))
    )
    met = Need.ask_now(by=theo, word="kid_hurts", named=[mara, jon])
    claimed.claim(by=mara)
    met.claim(by=jon)
    met.meet(by=theo)
    Reply.say_not_now(refused, by=mara)
    yield from ("", "asked/", *(f"asked/{need.key}" for need in (waiting, claimed, refused, met)))
    yield from (f"ask/{KidView.of(theo).code(kid_asks()[word])}" for word in ("kid_hug", "kid_hurts"))


def helping(theo: Person, mara: Person, ida: Person, clock: Any) -> Iterator[str]:
    now = When("now", clock.date())
    free, mine, done, held = (
        Need.ask(by=mara, own="Sing " * 20, audience="named", named=[theo, ida], when=now, feeling="sad")
        for _ in "1234"
    )
    mine.claim(by=theo)
    done.claim(by=theo)
    done.meet(by=theo)
    held.claim(by=ida)
    yield from ("help/", *(f"help/{need.key}" for need in (free, mine, done, held)), f"help/{free.key}/tried")


def feeling(theo: Person, mara: Person) -> Iterator[str]:
    one, sad = KidFeeling.tell(by=theo, to=mara, feeling="scared"), code_of(theo, "sad")
    yield from ("feel/", f"feel/{sad}", f"feel/{sad}/nobody", f"feel/told/{one.key}")


def thanking(theo: Person, mara: Person, jon: Person) -> Iterator[str]:
    given = Thanks.give(by=theo, to=[jon], picture="rainbow", says="Thank you, Papa. You are kind.", audience="home")
    Thanks.give(by=mara, to=[theo], did=f"You set the table. {LONG}")
    Thanks.give(by=mara, to=[jon], did="You cooked.", audience="home")
    yield from ("thanks/", f"thanks/given/{given.key}", f"thanks/to/{mara.key}")
    yield f"thanks/to/{mara.key}/{code_of(theo, 'sun')}"


def telling(theo: Person, mara: Person, jon: Person) -> Iterator[str]:
    yield "stories/"
    one = told(got(mara, jon, feeling="sad"), "done_feeling", "")
    another, own = told(got(jon, theo, "sleep"), "child_helped", ""), got(theo, jon, "kid_hug")
    yield from ("stories/", *(f"stories/{story.key}" for story in (one, another, own)), f"stories/{one.key}/maybe")


@pytest.fixture
def faults(phone, axe, theo) -> Callable[..., list[str]]:
    """What is wrong with these pages of Theo's, in each light, at each size, and by the key Tab."""
    page = phone(theo)
    page.route("**/live", lambda route: route.fulfill(status=204))

    def look(path: str, lights: tuple[str, ...], sizes: tuple[str, ...]) -> Iterator[str]:
        page.goto(f"/kid/{theo.key}/{path}")
        page.evaluate("document.querySelectorAll('[data-read]').forEach(one => { one.hidden = false })")  # with a voice
        yield from page.evaluate(TIED)
        for size in sizes:
            page.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))
            for letters in (16, 32):
                with_letters(page, letters)
                yield from (f"{letters} px, {line}" for line in (*page.evaluate(LAYOUT), *stops(page)))
            with_letters(page, 16)
            yield from (f"{size}: {line}" for line in page.evaluate(SMALL))
            page.evaluate(STILL)
            for light in lights:
                page.emulate_media(color_scheme=light)
                yield from (f"{size}, {light}: {line}" for line in axe(page))
            page.evaluate("document.adoptedStyleSheets = []")

    def find(*paths: str, lights: tuple[str, ...] = ("light", "dark"), sizes: tuple[str, ...] = (*SIZES,)) -> list[str]:
        return [f"{path}: {line}" for path in paths for line in look(path, lights, sizes)] + page.troubles

    return find


def stops(page: Page) -> Iterator[str]:
    """Where Tab leads from the top of the page, if that is not seen."""
    page.evaluate("document.documentElement.dir = 'ltr'; document.activeElement.blur(); scrollTo(0, 0)")
    for _ in range(60):
        page.keyboard.press("Tab")
        here = page.evaluate(STOP)
        for _ in range(10):  # frames: it may be on its way there
            if here.startswith("out of sight"):
                here = page.evaluate(f"() => new Promise(requestAnimationFrame).then({STOP})")
        if here == "the end":
            return
        if here != "seen":
            yield here[:160]
    yield "Tab never comes to an end"


def test_a_story_is_whole_in_very_large_letters(faults, theo, mara, jon):
    assert faults(f"stories/{got(theo, jon, 'kid_hug').key}", lights=("light",), sizes=("narrow",)) == []


@pytest.mark.long
def test_what_a_child_asks_for_is_for_everybody(faults, theo, mara, jon):
    assert faults(*asking(theo, mara, jon)) == []


@pytest.mark.long
def test_helping_and_telling_how_one_feels_are_for_everybody(faults, theo, mara, ida, clock):
    assert faults(*helping(theo, mara, ida, clock), *feeling(theo, mara)) == []


@pytest.mark.long
def test_thanks_and_stories_are_for_everybody(faults, theo, mara, jon):
    assert faults(*thanking(theo, mara, jon)) == []
    assert [line for path in telling(theo, mara, jon) for line in faults(path)] == []


@pytest.mark.long
def test_the_night_is_whole_in_very_large_letters(faults, theo, mara, jon):
    Reply.say_not_now(Need.ask_now(by=theo, word="kid_toilet", named=[mara]), by=mara)
    Need.ask_now(by=theo, word="kid_hurts", named=[mara, jon])
    KidView.of(theo).hush(by=mara, quiet_from=time(19), quiet_until=time(7))
    assert faults("") == []


@pytest.mark.long
def test_the_place_one_is_at_can_be_told_when_the_reader_chooses_the_colours(phone, theo):
    page = phone(theo, forced_colors="active")
    page.goto(f"/kid/{theo.key}/")
    edges = page.eval_on_selector_all(".places__place", "all => all.map(e => getComputedStyle(e).borderTopColor)")
    assert len(set(edges[1:])) == 1 and edges[0] != edges[1]


@pytest.mark.long
def test_the_pages_about_a_child_are_for_everybody(walk, phone, mara, jon, theo, ruth):  # noqa: F811
    page = phone(mara)
    page.route("**/live", lambda route: route.fulfill(status=204))
    Need.ask_now(by=theo, word="kid_scared", named=[mara, jon])
    of_theo = [f"/kids/{theo.key}/{name}" for name in ("", "view", "tiles", "hearers", "quiet", "device/", "pictures/")]
    removals = [f"/people/{one.key}/remove" for one in (theo, ruth)]
    tell = f"/stories/new?need={got(mara, jon, feeling='sad').key}"
    pages = {path.strip("/"): path for path in (*of_theo, *removals, tell, f"/people/{theo.key}/edit")}

    def unsure(page: Page) -> None:
        page.goto(removals[0])
        press("Remove")(page)

    walk(page, **pages, unsure=(unsure, "tick the line first"))
    wrong = []
    for path in pages.values():
        page.goto(path)
        for width, height in SIZES.values():
            page.set_viewport_size({"width": width, "height": height})
            wrong += [f"{path}, {width}: {line}" for line in stops(page)]
    assert wrong == []


@pytest.fixture
def old(phone, theo) -> Page:
    """Theo's tablet, whose browser is from before layers, containers and :has()."""
    page = phone(theo)
    page.add_init_script("delete window.CSSLayerBlockRule")

    def as_it_reads(route: Any) -> None:
        answer = route.fetch()
        sheet = re.sub(r"@(layer|container)", r"@not-\1", answer.text()).replace(":has(", ":not-has(")
        route.fulfill(response=answer, body=sheet)

    page.route("**/*.css", as_it_reads)
    return page


@pytest.mark.long
def test_a_browser_that_knows_no_layers_shows_the_pages_all_the_same(old, theo, mara, jon):
    for path in ("", "feel/", "help/", "thanks/", f"stories/{got(theo, jon, 'kid_hug').key}"):
        old.goto(f"/kid/{theo.key}/{path}")
        for size in ("phone", "tablet"):
            old.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))
            assert old.evaluate(SMALL) == [] and old.evaluate(LAYOUT) == [], (path, size)
    old.goto(f"/kid/{theo.key}/")
    tops = old.eval_on_selector_all("#tiles .big", "all => all.map(e => e.getBoundingClientRect().top)")
    assert len(tops) == 12 and len({*tops}) == 2, "two rows of six, as in any other browser"
