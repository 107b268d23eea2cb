"""Coming back to each other, on two phones: the essay's scene, from hurt to a softened voice; and for everybody."""

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from household.models import Person, Repair, Reply
from household.models.clock import now

from .test_care import LONG, inspect, press, walk  # noqa: F401
from .test_keyboard import STOP


@pytest.fixture
def hurt(mara: Person, jon: Person) -> Repair:
    words = dict(landed="The ‘yeah, but’.", feelings="hurt left_out", asks="A hug.", welcome="p01 p03 p05 p06 p08")
    return Repair.ouch(by=mara, to=jon, **words)


def button(page: Page, name: str) -> Any:
    return page.get_by_role("button", name=name, exact=True)


@pytest.mark.long
def test_a_scene_from_hurt_to_a_softened_voice_on_two_phones(phone, mara, jon, quiet):
    maras, jons = phone(mara), phone(jon)
    Reply.write_under(quiet, by=jon, words="Yeah, but I’m dying to watch the finale.")
    maras.goto(f"/needs/{quiet.key}")
    jons.goto("/")
    maras.locator(".reply").get_by_text("That hurt").click()
    maras.get_by_role("link", name="Tell Jon that it hurt").click()
    maras.get_by_role("radio", name="I felt hurt just then. We promised").check()
    maras.get_by_label("In your own words, if you like").fill("Wow. I need your care.")
    maras.get_by_text("What would be good to hear").first.click()
    maras.get_by_role("checkbox", name="I am sorry I joked.").check()
    maras.get_by_role("checkbox", name="can wait. You come first").check()
    button(maras, "Tell Jon").click()
    expect(maras.get_by_text("It is Jon’s turn. Nothing to do now.")).to_be_visible()

    jons.get_by_role("link", name="You and Mara: your turn, and no hurry").click()
    expect(jons.get_by_text("I need your care.")).to_be_visible()
    jons.get_by_label("What I heard").fill("You felt you came second to a show.")
    button(jons, "Mara, is that it?").click()
    expect(jons.get_by_text("It is Mara’s turn. Nothing to do now.")).to_be_visible()

    maras.get_by_text("Not quite").click()
    maras.get_by_label("A word more, if you like").fill("And I was so tired.")
    button(maras, "Ask Jon to listen once more").click()
    jons.get_by_label("What I heard").fill("You were worn out, and felt second to a show.")
    button(jons, "Mara, is that it?").click()
    button(maras, "Yes, that is it").click()
    jons.get_by_role("checkbox", name="I am sorry I joked.").check()
    button(jons, "Say it to Mara").click()
    expect(maras.get_by_text("“I am sorry I joked. You needed care. I am here.”")).to_be_visible()
    jons.get_by_label("What can wait?").fill("Game of Thrones")
    button(jons, "Say it to Mara").click()
    expect(maras.get_by_text("“Game of Thrones can wait. You come first right now.”")).to_be_visible()
    button(maras, "It is mended").click()
    expect(jons.get_by_text("Mara says it is mended.")).to_be_visible()
    for page in (jons, maras):
        button(page, "Let it go").click()
        expect(page.get_by_role("heading", name="Did something hurt?")).to_be_visible()
    expect(jons.get_by_role("link", name="With Mara")).to_have_count(0)
    assert Repair.select().count() == 0 and not maras.troubles and not jons.troubles


def test_what_is_half_typed_stays_while_the_other_acts_and_through_a_pause(phone, mara, jon, hurt):
    jons = phone(jon)
    with jons.expect_request("**/live"):
        jons.goto(f"/repairs/{hurt.key}")
    jons.get_by_label("What I heard").fill("You felt")
    jons.get_by_role("checkbox", name="I hear that you felt hurt and left out.").check()
    hurt.take_back(by=mara)
    expect(jons.get_by_text("Mara took these words back.")).to_be_visible()
    expect(jons.get_by_label("What I heard")).to_have_value("You felt")
    hurt.pause(by=mara, back_at=now() + timedelta(hours=1))
    expect(jons.get_by_text("Mara will be back tonight")).to_be_visible()
    expect(jons.get_by_label("What I heard")).to_have_count(0)
    hurt.come_back(by=mara)
    expect(jons.get_by_label("What I heard")).to_have_value("You felt")
    assert not jons.troubles


def test_what_one_types_on_a_passed_phone_waits_for_nobody(phone, mara, hurt):
    maras = phone(mara)
    maras.goto(f"/repairs/{hurt.key}/pass")
    maras.get_by_label("What I heard").fill("Jon began this")
    maras.reload()
    expect(maras.get_by_label("What I heard")).to_have_value("")
    maras.get_by_label("What I heard").fill("You came second.")
    button(maras, "Mara, is that it?").click()
    expect(maras.get_by_role("checkbox", name="I am Jon, and this is from me")).to_be_focused()
    with maras.expect_response("**/notices/?brief=1"):
        maras.evaluate("document.body.dispatchEvent(new CustomEvent('house-changed'))")
    expect(maras.get_by_label("What I heard")).to_have_value("You came second.")
    maras.get_by_role("checkbox", name="I am Jon, and this is from me").check()
    button(maras, "Mara, is that it?").click()
    expect(maras.get_by_text("Jon, written on your phone")).to_be_visible()
    expect(maras).to_have_url(re.compile(f"/repairs/{hurt.key}$"))


