"""At the kitchen tablet with one's face touched: what one reads there, and what one does."""

from datetime import timedelta

import pytest

from household.database import db
from household.models import Deed, Device, Home, Moment, Need, Person, Reply, Role, Thanks
from household.models.clock import stopped
from household.models.need.when import When

from .manners import PART, WAYS, seen


@pytest.fixture
def touch(as_, cast):
    """The tablet, with this person's face touched."""

    def touched(who):
        Device.known(cast.kitchen_token).touch(by=who)
        return as_(cast.kitchen)

    return touched


@pytest.fixture
def maras(touch, mara):
    return touch(mara)


@pytest.fixture
def errand(jon):
    return Need.ask(by=jon, word="errand", audience="home")


def leads_to(answer):
    """Where a form goes on, sent plainly or by htmx."""
    return answer.location or answer.headers.get("HX-Redirect")


def fresh(need):
    return Need.get_by_id(need.id)


# ---- what stands there


def test_it_asks_what_one_would_like_to_do(maras, mara, jon, errand):
    mine, held = Need.ask(by=mara, word="ride", audience="orbit"), Need.ask(by=jon, word="tidy_help", audience="home")
    held.claim(by=mara)
    page = seen(maras.get("/day/needs/"))
    assert "What would you like to do, Mara?" in page and "Who stands here can read along." in page
    waiting, rest = page.split(">You have this</h2>")
    have, asked = rest.split(">You asked for this</h2>")
    assert f'action="/day/needs/{errand.key}/claim"' in waiting and "hand-back" not in waiting
    assert f'action="/day/needs/{held.key}/hand-back"' in have and f'action="/day/needs/{held.key}/meet"' in have
    assert f"/day/needs/{mine.key}" in asked and "/meet" not in asked
    mine.claim(by=jon)
    assert f'action="/day/needs/{mine.key}/meet"' in seen(maras.get("/day/needs/"))


def test_the_page_of_a_need_says_whose_it_is(maras, mara, errand):
    theirs, mine = (
        seen(maras.get(f"/day/needs/{one.key}")) for one in (errand, Need.ask(by=mara, word="ride", audience="home"))
    )
    assert "Would you like to help?" in theirs and "You asked for this" not in theirs and "/meet" not in theirs
    assert "You asked for this" in mine and "/meet" in mine


def test_what_is_between_two_and_what_is_under_a_headline_is_not_read_there(maras, mara, jon, errand):
    Need.ask(by=jon, own="Our secret.", audience="named", named=[mara])
    Need.ask(by=jon, own="Between us.", audience="partners")
    need = Need.ask(by=jon, word="ride", own="To the clinic.", feeling="sad", audience="home", details="At ten.")
    need.claim(by=mara, warmly="With joy.")
    Reply.write_under(need, by=jon, words="I could walk.")
    pages = seen(maras.get("/day/needs/")) + seen(maras.get(f"/day/needs/{need.key}"))
    assert "a ride" in pages
    for word in ("secret", "Between us", "clinic", "sad", "At ten", "With joy", "could walk"):
        assert word not in pages, word


def test_of_the_days_of_a_run_the_next_stands_there(maras, jon, home):
    days = [When("pick", home.today + timedelta(days=more)) for more in range(1, 6)]
    Need.ask_run(by=jon, word="good_food", audience="home", whens=days)
    assert seen(maras.get("/day/needs/")).count("<article") == 1


def test_the_page_asks_the_notebook_no_more_for_many_needs(maras, mara, jon, ruth):
    def lay(many):
        for _ in range(many):
            Need.ask(by=mara, word="ride", audience="orbit").claim(by=ruth)
            Need.ask(by=jon, word="errand", audience="home")

    def asked():
        statements = []
        db.obj.query_hooks.append(lambda query: statements.append(query.sql))
        maras.get("/day/needs/")
        db.obj.query_hooks.clear()
        return len(statements)

    lay(1)
    few = asked()
    lay(9)
    assert asked() == few


def test_a_guest_does_not_read_there_which_guest_has_it(touch, ruth, mara, home):
    lena = Person.join(role=Role.GUEST, name="Lena", face=dict(shape="egg", ink="oat", hair="none"))
    need = Need.ask(by=mara, word="ride", audience="orbit")
    need.claim(by=lena)
    page = seen(touch(ruth).get(f"/day/needs/{need.key}"))
    assert "Someone has this." in page and "Lena" not in page
    Home.update(guests_meet=True).execute()
    assert "Lena has this." in seen(touch(ruth).get(f"/day/needs/{need.key}"))


def test_nobody_is_called_you_who_did_not_touch_their_face(maras, touch, mara, jon, errand):
    errand.claim(by=mara)
    assert "You have this." in seen(maras.get(f"/day/needs/{errand.key}"))
    page = seen(touch(jon).get(f"/day/needs/{errand.key}"))
    assert "You</bdi></b> asked for" in page and "Mara has this." in page


# ---- what one does there


@pytest.mark.parametrize("way", WAYS)
def test_a_tap_takes_it_as_asked_and_says_where(maras, mara, errand, way):
    answer = maras.post(f"/day/needs/{errand.key}/claim", data={"face": mara.key}, headers=way)
    assert leads_to(answer) == f"/day/needs/{errand.key}"
    assert fresh(errand).claimed_by == mara and Deed.get().verb == "claim"
    assert "undo on your own phone" in seen(maras.get(f"/day/needs/{errand.key}"))


