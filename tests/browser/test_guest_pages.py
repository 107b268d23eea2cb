"""A guest's pages in the hand of a grandmother: a yes, a call and "We did it", seen beside a partner's phone."""

from datetime import time, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from household.models import Home, Need, Person, Reply, Rhythm, Role, Story, Thanks
from household.models.need.when import When

from .test_care import LONG, SMALL, inspect, walk  # noqa: F401

# whatever a guest presses is 64 px high, but for a link in a sentence
LOW = SMALL.replace("44", "64")


def see(page: Page, words: str) -> None:
    expect(page.locator("#main").get_by_text(words).first).to_be_visible()


def test_a_grandmother_says_yes_and_that_it_is_done_and_asks_for_a_call(phone, ruth, mara, home):
    tomorrow = When("pick", home.today + timedelta(days=1), None, time(10))
    ride = Need.ask(by=mara, word="ride", audience="orbit", when=tomorrow, details="Code 4711.")
    meal = Need.ask(by=mara, word="good_food", audience="orbit")
    ruths, maras = phone(ruth), phone(mara)
    maras.goto(f"/needs/{ride.key}")
    ruths.goto("/guest/")
    ruths.get_by_role("link", name="Mara asks for a ride").click()
    ruths.get_by_role("button", name="Yes", exact=True).click()
    see(ruths, "You have this, tomorrow at 10 o’clock.")
    see(ruths, "Code 4711.")
    see(maras, "Ruth has this, tomorrow at 10 o’clock.")
    ruths.get_by_role("button", name="We did it").click()
    see(ruths, "It happened.")
    see(maras, "It happened.")
    maras.goto(f"/needs/{meal.key}")
    ruths.get_by_role("link", name="Back to your page").click()
    ruths.get_by_role("link", name="Mara asks for a good meal").click()
    ruths.get_by_role("button", name="Call me").click()
    see(ruths, "You asked Mara to call you about this.")
    see(maras, "Ruth asks: please call me about this.")
    ruths.get_by_role("button", name="Not this time").click()
    see(ruths, "You said: not this time. That is fine.")
    see(maras, "Ruth: not this time.")
    assert ruths.troubles == maras.troubles == []


def all_that_can_be(ruth: Person, mara: Person, jon: Person, home: Home, clock: Any) -> dict[str, Need]:
    """A need in each way in which it can stand, with the longest of words."""
    days = [When("pick", home.today + timedelta(days=more), None, time(18)) for more in range(1, 7)]
    sam = Person.join(role=Role.GUEST, name="Sam", face=dict(shape="egg", ink="oat", hair="none"))
    run = Need.ask_run(by=mara, word="good_food", own=LONG, audience="orbit", whens=days, details="No nuts.")
    run[1].claim(by=sam)
    run[2].claim(by=ruth, starts_at=clock)
    hurried, free, held, late, done, called, declined, others = (
        Need.ask(by=mara, own=f"{LONG} {number}", feeling="sad", audience="orbit", when=when, details="Code 4711.")
        for number, when in enumerate((When("now", home.today), *[When()] * 7))
    )
    for need in (held, late, done):
        need.claim(by=ruth, starts_at=clock - timedelta(hours=2) if need == late else None)
    late.nudge(by=mara, words="Shall we share this?")
    done.meet(by=mara)
    Reply.call_me(called, by=ruth)
    Reply.say_not_now(declined, by=ruth)
    Reply.write_under(free, by=jon, words=f"I come along. {LONG}")
    Reply.write_under(free, by=ruth, words="With my car.")
    others.claim(by=sam)
    told = Need.ask(by=mara, word="quiet", audience="orbit")
    told.claim(by=ruth)
    told.meet(by=mara)
    Story.tell_kids(told, by=mara, when="orbit_helped")
    mine, taken, rested = (Need.ask(by=ruth, own=LONG, audience="partners") for _ in "123")
    Reply.say_not_now(mine, by=jon, words="I can an hour later.", offer="time", starts_at=clock + timedelta(hours=1))
    Reply.say_not_now(mine, by=mara)
    taken.claim(by=mara, warmly="Gladly.")
    rested.rest(by=ruth)
    Thanks.give(by=mara, to=[ruth], did=f"You sang. {LONG}", says="You are kind.")
    weekly = Rhythm.begin(by=mara, word="listen", audience="orbit", weekdays=[3], time=time(10)).next.need
    return dict(run=run[0], hurried=hurried, free=free, held=held, late=late, done=done, called=called,
                declined=declined, others=others, told=told, mine=mine, taken=taken, rested=rested,
                weekly=weekly)  # fmt: skip


@pytest.mark.long
def test_the_first_page_of_a_guest_is_for_everybody(walk, phone, ruth, mara, jon, home, clock):  # noqa: F811
    page = phone(ruth)
    page.route("**/live", lambda route: route.fulfill(status=204))
    walk(page, calm="/guest/")
    need = all_that_can_be(ruth, mara, jon, home, clock)["late"]
    walk(page, full="/guest/", need=f"/guest/needs/{need.key}")


@pytest.mark.long
def test_every_page_of_a_need_is_for_everybody(walk, phone, ruth, mara, jon, home, clock):  # noqa: F811
    page = phone(ruth)
    page.route("**/live", lambda route: route.fulfill(status=204))
    needs = all_that_can_be(ruth, mara, jon, home, clock)
    walk(page, **{name: f"/guest/needs/{need.key}" for name, need in needs.items()})
    page.set_viewport_size({"width": 390, "height": 844})
    low = []
    for need in needs.values():
        page.goto(f"/guest/needs/{need.key}")
        low += page.evaluate(LOW)
    assert low == []
