"""Taking one's words along, and leaving: on two phones, by keyboard and without scripts, for everybody."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from household.models import Need, Person, Reply, Thanks
from household.models.leaving import leave

from .test_care import fill, inspect, press, walk  # noqa: F401


def test_mara_leaves_and_jon_sees_no_more_than_that_it_is_open_again(phone, mara, jon):
    need = Need.ask(by=jon, word="good_food", audience="partners")
    need.claim(by=mara)
    jons, maras, tablet = phone(jon), phone(mara), phone(mara)
    jons.goto("/")
    tablet.goto("/us/")
    maras.goto("/needs/new")
    maras.get_by_label("own words").fill("Sit with me?")
    assert maras.evaluate("Object.keys(localStorage).filter(one => one.startsWith('draft:')).length") == 1
    maras.goto("/leaving/before")
    maras.get_by_role("radio", name="“Someone” stands there").check()
    maras.get_by_role("button", name="Go on to leave").click()
    maras.get_by_role("button", name="Leave this home").click()
    expect(maras.get_by_role("heading", name="Goodbye, and thank you")).to_be_visible()
    assert maras.evaluate("Object.keys(localStorage).filter(one => one.startsWith('draft:'))") == [], "not on the phone"
    expect(jons.get_by_text("Open again.")).to_be_visible()
    expect(jons.locator(".news")).not_to_contain_text("again")
    expect(tablet).to_have_url("/sign-in")  # without being touched


def test_without_scripts_one_packs_by_keyboard_and_closes_the_home(phone, mara, jon):
    Need.ask(by=jon, word="quiet", own="Half an hour?", audience="partners")
    leave(by=mara)
    page = phone(jon, java_script_enabled=False)
    page.goto("/packet/?kinds=needs")
    box = page.get_by_role("checkbox", name="Half an hour?")
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    with page.expect_download() as packet:
        page.get_by_role("button", name="Make the packet").click()
    assert "Half an hour?" in Path(packet.value.path()).read_text()
    expect(page).to_have_url("/packet/?kinds=needs")
    page.goto("/leaving/")
    page.get_by_role("link", name="See what happens if you close it").click()
    page.get_by_role("link", name="Go on to close the home").click()
    fill("Write its name to close it", "the blue door", "Close this home")(page)
    expect(page.get_by_text("its notebook is empty")).to_be_visible()
    page.goto("/")
    expect(page).to_have_url("/set-up/")


@pytest.fixture
def written(mara: Person, jon: Person) -> None:
    long = "Donaudampfschifffahrtsgesellschaftskapitänsmütze " * 3
    need = Need.ask(by=mara, word="quiet", own=long, feeling="tired", details=long, audience="partners")
    Reply.write_under(need, by=mara, words="ساعة هادئة؟")
    Reply.write_under(Need.ask(by=jon, own=long, audience="partners"), by=mara, words=long)
    Thanks.give(by=mara, to=[jon], did=long)
    Thanks.give(by=jon, to=[mara], did="You asked.", says=long)


def empty(page: Page) -> None:
    page.goto("/packet/?kinds=needs")
    press("Make the packet")(page)


@pytest.mark.long
def test_every_page_is_for_everybody(walk, phone, mara, jon, written):  # noqa: F811
    walk(
        phone(mara),
        index="/leaving/",
        before="/leaving/before",
        sure="/leaving/sure?name=goes",
        packet="/packet/",
        laid_out="/packet/?kinds=needs&kinds=replies&kinds=thanks&span=all",
        nothing=(empty, "Tick something"),
        goodbye="/leaving/goodbye",
    )
    leave(by=mara)
    walk(
        phone(jon),
        last="/leaving/",
        before="/leaving/before",
        close="/leaving/sure",
        wrong=(fill("Write its name to close it", "x", "Close this home"), "That is not its name."),
    )


@pytest.mark.long
@pytest.mark.parametrize("light", ["light", "dark"])
def test_the_book_and_the_packet_are_for_everybody(phone, axe, mara, written, tmp_path, light):
    client: Any = phone(mara)
    client.goto("/packet/?kinds=needs&kinds=replies&kinds=thanks&span=all")
    with client.expect_download() as packet:
        press("Put in all of it")(client)
    packet.value.save_as(tmp_path / "packet.html")
    page = phone(None, color_scheme=light)
    page.goto(f"file://{tmp_path / 'packet.html'}")
    assert axe(page) == [] and page.troubles == []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for reading in ("ltr", "rtl"):
            page.evaluate(f"document.documentElement.dir = '{reading}'")
            assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), (width, reading)
