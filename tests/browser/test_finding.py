"""From how it feels to an ask in three taps, with help for the words: by thumb and by keyboard, with no scripts too."""

import re

import pytest
from playwright.sync_api import Page, expect

from household.models import Draft, Need

from .test_keyboard import STOP, button, tab_to, use

SENTENCE = "I need time with you. Can you help?"


LONG = pytest.mark.long


@pytest.fixture(
    params=["with scripts", *(pytest.param(one, marks=LONG) for one in ("scripts are off", "htmx can’t be read"))]
)
def maras(request, phone, mara, jon) -> Page:
    page = phone(mara, java_script_enabled=request.param != "scripts are off")
    if request.param == "htmx can’t be read":
        page.route("**/htmx.min.js", lambda route: route.fulfill(body="let let = (", content_type="text/javascript"))
    return page


def tile(page: Page, name: str):
    return page.get_by_role("radio", name=re.compile(f"^{name}"))


def box(page: Page, name: str = "Your words"):
    return page.get_by_label(name)


def find(page: Page, need: str = "Time with you") -> None:
    """Three taps from the finder to a sentence."""
    page.goto("/needs/find")
    tile(page, "Sad").check()
    tile(page, "lonely").check()
    page.get_by_role("button", name=need).click()
    expect(page.get_by_role("heading", name="Say it in one sentence")).to_be_visible()


def test_three_taps_lead_to_a_sentence_and_it_lies_on_the_table(maras, jon):
    maras.goto("/needs/new")
    maras.get_by_role("link", name="Not sure what you need? Start from how it feels").click()
    expect(tile(maras, "lonely")).to_be_hidden()
    tile(maras, "Sad").check()
    expect(tile(maras, "lonely")).to_be_visible()
    expect(maras.get_by_role("button")).to_have_count(0)
    tile(maras, "lonely").check()
    expect(maras.get_by_role("button")).to_have_text(
        ["Time with you", "My people", "Someone to listen", "Not sure yet"]
    )
    button(maras, "Time with you").click()
    expect(box(maras)).to_have_value(SENTENCE)
    assert "lonely" not in maras.url and Need.select().count() == 0
    box(maras).fill("Ten minutes with you?")
    button(maras, "Put it on the table").click()
    expect(maras.get_by_text("Jon will see it at the table.")).to_be_visible()
    (need,) = Need.select()
    assert (need.word, need.own, need.feeling, need.named) == ("time_together", "Ten minutes with you?", "", [jon])


@pytest.mark.long
def test_not_sure_yet_is_an_answer_at_every_step(maras):
    maras.goto("/needs/find")
    tile(maras, "Not sure yet").check()
    expect(maras.locator("p:visible", has_text="You do not need the word. You can still ask.")).to_be_visible()
    button(maras, "Comfort").click()
    expect(box(maras)).to_have_value("I need some comfort. Can you help?")

    maras.goto("/needs/find")
    tile(maras, "Worn").check()
    maras.get_by_role("radio", name="Not sure yet").first.check()
    expect(maras.get_by_role("button", name="Sleep")).to_be_visible()
    button(maras, "Not sure yet").click()
    expect(box(maras)).to_have_value("I do not know what I need yet. Can you stay near while I find out?")


@pytest.mark.long
def test_to_know_is_enough(maras):
    find(maras)
    maras.get_by_role("link", name="I just needed to know").click()
    expect(maras.get_by_text("That is enough. Nothing was kept.")).to_be_visible()
    assert Need.select().count() == Draft.select().count() == 0


def test_what_was_found_is_kept_taken_up_and_asked(maras):
    find(maras)
    maras.get_by_role("checkbox", name="Say that you feel lonely, too").check()
    button(maras, "Keep for later").click()
    expect(maras.get_by_role("heading", name="Kept for later")).to_be_visible()
    expect(maras.get_by_text(SENTENCE)).to_be_visible()
    maras.get_by_role("link", name="Ask", exact=True).click()
    maras.get_by_role("link", name="You kept something for later.").click()
    maras.get_by_role("link", name="Ask for it now").click()
    expect(box(maras, "Or say it in your own words")).to_have_value(SENTENCE)
    expect(maras.get_by_role("radio", name="Time with you")).to_be_checked()
    button(maras, "Put it on the table").click()
    expect(maras.get_by_text("Jon will see it at the table.")).to_be_visible()
    assert (Draft.select().count(), Need.get().feeling) == (0, "lonely")


@pytest.mark.long
def test_words_that_were_sent_are_not_kept_again_when_news_arrives_before_the_next_page(phone, mara, jon):
    page = phone(mara)
    page.goto("/needs/new")
    own = box(page, "Or say it in your own words")
    page.get_by_role("radio", name="Rest and body").check()
    page.get_by_role("radio", name="Quiet").check()
    button(page, "Help me say it").click()
    button(page, "I need some quiet. Can you help?").click()
    expect(own).to_have_value("I need some quiet. Can you help?")
    arrives = "e => e.target.dispatchEvent(new Event('htmx:after:swap', e))"
    page.evaluate(f"addEventListener('htmx:after:request', {arrives})")
    button(page, "Put it on the table").click()
    expect(page.get_by_text("Jon will see it at the table.")).to_be_visible()
    page.goto("/needs/new")
    expect(own).to_have_value("")


