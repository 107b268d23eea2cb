"""What people type may look like a script: no browser runs it, with our policy for scripts and even without it."""

import re
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page

from household.models import Device, Draft, Home, Invitation, Moment, Need, Person, Reply, Role, Thanks

pytestmark = pytest.mark.long

RUN = "document.title='pwned';alert(1)"
BEFORE = ("", '">', "'>", "</textarea></title>", "</p></article></main>", "-->")
BODIES = (
    f"<script class=pwned>{RUN}</script>",
    f'<img class=pwned src=x onerror="{RUN}">',
    f'<svg class=pwned onload="{RUN}">',
    f'<iframe class=pwned srcdoc="<script>parent.{RUN}</script>"></iframe>',
    f'<a class=pwned href="javascript:{RUN}">x</a>',
    f'<div class=pwned hx-get="/" hx-trigger="load" hx-on::load="{RUN}">x</div>',
    f'<details class=pwned open ontoggle="{RUN}">x</details>',
    f'<input class=pwned autofocus onfocus="{RUN}">',
    f'<style class=pwned>@keyframes x{{}}</style><b style="animation-name:x" onanimationstart="{RUN}">x</b>',
    f'<video class=pwned><source onerror="{RUN}"></video><base class=pwned href="//evil.test/">',
)
PAYLOADS = [before + body for body in BODIES for before in BEFORE]
AS_NAMES = 4  # every fourth of them stands as the name of the home, its people and its moments
FOUND = """() => ['.pwned', '[onerror],[onload],[onfocus],[ontoggle],[onanimationstart]', 'script:not([src])', 'iframe',
  'base', 'a[href^="javascript:"]', 'main main, article article'].filter(e => document.querySelector(e))"""


@pytest.fixture(params=[False, True], ids=["with our policy", "without any"])
def open_on(request, phone):
    """A phone, for someone or a stranger, on which whatever opens a dialog is noticed."""

    def open_phone(who=None) -> Page:
        page = phone(who, bypass_csp=request.param)
        page.dialogs = []  # type: ignore[attr-defined]
        page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))  # type: ignore[attr-defined]
        return page

    return open_phone


def require_calm(page: Page, where: str) -> None:
    """Nothing ran, nothing was put in, nothing was complained about."""
    assert page.evaluate(FOUND) == [], where
    assert "pwned" not in page.title() and page.dialogs == [], where  # type: ignore[attr-defined]
    told = [line for line in page.troubles if "status of 404" not in line]  # type: ignore[attr-defined]
    assert told == [], where


@pytest.fixture
def typed(cast, home) -> SimpleNamespace:
    """A house in which every text that somebody can write is a script."""
    mara, jon = cast.mara, cast.jon
    answered = Need.ask(by=mara, own=PAYLOADS[0], audience="orbit")
    for payload in PAYLOADS:
        Need.ask(by=mara, own=payload, audience="orbit", kids_can_help=True)
        Draft.keep(by=mara, own=payload)
        Need.ask(by=jon, word="quiet", own=payload, audience="partners").claim(by=mara)
        Reply.write_under(answered, by=jon, words=payload)
        Reply.say_not_now(answered, by=jon, words=payload)
        Thanks.give(by=jon, to=[mara], did=payload, says=payload, audience="orbit")
        face = dict(shape="leaf", ink="oat", hair="none")
        Person.join(role=Role.KID, name=payload, kids_say=payload, face=face)
        Device.enter(mara, payload)
    return SimpleNamespace(answered=answered, code=Invitation.invite(mara)[1])


def test_on_no_page_is_anything_that_was_typed_more_than_words(typed, cast, open_on):
    Invitation.get().say_yes(by=cast.jon)
    pages = (
        "/",
        f"/needs/{typed.answered.key}",
        "/thanks/",
        "/us/",
        "/needs/new",
        "/drafts/",
        "/thanks/new",
        "/devices/",
    )
    for who in (cast.mara, cast.jon, cast.ida, cast.ruth, None):
        page = open_on(who)
        own = (f"/people/{who.key}/edit", "/home/edit") if who else (f"/invitations/{typed.code}", "/sign-in")
        shut_out = who in (cast.ida, cast.ruth)  # their own pages are built later
        for path in ("/",) if shut_out else (*pages, *own):
            page.goto(path)
            require_calm(page, f"{path} as {who.name if who else 'a stranger'}")


def test_no_name_is_more_than_a_name(typed, cast, home, open_on):
    maras, stranger = open_on(cast.mara), open_on()
    Invitation.get().say_yes(by=cast.jon)
    for payload in PAYLOADS[::AS_NAMES]:
        Home.update(name=payload).execute()
        Moment.update(name=payload).execute()
        Person.update(name=payload, kids_say=payload).where(Person.id << [cast.mara.id, cast.jon.id]).execute()
        for path in ("/us/", "/needs/new", "/home/edit"):
            maras.goto(path)
            require_calm(maras, f"{path} with {payload}")
        stranger.goto(f"/invitations/{typed.code}")
        require_calm(stranger, f"the chair with {payload}")


def test_what_is_being_typed_is_shown_as_words_too(cast, home, open_on):
    page = open_on(cast.mara)
    page.goto("/needs/new")
    for payload in PAYLOADS:
        page.locator("textarea[name=own]").evaluate(
            "(field, text) => { field.value = text; field.dispatchEvent(new Event('input', { bubbles: true })) }",
            payload,
        )
        require_calm(page, f"the preview of {payload}")
    page.wait_for_timeout(1_000)
    page.goto("/needs/new")  # the draft is there again
    require_calm(page, "the draft")
    page.get_by_role("button", name="Put it on the table").click()
    page.wait_for_url(re.compile("/needs/(?!new)"))
    require_calm(page, "the need")


def test_a_part_that_htmx_puts_in_is_words_too(typed, cast, open_on):
    page = open_on(cast.jon)
    for number in range(0, len(PAYLOADS), 7):
        need = Need.get((Need.own == PAYLOADS[number]) & (Need.asked_by == cast.mara) & Need.kids_can_help)
        page.goto(f"/needs/{need.key}")
        page.get_by_role("button", name="I’ve got this").first.click()
        page.get_by_text("You have this").wait_for()
        require_calm(page, PAYLOADS[number])