@pytest.mark.long
@pytest.mark.parametrize("scripts", [True, False], ids=["keyboard", "scripts off"])
def test_without_scripts_and_by_keyboard_it_goes_the_same_way(phone, mara, jon, scripts):
    maras, jons = (phone(who, java_script_enabled=scripts) for who in (mara, jon))
    maras.goto("/repairs/")
    for name in ("Tell Jon that it hurt", "Tell Jon"):
        maras.get_by_role("link" if "hurt" in name else "button", name=name).first.focus()
        maras.keyboard.press("Enter")
    expect(maras.get_by_text("“Ouch. That hurt.”")).to_be_visible()
    repair = Repair.get()
    jons.goto(f"/repairs/{repair.key}")
    jons.get_by_label("What I heard").focus()
    jons.keyboard.type("It stung.")
    button(jons, "Mara, is that it?").focus()
    jons.keyboard.press("Enter")
    expect(jons.get_by_text("It is Mara’s turn. Nothing to do now.")).to_be_visible()
    if not scripts:
        maras.reload()
    button(maras, "Yes, that is it").focus()
    maras.keyboard.press("Enter")
    expect(maras.get_by_text("It is Jon’s turn. Nothing to do now.")).to_be_visible()
    maras.locator("#pause > summary").focus()
    maras.keyboard.press("Enter")
    button(maras, "Pause until then").focus()
    maras.keyboard.press("Enter")
    expect(maras.get_by_text("You are taking a break")).to_be_visible()


@pytest.mark.long
def test_every_step_is_for_everybody(walk, phone, mara, jon, quiet, hurt):  # noqa: F811
    page, jons, address = phone(mara), phone(jon), f"/repairs/{hurt.key}"
    for one in (page, jons):
        one.route("**/live", lambda route: route.fulfill(status=204))
    reply = Reply.write_under(quiet, by=jon, words="Yeah, but.")
    kept = Repair.ouch(by=mara, to=jon, landed=LONG, told=False)

    def blank(page: Page) -> None:
        page.get_by_role("radio", name="also feel").check()
        page.get_by_label("In your own words, if you like").fill("x" * 2_001)
        button(page, "Tell Jon").click()

    def unfilled(page: Page) -> None:
        page.get_by_role("checkbox", name="can wait. You come first").check()
        button(page, "Say it to Mara").click()

    def no_time(page: Page) -> None:
        page.goto(address)
        page.get_by_text("Let’s pause.").first.click()
        page.get_by_role("radio", name="pick a time").check()
        button(page, "Pause until then").click()

    walk(
        page,
        need=f"/needs/{quiet.key}",
        sheet=f"/repairs/new?to={jon.key}&need={quiet.key}&reply={reply.key}",
        mistakes=(blank, "That line still has a blank."),
        kept=f"/repairs/{kept.key}",
        list="/repairs/",
        waits=address,
        no_time=(no_time, "Choose a day and a time."),
        passed=f"{address}/pass",
        unticked=(press("Mara, is that it?"), "Please tick the box."),
    )
    walk(jons, hear=address, list="/repairs/")
    hurt.hear(by=mara, words="You came second.", lent=True)
    walk(page, fit=address)
    walk(jons, lent=address)
    hurt.answer(by=mara, fits=True)
    walk(jons, own=address)
    hurt.own(by=jon)
    walk(jons, mend=address, unfilled=(unfilled, "Fill in the blank of that line"))
    hurt.mend(by=jon, words="The finale can wait.")
    walk(page, close=address)
    walk(jons, waits=address)
    hurt.pause(by=jon, back_at=now() + timedelta(hours=1))
    walk(page, rests=address, list="/repairs/")
    walk(jons, resting=address)
    hurt.come_back(by=jon)
    hurt.say_mended(by=mara, mended=True)
    walk(page, mended=address)
    hurt.let_go(by=jon)
    walk(page, letting_go=address)
    walk(jons, gone_for_one=address, list="/repairs/")
    Person.update(slow=True).execute()
    hers = {part: f"/repairs/{kept.key}?part={part}" for part in ("landed", "feels", "asks", "welcome")}
    walk(page, slow=address, **hers)
    Person.update(left_at=now()).where(Person.id == jon.id).execute()
    walk(page, alone="/repairs/")


@pytest.mark.long
def test_focus_can_always_be_seen_there_too(phone, mara, jon, hurt):
    page = phone(jon)
    for path in ("/repairs/", f"/repairs/{hurt.key}", f"/repairs/new?to={mara.key}"):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
        stops = []
        while stops[-1:] != ["the end"]:
            page.keyboard.press("Tab")
            stops.append(page.evaluate(STOP))
        assert len(stops) > 5 and set(stops) == {"seen", "the end"}, path
