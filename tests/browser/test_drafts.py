"""What someone types stays on the phone until the house has it: through reloads, closed browsers and lost lines."""

import re

import pytest
from playwright.sync_api import Page, expect

from household.models import Device, Home, Need, Reply

WORDS = "Half an hour, door shut."


@pytest.fixture
def maras(phone, mara, jon) -> Page:
    """Mara's phone, on the ask page."""
    page = phone(mara)
    page.goto("/needs/new")
    return page


def own(page: Page):
    return page.get_by_label("Or say it in your own words")


def type_an_ask(page: Page) -> None:
    page.get_by_role("radio", name="Rest and body").check()
    page.get_by_role("radio", name="Quiet").check()
    own(page).fill(WORDS)
    page.get_by_role("radio", name="tonight after bedtime").check()


def expect_the_ask(page: Page) -> None:
    expect(own(page)).to_have_value(WORDS)
    expect(page.get_by_role("radio", name="Quiet")).to_be_checked()
    expect(page.get_by_role("radio", name="tonight after bedtime")).to_be_checked()
    expect(page.get_by_text("Mara asks for some quiet, tonight after bedtime.")).to_be_visible()


def expect_nothing(page: Page) -> None:
    page.goto("/needs/new")
    expect(own(page)).to_have_value("")
    expect(page.locator("[name=word]:checked")).to_have_count(0)


def send(page: Page) -> None:
    page.get_by_role("button", name="Put it on the table").click()
    expect(page.get_by_text("Jon will see it at the table.")).to_be_visible()
    page.wait_for_load_state()  # its scripts have run: they forget what arrived


def kept(page: Page) -> str:
    return page.evaluate("JSON.stringify(localStorage)")


def test_half_an_ask_stays_on_the_phone_through_a_reload_and_a_closed_browser(maras):
    sent: list[str] = []
    maras.on("request", lambda request: sent.append(f"{request.url} {request.post_data}"))
    type_an_ask(maras)
    maras.reload()
    expect_the_ask(maras)
    assert sent and not [line for line in sent if "quiet" in line or "Half" in line]
    maras.close()
    page = maras.context.new_page()
    page.goto("/needs/new")
    expect_the_ask(page)
    send(page)
    expect_nothing(page)


def test_a_dark_house_and_a_lost_line_lose_no_words_and_send_once(server, maras):
    gone = maras.get_by_text("The house can’t be reached just now.")
    type_an_ask(maras)
    server.go_dark()
    maras.get_by_role("button", name="Put it on the table").click()
    expect(gone).to_be_visible()
    server.light()
    maras.reload()
    expect_the_ask(maras)

    maras.context.set_offline(True)
    maras.get_by_role("button", name="Put it on the table").click()
    expect(gone).to_be_visible()
    maras.context.set_offline(False)
    expect(gone).to_be_hidden()
    expect_the_ask(maras)
    send(maras)
    assert [need.own for need in Need.select()] == [WORDS]
    expect_nothing(maras)


def test_an_answer_lost_on_its_way_back_makes_no_second_need(maras):
    def lose_the_answer(route):
        route.fetch(max_redirects=0)
        route.abort()

    type_an_ask(maras)
    maras.route("**/needs/", lose_the_answer, times=2)
    for _ in range(2):
        with maras.expect_event("requestfailed"):
            maras.get_by_role("button", name="Put it on the table").click()
    maras.reload()
    expect_the_ask(maras)
    send(maras)
    assert Need.select().count() == 1


def test_a_double_tap_makes_one_need_and_asking_anew_another(maras):
    type_an_ask(maras)
    maras.get_by_role("button", name="Put it on the table").dblclick()
    expect(maras.get_by_text("Jon will see it at the table.")).to_be_visible()
    assert Need.select().count() == 1
    maras.goto("/needs/new")
    type_an_ask(maras)
    send(maras)
    assert Need.select().count() == 2


def test_half_a_reply_waits_under_its_own_need_alone(maras, quiet, mara):
    other = Need.ask(by=mara, word="good_food", audience="partners")
    maras.goto(f"/needs/{quiet.key}")
    maras.get_by_label("Write something").fill("With the window open")
    maras.goto(f"/needs/{other.key}")
    expect(maras.get_by_label("Write something")).to_have_value("")
    maras.goto(f"/needs/{quiet.key}")
    expect(maras.get_by_label("Write something")).to_have_value("With the window open")
    maras.get_by_role("button", name="Send").click()
    expect(maras.locator(".reply__words")).to_contain_text("With the window open")
    expect(maras.get_by_label("Write something")).to_have_value("")
    maras.reload()
    expect(maras.get_by_label("Write something")).to_have_value("")
    assert Reply.select().count() == 1


def test_half_a_not_now_and_half_a_thank_you_are_there_again(phone, quiet, jon):
    page = phone(jon)
    page.goto(f"/needs/{quiet.key}/not-now")
    page.get_by_label("In your own words").fill("Tomorrow, and")
    page.goto("/thanks/new")
    page.get_by_role("checkbox", name="Mara").check()
    page.get_by_label("What you did").fill("You got up with")
    page.reload()
    expect(page.get_by_role("checkbox", name="Mara")).to_be_checked()
    expect(page.get_by_label("What you did")).to_have_value("You got up with")
    page.goto(f"/needs/{quiet.key}/not-now")
    expect(page.get_by_label("In your own words")).to_have_value("Tomorrow, and")


def test_nobody_else_on_this_phone_ever_meets_them(maras, house, jon):
    type_an_ask(maras)
    _, token = Device.enter(jon, "test")
    maras.context.add_cookies([{"name": f"household-{Home.current().key}", "value": token, "url": house}])
    maras.goto("/needs/new")
    expect(own(maras)).to_have_value("")
    assert kept(maras) == "{}"

    type_an_ask(maras)
    assert WORDS in kept(maras)
    maras.goto("/us/")
    maras.get_by_role("button", name="Sign out").click()
    expect(maras.get_by_role("heading", name="Who’s here?")).to_be_visible()
    assert kept(maras) == "{}"


def test_a_session_that_ended_gives_the_words_back_after_coming_in(maras, mara, house):
    type_an_ask(maras)
    Device.revoke_all(mara)
    maras.get_by_role("button", name="Put it on the table").click()
    expect(maras).to_have_url(re.compile("/sign-in"))
    assert WORDS in kept(maras)
    _, token = Device.enter(mara, "test")
    maras.context.add_cookies([{"name": f"household-{Home.current().key}", "value": token, "url": house}])
    maras.goto("/needs/new")
    expect_the_ask(maras)


def test_a_phone_that_can_not_read_htmx_keeps_what_did_not_arrive_and_forgets_what_did(server, maras):
    maras.route("**/htmx.min.js", lambda route: route.fulfill(body="let let = (", content_type="text/javascript"))
    maras.reload()
    type_an_ask(maras)
    for leave_the_error in (lambda: maras.goto("/"), maras.go_back):
        with maras.expect_navigation():
            maras.get_by_role("link", name="Ask", exact=True).click()
        expect_the_ask(maras)
        server.go_dark()
        maras.get_by_role("button", name="Put it on the table").click()
        maras.wait_for_url("chrome-error://**")
        server.light()
        leave_the_error()
        maras.goto("/needs/new")
        expect_the_ask(maras)
    send(maras)
    expect_nothing(maras)
