"""Weather, practice, care note and private check: side by side, by keyboard, without scripts, and for everybody."""

import re

import pytest
from playwright.sync_api import Page, expect

from household.models import CareNote, Need, Person, Weather

from .test_care import LONG, inspect, press, walk  # noqa: F401
from .test_keyboard import STOP, button, tab_to, use

LOW = "Jon is running low: a smaller ask?"
HUG = "A long hug. No talk needed."


@pytest.fixture
def note(mara: Person, jon: Person) -> CareNote:
    CareNote.keep(by=mara, helps="Sit near me.", hard=f"The {LONG}.", therapist="Dr Weber", shows_contacts=True)
    note = CareNote.get()
    note.show_to(jon, by=mara)
    return note


def test_whoever_is_taken_off_reads_no_more_on_the_open_page(phone, mara, jon, note):
    jons = phone(jon)
    with jons.expect_request("**/live"):
        jons.goto(f"/care-note/{note.key}")
    expect(jons.get_by_text("Sit near me.")).to_be_visible()
    note.hide_from(jon, by=mara)
    expect(jons.get_by_text("Sit near me.")).to_be_hidden()
    expect(jons.get_by_text("There is nothing here.")).to_be_visible()
    expect(jons.get_by_text("What helps Mara")).to_be_hidden()


def test_coming_back_to_the_private_check_finds_a_blank_question(phone, mara, jon):
    page = phone(mara)
    page.goto("/practice/")
    page.get_by_role("link", name="A question just for you").click()
    button(page, "A lot").click()
    page.get_by_role("link", name="Ask Jon for company").click()
    expect(page.get_by_role("radio", name="Time with you")).to_be_checked()
    expect(page.get_by_role("radio", name="Just Jon")).to_be_checked()
    page.go_back()
    expect(page.get_by_text("How alone did you feel this week?")).to_be_visible()
    expect(page.get_by_text("Thank you for being honest.")).to_be_hidden()
    assert "lot" not in page.url and Need.select().count() == 0


@pytest.mark.long
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_weather_and_a_smaller_ask_on_two_phones(phone, mara, jon, scripts):
    jons, maras = (phone(who, java_script_enabled=scripts) for who in (jon, mara))
    maras.goto("/weather/")
    jons.goto("/weather/")
    jons.get_by_role("radio", name="Low").check()
    jons.get_by_label("A few words").fill("Up since five.")
    button(jons, "That’s me today").click()
    expect(button(jons, "Take it off")).to_be_visible()
    if not scripts:
        maras.reload()
    expect(maras.get_by_text("“Up since five.”")).to_be_visible()
    maras.goto("/needs/new")
    expect(maras.get_by_text(LOW)).to_be_visible()
    maras.get_by_role("radio", name="Closeness").check()
    maras.get_by_role("radio", name="A hug", exact=True).check()
    maras.get_by_label("Or say it in your own words").fill("After bedtime?")
    button(maras, "Make it smaller").click()
    expect(maras.get_by_label("Or say it in your own words")).to_have_value(f"After bedtime? {HUG}")
    expect(maras.get_by_role("radio", name="A hug", exact=True)).to_be_checked()
    button(maras, "Put it on the table").click()
    expect(maras).to_have_title(re.compile("^A need"))
    expect(maras.get_by_text(f"“After bedtime? {HUG}”")).to_be_visible()
    button(jons, "Take it off").click()
    expect(button(jons, "Take it off")).to_be_hidden()
    maras.goto("/weather/")
    expect(maras.get_by_text("“Up since five.”")).to_be_hidden()


