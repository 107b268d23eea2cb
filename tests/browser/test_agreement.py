"""The agreement between two phones, for everybody, and on one sheet of paper whatever is in it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from household.content.agreeing import limits, ready
from household.models import Agreement, Person, Role, WhyLine
from household.models.agreement import LONGEST, Words

from .paper import sheets, words_on
from .test_care import LONG, inspect, press, walk  # noqa: F401

READY = [Words(one.text, one.slip, one.kid_words, one.id) for one in ready().values()]
PAPERS = ("A4", "Letter")
NARROW_LETTERS, WIDE_LETTERS = "ill at ease, little lies still tilt ", "WM MOMWWOM WOMW MMWMW WOMWOMMW "


@pytest.fixture
def agree(home: Any, mara: Person, jon: Person) -> Callable[..., Agreement]:
    """Let these words stand between all partners."""

    def agree(*promises: Words, **more: Any) -> Agreement:
        how = dict(look_again_on=home.today + timedelta(weeks=8)) | more
        agreement = Agreement.propose(by=mara, promises=promises, **how)
        for person in Person.here(Role.PARTNER):
            agreement.say_yes(by=person)
        return agreement

    return agree


def full(letters: str) -> list[Words]:
    """Eight promises, each as long as can be."""
    line = " ".join((letters * LONGEST)[:LONGEST].split()).ljust(LONGEST, "x")
    return [Words(f"{n}{line[1:]}", f"{n}{line[1:]}") for n in range(8)]


def others(many: int, letters: str) -> None:
    for number in range(many):
        name = (f"{number}{letters}" * 40)[:40].strip()
        Person.join(role=Role.PARTNER, name=name, face=dict(shape="egg", ink="oat", hair="none"))


def kept_lines(letters: str) -> None:
    """As much of our why as there is room for, and one line more."""
    by, *others = Person.here(Role.PARTNER)
    for number, many in enumerate((150, 70, 10, 10, 10, 10, 10, 160)):
        line = WhyLine.propose(by=by, words=f"{number}{(letters * LONGEST)[: many - 1].strip()}")
        for person in others:
            line.keep(by=person)


def prints_on_one_sheet(page: Page, promises: list[Words]) -> None:
    page.goto("/agreement/")
    names = [person.name for person in Person.here(Role.PARTNER)]
    for paper in PAPERS:
        pdf = page.pdf(format=paper)
        assert sheets(pdf) == 1, paper
        said = words_on(pdf)
        for words in [limits(), *names, *(part for one in promises for part in (one.text, one.slip))]:
            assert "".join(words.split()) in said, (paper, words)
        assert "Printforthefridge" not in said and "Pausemyyes" not in said


def test_it_prints_on_one_sheet_whatever_is_in_it(phone, agree):
    others(2, "Bartholomew ")
    agree(*(promises := full("We tend to each other when it is late. ")))
    kept_lines("We tend to each other. ")
    prints_on_one_sheet(phone(Person.get(Person.name == "Mara")), promises)


@pytest.mark.long
@pytest.mark.parametrize("letters", [NARROW_LETTERS, WIDE_LETTERS, "ЖШЩ ЮШМ ЫЖШМ "])
@pytest.mark.parametrize("more", [0, 2])
@pytest.mark.parametrize("many", [1, 3, 5, 8])
def test_it_prints_on_one_sheet_in_any_letters_and_with_any_names(phone, agree, letters, more, many):
    others(more, letters)
    agree(*(promises := full(letters)[:many]))
    kept_lines(letters)
    page = phone(Person.get(Person.name == "Mara"), java_script_enabled=False)
    page.emulate_media(color_scheme="dark")
    prints_on_one_sheet(page, promises)


@pytest.mark.long
def test_the_ready_promises_print_on_one_sheet_with_lines_of_our_why(phone, agree, mara):
    kept_lines("We tend to each other. ")
    for many in (1, 5, 8):
        agree(*READY[:many])
        page = phone(mara)
        prints_on_one_sheet(page, READY[:many])
        lines = [words for (words,) in WhyLine.select(WhyLine.words).order_by(WhyLine.id).limit(3).tuples()]
        said = words_on(page.pdf(format="A4"))
        assert ["".join(words.split()) in said for words in lines] == [True, True, True]


@pytest.mark.long
def test_two_phones_agree_by_keyboard_and_pause(phone, mara, jon):
    hers, his = phone(mara), phone(jon)
    his.goto("/agreement/")
    hers.goto("/agreement/new")
    box = hers.get_by_role("checkbox", name="Ask out loud")
    box.focus()
    hers.keyboard.press("Space")
    expect(hers.get_by_label("When we slip, we...").first).to_be_visible()
    hers.get_by_role("button", name="Propose these words").focus()
    hers.keyboard.press("Enter")
    expect(hers.get_by_text("You have said yes.")).to_be_visible()
    yes = his.get_by_role("button", name="I say yes to this")
    yes.focus()
    his.keyboard.press("Enter")
    expect(his.get_by_role("button", name="Print for the fridge")).to_be_visible()
    pause = hers.get_by_role("button", name="Pause my yes")
    pause.focus()
    hers.keyboard.press("Enter")
    expect(his.get_by_text("This page is resting.")).to_be_visible()
    expect(hers.get_by_text("You paused your yes.")).to_be_visible()
    assert hers.troubles == his.troubles == []


@pytest.mark.long
def test_what_is_typed_stays_on_the_phone_until_it_is_proposed(phone, mara, jon):
    page = phone(mara)
    page.goto("/agreement/new")
    page.get_by_role("checkbox", name="No score").check()
    page.get_by_label("The promise").nth(2).fill("Nobody has to earn help.")
    page.goto("/us/")
    page.goto("/agreement/new")
    assert page.get_by_role("checkbox", name="No score").is_checked()
    assert page.get_by_label("The promise").nth(2).input_value() == "Nobody has to earn help."
    press("Propose these words")(page)
    page.get_by_text("You have said yes.").wait_for()
    assert [one.text for one in Agreement.whole(Agreement.select())[0].promises] == ["Nobody has to earn help."]


@pytest.mark.long
def test_every_page_of_it_is_for_everybody(walk, phone, agree, mara, jon):  # noqa: F811
    page, his = phone(mara), phone(jon)
    page.route("**/live", lambda route: route.fulfill(status=204))
    his.route("**/live", lambda route: route.fulfill(status=204))

    def mistaken(page: Page) -> None:
        page.goto("/agreement/new")
        page.get_by_label("The promise").last.fill(LONG * 4)
        press("Propose these words")(page)

    walk(page, nothing="/agreement/", form="/agreement/new", mistakes=(mistaken, "That is too long"))
    agree(*READY[:3], Words(f"The {LONG}.", f"bring the {LONG}."), kids_see=True)
    walk(page, stands="/agreement/")
    changed = READY[1]._replace(text="We meet an ask with care, whenever it comes.")
    Agreement.propose(by=mara, promises=[READY[0], changed, Words(f"The {LONG}!")], look_again_on=jon.joined_at.date())
    walk(page, proposed="/agreement/")
    walk(his, difference="/agreement/")
    Agreement.pause(by=jon)
    walk(his, paused="/agreement/")
    walk(page, rests="/agreement/")

    def overtaken(page: Page) -> None:
        page.goto("/agreement/new")
        page.locator("[name=instead_of]").evaluate("field => { field.value = 'another' }")
        press("Propose these words")(page)

    walk(his, overtaken=(overtaken, "What you wrote is still below."))
    Person.update(slow=True).execute()
    walk(his, slow="/agreement/", slow_form="/agreement/new", next_part=(press("Next"), "These are enough"))
    Agreement.delete().execute()
    kept_lines("We tend to each other. ")
    agree(*READY[:2])
    walk(page, promised=f"/repairs/new?to={jon.key}", care="/care", with_our_why="/agreement/", us="/us/")
    Person.update(left_at=jon.joined_at).where(Person.id == jon.id).execute()
    walk(page, alone="/agreement/")
