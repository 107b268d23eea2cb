"""By keyboard alone: nothing needs a pointer, focus can always be seen, and a swap never loses it."""

import re
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Locator, Page, expect

from household.models import Contact, Need, Thanks, WhyLine

FOCUSED = "() => document.activeElement !== document.body"
STOP = """() => {
  const here = document.activeElement, shown = here.closest('label') || here
  if (here === document.body) return 'the end'
  const ringed = e => getComputedStyle(e).outlineStyle !== 'none' && parseFloat(getComputedStyle(e).outlineWidth) >= 2
  const { x, y, width, height } = shown.getBoundingClientRect()
  const marked = ['time', 'date', 'datetime-local'].includes(here.type)   // its parts are marked by the browser
  if (!marked && ![here, shown].some(ringed)) return `no ring: ${here.outerHTML}`
  const onTop = document.elementFromPoint(x + width / 2, y + Math.min(height / 2, 24))   // a large field's first line
  return shown.contains(onTop) ? 'seen' : `behind something: ${here.outerHTML}`
}"""


def tab_to(page: Page, there: Locator) -> None:
    """Press Tab until it has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if there.evaluate("e => e === document.activeElement"):
            return
    raise AssertionError(f"Tab never comes to {there}")


def use(page: Page, there: Locator, key: str = "Enter") -> None:
    tab_to(page, there)
    page.keyboard.press(key)


def expect_focus(page: Page) -> None:
    """Somewhere, rather than nowhere."""
    page.wait_for_function(FOCUSED, timeout=1_500)


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


@pytest.fixture
def jons(phone, quiet, jon) -> Page:
    """Jon's phone, at the table where Mara's ask for quiet waits."""
    page = phone(jon)
    page.goto("/")
    return page


def test_the_first_tab_leads_past_everything_to_the_need_itself(jons):
    jons.goto("/needs/new")
    jons.keyboard.press("Tab")
    skip = jons.get_by_role("link", name="Skip to the main part")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    jons.keyboard.press("Enter")
    expect(jons.locator("#main")).to_be_focused()
    jons.keyboard.press("Tab")
    expect(jons.get_by_role("radio", name="Closeness")).to_be_focused()


def test_three_actions_send_a_need_with_every_other_field_empty(phone, mara, jon):
    page = phone(mara)
    page.goto("/needs/new")
    use(page, page.get_by_role("radio", name="Closeness"), "Space")
    use(page, page.get_by_role("radio", name="A hug"), "Space")
    with page.expect_request(lambda request: request.method == "POST") as sent:
        use(page, button(page, "Put it on the table"))
    expect(page.get_by_text("Jon will see it at the table.")).to_be_visible()
    typed = parse_qs(sent.value.post_data, keep_blank_values=True)
    assert [typed["own"], typed["feeling"], typed["at"]] == [[""], [""], [""]]
    assert [need.word for need in Need.select()] == ["hug"]


def test_the_focus_stays_near_what_was_claimed_or_taken_away(jons, quiet, mara):
    use(jons, button(jons, "I’ve got this"))
    expect(jons.get_by_text("You have this")).to_be_visible()
    expect(jons.locator(f"#need-{quiet.key} :focus")).to_have_count(1)
    quiet.take_back(by=mara)
    expect(jons.locator("#table").get_by_text("some quiet")).to_be_hidden()
    expect_focus(jons)


def test_someone_claims_changes_the_time_and_hands_back(jons, quiet):
    use(jons, jons.get_by_role("link", name=re.compile("some quiet")))
    use(jons, button(jons, "I’ve got this"))
    expect(jons.get_by_text("You have this")).to_be_visible()
    expect(button(jons, "We did it")).not_to_be_focused()
    expect_focus(jons)

    use(jons, jons.get_by_text("Something changed"))
    tab_to(jons, jons.get_by_role("radio", name="in half an hour"))
    jons.keyboard.press("ArrowUp")
    use(jons, button(jons, "Promise this time"))
    expect(jons.get_by_text("You have this, from 7:30 PM.")).to_be_visible()
    expect_focus(jons)

    use(jons, jons.get_by_text("Something changed"))
    use(jons, button(jons, "Hand it back"))
    expect(button(jons, "I’ve got this")).to_be_visible()
    expect_focus(jons)
    assert Need.get().waiting


@pytest.mark.long
def test_a_no_and_two_more_words_without_looking_for_the_place_again(jons):
    use(jons, jons.get_by_role("link", name="Not now, but..."))
    use(jons, button(jons, "Tell Mara"))
    expect(jons.get_by_text("You: not now.")).to_be_visible()
    for words in ("In ten minutes.", "With tea."):
        tab_to(jons, jons.get_by_label("Write back to Mara"))
        jons.keyboard.type(words)
        use(jons, button(jons, "Send"))
        expect(jons.get_by_text(words)).to_be_visible()
        expect_focus(jons)
        jons.keyboard.press("Shift+Tab")
        expect(jons.get_by_label("Write back to Mara")).to_be_focused()
        jons.keyboard.press("Shift+Tab")


def test_it_happened_and_is_thanked_for(phone, quiet, mara, jon):
    quiet.claim(by=jon)
    page = phone(mara)
    page.goto(f"/needs/{quiet.key}")
    use(page, button(page, "We did it"))
    expect(page.get_by_role("checkbox", name="Jon")).to_be_checked()
    tab_to(page, page.get_by_label("What you did"))
    page.keyboard.type("You kept them all out.")
    use(page, page.get_by_role("checkbox", name="You have a big heart."), "Space")
    use(page, button(page, "Thank Jon"))
    expect(page.get_by_text("You, to Jon")).to_be_visible()
    assert Thanks.get().says == "You have a big heart."


@pytest.mark.long
def test_the_light_can_be_chosen_key_by_key(phone, mara):
    page = phone(mara)
    page.goto("/us/")
    tab_to(page, page.get_by_role("radio", name="Same as my phone"))
    for _ in ("light", "dark"):
        with page.expect_response("**/look/theme"):
            page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Dark")).to_be_focused()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_mistake_takes_the_focus_to_where_it_can_be_mended(phone, mara):
    page = phone(mara)
    page.goto("/needs/new")
    use(page, button(page, "Put it on the table"))
    expect(page.get_by_role("alert")).to_be_in_viewport()
    expect(page.get_by_label("Or say it in your own words")).to_be_focused()


def test_focus_can_always_be_seen(jons, quiet):
    for path in ("/needs/new", f"/needs/{quiet.key}", "/us/", "/home/edit", "/looking-back/"):
        jons.goto(path)
        stops = []
        while stops[-1:] != ["the end"]:
            jons.keyboard.press("Tab")
            stops.append(jons.evaluate(STOP))
        assert len(stops) > 8 and set(stops) == {"seen", "the end"}


@pytest.mark.long
@pytest.mark.parametrize("width", [390, 1280])
def test_what_has_the_focus_never_lies_under_the_way_out_or_the_bar(phone, mara, jon, width):
    page = phone(mara, viewport={"width": width, "height": 800})
    WhyLine.propose(by=mara, words="We share.").keep(by=jon)
    Contact.add(by=mara, kind="helpline", reach="116 123")
    for path in (
        *("/agreement/", "/agreement/new", "/our-why/", "/our-why/questions/y01", "/our-why/lines/new"),
        *("/check-in/", "/check-in/aloud?at=2", "/check-in/one-ask", "/care", "/care/contacts/", "/slow/"),
        *("/packet/?kinds=our_why&span=all", "/leaving/", "/leaving/before", "/leaving/sure"),
    ):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
        stops = []
        for key in ("Tab", "Shift+Tab"):
            while stops[-1:] != [f"{key}: the end"]:
                page.keyboard.press(key)
                stops.append(f"{key}: {page.evaluate(STOP)}")
        assert [one for one in stops if not one.endswith((": seen", ": the end"))] == [], path
        assert len(stops) > 9, path
