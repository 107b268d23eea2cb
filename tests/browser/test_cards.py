"""A guest's card: made, taken up by its link, and another phone let in; on paper one sheet; a page for old eyes."""

import pytest
from playwright.sync_api import Page, expect

from household.models import Card, Device, Knock, Person, Role

from .paper import sheets, words_on
from .test_care import inspect, press, walk  # noqa: F401

FACE = dict(shape="egg", ink="oat", hair="none")
ANDROID = "Mozilla/5.0 (Linux; Android 9; SM-J330F) AppleWebKit/537.36 Chrome/80.0"


def path_of(link: str) -> str:
    return "/" + link.split("/", 3)[3]


@pytest.mark.long
def test_a_card_is_made_taken_up_and_let_in_from_another_phone(phone, mara):
    hers = phone(mara)
    hers.goto("/guests/cards/new")
    hers.get_by_label("Who is it for?").fill("Grandma Ruth")
    hers.get_by_role("button", name="Make the card").click()
    path = path_of(hers.locator(".invite__link").inner_text())
    for paper in ("A4", "Letter"):
        pdf = hers.pdf(format=paper)
        said = words_on(pdf)
        assert sheets(pdf) == 1 and "".join(path.split()) in said and "MaraandJon" in said and "Textit" not in said
    ruths = phone()
    ruths.goto(path)
    expect(ruths.get_by_role("heading", name="There’s a chair for you, Grandma Ruth")).to_be_visible()
    ruths.get_by_role("button", name="Sit down").click()
    ruths.wait_for_url("**/guest/")
    hers.goto("/")
    other = phone(user_agent=ANDROID)
    other.goto(path)
    other.get_by_role("button", name="Ask to come in").click()
    expect(other.get_by_text("We have asked. Somebody will let you in.")).to_be_visible()
    expect(hers.get_by_text("opened again, on a phone (Android)")).to_be_visible(timeout=2_000)
    hers.get_by_role("button", name="Let it in").click()
    expect(hers.get_by_role("button", name="Let it in")).to_have_count(0)
    other.wait_for_url("**/guest/")
    guest = Person.get(Person.role == Role.GUEST, Person.name == "Grandma Ruth")
    assert Device.select().where(Device.person == guest).count() == 2 and hers.troubles == []


@pytest.mark.long
def test_without_scripts_the_page_at_the_door_asks_anew_and_has_a_button(phone, mara):
    card, secret, _ = Card.make(by=mara, name="Lena")
    card.take_up(name="Lena", face=FACE)
    page = phone(java_script_enabled=False)
    page.goto(f"/cards/{secret}")
    page.get_by_role("button", name="Ask to come in").click()
    expect(page.get_by_text("We have asked.")).to_be_visible()
    Knock.get().let_in(by=mara)
    page.get_by_role("button", name="Come in").click(timeout=20_000)
    page.wait_for_url("**/guest/")


@pytest.mark.long
def test_any_names_print_on_one_sheet(phone, mara):
    """As many faces as a large house has, and letters as wide as there are."""
    for number in range(6):
        Person.join(role=Role.KID, name=f"{number} WMWMMOM WOMWOM MWOMWW MMOWM OMWWM"[:40], face=FACE)
    page = phone(mara)
    for name in ("W" * 40, "ill at ease, little lies still tilt", "ЖШЩ ЮШМ ЫЖШМ " * 3):
        page.goto("/guests/cards/new")
        page.get_by_label("Who is it for?").fill(name[:40])
        page.get_by_label("A number to call").fill("+49 (171) 234 567 890 123 456 789 0")
        page.get_by_role("button", name="Make the card").click()
        for paper in ("A4", "Letter"):
            assert sheets(page.pdf(format=paper)) == 1, (name, paper)


def test_the_chair_is_for_everybody(phone, axe, mara):
    page = phone(viewport={"width": 320, "height": 640})
    page.goto(f"/cards/{Card.make(by=mara, name='Grandma Ruth')[1]}")
    assert axe(page) == [] and page.troubles == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.get_by_role("button", name="Sit down").bounding_box()["height"] >= 60


@pytest.mark.long
def test_every_page_of_a_card_is_for_everybody(phone, walk, mara):  # noqa: F811
    """By both lights, narrow and wide, in large letters and from right to left."""
    _, fresh, _ = Card.make(by=mara, name="Grandma Ruth", phone="0171 234 567")
    used, secret, _ = Card.make(by=mara, name="Lena", phone="0171 234 567")
    used.take_up(name="Lena", face=FACE)
    asks = (press("Ask to come in"), "We have asked.")
    walk(phone(), chair=f"/cards/{fresh}", gone="/cards/nothing", used=f"/cards/{secret}", waiting=asks)
    steps = dict(new="/guests/cards/new", wrong=(press("Make the card"), "Write a name first."))
    steps |= dict(made=(make, "There’s a chair for you, Grandma Ruth"), not_you=f"/cards/{fresh}", table="/")
    walk(phone(mara), **steps)


def make(page: Page) -> None:
    page.get_by_label("Who is it for?").fill("Grandma Ruth")
    press("Make the card")(page)
