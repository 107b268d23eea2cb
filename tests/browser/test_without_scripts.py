"""Plain forms and links carry the whole evening: with scripts switched off, and on phones that can't read htmx."""

import re

import pytest
from playwright.sync_api import Page, expect

from household.models import Need, Person, Reply, Thanks, passphrase

WORDS = "four quiet herons wading"


@pytest.fixture(params=["scripts are off", pytest.param("htmx can’t be read", marks=pytest.mark.long)])
def plain(request, phone):
    """Open a phone on which htmx does nothing."""

    def open_phone(who) -> Page:
        page = phone(who, java_script_enabled=request.param != "scripts are off")
        page.route("**/htmx.min.js", lambda route: route.fulfill(body="let let = (", content_type="text/javascript"))
        return page

    return open_phone


@pytest.fixture
def bare(phone):
    return lambda who=None: phone(who, java_script_enabled=False)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def unfold(page: Page, name: str) -> None:
    page.locator("summary", has_text=name).click()


def test_from_an_ask_to_a_thank_you(plain, mara, jon):
    maras, jons = plain(mara), plain(jon)
    maras.goto("/needs/new")
    maras.get_by_role("radio", name="Rest and body").check()
    maras.get_by_role("radio", name="Quiet").check()
    maras.get_by_label("Or say it in your own words").fill("Half an hour, door shut.")
    maras.get_by_role("radio", name="tonight after bedtime").check()
    press(maras, "Put it on the table")
    expect(maras.get_by_text("Jon will see it at the table.")).to_be_visible()

    jons.goto("/")
    jons.get_by_role("link", name="Mara asks for some quiet, tonight after bedtime").click()
    jons.get_by_role("radio", name="in half an hour").check()
    press(jons, "I’ve got this")
    expect(jons.get_by_text("You have this, from 8 o’clock.")).to_be_visible()
    jons.get_by_label("Write back to Mara").fill("I have the kids.")
    press(jons, "Send")
    expect(jons.get_by_text("I have the kids.")).to_be_visible()
    expect(jons.get_by_label("Write back to Mara")).to_have_value("")

    maras.reload()
    expect(maras.get_by_text("Jon has this, from 8 o’clock.")).to_be_visible()
    press(maras, "We did it")
    maras.get_by_label("What you did").fill("You kept them all out.")
    press(maras, "Thank Jon")
    expect(maras.get_by_text("You, to Jon")).to_be_visible()
    maras.goto("/needs/new")
    expect(maras.get_by_label("Or say it in your own words")).to_have_value("")
    assert (Need.select().count(), Reply.select().count(), Thanks.select().count()) == (1, 1, 1)


def test_an_honest_no_taken_back_a_claim_another_time_and_handing_back(bare, quiet, jon):
    page = bare(jon)
    page.goto("/")
    page.get_by_role("link", name="Not now, but...").click()
    page.get_by_label("In your own words").fill("Tomorrow, and I’ll take them out.")
    press(page, "Tell Mara")
    expect(page.get_by_text("You: not now. Only Mara sees this.")).to_be_visible()
    press(page, "Take this back")
    expect(page.get_by_text("You: not now.")).to_be_hidden()

    page.goto("/")
    press(page, "I’ve got this")
    expect(page.get_by_text("You have this")).to_be_visible()
    unfold(page, "Something changed")
    page.get_by_role("radio", name="in half an hour").check()
    press(page, "Promise this time")
    expect(page.get_by_text("You have this, from 8 o’clock.")).to_be_visible()
    unfold(page, "Something changed")
    press(page, "Hand it back")
    expect(page.get_by_role("button", name="I’ve got this")).to_be_visible()


def test_resting_asking_again_taking_words_back_and_thanks(bare, quiet, mara, jon):
    page = bare(mara)
    page.goto(f"/needs/{quiet.key}")
    unfold(page, "Something changed")
    press(page, "Let it rest")
    expect(page.get_by_text("Resting.")).to_be_visible()
    page.get_by_role("radio", name="tonight", exact=True).check()
    press(page, "Back on the table")
    expect(page.locator(".say--big")).to_have_text("You asked for some quiet, tonight.")
    unfold(page, "Something changed")
    press(page, "Take my words back")
    expect(page.get_by_role("heading", name="Good evening, Mara")).to_be_visible()
    expect(page.get_by_text("some quiet")).to_have_count(0)

    page.goto("/thanks/new")
    page.get_by_label("What you did").fill("You got up with the baby.")
    press(page, "Say thank you")
    expect(page.get_by_text("Choose who you would like to thank.")).to_be_visible()
    expect(page.get_by_label("What you did")).to_have_value("You got up with the baby.")
    page.get_by_role("checkbox", name="Jon").check()
    press(page, "Say thank you")
    expect(page.get_by_text("You, to Jon")).to_be_visible()
    unfold(page, "Take one of mine back")
    press(page, "Take it back")
    expect(page.get_by_text("You, to Jon")).to_be_hidden()


def test_looking_back_and_finding_what_was_said(bare, quiet, mara, jon):
    quiet.claim(by=jon)
    quiet.meet(by=mara)
    Thanks.give(by=mara, to=[jon], did="You kept the Müllers out.")
    page = bare(mara)
    page.goto("/thanks/")
    page.get_by_role("link", name="Looking back").click()
    expect(page.get_by_text("You asked for some quiet. Jon had this.")).to_be_visible()
    page.get_by_label("Look for what was said").fill("muellers")
    press(page, "Look")
    expect(page.get_by_text("You kept the Müllers out.")).to_be_visible()
    expect(page.get_by_text("some quiet")).to_have_count(0)
    expect(page.get_by_label("Look for what was said")).to_have_value("muellers")
    page.get_by_role("link", name="Back to this week").click()
    page.get_by_role("link", name="You asked for some quiet").click()
    expect(page.locator(".say--big")).to_have_text("You asked for some quiet.")


def test_the_light_going_out_and_coming_in_again(bare, mara, jon):
    Person.update(passphrase=passphrase.seal(WORDS)).execute()
    page = bare(mara)
    page.goto("/us/")
    page.get_by_role("radio", name="Dark").check()
    press(page, "Use this light")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    press(page, "Sign out")
    page.get_by_role("radio", name="Jon").check()
    page.get_by_label("Your passphrase").fill("not these words at all")
    press(page, "Come in")
    expect(page.get_by_text("don’t fit together")).to_be_visible()
    expect(page.get_by_role("radio", name="Jon")).to_be_checked()
    page.get_by_label("Your passphrase").fill(WORDS)
    press(page, "Come in")
    expect(page.get_by_role("heading", name="Good evening, Jon")).to_be_visible()


def test_a_stranger_is_shown_the_door_and_then_the_page(bare, quiet, mara):
    Person.update(passphrase=passphrase.seal(WORDS)).execute()
    page = bare()
    page.goto(f"/needs/{quiet.key}")
    page.get_by_label("Your name").fill("mara")
    page.get_by_label("Your passphrase").fill(WORDS)
    press(page, "Come in")
    expect(page).to_have_url(re.compile(f"/needs/{quiet.key}$"))
