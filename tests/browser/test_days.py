"""What comes back, and what is asked for several days: with scripts and without, and by keyboard alone."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from household.models import Event, Moment, Need, Rhythm
from household.models.need.when import When

from .test_keyboard import expect_focus, use

TODAY = date(2026, 6, 17)


@pytest.fixture
def dinners(mara) -> list[Need]:
    """Mara asks everyone for a good meal on three evenings."""
    moment = Moment.get(Moment.name == "after bedtime")
    whens = [When("moment", TODAY + timedelta(days=more), moment) for more in (1, 3, 8)]
    return Need.ask_run(by=mara, word="good_food", audience="orbit", whens=whens)


@pytest.fixture(params=["with scripts", pytest.param("scripts are off", marks=pytest.mark.long)])
def either(request, phone):
    return lambda who: phone(who, java_script_enabled=request.param == "with scripts")


def chip(page: Page, role: str, name: str):
    return page.get_by_role(role, name=name, exact=True)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_every_friday_from_the_ask_to_the_end(either, mara, jon):
    page = either(mara)
    page.goto("/needs/new")
    page.get_by_role("radio", name="Closeness").check()
    chip(page, "radio", "Time with you").check()
    expect(chip(page, "checkbox", "Friday")).to_be_hidden()
    chip(page, "radio", "again and again").check()
    expect(chip(page, "radio", "at any time")).to_be_hidden()
    press(page, "Put it on the table")
    expect(page.get_by_text("Choose the days of the week.").first).to_be_visible()
    expect(page.get_by_text("Choose a time of day.").first).to_be_visible()
    chip(page, "checkbox", "Friday").check()
    chip(page, "radio", "after bedtime").check()
    press(page, "Put it on the table")
    expect(page.get_by_text("every Friday after bedtime")).to_be_visible()

    press(page, "Pause it")
    expect(page.get_by_text("It rests until you bring it back.")).to_be_visible()
    press(page, "Bring it back")
    page.get_by_role("link", name="The next one is on Friday.").click()
    expect(page.get_by_text("This comes back: every Friday after bedtime.")).to_be_visible()
    page.get_by_role("link", name="Pause, skip one or end it").click()
    press(page, "Skip the one on Friday")
    expect(page.get_by_text("The next one is on 26 June.")).to_be_visible()
    page.locator("summary", has_text="End it").click()
    press(page, "End it for good")
    expect(page.get_by_text("This has ended, and does not come back.")).to_be_visible()
    assert Rhythm.get().ended_at and [need.closed_as for need in Need.select()] == ["rested"]


def test_three_evenings_asked_for_and_taken_one_by_one(either, mara, jon):
    maras, jons = either(mara), either(jon)
    maras.goto("/needs/new")
    maras.get_by_label("Or say it in your own words").fill("Soup?")
    chip(maras, "radio", "on several days").check()
    for day in ("Tomorrow", "Sat 20 Jun", "Thu 25 Jun"):
        chip(maras, "checkbox", day).check()
    chip(maras, "radio", "at a time").check()
    maras.get_by_label("Time", exact=True).fill("18:30")
    press(maras, "Put it on the table")
    expect(maras.get_by_role("heading", name="Asked for on these days")).to_be_visible()

    for day in ("Saturday", "Thursday 25 June"):
        jons.goto("/")
        expect(jons.get_by_role("article")).to_have_count(1)
        press(jons, f"I’ve got this ({day})")
        expect(jons.get_by_role("listitem").filter(has=jons.get_by_role("link", name=day))).to_contain_text(
            "You have this."
        )
    maras.goto("/")
    expect(maras.get_by_text("Jon has this.")).to_have_count(2)
    assert [need.claimed_by for need in Need.select().order_by(Need.day)] == [None, jon, jon]


def test_the_line_alone_changes_and_the_table_stays_where_it_is(phone, dinners, jon):
    page = phone(jon)
    page.goto("/")
    use(page, page.get_by_role("button", name="I’ve got this (Saturday)"))
    line = page.locator(f"#need-{dinners[1].key}-day")
    expect(line).to_contain_text("You have this.")
    expect_focus(page)
    expect(page).to_have_url(re.compile("/$"))
    expect(page.get_by_role("button", name=re.compile("I’ve got this"))).to_have_count(2)
    assert page.troubles == []


def test_whoever_is_second_for_a_day_is_told_and_shown_who_has_it(phone, dinners, jon, ruth):
    page = phone(jon)
    page.goto("/")
    Need.update(claimed_by=ruth).where(Need.id == dinners[1].id).execute()  # no signal has come yet
    press(page, "I’ve got this (Saturday)")
    expect(page.get_by_text("Ruth has this already.")).to_be_visible()
    Event.record(dinners[1], "claim", set(), dinners[1].circle)
    expect(page.locator(f"#need-{dinners[1].key}-day")).to_contain_text("Ruth has this.")


def test_a_day_that_someone_takes_is_seen_on_every_open_page_of_the_run(phone, dinners, mara, jon):
    page = phone(mara)
    with page.expect_response("**/live"):
        page.goto(f"/needs/{dinners[0].key}")
    dinners[2].claim(by=jon)
    expect(page.locator(f"#need-{dinners[2].key}-day")).to_contain_text("Jon has this.", timeout=1_500)


@pytest.mark.long
def test_key_by_key_it_comes_back_every_friday(phone, mara, jon):
    page = phone(mara)
    page.goto("/needs/new")
    page.get_by_label("Or say it in your own words").fill("Sit with me?")
    chip(page, "radio", "no hurry").focus()
    page.keyboard.press("ArrowDown")
    expect(chip(page, "radio", "again and again")).to_be_checked()
    use(page, chip(page, "checkbox", "Friday"), "Space")
    use(page, chip(page, "radio", "every week"), "ArrowDown")
    use(page, chip(page, "radio", "at breakfast"), "Space")
    use(page, page.get_by_role("button", name="Put it on the table"))
    expect(page.get_by_text("every other Friday at breakfast")).to_be_visible()
    use(page, page.get_by_role("button", name="Pause it"))
    expect(page.get_by_role("button", name="Bring it back")).to_be_visible()
    expect_focus(page)


def test_a_mistake_takes_the_focus_to_the_days_with_all_that_was_chosen(phone, mara, jon):
    page = phone(mara)
    page.goto("/needs/new")
    page.get_by_label("Or say it in your own words").fill("Soup?")
    chip(page, "radio", "on several days").check()
    chip(page, "checkbox", "Sat 20 Jun").check()
    page.get_by_role("button", name="Put it on the table").focus()
    page.keyboard.press("Enter")
    expect(chip(page, "checkbox", "Today")).to_be_focused()
    expect(chip(page, "checkbox", "Sat 20 Jun")).to_be_checked()
    expect(page.get_by_label("Or say it in your own words")).to_have_value("Soup?")


def test_what_was_chosen_waits_on_the_phone_until_it_is_sent(phone, mara, jon):
    page = phone(mara)
    page.goto("/needs/new")
    chip(page, "radio", "again and again").check()
    chip(page, "checkbox", "Monday").check()
    chip(page, "radio", "every other week").check()
    page.goto("/")
    page.goto("/needs/new")
    for role, name in (("radio", "again and again"), ("checkbox", "Monday"), ("radio", "every other week")):
        expect(chip(page, role, name)).to_be_checked()
