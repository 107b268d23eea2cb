"""Every page is for everybody: in either light, at any width, in large letters, from right to left."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page

from household.models import Device, Draft, Invitation, Moment, Need, Person, Reply, Rhythm, Thanks
from household.models.clock import now
from household.models.need.when import When

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmütze"
PHONE, DESK, NARROW = {"width": 390, "height": 844}, {"width": 1280, "height": 800}, {"width": 320, "height": 640}
BY_LIGHT_AND_WIDTH = ("color-contrast", "link-in-text-block", "target-size")  # the rules that can tell them apart

# Paper is painted by ::before, which axe can't see: give it a background. The bar under the thumb goes out of the way.
PLAIN = """() => {
  const plain = new CSSStyleSheet()
  plain.replaceSync(`.sheet { background: var(--sheet-paper) } .notice { background: var(--notice, var(--dusk-wash)) }
    @media (width < 60em) { .nav { position: static !important } }`)
  document.adoptedStyleSheets.push(plain)
  document.querySelectorAll('details').forEach(fold => { fold.open = true })
}"""
# What is tapped, by its label where it has one; but not a link inside a sentence.
SMALL = """() => [...document.querySelectorAll('a[href], button, summary, select, textarea, input:not([type=hidden])')]
  .filter(e => e.checkVisibility() && !e.matches('.hide'))
  .filter(e => getComputedStyle(e).display !== 'inline' || e.textContent.trim() === e.parentElement.textContent.trim())
  .map(e => [(e.closest('label') || e).getBoundingClientRect().height, e])
  .filter(([height]) => height < 44).map(([height, e]) => `${height} px high: ${e.outerHTML.slice(0, 90)}`)"""
# A field that is wrong points to what is wrong; no label is lost; nothing is said twice; an id is one thing's.
TIED = """() => {
  const told = (e, by) => (e.getAttribute(by) || '').split(' ').filter(Boolean)
  const all = (what, found) => [...document.querySelectorAll(what)].filter(found).map(e => e.outerHTML.slice(0, 120))
  const says = id => document.getElementById(id)?.matches(':is(#notice, .field__error, :has(.field__error))')
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id)
  const LIVE = '[role=status], [role=alert], [aria-live]'
  return [
    ...all('[aria-invalid=true]', e => !told(e, 'aria-describedby').some(says)).map(e => `not told how: ${e}`),
    ...['aria-describedby', 'aria-labelledby'].flatMap(by =>
      all(`[${by}]`, e => told(e, by).some(id => !ids.includes(id))).map(e => `points to nothing: ${e}`)),
    ...all(LIVE, e => e.parentElement.closest(LIVE)).map(e => `said twice: ${e}`),
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map(id => `not the only one: ${id}`),
  ]
}"""
# Sideways scroll, read either way; and whether the places beside a table (or the way to the main part) change sides.
LAYOUT = """() => ['ltr', 'rtl'].flatMap(reading => {
  document.documentElement.dir = reading
  const page = document.scrollingElement, over = page.scrollWidth - page.clientWidth
  const places = innerWidth > 1000 && document.querySelector('.nav')
  const { left, right } = (places || document.querySelector('.skip')).getBoundingClientRect()
  return [
    over > 0 && `${reading}, ${innerWidth}: ${over} px sideways`,
    (left + right > innerWidth) !== (reading === 'rtl') && `${reading}, ${innerWidth}: not mirrored`,
  ]
}).filter(Boolean)"""


@pytest.fixture(params=["in short", pytest.param("at length", marks=pytest.mark.long)])
def inspect(request, axe) -> Callable[[Page], Iterator[str]]:
    """What is wrong with the page as it stands, everything unfolded, as lines."""
    short = request.param == "in short"

    def see(page: Page, light: str, *rules: str) -> Iterator[str]:
        page.emulate_media(color_scheme=light, reduced_motion="reduce")
        yield from (f"{light}, {page.viewport_size['width']}: {line}" for line in axe(page, *rules))

    def findings(page: Page) -> Iterator[str]:
        page.evaluate(PLAIN)
        yield from see(page, "light")
        if not short:
            yield from see(page, "dark")
        yield from page.evaluate(SMALL)
        yield from page.evaluate(TIED)
        with_letters(page, 32)
        yield from (f"large letters, {line}" for line in page.evaluate(LAYOUT))
        with_letters(page, 16)
        page.set_viewport_size(DESK)
        yield from page.evaluate(LAYOUT)
        if not short:
            yield from see(page, "light")
        yield from see(page, "dark", *(BY_LIGHT_AND_WIDTH if short else ()))
        page.set_viewport_size(NARROW)
        yield from page.evaluate(LAYOUT)
        if not short:
            yield from (*see(page, "light"), *see(page, "dark"))
        page.set_viewport_size(PHONE)
        yield from (line for line in page.troubles if "status of 4" not in line)
        page.troubles.clear()

    return findings


def with_letters(page: Page, size: int) -> None:
    """As the phone's own setting for larger letters does it."""
    if not hasattr(page, "settings"):
        page.settings = page.context.new_cdp_session(page)
    page.settings.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})


