"""A family's first evening on two phones, from an empty house to a thank-you on the wall."""

import re

from playwright.sync_api import expect


def set_up(page, name="Mara"):
    page.goto("/")
    page.get_by_label("What do you call your home?").fill("The blue door")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Next").click()
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Next").click()
    page.get_by_label("Your passphrase").fill("four quiet herons wading")
    page.get_by_role("button", name="Sit down").click()
    page.get_by_role("link", name="Later").click()
    expect(page.get_by_role("heading", name=re.compile("Mara"))).to_be_visible()


def invite(page):
    page.get_by_role("link", name="Invite your partner").click()
    page.get_by_role("button", name="Make the invitation").click()
    return page.locator("a[href*='/invitations/']").first.get_attribute("href")


def test_from_an_empty_house_to_a_thank_you_on_the_wall(phone):
    maras, jons = phone(), phone()
    set_up(maras)
    link = invite(maras)

    jons.goto("/invitations/" + link.rsplit("/", 1)[1])
    expect(jons.get_by_text("Mara asks you to this table.")).to_be_visible()
    jons.get_by_label("Your name").fill("Jon")
    jons.get_by_label("A passphrase of your own").fill("seven slow trams at dusk")
    jons.get_by_role("button", name="Sit down").click()
    jons.get_by_role("link", name="Later").click()
    expect(jons.get_by_role("heading", name=re.compile("Jon"))).to_be_visible()

    maras.goto("/")
    maras.get_by_role("link", name="Ask for something").click()
    maras.get_by_role("radio", name="Rest and body").check()
    maras.get_by_role("radio", name="Quiet").check()
    expect(maras.get_by_text("asks for some quiet")).to_be_visible()
    maras.get_by_role("button", name="Put it on the table").click()
    expect(maras.get_by_text("Jon will see it at the table.")).to_be_visible()

    card = jons.locator("article.need", has_text="asks for some quiet")
    expect(card).to_be_visible()
    card.get_by_role("button", name="I’ve got this").click()
    expect(jons.get_by_text("You have this")).to_be_visible()
    expect(maras.get_by_text("Jon has this")).to_be_visible()

    maras.get_by_role("button", name="We did it").click()
    maras.get_by_label("What you did").fill("You shut the door and kept them all out.")
    maras.get_by_role("button", name="Thank Jon").click()
    expect(maras.get_by_text("You, to Jon")).to_be_visible()
    expect(jons.get_by_text("You shut the door and kept them all out.")).to_be_visible()
    assert not maras.troubles and not jons.troubles
