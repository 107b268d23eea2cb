"""Grandma Ruth asks for what she would love, and says thank you: on an old phone, with Mara's beside it."""

from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from household.models import Need, Person, Rhythm, Thanks

from .test_care import LONG, inspect, press, walk  # noqa: F401

# What a finger comes down on, by its label where it has one; not a link inside a sentence, nor what the house adds.
LOW = """() => [...document.querySelectorAll('main :is(a[href], button, summary, textarea, input:not([type=hidden]))')]
  .filter(e => e.checkVisibility() && !e.matches('.hide') && !e.closest('#main > :last-child'))
  .map(e => [(e.closest('label') || e).getBoundingClientRect().height, e])
  .filter(([height]) => height < 64).map(([height, e]) => `${height} px high: ${e.outerHTML.slice(0, 90)}`)"""


def send(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_call_every_sunday_and_a_thank_you_for_it(phone, ruth, mara):
    ruths, maras = phone(ruth), phone(mara)
    maras.goto("/")
    ruths.goto("/guest/ask/")
    assert ruths.evaluate(LOW) == []
    ruths.get_by_role("radio", name="A call").check()
    ruths.get_by_role("radio", name="Just Mara").check()
    expect(ruths.get_by_text("“A call”")).to_be_visible()  # what Mara will read
    ruths.locator("summary", has_text="More than once?").click()
    ruths.get_by_role("radio", name="every week").check()
    send(ruths, "Ask")
    expect(ruths.get_by_text("Choose the days of the week.").first).to_be_visible()
    ruths.get_by_role("checkbox", name="Sunday").check()
    ruths.get_by_role("radio", name="after bedtime").check()
    send(ruths, "Ask")
    expect(ruths.get_by_text("every Sunday after bedtime")).to_be_visible()
    assert ruths.evaluate(LOW) == []

    expect(maras.get_by_role("link", name="Ruth asks for a warm hello, on Sunday after bedtime.")).to_be_visible()
    expect(maras.get_by_text("“A call”")).to_be_visible()
    send(maras, "I’ve got this")
    expect(maras.get_by_text("You have this")).to_be_visible()

    ruths.goto("/guest/thanks/new")
    assert ruths.evaluate(LOW) == []
    ruths.get_by_role("checkbox", name="Mara").check()
    ruths.get_by_role("checkbox", name="You called me.").check()
    send(ruths, "Say thank you")
    expect(ruths.get_by_text("Only Mara can read it.")).to_be_visible()
    assert [(one.did, one.to) for one in Thanks.select()] == [("You called me.", [mara])]
    send(ruths, "Take it back")
    expect(ruths.get_by_text("Nothing hangs here yet.")).to_be_visible()
    assert ruths.troubles == [
        "Failed to load resource: the server responded with a status of 422 (UNPROCESSABLE ENTITY)"
    ]


@pytest.mark.long
def test_it_all_works_with_scripts_off(phone, ruth, mara):
    page = phone(ruth, java_script_enabled=False)
    page.goto("/guest/ask/")
    page.get_by_label("Or say it yourself: I’d love...").fill("a hand with the curtains")
    page.get_by_role("radio", name="The family").check()
    send(page, "Ask")
    page.wait_for_url("**/guest/needs/*")
    assert [(one.own, one.audience) for one in Need.select()] == [("a hand with the curtains", "home")]
    page.goto("/guest/thanks/new")
    page.get_by_role("checkbox", name="Theo").check()
    send(page, "Say thank you")
    expect(page.get_by_text("Pick some words, or write a word or two.").first).to_be_visible()
    page.get_by_label("Or say it yourself").fill("You sang for me.")
    send(page, "Thank Theo")
    expect(page.get_by_text("The family can read it.")).to_be_visible()


@pytest.fixture
def full(cast: Any) -> Any:
    """With long names, and everything there can be."""
    Person.update(name=LONG[:40]).where(Person.id == cast.ida.id).execute()
    Person.update(name="Mara " + LONG[:34]).where(Person.id == cast.mara.id).execute()
    mara, jon, ruth = (Person.get_by_id(one.id) for one in (cast.mara, cast.jon, cast.ruth))
    Rhythm.begin(by=ruth, own=f"The {LONG}?", weekdays=[4, 6], time=time(18))
    Thanks.give(by=mara, to=[ruth], did=f"You found the {LONG}.", says="You notice things.")
    Thanks.give(by=jon, to=[mara, ruth], did="The soup.", audience="orbit")
    Thanks.give(by=jon, to=[mara], did="The cake.", audience="orbit")
    Thanks.give(by=ruth, to=[cast.theo], did=f"You drew a {LONG}.", audience="home")
    Thanks.give(by=cast.theo, to=[ruth], picture="dino")
    return cast


def mistaken(path: str, button: str) -> Callable[[Page], None]:
    def do(page: Page) -> None:
        page.goto(path)
        press(button)(page)

    return do


@pytest.fixture
def ruths(phone, full) -> Page:
    page = phone(full.ruth)
    page.route("**/live", lambda route: route.fulfill(status=204))
    return page


def test_asking_is_for_everybody(walk, ruths):  # noqa: F811
    walk(ruths, nothing_chosen=(mistaken("/guest/ask/", "Ask"), "Choose what would help"))


@pytest.mark.long
def test_thanks_and_what_comes_back_are_for_everybody(walk, ruths, mara):  # noqa: F811
    walk(
        ruths,
        ask="/guest/ask/",
        rhythms="/rhythms/",
        rhythm=f"/rhythms/{Rhythm.get().key}",
        thanks="/guest/thanks/",
        thank=f"/guest/thanks/new?to={mara.key}",
        nobody=(mistaken("/guest/thanks/new", "Say thank you"), "Choose who you would like to thank."),
    )
