"""At the kitchen tablet with one's face touched, and one's own phone beside it: asking, helping, and undoing."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from household.models import Deed, Device, Home, Need, Thanks

from .test_care import LAYOUT, LONG, with_letters

SIZES = {"tablet": (1280, 800), "upright": (800, 1280), "small": (1024, 600)}
# What is pressed there is at least 72 px high and wide; a need opens by a touch anywhere on it.
SMALL = """() => [...document.querySelectorAll('a[href], button, label:has(input), textarea')]
  .filter(e => e.checkVisibility() && !e.matches('.skip') && !e.closest('dialog'))
  .map(e => [(e.closest('.say') ? e.closest('.need') : e).getBoundingClientRect(), e])
  .filter(([box]) => box.height < 71.5 || box.width < 71.5)
  .map(([box, e]) => `${Math.round(box.width)} x ${Math.round(box.height)}: ${e.outerHTML.slice(0, 90)}`)"""


@pytest.fixture
def tablet(phone, cast, house) -> Callable[..., Page]:
    """The kitchen tablet, with somebody's face touched."""

    def touched(who: Any, **options: Any) -> Page:
        Device.known(cast.kitchen_token).touch(by=who)
        page = phone(viewport={"width": 1280, "height": 800}, **options)
        cookie = {"name": f"household-{Home.current().key}", "value": cast.kitchen_token, "url": house}
        page.context.add_cookies([cookie])
        return page

    return touched


def test_what_is_said_at_the_tablet_is_undone_on_the_phone_beside_it(phone, tablet, mara, jon):
    Need.ask(by=jon, word="errand", audience="home")
    there, mine = tablet(mara), phone(mara)
    mine.goto("/")
    there.goto("/day/needs/")
    there.get_by_role("button", name="I’ve got this").click()
    expect(there.get_by_text("You have this.")).to_be_visible()
    expect(mine.get_by_text("You said “I’ve got this”.")).to_be_visible()

    there.get_by_role("link", name="Back").click()
    there.get_by_role("link", name="Ask for something").click()
    there.get_by_label("Rest and body").check()
    there.get_by_label("Quiet").check()
    there.get_by_role("button", name="Put it on the table").click()
    expect(there.get_by_text("It’s good that you asked.")).to_be_visible()

    mine.locator("#deeds summary").click()
    undo = mine.locator("#deeds-before").get_by_role("button", name="That was not me: undo")
    undo.click()
    expect(mine.get_by_text("You said “I’ve got this”.")).to_have_count(0)
    there.get_by_role("link", name="Back").click()
    expect(there.get_by_role("button", name="I’ve got this")).to_be_visible()
    assert [one.verb for one in Deed.select().where(Deed.undone_at.is_null())] == ["ask"]
    assert there.troubles == mine.troubles == []


@pytest.mark.long
def test_every_page_there_fits_and_is_for_everybody(tablet, axe, mara, jon, ida, clock):
    free, held, mine, met = (
        Need.ask(by=who, word="errand", own=f"With {LONG}", audience="home") for who in (jon, jon, mara, jon)
    )
    Need.ask(by=jon, own="Sing with me, for as long as it takes? " * 4, audience="orbit")
    held.claim(by=mara, starts_at=clock)
    mine.claim(by=jon)
    met.claim(by=mara)
    met.meet(by=mara)
    note = Thanks.give(by=mara, to=[jon, ida], did=f"You came. {LONG}", audience="home")
    there, wrong = tablet(mara), []
    pages = ["needs/", *(f"needs/{need.key}" for need in (free, held, mine, met))]
    for page in (*pages, "ask/", "thanks/", f"thanks/?need={met.key}", f"thanks/{note.key}"):
        there.goto(f"/day/{page}")
        for choice in there.locator("label.tile, label.chip:has-text('pick a day')").all():
            choice.locator("input").check()
        for size in SIZES.values():
            there.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
            for letters in (16, 32):
                with_letters(there, letters)
                wrong += [f"{page} {size} {letters} px: {line}" for line in there.evaluate(LAYOUT)]
            with_letters(there, 16)
            wrong += [f"{page} {size}: {line}" for line in there.evaluate(SMALL)]
            for light in ("light", "dark"):
                there.emulate_media(color_scheme=light)
                wrong += [f"{page} {size} {light}: {line}" for line in axe(there)]
    assert wrong == [] and there.troubles == []