@pytest.mark.long
def test_help_with_the_words_loses_none_and_is_asked_as_it_stands(maras):
    maras.goto("/needs/new")
    maras.get_by_role("radio", name="Rest and body").check()
    maras.get_by_role("radio", name="Quiet").check()
    own = box(maras, "Or say it in your own words")
    own.fill("An hour, door shut.")
    maras.get_by_role("radio", name="tonight after bedtime").check()
    button(maras, "Help me say it").click()
    button(maras, "Here is my ask: some quiet, tonight after bedtime.").click()
    expect(own).to_have_value("Here is my ask: some quiet, tonight after bedtime. An hour, door shut.")
    button(maras, "I need some quiet. Can you help?").click()
    expect(own).to_have_value("I need some quiet. Can you help? An hour, door shut.")
    expect(maras.get_by_role("radio", name="tonight after bedtime")).to_be_checked()
    button(maras, "Hide this").click()
    expect(maras.get_by_text("Most people are glad to be asked.")).to_be_hidden()
    expect(own).to_have_value("I need some quiet. Can you help? An hour, door shut.")
    assert Need.select().count() == 0
    button(maras, "Put it on the table").click()
    expect(maras.get_by_text("Jon will see it at the table.")).to_be_visible()
    assert [(need.word, need.own, need.when) for need in Need.select()] == [
        ("quiet", "I need some quiet. Can you help? An hour, door shut.", "moment")
    ]
    maras.wait_for_load_state()  # its scripts have run: they forget what arrived
    maras.goto("/needs/new")
    expect(own).to_have_value("")


@pytest.fixture
def page(phone, mara, jon) -> Page:
    return phone(mara)


def test_a_sentence_that_was_put_in_is_in_the_preview_and_stays_on_the_phone(page):
    page.goto("/needs/new")
    page.get_by_role("radio", name="Closeness").check()
    page.get_by_role("radio", name="A hug").check()
    button(page, "Help me say it").click()
    button(page, "This is hard to say out loud. I need a hug.").click()
    expect(page.get_by_text("“This is hard to say out loud. I need a hug.”")).to_be_visible()
    page.reload()
    expect(box(page, "Or say it in your own words")).to_have_value("This is hard to say out loud. I need a hug.")
    expect(page.get_by_role("radio", name="A hug")).to_be_checked()
    assert not page.troubles


@pytest.mark.long
def test_what_is_taken_up_is_typed_on_by_itself_and_thrown_away_for_good(page, mara):
    page.goto("/needs/new")
    own = box(page, "Or say it in your own words")
    own.fill("Half an ask")
    draft = Draft.keep(by=mara, word="listen", own="Hear me?")
    page.goto(f"/needs/new?draft={draft.key}")
    expect(own).to_have_value("Hear me?")
    own.fill("Hear me to the end?")
    page.reload()
    expect(own).to_have_value("Hear me to the end?")
    page.goto("/drafts/")
    button(page, "Throw it away").click()
    expect(page.get_by_text("Nothing is kept here just now.")).to_be_visible()
    assert "Hear me" not in page.evaluate("JSON.stringify(localStorage)")
    page.goto("/needs/new")
    expect(own).to_have_value("Half an ask")


def test_the_page_of_the_sentence_shows_what_the_other_will_read(page):
    find(page)
    preview = page.locator("[data-preview-sheet]")
    expect(preview).to_contain_text(re.compile(r"Jon\s+will read\s+.*Mara asks for some time together\.", re.S))
    expect(preview.get_by_text("Mara feels lonely.")).to_be_hidden()
    page.get_by_role("checkbox", name="Say that you feel lonely, too").check()
    expect(preview.get_by_text("Mara feels lonely.")).to_be_visible()
    page.get_by_role("radio", name="tonight", exact=True).check()
    expect(preview.get_by_text("tonight")).to_be_visible()


def test_what_a_tap_opens_comes_into_sight(page):
    page.goto("/needs/find")
    tile(page, "Shaky").click()
    tile(page, "swamped").click()
    expect(button(page, "A break from child care")).to_be_in_viewport(ratio=1)


def test_the_finder_by_keyboard_alone(page):
    page.goto("/needs/find")
    tab_to(page, tile(page, "Glad"))
    for _ in range(4):
        page.keyboard.press("ArrowDown")
        assert page.evaluate(STOP) == "seen"
    expect(tile(page, "Worn")).to_be_checked()
    use(page, tile(page, "tired"), "Space")
    for _ in range(3):
        page.keyboard.press("Tab")
        assert page.evaluate(STOP) == "seen"
    expect(button(page, "Help at bedtime")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(box(page)).to_have_value("I need some quiet. Can you help?")
    use(page, button(page, "Help me say it"))
    first = button(page, "This is hard to say out loud. I need some quiet.")
    expect(first).to_be_visible()
    use(page, first)
    expect(box(page)).to_have_value("This is hard to say out loud. I need some quiet.")
    use(page, button(page, "Put it on the table"))
    expect(page.get_by_text("Jon will see it at the table.")).to_be_visible()


def test_enter_on_a_choice_sends_and_never_asks_for_help(page):
    page.goto("/needs/new")
    use(page, page.get_by_role("radio", name="Closeness"), "Space")
    use(page, page.get_by_role("radio", name="A hug"), "Space")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Jon will see it at the table.")).to_be_visible()
    assert Need.get().word == "hug"


def test_enter_on_a_feeling_sends_nothing(page):
    page.goto("/needs/find")
    use(page, tile(page, "Glad"), "Space")
    use(page, tile(page, "happy"), "Space")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/needs/find$"))
    expect(page.get_by_role("heading", name="How does it feel?")).to_be_visible()
