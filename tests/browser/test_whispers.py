"""The whisper under a draft: after a pause, for its writer alone, and never in the way. Time is moved by hand."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from household.database import db
from household.models import Need, Person, Reply

from .test_care import PLAIN as WITHOUT_A_BAR

CASE = "Sorry to bother you, but could you get milk?"
SHORTER = "Could you get milk?"
PLAIN = "I need a hug. Can you help?"
HARM = "Sorry to bother you, but I am scared of you."
BACK = "Yeah, but I'm tired."
DAY = 24 * 3600 * 1000  # ms


@pytest.fixture
def open_page(phone):
    """Somebody's phone on a page, with a clock that stands until it is moved, and all that it sends written down."""

    def open_page(who: Person, path: str = "/needs/new") -> Page:
        page = phone(who)
        page.clock.install()
        page.sent = []  # type: ignore[attr-defined]
        page.on("request", lambda asked: page.sent.append(f"{asked.method} {asked.url} {asked.post_data or ''}"))  # type: ignore[attr-defined]
        page.goto(path)
        page.wait_for_function("() => window.Reading")
        page.wait_for_load_state("networkidle")
        return page

    return open_page


def own(page: Page) -> Locator:
    return page.locator("#own, #words").first


def status(page: Page) -> Locator:
    return page.locator("#whisper [role=status]")


def choice(page: Page, name: str) -> Locator:
    return page.locator("#whisper").get_by_role("button", name=name)


def pause_after(page: Page, text: str) -> None:
    own(page).focus()
    own(page).fill(text)
    page.clock.run_for(2100)


def whispered(page: Page, text: str) -> bool:
    pause_after(page, text)
    return bool(status(page).inner_text())


