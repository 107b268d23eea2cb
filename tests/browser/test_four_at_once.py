"""Two partners' phones, the kitchen tablet and a guest's phone, all open at once, and one evening between them."""

from playwright.sync_api import expect

from household.models import Device, Home, KioskFace, Need

TABLET = {"width": 1280, "height": 800}


def test_an_evening_between_two_phones_the_kitchen_and_a_guest(phone, house, cast, mara, jon, ruth):
    kitchen = Device.known(cast.kitchen_token)
    KioskFace.create(device=kitchen, person=ruth)
    maras, jons, ruths, tablet = phone(mara), phone(jon), phone(ruth), phone(viewport=TABLET)
    tablet.context.add_cookies([{"name": f"household-{Home.current().key}", "value": cast.kitchen_token, "url": house}])
    secret = Need.ask(by=mara, own="Only between us.", audience="named", named=[jon])
    for page, first in ((maras, "/"), (jons, "/"), (ruths, "/guest/"), (tablet, "/day/")):
        page.goto(first)

    # Mara asks everyone; within a moment it lies on all four, and what is between two on theirs alone
    meal = Need.ask(by=mara, word="good_food", audience="orbit")
    for page in (jons, ruths, tablet):
        expect(page.get_by_text("Mara asks for a good meal").first).to_be_visible()
    expect(jons.get_by_text("Only between us.").first).to_be_visible()
    for page in (ruths, tablet):
        assert secret.own not in page.content()

    # Ruth says yes in the hand, and the kitchen knows who has it
    expect(ruths.locator(".news a:visible")).to_have_count(0)  # it lies there already
    ruths.locator("#main").get_by_role("link", name="Mara asks for a good meal").click()
    ruths.get_by_role("button", name="Yes", exact=True).click()
    expect(maras.get_by_text("Ruth has this").first).to_be_visible()
    expect(tablet.get_by_text("Ruth has this").first).to_be_visible()

    # Jon asks the family at the tablet, as himself, and goes; his own phone says where it was said
    tablet.locator("button.who__face", has_text="Jon").click()
    tablet.get_by_role("link", name="Ask for something").click()
    tablet.get_by_label("Or in your own words").fill("Who sweeps up the flour?")
    tablet.get_by_role("button", name="Put it on the table").click()
    expect(tablet.get_by_text("It’s good that you asked.")).to_be_visible()
    expect(maras.get_by_text("Who sweeps up the flour?").first).to_be_visible()
    expect(jons.get_by_text("At the kitchen tablet, in your name").first).to_be_visible()
    ruths.goto("/guest/")
    assert "flour" not in ruths.content()
    tablet.get_by_role("button", name="I’m done here").click()
    expect(tablet.get_by_role("heading", name="Who are you?")).to_be_visible()

    # company: one touch, and nothing on the tablet is anybody's; a partner's phone brings it back
    tablet.get_by_role("button", name="Company’s here").click()
    expect(tablet.locator("button.who__face")).to_have_count(0)
    assert not [name for name in ("Mara", "Jon", "Ruth", "Theo", "Ida", "meal", "flour") if name in tablet.content()]
    maras.goto(f"/kiosks/{kitchen.key}")
    maras.get_by_role("button", name="We are by ourselves again").click()
    expect(tablet.get_by_text("Who sweeps up the flour?").first).to_be_visible()

    # Ruth did it, and is thanked
    ruths.goto(f"/guest/needs/{meal.key}")
    ruths.get_by_role("button", name="We did it").click()
    expect(ruths.get_by_text("It happened.").first).to_be_visible()
    expect(tablet.get_by_text("a good meal")).to_have_count(0)
    assert maras.troubles == jons.troubles == ruths.troubles == tablet.troubles == []
