"""What is new, over the page that is open: whoever is there has seen it; whoever looks away is told by the title."""

from playwright.sync_api import expect

from household.models import Delivery, Need, Notice, Thanks

AWAY = """
  let away = true
  Object.defineProperty(Document.prototype, 'hidden', { get: () => away })
  window.comeBack = () => {
    away = false
    document.dispatchEvent(new Event('visibilitychange'))
    dispatchEvent(new Event('focus'))
  }
"""

SEEN = "() => performance.getEntriesByType('resource').some(one => one.name.endsWith('/notices/see'))"


def seen() -> int:
    return Delivery.select().count()


def test_whoever_is_there_has_seen_it(phone, axe, mara, jon):
    jons = phone(jon)
    jons.goto("/thanks/")
    need = Need.ask(by=mara, own="Tea?", audience="named", named=[jon])
    line = jons.get_by_role("link", name="Mara asks: “Tea?”")
    expect(line).to_be_visible()
    expect(jons.locator("aside.news")).to_be_in_viewport()
    assert axe(jons) == []
    jons.wait_for_function(SEEN)
    jons.wait_for_timeout(100)
    assert seen() == 1, "so nothing else need call"
    jon.change(by=jon, name="Jon", kids_say="Papa", face=dict(shape="egg", ink="oat", hair="none"))
    jons.wait_for_timeout(600)  # something else happens, and it stays there to be read
    line.click()
    expect(jons).to_have_url(f"{jons.url.split('/needs/')[0]}/needs/{need.key}")
    expect(jons.locator("aside.news a:visible")).to_have_count(0)
    assert jons.troubles == []


def test_on_the_table_it_lies_there_and_is_only_said(phone, mara, jon):
    jons = phone(jon)
    jons.goto("/")
    Need.ask(by=mara, own="Tea?", audience="named", named=[jon])
    expect(jons.locator("aside.news [data-key]")).to_have_count(1)
    expect(jons.locator("aside.news").locator("a, button")).to_have_count(0)  # nothing unseen to stumble upon
    box = jons.locator("aside.news").bounding_box()
    assert box["width"] <= 2 and box["height"] <= 2


def test_whoever_looks_away_is_told_by_the_title_until_they_come_back(phone, mara, jon):
    jons = phone(jon)
    jons.add_init_script(AWAY)
    jons.goto("/thanks/")
    title = jons.title()
    Need.ask(by=mara, own="Tea?", audience="named", named=[jon])
    expect(jons).to_have_title(f"• {title}")
    assert seen() == 0 and Notice.standing(), "so the phone in the pocket is called"
    jons.evaluate("() => comeBack()")
    expect(jons).to_have_title(title)
    jons.wait_for_timeout(300)
    assert seen() == 1


def test_it_can_be_put_away_by_keyboard(phone, mara, jon):
    jons = phone(jon)
    jons.goto("/thanks/")
    Thanks.give(by=mara, to=[jon], did="You came.")
    expect(jons.get_by_role("link", name="Mara says thank you.")).to_be_hidden()  # it hangs on this very page
    jons.goto("/us/")
    Thanks.give(by=mara, to=[jon], did="You stayed.")
    newest = Notice.select().order_by(Notice.id.desc()).get()
    expect(jons.locator(f'aside.news [data-key="{newest.key}"]')).to_be_visible()
    away = jons.locator("aside.news").get_by_role("button", name="I have seen it")
    away.focus()
    jons.keyboard.press("Enter")
    expect(away).to_be_hidden()
    expect(jons.locator("aside.news a")).to_have_count(0)


def test_a_page_can_be_tested_whether_it_hears(phone, mara):
    page = phone(mara)
    page.goto("/channels/")
    page.get_by_role("button", name="Test this page").click()
    expect(page.get_by_text("It came: this page hears at once.")).to_be_visible()
    bare = phone(mara, java_script_enabled=False)
    bare.goto("/channels/")
    bare.get_by_role("button", name="Test this page").click()
    expect(bare.get_by_text("Without scripts a page tells nothing by itself.")).to_be_visible()
