"""An evening like the essay's, on two phones: an ask for tonight, an answer that is not yet a yes, and the evening."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from household.models import Need, Reply
from household.models.clock import now, stopped

from ..conftest import WEDNESDAY_EVENING


@pytest.fixture
def two_phones(phone, mara, jon):
    return phone(mara), phone(jon)


def test_an_evening_like_the_essays(two_phones):
    maras, jons = two_phones
    jons.goto("/")

    maras.goto("/needs/new")
    maras.get_by_role("radio", name="Closeness").check()
    maras.get_by_role("radio", name="Time with you").check()
    maras.get_by_role("radio", name="tonight after bedtime").check()
    maras.get_by_text("Say how you feel, too").click()
    maras.get_by_role("radio", name="heavy").check()
    maras.get_by_role("button", name="Put it on the table").click()
    expect(maras.get_by_text("It’s good that you asked. Jon will see it at the table.")).to_be_visible()

    card = jons.locator("article.need", has_text="asks for some time together, tonight after bedtime")
    expect(card).to_be_visible()
    card.get_by_role("link", name="Mara asks for").click()
    expect(jons.get_by_text("Mara feels heavy.")).to_be_visible()
    jons.get_by_role("link", name="Not now, but...").click()
    jons.get_by_role("radio", name="Another time").check()
    jons.get_by_role("radio", name="in 30 minutes").check()
    jons.get_by_role("radio", name="I am worn out and I care.").check()
    jons.get_by_label("In your own words, if you like").fill("The finale can run without me.")
    jons.get_by_role("button", name="Tell Mara").click()
    expect(jons.get_by_text("You offered this. Only Mara sees it.")).to_be_visible()

    offer = maras.locator(".reply", has_text="Give me 30 minutes, then I am yours.")
    expect(offer).to_be_visible()
    offer.get_by_role("button", name="Yes, let’s do that").click()
    expect(maras.get_by_text("Jon has this, from")).to_be_visible()
    expect(jons.get_by_text("You have this, from")).to_be_visible()

    maras.get_by_role("button", name="We did it").click()
    expect(maras.get_by_role("heading", name="That happened")).to_be_visible()
    maras.get_by_label("What you did").fill("You came, and the finale waited.")
    maras.get_by_role("button", name="Thank Jon").click()
    expect(maras.get_by_text("You, to Jon")).to_be_visible()
    expect(jons.get_by_text("It happened.", exact=True)).to_be_visible()
    jons.get_by_role("link", name="Thank Mara").click()
    expect(jons.get_by_text("You asked for some time together. That was brave of you.")).to_be_visible()
    assert not maras.troubles and not jons.troubles


@pytest.mark.long
def test_what_is_unfolded_stays_so_while_the_house_draws_anew(two_phones, mara, jon, quiet):
    _, jons = two_phones
    quiet.claim(by=jon)
    jons.goto(f"/needs/{quiet.key}")
    jons.get_by_text("Something changed").click()
    jons.get_by_role("radio", name="pick a time").check()
    jons.get_by_label("Day and time").fill("2026-06-18T20:00")
    Reply.write_under(quiet, by=mara, words="With tea?")
    expect(jons.get_by_text("With tea?")).to_be_visible()
    with stopped(now() + timedelta(minutes=2)):
        jons.evaluate("document.body.dispatchEvent(new CustomEvent('house-changed', { bubbles: true }))")
        jons.wait_for_timeout(600)
    expect(jons.get_by_label("Day and time")).to_have_value("2026-06-18T20:00")
    expect(jons.get_by_role("radio", name="pick a time")).to_be_checked()
    quiet.meet(by=mara)
    expect(jons.get_by_text("It happened.")).to_be_visible()
    expect(jons.get_by_text("Something changed")).to_have_count(0)


def test_a_yes_with_a_warm_line(two_phones, quiet):
    maras, jons = two_phones
    maras.goto(f"/needs/{quiet.key}")
    jons.goto(f"/needs/{quiet.key}")
    jons.get_by_role("radio", name="Yes. I am glad you asked.").check()
    jons.get_by_role("radio", name="in half an hour").check()
    jons.get_by_role("button", name="I’ve got this").click()
    for page in two_phones:
        expect(page.get_by_text("“Yes. I am glad you asked.”")).to_be_visible()
    jons.get_by_text("Something changed").click()
    jons.get_by_role("button", name="Hand it back").click()
    expect(maras.get_by_text("Open again.")).to_be_visible()
    expect(maras.get_by_text("Yes. I am glad you asked.")).to_have_count(0)


def test_a_nudge_and_a_change_come_to_the_claimers_phone(two_phones, mara, jon, quiet):
    maras, jons = two_phones
    quiet.claim(by=jon)
    for page in two_phones:
        page.goto(f"/needs/{quiet.key}")
    maras.get_by_text("A gentle nudge").click()
    maras.get_by_role("button", name="Send it to Jon").click()
    expect(jons.get_by_text("Is this still good, or shall someone else?")).to_be_visible()
    jons.get_by_role("button", name="Still good").click()
    expect(jons.get_by_text("Is this still good, or shall someone else?")).to_have_count(0)

    maras.get_by_text("Something changed").click()
    maras.get_by_role("link", name="Change the words, the time, or who it is for").click()
    maras.get_by_label("Or say it in your own words").fill("Till nine, please.")
    maras.get_by_role("button", name="Change it").click()
    expect(maras.get_by_text("Jon took this before you changed it")).to_be_visible()
    expect(jons.get_by_text("Mara changed this after you took it.")).to_be_visible()
    jons.get_by_role("button", name="Still good").click()
    expect(jons.get_by_text("Mara changed this after you took it.")).to_have_count(0)
    assert not maras.troubles and not jons.troubles


@pytest.mark.long
def test_more_people_are_let_in_with_one_more_question_and_out_with_one_tap(two_phones, phone, ida, quiet):
    maras, _ = two_phones
    maras.goto(f"/needs/{quiet.key}/change")
    maras.get_by_role("radio", name="The family").check()
    maras.get_by_role("button", name="Change it").click()
    expect(maras.get_by_text("More people will be able to see this.")).to_be_visible()
    expect(maras.get_by_role("radio", name="The family")).to_be_checked()
    maras.get_by_role("button", name="Yes, let them see it").click()
    expect(maras.get_by_text("The whole family")).to_be_visible()
    maras.get_by_role("button", name="Back to those who saw it before").click()
    expect(maras.get_by_text("Just the two of you")).to_be_visible()
    assert Need.get_by_id(quiet.id).audience == "named"


@pytest.mark.long
def test_whoever_loses_sight_of_it_sees_that_nothing_is_there(two_phones, jon, ruth, meal):
    maras, jons = two_phones
    jons.goto(f"/needs/{meal.key}")
    maras.goto(f"/needs/{meal.key}/change")
    maras.get_by_role("radio", name="Choose by name").check()
    maras.get_by_role("checkbox", name="Ruth").check()
    maras.get_by_role("button", name="Change it").click()
    expect(jons.get_by_text("There is nothing here.")).to_be_visible()
    expect(jons.get_by_text("a good meal")).to_have_count(0)


def test_after_the_time_the_phone_asks_by_itself_whether_it_happened(two_phones, jon, quiet):
    _, jons = two_phones
    quiet.claim(by=jon, starts_at=WEDNESDAY_EVENING - timedelta(minutes=30))
    jons.goto(f"/needs/{quiet.key}")
    expect(jons.get_by_text("Did it happen?")).to_have_count(0)
    with stopped(now() + timedelta(minutes=30)):
        jons.evaluate("document.body.dispatchEvent(new CustomEvent('house-changed', { bubbles: true }))")
        expect(jons.get_by_text("Did it happen?")).to_be_visible()
        jons.get_by_role("button", name="We did it").click()
        expect(jons.get_by_role("heading", name="That happened")).to_be_visible()


@pytest.mark.parametrize(
    "options",
    [pytest.param({"java_script_enabled": False}, marks=pytest.mark.long), {}],
    ids=["scripts off", "keyboard"],
)
def test_an_offer_is_made_and_taken_up_without_scripts_and_by_keyboard(phone, mara, jon, quiet, options):
    maras, jons = phone(mara, **options), phone(jon, **options)
    jons.goto(f"/needs/{quiet.key}/not-now")
    jons.get_by_role("radio", name="Something else I can do").focus()
    jons.keyboard.press("Space")
    jons.get_by_label("What I can do is").focus()
    jons.keyboard.type("take the kids out")
    jons.get_by_role("button", name="Tell Mara").focus()
    jons.keyboard.press("Enter")
    expect(jons.get_by_text("What I can do is take the kids out.")).to_be_visible()
    maras.goto(f"/needs/{quiet.key}")
    maras.get_by_role("button", name="Yes, let’s do that").focus()
    maras.keyboard.press("Enter")
    expect(maras.get_by_text("You took this up.")).to_be_visible()
    assert Need.get_by_id(quiet.id).claimed_by == jon


def test_what_is_typed_on_the_way_to_an_offer_is_still_there_after_a_mistake_and_a_reload(two_phones, quiet):
    _, jons = two_phones
    jons.goto(f"/needs/{quiet.key}/not-now")
    jons.get_by_role("radio", name="A part of it").check()
    jons.get_by_label("I can do this part now").fill("the dishes")
    jons.get_by_label("In your own words, if you like").fill("And gladly.")
    jons.get_by_role("button", name="Tell Mara").click()
    expect(jons.get_by_text("Choose when.").first).to_be_visible()
    expect(jons.get_by_label("I can do this part now")).to_have_value("the dishes")
    jons.reload()
    expect(jons.get_by_label("In your own words, if you like")).to_have_value("And gladly.")
    assert Reply.select().count() == 0


PAGES = {
    "an answer": "/needs/{key}",
    "not now": "/needs/{key}/not-now",
    "a change": "/needs/{key}/change",
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nobody_is_kept_out(phone, mara, jon, quiet, axe, page, theme):
    opened = phone(mara if page == "a change" else jon, color_scheme=theme, viewport={"width": 320, "height": 700})
    opened.goto(PAGES[page].format(key=quiet.key))
    for name in re.findall(r"Another time|A part of it", opened.content())[:1]:
        opened.get_by_role("radio", name=name).check()
    assert axe(opened) == []
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
