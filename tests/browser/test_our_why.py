"""Our why, on two phones: each answers alone, both read together, and what both keep stands on the page."""

import pytest
from playwright.sync_api import Page, expect

from household.models import Person, WhyAnswer, WhyLine

from .test_care import LONG, inspect, press, walk  # noqa: F401
from .test_keyboard import tab_to, use

Y01 = "/our-why/questions/y01"
KEPT = "We are the ones who open the door."


def test_two_phones_open_together(phone, mara, jon):
    maras, jons = phone(mara), phone(jon)
    with maras.expect_request("**/live"):
        maras.goto(Y01)
    maras.get_by_label("Your answer").fill("Soup.")
    press("Keep my answer")(maras)
    expect(maras.get_by_text("When Jon has answered too, it opens.")).to_be_visible()
    maras.get_by_role("link", name="Change it").click()
    jons.goto(Y01)
    jons.get_by_label("Your answer").fill("Trust.")
    press("Keep my answer")(jons)
    for page in (maras, jons):
        expect(page.get_by_text("Soup.")).to_be_visible()
        expect(page.get_by_text("Trust.")).to_be_visible()
    assert maras.troubles == jons.troubles == []


@pytest.mark.long
def test_a_line_comes_to_the_others_page_by_itself_and_is_kept(phone, mara, jon):
    maras = phone(mara)
    with maras.expect_request("**/live"):
        maras.goto("/our-why/")
    WhyLine.propose(by=jon, words=KEPT)
    button = maras.get_by_role("button", name="I keep this")
    tab_to(maras, button)
    maras.keyboard.press("Enter")
    expect(maras.get_by_text("Waiting to be kept by all")).to_be_hidden()
    expect(maras.locator(".why").get_by_text(KEPT)).to_be_visible()
    assert maras.troubles == []


@pytest.mark.long
def test_what_is_typed_stays_on_the_phone_until_it_is_sent(phone, mara, jon):
    page = phone(mara)
    page.goto(Y01)
    page.get_by_label("Your answer").fill("A long thought.")
    page.goto("/our-why/")
    page.goto(Y01)
    expect(page.get_by_label("Your answer")).to_have_value("A long thought.")
    press("Keep my answer")(page)
    expect(page.get_by_text("it opens.")).to_be_visible()
    press("Take it back")(page)
    expect(page.get_by_label("Your answer")).to_have_value("")


@pytest.mark.long
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_from_a_question_to_a_line_by_keyboard_alone(phone, mara, jon, scripts):
    WhyAnswer.write("y01", by=jon, words="Trust.")
    page = phone(mara, java_script_enabled=scripts)
    page.goto("/our-why/")
    use(page, page.get_by_role("link", name="Answer a question"))
    tab_to(page, page.get_by_label("Your answer"))
    page.keyboard.type("Soup.")
    use(page, page.get_by_role("button", name="Keep my answer"))
    expect(page.get_by_text("Trust.")).to_be_visible()
    use(page, page.get_by_role("link", name="Make a line of this").first)
    tab_to(page, page.get_by_label("The line"))
    page.keyboard.press("Control+A")
    page.keyboard.type(KEPT)
    use(page, page.get_by_role("button", name="Lay it before us"))
    expect(page.get_by_text("You keep this.")).to_be_visible()
    WhyLine.get().keep(by=jon)
    page.reload()
    expect(page.locator(".why").get_by_text(KEPT)).to_be_visible()
    use(page, page.get_by_text("Take a line off"))
    use(page, page.get_by_role("button", name="Take it off"))
    expect(page.locator(".why").get_by_text(KEPT)).to_be_hidden()


@pytest.mark.long
def test_every_page_of_it_is_for_everybody(walk, phone, mara, jon):  # noqa: F811
    page = phone(mara)
    page.route("**/live", lambda route: route.fulfill(status=204))

    def wrong(page: Page) -> None:
        page.goto("/our-why/questions/y12")
        press("Keep my answer")(page)

    walk(
        page, empty="/our-why/", question=Y01, mistake=(wrong, "Write a word or two first."), line="/our-why/lines/new"
    )
    for question, who in (("y01", mara), ("y01", jon), ("y02", mara)):
        WhyAnswer.write(question, by=who, words=f"The {LONG}.\n\nAnd soup.")
    WhyLine.propose(by=mara, words=f"We share the {LONG}.").keep(by=jon)
    for who in (mara, jon):
        WhyLine.propose(by=who, words="We sing.")
    Person.update(slow=True).where(Person.id == mara.id).execute()
    walk(page, full="/our-why/", opened=Y01, waits="/our-why/questions/y02", change="/our-why/questions/y02?change=1")
    Person.update(left_at=jon.joined_at).where(Person.id == jon.id).execute()
    walk(page, alone="/our-why/", alone_asked="/our-why/questions/y03", alone_line="/our-why/lines/new")