@pytest.mark.long
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_care_note_from_the_first_word_to_the_last(phone, mara, jon, scripts):
    maras = phone(mara, java_script_enabled=scripts)
    maras.goto("/care-note/")
    maras.get_by_label("What helps me").fill("Sit near me.")
    button(maras, "Keep it").click()
    expect(maras.get_by_text("Nobody but you, until you choose someone.")).to_be_visible()
    button(maras, "Show it (Jon)").click()
    expect(button(maras, "Take off (Jon)")).to_be_visible()
    need = Need.ask(by=mara, word="quiet", audience="named", named=[jon])
    jons = phone(jon, java_script_enabled=scripts)
    jons.goto(f"/needs/{need.key}")
    jons.get_by_role("link", name="What helps Mara").click()
    expect(jons.get_by_text("Sit near me.")).to_be_visible()
    maras.get_by_label("What helps me").fill("Sit near me, and hum.")
    button(maras, "Keep it").click()
    if not scripts:
        jons.reload()
    expect(jons.get_by_text("Sit near me, and hum.")).to_be_visible()
    maras.get_by_text("Erase my note").click()
    button(maras, "Erase all of it").click()
    expect(maras.get_by_label("What helps me")).to_have_value("")
    if not scripts:
        jons.reload()
    expect(jons.get_by_text("Sit near me, and hum.")).to_be_hidden()


@pytest.mark.long
def test_all_of_it_by_keyboard_and_focus_can_always_be_seen(phone, mara, jon, note):
    page = phone(mara)
    page.goto("/weather/")
    tab_to(page, page.get_by_role("radio", name="Sunny"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    use(page, button(page, "That’s me today"))
    expect(button(page, "Take it off")).to_be_visible()
    assert Weather.get().sky == "fair"
    page.goto("/private-check/")
    use(page, button(page, "Now and then"))
    expect(page.get_by_text("Thank you for being honest.")).to_be_visible()
    page.goto("/care-note/")
    use(page, button(page, "Take off (Jon)"))
    expect(button(page, "Show it (Jon)")).to_be_visible()
    for path in ("/weather/", "/practice/", "/private-check/", "/care-note/", f"/care-note/{note.key}"):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
        stops = []
        while stops[-1:] != ["the end"]:
            page.keyboard.press("Tab")
            stops.append(page.evaluate(STOP))
        assert len(stops) > 5 and set(stops) == {"seen", "the end"}, path


@pytest.mark.long
def test_every_page_of_it_is_for_everybody(walk, phone, mara, jon, ruth, note):  # noqa: F811
    Person.update(name=LONG[:40]).where(Person.id == ruth.id).execute()
    Weather.tell(by=jon, sky="low", words=LONG)
    Weather.tell(by=mara, sky="cloudy")
    CareNote.keep(by=jon, helps=f"A {LONG}.")
    CareNote.of(jon).show_to(mara, by=jon)
    Person.update(slow=True).where(Person.id == jon.id).execute()
    need = Need.ask(by=jon, word="quiet", audience="named", named=[mara])
    page, jons = phone(mara), phone(Person.get_by_id(jon.id))
    for one in (page, jons):
        one.route("**/live", lambda route: route.fulfill(status=204))

    def unchosen(page: Page) -> None:
        Weather.take_off(by=mara)
        page.goto("/weather/")
        press("That’s me today")(page)

    def nothing_to_shrink(page: Page) -> None:
        page.goto("/needs/new")
        offered = page.get_by_role("button", name="Make it smaller", include_hidden=True)
        expect(offered).to_be_hidden()  # until something is chosen; a browser without :has shows it
        offered.evaluate("button => button.form.requestSubmit(button)")

    def shrink(page: Page) -> None:
        page.get_by_role("radio", name="Closeness").check()
        page.get_by_role("radio", name="A hug", exact=True).check()
        press("Make it smaller")(page)

    def wordless(page: Page) -> None:
        page.goto("/care-note/")
        for label in ("What helps me", "What is hard for me", "My therapist"):
            page.get_by_label(label).fill("")
        press("Keep it")(page)

    walk(
        page,
        weather="/weather/",
        no_sky=(unchosen, "Choose your weather."),
        ask="/needs/new",
        unshrunk=(nothing_to_shrink, "Choose what would help first."),
        shrunk=(shrink, "Added to your words:"),
        practice="/practice/",
        question="/private-check/",
        answered=(press("A lot"), "Thank you for being honest."),
        note="/care-note/",
        mistake=(wordless, "Write a word or two first."),
        as_they_read_it=f"/care-note/{note.key}",
        need=f"/needs/{need.key}",
    )
    walk(jons, slowly=f"/care-note/{note.key}", weather="/weather/", clouds="/needs/new")
    Person.update(left_at=Person.joined_at).where(Person.id == jon.id).execute()
    walk(page, alone="/weather/", alone_asked="/private-check/")
