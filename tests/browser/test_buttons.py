"""An ask button, from the ask page to the other's open table: with scripts and without, for everybody."""

import re

import pytest
from playwright.sync_api import Page, expect

from household.models import Button, Need, Person
from household.models.clock import now

from .test_care import inspect, press, walk  # noqa: F401


def prepare(page: Page) -> None:
    page.goto("/needs/new")
    page.get_by_role("radio", name="Closeness").check()
    page.get_by_role("radio", name="A hug", exact=True).check()
    page.get_by_label("Or say it in your own words").fill("Hands full, come")
    page.get_by_role("radio", name="now", exact=True).check()


@pytest.mark.parametrize(
    "scripts", [True, pytest.param(False, marks=pytest.mark.long)], ids=["with scripts", "without"]
)
def test_the_ask_page_makes_a_button_and_its_press_lies_on_the_others_table(phone, house, mara, jon, scripts):
    maras, jons, sticker = phone(mara, java_script_enabled=scripts), phone(jon), phone(java_script_enabled=scripts)
    jons.goto("/")
    prepare(maras)
    maras.get_by_role("button", name="Make it a button").click()
    expect(maras.get_by_role("heading", name="Your button")).to_be_in_viewport()
    expect(maras.get_by_role("heading", name="Ask for something")).to_have_count(0)
    link = maras.get_by_role("link", name="/press/").inner_text()
    assert "draft:" not in (maras.evaluate("JSON.stringify(localStorage)") if scripts else "")

    sticker.goto(house + re.sub(r"^http://[^/]+", "", link))
    expect(sticker.get_by_role("heading", name="Press, and it is asked.")).to_be_visible()
    assert Need.select().count() == 0
    sticker.get_by_role("button", name="Press").click()
    expect(sticker.get_by_role("heading", name="Asked.")).to_be_visible()
    card = jons.locator("article.need", has_text="asks for a hug, now")
    expect(card).to_be_visible()
    expect(card.get_by_text("Hands full, come")).to_be_visible()

    if scripts:
        expect(maras).to_have_url(re.compile("/buttons/$"))
        maras.reload()
        assert not maras.troubles and not sticker.troubles
    else:
        maras.get_by_role("link", name="Your ask buttons").click()
    expect(maras.get_by_text("You ask for a hug, now.")).to_be_visible()


@pytest.mark.long
def test_every_page_of_a_button_is_for_everybody(walk, phone, mara, jon, ruth):  # noqa: F811
    gone, _ = Button.make(by=mara, own="Bring the Donaudampfschifffahrtsgesellschaftskapitänsmütze", named=[ruth],
                          audience="named")  # fmt: skip
    _, token = Button.make(by=mara, word="good_food", own="Soup?", audience="orbit", details="Gate 12", feeling="tired")
    Person.update(left_at=now()).where(Person.id == ruth.id).execute()
    page = phone(mara)
    page.route("**/live", lambda route: route.fulfill(status=204))

    def make(page: Page) -> None:
        prepare(page)
        press("Make it a button")(page)

    walk(
        page,
        list="/buttons/",
        made=(make, "It is shown this once."),
        press=f"/press/{token}",
        asked=(press("Press"), "Asked."),
    )
    assert Button.get_by_id(gone.id).need is None