def test_after_a_pause_one_line_comes_up_with_three_choices_of_one_weight(open_page, mara, jon, axe):
    page = open_page(mara)
    expect(status(page)).to_be_attached()
    own(page).focus()
    own(page).press_sequentially(CASE)
    page.clock.run_for(1900)
    assert status(page).inner_text() == "" and not choice(page, "Keep mine").is_visible()
    page.clock.run_for(200)
    expect(status(page)).to_have_text("You are not a bother. You can start with the ask.")
    expect(own(page)).to_be_focused()
    buttons = page.locator("#whisper").get_by_role("button")
    assert buttons.all_inner_texts() == ["Keep mine", "Show a shorter start", "No more whispers"]
    shown = "['font', 'color', 'backgroundColor', 'borderTopColor']"
    looks = f"one => [one.className, ...{shown}.map(name => getComputedStyle(one)[name])].join()"
    assert len({one.evaluate(looks) for one in buttons.all()}) == 1
    page.evaluate(WITHOUT_A_BAR)
    assert axe(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe(page) == []
    for name in ("Keep mine", "Show a shorter start", "No more whispers"):
        page.keyboard.press("Tab")
        expect(choice(page, name)).to_be_focused()
    page.get_by_role("button", name="Put it on the table").click()
    expect(page.get_by_text("Jon will see it at the table.")).to_be_visible()
    assert Need.get().own == CASE and page.troubles == []


def test_what_is_plain_or_may_name_harm_passes_without_a_word(open_page, mara, jon):
    page = open_page(mara)
    assert not whispered(page, PLAIN) and not whispered(page, HARM)
    assert whispered(page, CASE)
    assert not whispered(page, PLAIN), "it goes when there is nothing to say any more"
    assert not choice(page, "Keep mine").is_visible()


def test_keeping_ones_own_words_ends_it_for_this_draft_and_leaves_the_keyboard_where_it_was(open_page, mara, jon):
    page = open_page(mara)
    pause_after(page, CASE)
    choice(page, "Keep mine").press("Enter")
    expect(own(page)).to_be_focused()
    expect(own(page)).to_have_value(CASE)
    assert status(page).inner_text() == "" and not whispered(page, CASE + " And bread?")
    own(page).fill("")
    assert whispered(page, CASE), "another draft is another matter"


def test_a_shorter_start_is_the_writers_own_sentence_turned_round_and_can_be_undone(open_page, mara, jon):
    page = open_page(mara)
    pause_after(page, CASE)
    choice(page, "Show a shorter start").click()
    expect(own(page)).to_have_value(SHORTER)
    expect(own(page)).to_be_focused()
    expect(status(page)).to_have_text("Your own words, the ask first.")
    expect(page.locator("[data-preview-sheet]")).to_contain_text(SHORTER)
    assert [one.inner_text() for one in page.locator("#whisper button:visible").all()] == ["Undo"]
    choice(page, "Undo").click()
    expect(own(page)).to_have_value(CASE)
    expect(own(page)).to_be_focused()
    assert status(page).inner_text() == ""
    page.keyboard.press("Control+z")
    expect(own(page)).to_have_value(SHORTER)  # the browser's own way back knows of it too
    page.reload()
    expect(own(page)).to_have_value(SHORTER)


@pytest.mark.long
def test_undoing_loses_nothing_that_was_typed_since(open_page, mara, jon):
    page = open_page(mara)
    pause_after(page, CASE)
    choice(page, "Show a shorter start").click()
    page.keyboard.type(" And bread.")
    choice(page, "Undo").click()
    expect(own(page)).to_have_value(CASE)
    choice(page, "Undo").click()
    expect(own(page)).to_have_value(f"{SHORTER} And bread.")


@pytest.mark.long
def test_ones_own_words_can_be_had_back_when_all_was_wiped_out_or_the_house_helped_meanwhile(open_page, mara, jon):
    page = open_page(mara)
    pause_after(page, CASE)
    choice(page, "Show a shorter start").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("Backspace")
    choice(page, "Undo").click()
    expect(own(page)).to_have_value(CASE)
    expect(choice(page, "Undo")).to_be_hidden()
    own(page).fill("")
    pause_after(page, CASE)
    choice(page, "Show a shorter start").click()
    page.get_by_role("button", name="Help me say it").click()
    page.locator("#own-words .chip").first.click()
    expect(own(page)).not_to_have_value(SHORTER)
    choice(page, "Undo").click()
    expect(own(page)).to_have_value(CASE)


@pytest.mark.long
def test_help_with_the_words_is_no_answer_to_it(open_page, mara, jon):
    page = open_page(mara)
    for _ in range(3):
        assert whispered(page, CASE)
        page.get_by_role("button", name="Help me say it").click()
        expect(page.get_by_text("Tap one to begin with.")).to_be_visible()
        expect(status(page)).to_be_empty()
    assert whispered(page, CASE)


@pytest.mark.long
def test_where_a_draft_holds_no_ask_there_is_a_start_to_go_on_from(open_page, mara, jon):
    page = open_page(mara)
    pause_after(page, "You never help with the dishes.")
    choice(page, "Show a shorter start").click()
    expect(status(page)).to_have_text("A start. The rest is yours.")
    page.keyboard.type("help with the dishes.")
    expect(own(page)).to_have_value("I need help with the dishes.")


def test_no_more_whispers_is_one_tap_for_oneself_on_every_device(open_page, phone, mara, jon):
    page = open_page(mara)
    pause_after(page, CASE)
    with page.expect_response("**/whispers/hush"):
        choice(page, "No more whispers").click()
    expect(own(page)).to_have_value(CASE)
    expect(own(page)).to_be_focused()
    expect(status(page)).to_contain_text("they are on the page “Us”")
    assert not choice(page, "Keep mine").is_visible()
    assert [one for one in page.sent if "milk" in one] == []
    assert not Person.get_by_id(mara.id).whispers and Person.get_by_id(jon.id).whispers
    other = phone(mara)
    other.goto("/needs/new")
    expect(own(other)).to_be_visible()
    assert not other.locator("#whisper").count() and "whispers" not in other.content().replace("/whispers/", "")
    other.goto("/whispers/")
    other.get_by_role("button", name="Let it whisper again").click()
    expect(other.get_by_role("button", name="No more whispers")).to_be_visible()
    assert Person.get_by_id(mara.id).whispers


@pytest.mark.long
@pytest.mark.parametrize("fails", [lambda route: route.abort(), lambda route: route.fulfill(status=500)])
def test_a_house_that_is_away_is_not_said_to_have_heard_it_and_this_phone_is_quiet_all_the_same(open_page, mara, fails):
    page = open_page(mara)
    page.route("**/whispers/hush", fails)
    assert whispered(page, CASE)
    choice(page, "No more whispers").click()
    expect(own(page)).to_be_focused()
    page.wait_for_load_state("networkidle")
    expect(status(page)).to_be_empty()
    assert Person.get_by_id(mara.id).whispers
    page.reload()
    page.wait_for_function("() => window.Reading")
    assert not whispered(page, CASE + " Bread?")


def test_left_twice_in_a_row_it_rests_for_a_week_on_this_device_alone(open_page, phone, mara, jon):
    page = open_page(mara)
    for _ in range(2):
        assert whispered(page, CASE)
        page.get_by_role("button", name="Put it on the table").click()
        expect(page.get_by_text("Jon will see it at the table.")).to_be_visible()
        page.goto("/needs/new")
    assert not whispered(page, CASE)
    assert whispered(open_page(mara), CASE), "another device knows nothing of it"
    page.clock.fast_forward(7 * DAY - 60_000)
    assert not whispered(page, CASE)
    page.clock.fast_forward(120_000)
    assert whispered(page, CASE)


@pytest.mark.long
def test_taking_it_up_in_between_starts_anew(open_page, mara, jon):
    page = open_page(mara)
    for name in ("Keep mine", "Show a shorter start", "Keep mine"):
        assert whispered(page, CASE), name
        choice(page, name).click()
        own(page).fill("")
    assert whispered(page, CASE)


@pytest.mark.long
def test_going_away_is_leaving_it_and_other_words_are_taking_it_up(open_page, mara, jon):
    page = open_page(mara)

    def go_away() -> None:
        page.evaluate("() => dispatchEvent(new PageTransitionEvent('pagehide'))")
        own(page).fill("")

    assert whispered(page, CASE)
    go_away()
    assert whispered(page, CASE) and not whispered(page, PLAIN)
    for _ in range(2):
        assert whispered(page, CASE)
        go_away()
    assert not whispered(page, CASE)


def test_it_does_not_come_up_where_somebody_is_about_to_tap_or_has_gone_on(open_page, mara, jon):
    page = open_page(mara)
    own(page).fill(CASE)
    page.mouse.move(5, 5)
    page.mouse.down()
    own(page).focus()
    page.clock.run_for(3000)
    assert status(page).inner_text() == ""
    page.mouse.up()
    own(page).fill(CASE + " ")
    own(page).press("Tab")
    page.clock.run_for(3000)
    assert status(page).inner_text() == ""
    assert whispered(page, CASE)


@pytest.mark.long
def test_keeping_ones_own_twice_in_a_row_is_an_answer_too(open_page, mara, jon):
    page = open_page(mara)
    for _ in range(2):
        assert whispered(page, CASE)
        choice(page, "Keep mine").click()
        own(page).fill("")
    assert not whispered(page, CASE)


@pytest.mark.long
def test_another_window_of_the_same_browser_is_hushed_with_this_one(open_page, mara, jon):
    page = open_page(mara)
    other = page.context.new_page()
    other.goto("/needs/new")
    other.wait_for_function("() => window.Reading")
    pause_after(page, CASE)
    with page.expect_response("**/whispers/hush"):
        choice(page, "No more whispers").click()
    expect(status(page)).to_contain_text("No more whispers.")
    other.clock.install()
    assert not whispered(other, CASE)


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def notebook() -> dict[str, list]:
    tables = [name for name in db.get_tables() if name != "device"]  # a device's last visit is its own
    return {name: list(db.execute_sql(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()) for name in tables}


def test_nothing_typed_or_found_or_shown_leaves_the_device(open_page, tmp_path, caplog, capfd, mara, jon):
    page = open_page(mara)
    page.sent.clear()
    before = notebook()
    pause_after(page, CASE)
    choice(page, "Keep mine").click()
    own(page).fill("")
    pause_after(page, "You never help, quinquereme. Can you do the dishes?")
    choice(page, "Show a shorter start").click()
    choice(page, "Undo").click()
    page.clock.run_for(30_000)
    assert [one for one in page.sent if not re.fullmatch(r"GET \S+/live(/\S*)? ", one)] == []
    assert notebook() == before
    kept = everything(tmp_path)
    said = caplog.text + "".join(capfd.readouterr())
    for word in ("bother", "quinquereme", "you_never", "sorry_to_ask", "whisper"):
        assert word.encode() not in kept.replace(b"whispers", b"") and word not in said, word
    stored = page.evaluate("() => ({...localStorage, ...sessionStorage})")
    own_words = [name for name in stored if "quinquereme" in stored[name]]
    assert own_words == [f"draft:{mara.key}:ask"], "the draft, as every draft is kept on the phone"
    rest = {name: json.loads(stored[name]) for name in stored if name not in own_words}
    assert rest == {f"draft:{mara.key}:whispers": {}}, "and whether it was left; here it was taken up"
    assert page.context.cookies() == [one for one in page.context.cookies() if one["name"].startswith("household-")]


def test_a_reply_is_offered_a_warm_start_and_a_plain_no_to_touch_nothing(open_page, mara, jon):
    milk, hug = Need.ask(by=mara, own="Milk?", audience="partners"), Need.ask(by=mara, word="hug", audience="partners")
    page = open_page(jon, f"/needs/{milk.key}")
    assert not whispered(page, "Yes. I can do that after dinner.") and whispered(page, "No.") and whispered(page, BACK)
    choice(page, "Show a warm start").click()
    expect(own(page)).to_have_value("I hear you. I'm tired.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("I hear you. I'm tired.").first).to_be_visible()
    assert Reply.get().words == "I hear you. I'm tired." and page.troubles == []
    page = open_page(jon, f"/needs/{hug.key}")
    assert not whispered(page, "No.") and whispered(page, BACK)


@pytest.mark.long
def test_it_goes_with_what_was_sent_and_comes_up_under_the_next(open_page, mara, jon):
    need = Need.ask(by=mara, own="Milk?", audience="partners")
    page = open_page(jon, f"/needs/{need.key}")
    assert whispered(page, BACK)
    page.get_by_role("button", name="Send").click()
    expect(own(page)).to_have_value("")
    expect(status(page)).to_be_empty()
    assert not choice(page, "Keep mine").is_visible() and whispered(page, BACK)


@pytest.mark.long
def test_a_draft_that_was_sent_with_a_mistake_or_to_a_house_that_is_away_is_asked_once(open_page, mara, jon):
    page = open_page(mara)
    assert whispered(page, CASE)
    page.route("**/needs/", lambda route: route.abort())
    page.get_by_role("button", name="Put it on the table").click()
    expect(choice(page, "Show a shorter start")).to_be_hidden()
    page.unroute("**/needs/")
    page.get_by_label("pick a day and time").check()
    page.get_by_role("button", name="Put it on the table").click()
    expect(page.get_by_text("Choose a day and a time.").first).to_be_visible()
    assert not whispered(page, CASE + " And bread?")
    own(page).fill("")
    assert whispered(page, CASE), "one draft that was left is one, however often it was sent"


def test_a_guest_is_whispered_to_in_their_own_large_letters(open_page, mara, ruth, axe):
    Need.ask(by=mara, own="A hand with errands, any day of this week?", audience="orbit")
    page = open_page(ruth, "/guest/ask/")
    expect(page.locator(".news__one").first).to_be_visible()
    assert whispered(page, "I don't want to be a burden, but could you change a bulb?")
    expect(page.locator(".news__one").first).to_be_hidden()  # what is new waits: one thing at a time
    on_top = """one => {
      const { x, y } = one.getBoundingClientRect()
      return one.contains(document.elementFromPoint(x + 20, y + 20))
    }"""
    assert all(one.evaluate(on_top) for one in page.locator("#whisper button:visible").all())
    assert axe(page) == []
    heights = {one.bounding_box()["height"] for one in page.locator("#whisper button:visible").all()}
    assert min(heights) >= 48
    choice(page, "Show a shorter start").click()
    expect(own(page)).to_have_value("Could you change a bulb?")
    assert own(page).evaluate(on_top)
    choice(page, "Undo").click()
    expect(page.locator(".news__one").first).to_be_visible()
