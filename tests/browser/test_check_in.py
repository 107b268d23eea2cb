"""A check-in as two live it: on two phones that move on together, on one between them, without scripts, by keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from household.models import CheckIn, CheckInAnswer, CheckInKept, Draft, Person, Role

from .test_care import inspect, press, walk  # noqa: F401
from .test_keyboard import button, tab_to, use

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmütze"
HEARD = dict(timeout=3_000)


def sit_down(mara: Person, jon: Person, step: str = "c01") -> CheckIn:
    check_in = CheckIn.start(by=mara, others=[jon], picked=("c01", "c05", "c12"))
    check_in.sit_down(by=jon)
    if step != "thanks":
        check_in.go_on(by=mara, step="thanks")
    return CheckIn.get()


@pytest.mark.long
def test_two_phones_move_on_together_and_nothing_typed_is_lost(phone, mara, jon):
    maras, jons = phone(mara), phone(jon)
    for page in (maras, jons):
        with page.expect_request("**/live"):
            page.goto("/check-in/")
    button(maras, "Or with a phone each, in writing").click()
    jons.get_by_text("Mara has sat down. Sit down too?").wait_for(**HEARD)
    button(jons, "Sit down").click()
    button(maras, "Next").click(**HEARD)
    maras.get_by_label("A few words, if you like").fill("On Sunday.")
    jons.get_by_label("A few words, if you like").type("Yester")
    button(maras, "That is my answer").click()
    expect(button(maras, "Change it")).to_be_visible()
    with jons.expect_response(lambda one: "/check-in/?of=" in one.url):
        jons.evaluate("document.body.dispatchEvent(new CustomEvent('house-changed'))")
    expect(jons.get_by_text("On Sunday.")).to_have_count(0)
    jons.keyboard.type("day.")
    expect(jons.get_by_label("A few words, if you like")).to_have_value("Yesterday.")
    button(jons, "That is my answer").click()
    for page in (maras, jons):
        for words in ("“On Sunday.”", "“Yesterday.”"):
            expect(page.get_by_text(words)).to_be_visible(**HEARD)
    button(maras, "Keep this").click()
    button(jons, "Next").click()
    maras.get_by_label("A few words, if you like").type("To me it", **HEARD)
    button(jons, "Stop here").click()
    expect(jons.get_by_role("heading", name="the two of you")).to_be_visible()
    expect(maras.get_by_text("It has gone on by now. Your words are still here.")).to_be_visible(**HEARD)
    expect(maras.get_by_label("A few words, if you like")).to_have_value("To me it")
    maras.get_by_role("link", name="See how it stands now").click()
    expect(maras.get_by_text("You keep this.")).to_be_visible()
    button(maras, "Done").click()
    maras.get_by_label("In your own words").fill("An hour alone?")
    button(maras, "Have it ready").click()
    expect(maras.get_by_label("Say it in your own words")).to_have_value("An hour alone?")
    assert (CheckIn.select().count(), CheckInAnswer.select().count()) == (0, 0)
    assert [one.words for one in CheckInKept.select()] == ["On Sunday."] and Draft.select().count() == 1
    assert maras.troubles == jons.troubles == []


@pytest.mark.long
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_on_one_phone_from_the_first_thank_you_to_the_last_question(phone, mara, jon, scripts):
    page = phone(mara, java_script_enabled=scripts)
    page.goto("/check-in/")
    button(page, "Start when you’re both here").click()
    expect(page.get_by_role("heading", name="Begin with one thank-you each.")).to_be_visible()
    seen = []
    while not page.get_by_role("link", name="Done").is_visible():
        page.get_by_role("link", name="Next").click()
        seen += page.locator(".turn__who", has_text=re.compile("first|Now")).all_inner_texts()
    assert len(seen) == 6 and {one.split()[-1] for one in seen[1::2]} == {"Mara", "Jon"}
    page.get_by_role("link", name="Done").click()
    expect(page.get_by_role("heading", name="One ask each")).to_be_visible()
    assert CheckIn.select().count() == 0


@pytest.mark.long
def test_two_phones_without_scripts(phone, mara, jon):
    maras, jons = phone(mara, java_script_enabled=False), phone(jon, java_script_enabled=False)
    maras.goto("/check-in/")
    button(maras, "Or with a phone each, in writing").click()
    jons.goto("/check-in/")
    button(jons, "Sit down").click()
    button(jons, "Next").click()
    maras.goto("/check-in/")
    maras.get_by_label("A few words, if you like").fill("On Sunday.")
    button(maras, "That is my answer").click()
    button(jons, "Skip this one").click()
    expect(jons.get_by_text("“On Sunday.”")).to_be_visible()
    maras.goto("/check-in/")
    expect(maras.get_by_text("Jon skipped this one.")).to_be_visible()


@pytest.mark.long
def test_by_keyboard_alone(phone, mara, jon):
    sit_down(mara, jon)
    page = phone(mara)
    page.goto("/check-in/")
    tab_to(page, page.get_by_label("A few words, if you like"))
    page.keyboard.type("On Sunday.")
    use(page, button(page, "That is my answer"))
    expect(button(page, "Change it")).to_be_visible()
    CheckIn.get().pass_over(by=jon, question="c01")
    use(page, button(page, "Next"))
    expect(page.get_by_role("heading", name="Does the load at home")).to_be_visible()
    use(page, button(page, "Stop here"))
    expect(page.get_by_role("heading", name="the two of you")).to_be_visible()


@pytest.mark.long
def test_every_page_of_a_check_in_is_for_everybody(walk, phone, mara, jon):  # noqa: F811
    Person.update(name=LONG[:40]).where(Person.id == jon.id).execute()
    long_jon = Person.get_by_id(jon.id)
    page = phone(mara)
    page.route("**/live", lambda route: route.fulfill(status=204))

    def mistaken(page: Page) -> None:
        page.get_by_label("A few words, if you like").fill("")
        press("That is my answer")(page)

    def answered(page: Page) -> None:
        page.get_by_label("A few words, if you like").fill(f"The {LONG}.")
        press("That is my answer")(page)

    def opened(page: Page) -> None:
        check_in = CheckIn.get()
        check_in.answer(by=long_jon, question=check_in.question, words=f"Your {LONG}.")
        page.goto("/check-in/")

    def kept(page: Page) -> None:
        press("Keep this")(page)
        page.get_by_text("You keep this.").wait_for()
        page.goto("/check-in/kept")

    def left(page: Page) -> None:
        CheckIn.get().leave(by=long_jon)
        page.goto("/check-in/")

    jons = phone(long_jon)
    jons.route("**/live", lambda route: route.fulfill(status=204))
    walk(
        page,
        start="/check-in/",
        aloud="/check-in/aloud",
        speaking="/check-in/aloud?at=2",
        ask="/check-in/one-ask",
        no_words=(press("Have it ready"), "or say it in your own words."),
        waiting=(lambda page: (page.goto("/check-in/"), press("Or with a phone each")(page)), "You have sat down"),
    )
    walk(jons, sit_down="/check-in/")
    walk(
        page,
        thanks=(lambda page: (CheckIn.get().sit_down(by=long_jon), page.goto("/check-in/")), "Begin with one"),
        question=(press("Next"), "A few words, if you like"),
        mistake=(mistaken, "Write a word or two first, or skip this one."),
        answered=(answered, "Change it"),
        opened=(opened, "The one who listens only listens."),
        kept=(kept, f"The {LONG}."),
        over=(left, "Stopping is always fine."),
    )
    lena = Person.join(role=Role.PARTNER, name="Lena", face=dict(shape="egg", ink="oat", hair="none"))
    walk(page, three="/check-in/", three_aloud="/check-in/aloud?at=1")
    Person.update(left_at=lena.joined_at).where(Person.id << (lena.id, long_jon.id)).execute()
    walk(page, alone="/check-in/")