@pytest.fixture
def walk(inspect) -> Callable[..., None]:
    """Go through pages and see that nothing is wrong. A step is an address, or what to do and what is seen then."""

    def go(page: Page, **steps: str | tuple) -> None:
        wrong = []
        for name, step in steps.items():
            if isinstance(step, str):
                page.goto(step)
            else:
                step[0](page)
                page.get_by_text(step[1]).first.wait_for()
            wrong += [f"{name}: {line}" for line in inspect(page)]
        assert not wrong, "\n".join(wrong)

    return go


def press(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("button", name=name).first.click()


def fill(label: str, words: str, name: str) -> Callable[[Page], None]:
    def do(page: Page) -> None:
        page.get_by_label(label).fill(words)
        press(name)(page)

    return do


def test_the_first_evening(walk, phone, app):
    walk(phone(extra_http_headers={"Via": "1.1 somewhere"}), code="/")
    walk(
        phone(),
        home="/",
        zone=(fill("What do you call your home?", "The blue door", "Next"), "What time is it there?"),
        you=(press("Next"), "Who are you?"),
        passphrase=(fill("Your name", "Mara", "Next"), "Words to come in with"),
        codes=(fill("Your passphrase", "four quiet herons wading", "Sit down"), "For the day you lose"),
        alone=(lambda page: page.get_by_role("link", name="Later").click(), "Nobody else sits here yet."),
    )


def test_at_the_door(walk, phone, cast):
    known = phone(cast.mara)
    Device.update(signed_in=False).execute()
    invitation, token, _ = Invitation.invite(cast.mara)
    invitation.say_yes(by=cast.jon)
    walk(
        phone(),
        sign_in="/sign-in",
        wrong=(press("Come in"), "don’t fit together"),
        invitation=f"/invitations/{token}",
        words="/invitations/words",
        gone="/invitations/no-such-one",
        nothing="/no-such-page",
    )
    walk(known, faces="/sign-in")


@pytest.mark.long
def test_before_anything_was_asked(walk, phone, mara, jon):
    page = phone(mara)
    Device.update(confirmed_at=None).execute()

    def invite(page: Page) -> None:
        Device.update(confirmed_at=now()).execute()
        press("Make the invitation")(page)

    walk(
        page,
        table="/",
        wall="/thanks/",
        back="/looking-back/",
        invite="/invitations/new",
        made=(invite, "It opens when Jon said yes too."),
        us="/us/",
        house="/house/",
        me=f"/people/{mara.key}/edit",
        new_kid="/people/new",
        no_name=(press("Add"), "Write a name first."),
        home="/home/edit",
        nothing="/no-such-page",
    )


def test_what_is_asked_and_answered(walk, phone, cast):
    mara, jon, ruth, ida = cast.mara, cast.jon, cast.ruth, cast.ida
    Person.update(name=LONG[:40]).where(Person.id == ida.id).execute()
    needs = a_full_table(mara, jon, ruth)
    page = phone(mara)
    page.route("**/live", lambda route: route.fulfill(status=204))

    def offer(page: Page) -> None:
        page.get_by_role("radio", name="Closeness").check()
        page.get_by_role("radio", name="pick a day and time").check()
        page.get_by_role("radio", name="Choose by name").check()
        press("Put it on the table")(page)

    def too_late(page: Page) -> None:
        page.goto("/")
        page.evaluate("document.getElementById('offline').hidden = false")
        Need.update(claimed_by=ruth).where(Need.id == needs["asked_of_me"].id).execute()
        page.locator(f"#need-{needs['asked_of_me'].key}").get_by_role("button", name="I’ve got this").click()

    walk(
        page,
        **{name: f"/needs/{need.key}" for name, need in needs.items()},
        not_now=f"/needs/{needs['asked_of_me'].key}/not-now",
        ask="/needs/new",
        mistakes=(offer, "Choose a day and a time."),
        thank_for=f"/thanks/new?need={needs['met'].key}",
        wall="/thanks/",
        back="/looking-back/",
        found="/looking-back/?q=the",
        not_found=f"/looking-back/?q={LONG}",
        too_much=(lambda page: page.goto(f"/looking-back/?q={LONG}{LONG}"), "That is too long"),
        table=(too_late, "Ruth has this already."),
    )


@pytest.mark.long
def test_finding_words_and_keeping_them(walk, phone, mara, jon, ruth):
    page = phone(mara)

    def tap(*names: str) -> Callable[[Page], None]:
        def do(page: Page) -> None:
            for name in names:
                page.locator(".tile:visible", has_text=name).first.click()

        return do

    def wrong(page: Page) -> None:
        page.get_by_label("Your words").fill("")
        page.locator("input[type=hidden][name=word]").evaluate("field => field.remove()")
        press("Put it on the table")(page)

    walk(
        page,
        finder="/needs/find",
        family=(tap("Shaky"), "Shaky, and more like this:"),
        feeling=(tap("swamped"), "When you feel swamped, this may help:"),
        unsure=(tap("Not sure yet"), "Shaky is enough to know. This may help:"),
        found=(lambda page: page.locator("button:visible", has_text="Someone to listen").click(), "Your words"),
        helped=(press("Help me say it"), "Tap one to begin with."),
        mistake=(wrong, "Choose what would help, or say it in your own words."),
        known="/needs/find/known",
        nothing_kept="/drafts/",
        help_with_nothing_chosen=(lambda page: (page.goto("/needs/new"), press("Help me say it")(page)), "Tap one"),
    )
    Draft.keep(by=mara, word="listen", own=f"Bring me the {LONG}, please?", feeling="heavy")
    Reply.say_not_now(Need.ask(by=mara, word="quiet", audience="orbit"), by=jon)
    met = Need.ask(by=jon, word="quiet", audience="named", named=[mara])
    met.claim(by=mara)
    met.meet(by=jon)
    no = Need.get(Need.asked_by == mara)
    walk(
        page,
        kept="/drafts/",
        ask="/needs/new",
        thank_for_asking=f"/thanks/new?need={met.key}",
        thank_for_a_no=f"/thanks/new?need={no.key}&to={jon.key}",
    )


@pytest.mark.long
def test_what_comes_back_and_what_is_asked_for_several_days(walk, phone, mara, jon):
    moment = Moment.get(Moment.name == "after bedtime")
    Moment.update(name=LONG[:40]).where(Moment.name == "at breakfast").execute()
    how = dict(own=f"The {LONG}?", audience="named", named=[jon])
    rhythms = [Rhythm.begin(by=mara, weekdays=range(day + 1), every=2, moment=moment, **how) for day in range(3)]
    rhythms[1].pause(by=mara)
    whens = [When("moment", date(2026, 6, 17) + timedelta(days=more), moment) for more in (1, 3, 7, 8)]
    run = Need.ask_run(by=jon, word="good_food", audience="orbit", whens=whens)
    run[1].claim(by=mara)
    page = phone(mara)
    page.route("**/live", lambda route: route.fulfill(status=204))

    def choose(when: str) -> Callable[[Page], None]:
        def do(page: Page) -> None:
            page.goto("/needs/new")
            page.get_by_role("radio", name=when, exact=True).check()
            page.get_by_role("radio", name="at a time", exact=True).check()
            press("Put it on the table")(page)

        return do

    walk(
        page,
        table="/",
        one_of_a_run=f"/needs/{run[0].key}",
        occurrence=f"/needs/{Need.get(Need.rhythm == rhythms[2]).key}",
        list="/rhythms/",
        rhythm=f"/rhythms/{rhythms[2].key}",
        ask_again=(choose("again and again"), "Choose the days of the week."),
        ask_days=(choose("on several days"), "Choose two days or more."),
    )


def a_full_table(mara: Person, jon: Person, ruth: Person) -> dict[str, Need]:
    """Something in every state there is, for Mara to look at."""

    def ask(by: Person, word: str = "", own: str = "", to: tuple = (), **more: str) -> Need:
        return Need.ask(by=by, word=word, own=own, audience="named" if to else "orbit", named=list(to), **more)

    needs = {
        "waiting": ask(mara, "quiet", "Half an hour.", (jon,), feeling="tired"),
        "held": ask(mara, own=f"Bring me the {LONG}, please?"),
        "met": ask(mara, "good_food"),
        "rested": ask(mara, "fresh_air", to=(jon,)),
        "passed": ask(mara, "ride", to=(jon, ruth), when=When("today", date(2026, 6, 17))),
        "taken_back": ask(mara, "bedtime", to=(jon,)),
        "asked_of_me": ask(jon, "tidy_help", "Just the sink.", (mara,), feeling="worried"),
        "mine": ask(jon, "quiet", to=(mara,)),
    }
    Reply.write_under(needs["waiting"], by=jon, words=f"With the {LONG}, and tea.")
    Reply.say_not_now(needs["waiting"], by=jon, words="Tomorrow, and I’ll come to you.")
    Reply.write_under(needs["mine"], by=mara, words="On my way.")
    Reply.write_under(needs["taken_back"], by=jon, words="Of course.")
    needs["held"].claim(by=jon, starts_at=now() + timedelta(hours=1))
    needs["met"].claim(by=jon)
    needs["met"].meet(by=mara)
    needs["rested"].rest(by=mara)
    needs["taken_back"].take_back(by=mara)
    needs["mine"].claim(by=mara, starts_at=now())
    Need.update(day=date(2026, 6, 16)).where(Need.id == needs["passed"].id).execute()
    Thanks.give(by=mara, to=[jon], did=f"You found the {LONG}.", says="You notice things.", audience="home")
    Thanks.give(by=jon, to=[mara, ruth], did="The soup.", audience="orbit")
    return needs
