"""Still here? What the kitchen tablet asks when nobody has touched it for a while, and what becomes of typed words."""

from typing import Any

import pytest
from playwright.sync_api import Page

from household.models import Device, Home, KioskFace, Need, Pin

from .test_care import LAYOUT, PLAIN, fill, inspect, walk, with_letters  # noqa: F401

SIZES = {"phone": (390, 844), "narrow": (320, 640), "tablet": (1280, 800)}
KEPT = "() => Object.entries({ ...localStorage }).filter(([key]) => key.startsWith('draft:')).map(([, words]) => words)"


@pytest.fixture
def kitchen(phone: Any, house: str, cast: Any) -> Page:
    """The tablet, with a clock of its own that tests can turn."""
    page: Page = phone(viewport={"width": 1280, "height": 800})
    cookie = {"name": f"household-{Home.current().key}", "value": cast.kitchen_token, "url": house}  # type: ignore[union-attr]
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    return page


def touch(page: Page, name: str) -> None:
    page.goto("/day/faces/")
    page.get_by_role("button", name=name).click()
    page.wait_for_url(lambda url: not url.endswith("/day/faces/"))
    page.wait_for_selector(".still", state="attached")


def test_it_asks_after_a_minute_and_lets_go_after_twenty_seconds_more(kitchen, cast):
    kitchen.clock.install(time=0)
    touch(kitchen, "Mara")
    kitchen.clock.pause_at(20)  # from here on it goes only as it is turned, however slow the machine
    asks = kitchen.get_by_role("alertdialog", name="Still here, Mara?")
    done = kitchen.get_by_role("button", name="done")
    done.focus()
    kitchen.clock.run_for(35_000)
    assert not asks.is_visible()
    kitchen.clock.run_for(15_000)
    yes = asks.get_by_role("button", name="Yes, I’m here")
    assert yes.is_visible() and yes.evaluate("e => e === document.activeElement")
    with kitchen.expect_response("**/still-here") as told:
        kitchen.keyboard.press("x")
    assert told.value.status == 204 and not asks.is_visible()
    assert done.evaluate("e => e === document.activeElement"), "and one goes on where one was"
    kitchen.clock.run_for(65_000)
    yes.click()
    assert not asks.is_visible() and Device.known(cast.kitchen_token).holder.person == cast.mara
    kitchen.clock.run_for(82_000)
    kitchen.wait_for_url("**/day/")
    assert Device.known(cast.kitchen_token).holder.person is None
    leaps = "htmx:error: timeout"  # what was asked for seems to take a minute then
    assert [line for line in kitchen.troubles if leaps not in line] == []


@pytest.mark.long
def test_words_wait_ten_minutes_for_the_same_face_and_no_other(kitchen, cast):
    kitchen.clock.install()
    touch(kitchen, "Mara")

    def leave() -> None:
        kitchen.get_by_role("button", name="done").click()
        kitchen.wait_for_url("**/day/")

    def found(name: str) -> str:
        touch(kitchen, name)
        kitchen.goto("/day/ask/")
        return kitchen.input_value("#own")

    def typed() -> None:
        touch(kitchen, "Mara")
        kitchen.goto("/day/ask/")
        kitchen.fill("#own", "Soup?")
        leave()

    typed()
    assert (kitchen.evaluate(KEPT), found("Jon"), found("Mara")) == ([], "", "Soup?")
    leave()
    kitchen.clock.fast_forward("11:00")
    assert found("Mara") == ""
    typed()
    Device.known(cast.kitchen_token).company_comes()
    kitchen.goto("/day/company/back")
    Device.known(cast.kitchen_token).company_goes(by=cast.mara)
    assert found("Mara") == ""


@pytest.mark.long
def test_words_that_went_out_after_another_touch_do_not_come_back(kitchen):
    kitchen.route("**/day/needs/", lambda route: route.abort())  # else the page may have gone by itself
    touch(kitchen, "Mara")
    kitchen.goto("/day/ask/")
    kitchen.fill("#own", "Soup?")
    Device.update(touched_at=None).execute()  # in time, which no page is told of
    kitchen.get_by_role("button", name="Put it on the table").click()
    kitchen.get_by_role("button", name="Touch your face again, and send it").click()
    kitchen.wait_for_url("**/touch")
    kitchen.get_by_role("button", name="Send it").click()
    kitchen.wait_for_url("**/day/needs/*")
    kitchen.goto("/day/ask/")
    assert (kitchen.input_value("#own"), Need.get().own) == ("", "Soup?")


@pytest.mark.long
def test_what_nobody_knows_in_time_stays_covered_till_the_house_is_there_again(kitchen, server, cast):
    kitchen.clock.install()
    touch(kitchen, "Theo")
    server.go_dark()
    kitchen.clock.run_for(85_000)
    assert kitchen.evaluate("document.elementFromPoint(300, 300).closest('.still') !== null")
    server.light()
    kitchen.clock.run_for(6_000)
    kitchen.wait_for_url("**/day/")


@pytest.mark.long
def test_the_pages_of_who_touches_a_face_are_for_everybody(kitchen, cast, axe):
    Pin.set_pin("2468", by=cast.jon)
    KioskFace.create(device=Device.known(cast.kitchen_token), person=cast.ruth)

    def wrong_pin() -> None:
        kitchen.goto(f"/day/faces/{cast.jon.key}")
        kitchen.fill("#pin", "1")
        kitchen.get_by_role("button", name="Come in").click()

    def asked(name: str) -> None:
        Device.known(cast.kitchen_token).let_go()
        touch(kitchen, name)
        kitchen.evaluate("(still => { still.hidden = false; still.showModal() })(document.querySelector('.still'))")

    def with_company() -> None:
        Device.known(cast.kitchen_token).company_comes()
        kitchen.goto("/day/company/back")

    def too_late() -> None:
        Device.known(cast.kitchen_token).let_go()
        kitchen.goto("/day/faces/")
        kitchen.evaluate(
            """to => {
              const form = Object.assign(document.createElement('form'), { method: 'post', action: to })
              form.append(Object.assign(document.createElement('input'), { name: 'own', value: 'Soup? '.repeat(40) }))
              document.body.append(form)
              form.submit()
            }""",
            f"/kid/{cast.theo.key}/ask/x",
        )
        kitchen.wait_for_url("**/ask/x")

    pages = [
        lambda: kitchen.goto("/day/faces/"), wrong_pin, lambda: asked("Mara"), lambda: asked("Theo"), too_late,
        lambda: touch(kitchen, "Mara"), with_company,
    ]  # fmt: skip
    wrong = []
    for number, go in enumerate(pages):
        kitchen.set_viewport_size({"width": 1280, "height": 800})
        go()
        wrong += looked_at(kitchen, axe, str(number))
    assert wrong == []


@pytest.mark.long
def test_choosing_a_pin_is_for_everybody(walk, phone, cast):  # noqa: F811
    unfit = (fill("Four to eight digits", "1", "Use this PIN"), "Four to eight digits, please")
    for who in (cast.mara, cast.ruth):
        walk(phone(who), pin="/pin/", unfit=unfit)


def looked_at(page: Page, axe: Any, name: str) -> list[str]:
    found = []
    page.evaluate(PLAIN)
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        for letters in (16, 32):
            with_letters(page, letters)
            found += [f"{name}, {size}, {letters}: {line}" for line in page.evaluate(LAYOUT)]
        with_letters(page, 16)
        for light in ("light", "dark"):
            page.emulate_media(color_scheme=light)
            found += [f"{name}, {size}, {light}: {line}" for line in axe(page)]
    return found