@pytest.mark.parametrize(
    ("when", "later"), [("now", 0), ("hour", 1), ("after bedtime", 0.5), ("at breakfast", None), ("midnight", None)]
)
def test_one_says_when(maras, mara, home, errand, clock, when, later):
    moment = Moment.get_or_none(Moment.name == when)
    page = seen(maras.get(f"/day/needs/{errand.key}"))
    assert not moment or (f'value="{moment.key}"' in page) is (later is not None)
    data = {"face": mara.key, "when": moment.key if moment else when}
    answer = maras.post(f"/day/needs/{errand.key}/claim", data=data)
    if later is None and not moment:
        assert answer.status_code == 422 and "Choose when you can do it." in seen(answer)
    elif later is not None:
        assert fresh(errand).starts_at == clock + timedelta(hours=later)


@pytest.mark.parametrize("way", WAYS)
def test_a_lost_race_says_kindly_who_has_it(maras, mara, ruth, jon, way):
    need = Need.ask(by=jon, word="ride", audience="orbit")
    need.claim(by=ruth)
    answer = maras.post(f"/day/needs/{need.key}/claim", data={"face": mara.key}, headers=way)
    assert answer.status_code == 409 and "Ruth has this already." in seen(answer)
    assert Deed.select().count() == 0


@pytest.mark.parametrize("way", WAYS)
def test_one_hands_it_back(maras, mara, errand, way):
    errand.claim(by=mara)
    answer = maras.post(f"/day/needs/{errand.key}/hand-back", data={"face": mara.key}, headers=way)
    assert leads_to(answer) == f"/day/needs/{errand.key}" and fresh(errand).waiting


def test_what_waits_with_its_asker_alone_after_that_leads_back(maras, mara, jon, home, clock):
    need = Need.ask(by=jon, word="ride", audience="home", when=When("today", home.today))
    need.claim(by=mara)
    with stopped(clock + timedelta(days=1)):
        Device.select().where(Device.kiosk).get().touch(by=mara)
        answer = maras.post(f"/day/needs/{need.key}/hand-back", data={"face": mara.key})
    assert leads_to(answer) == "/day/needs/"


@pytest.mark.parametrize("way", WAYS)
def test_we_did_it_leads_to_thanks(maras, mara, errand, way):
    errand.claim(by=mara)
    answer = maras.post(f"/day/needs/{errand.key}/meet", data={"face": mara.key}, headers=way)
    assert leads_to(answer) == f"/day/thanks/?need={errand.key}" and fresh(errand).closed_as == "met"


def test_nobody_does_there_what_is_done_on_ones_own_phone(maras, mara):
    need = Need.ask(by=mara, word="ride", audience="home")
    page = seen(maras.get(f"/day/needs/{need.key}"))
    for verb in ("rest", "reopen", "nudge", "change", "reply", "not-now", "take-back", "move"):
        assert f'/{verb}"' not in page
        assert maras.post(f"/day/needs/{need.key}/{verb}", data={"face": mara.key}).status_code == 404
        assert maras.post(f"/needs/{need.key}/{verb}", data={"face": mara.key}).status_code == 404


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_done_in_the_name_of_who_was_there_before(maras, touch, mara, jon, errand, way):
    touch(jon)
    for page, form in (
        (f"/day/needs/{errand.key}/claim", {}),
        ("/day/ask/", {"own": "My boots?"}),
        ("/day/thanks/", {"did": "My boots!", "to": mara.key}),
    ):
        answer = maras.post(page, data={"face": mara.key, **form}, headers=way)
        assert answer.status_code == 409 and form.get("own", "") in seen(answer), page
    assert fresh(errand).waiting and Need.select().count() == 1 and Thanks.select().count() == 0


# ---- how it says so


def test_a_need_says_that_it_was_asked_and_taken_at_the_tablet(maras, as_, mara, jon, ruth, clock):
    maras.post("/day/ask/", data={"face": mara.key, "word": "errand", "who": "orbit"})
    need = Need.get()
    Deed.claim(need, by=jon)
    for who in (mara, jon):
        page = seen(as_(who).get(f"/needs/{need.key}"))
        assert "Asked at the kitchen tablet." in page and "Said at the kitchen tablet." in page
    with stopped(clock + timedelta(days=1)):
        assert "kitchen tablet" not in seen(as_(mara).get(f"/needs/{need.key}"))


def test_that_page_asks_the_notebook_once_more_for_it(as_, mara, jon, errand):
    quiet = Need.ask(by=mara, word="errand", audience="partners")

    def asked(need):
        statements = []
        db.obj.query_hooks.append(lambda query: statements.append(query.sql))
        jons.get(f"/needs/{need.key}")
        db.obj.query_hooks.clear()
        return [one for one in statements if '"deed"' in one]

    jons = as_(jon)
    jons.get("/")
    assert (len(asked(errand)), len(asked(quiet))) == (1, 0)


def test_the_cut_of_what_is_sent_by_htmx_is_kept(maras, mara, errand):
    """A refusal comes as a sentence into the page that is open."""
    errand.claim(by=errand.asked_by)
    answer = maras.post(f"/day/needs/{errand.key}/claim", data={"face": mara.key}, headers=PART)
    assert answer.status_code == 409 and answer.headers["HX-Retarget"] == "#notice"
