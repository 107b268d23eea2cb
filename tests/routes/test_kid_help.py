"""A child helps: it sees in pictures what is for it, and nothing that a grown-up typed, unless it is named."""

import re
from datetime import time, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from household.database import db
from household.models import Need, Notice, Person, Reply
from household.models.clock import stopped
from household.models.need.when import When

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def theos(as_: Any, theo: Person) -> Any:
    return as_(theo)


def help_with(theo: Person, need: Need | None = None, verb: str = "") -> str:
    return f"/kid/{theo.key}/help/" + (need.key if need else "") + (f"/{verb}" if verb else "")


def said(answer: Any) -> str:
    """What the page says to eye or ear."""
    assert answer.status_code == 200
    body = re.sub(r"<(svg|head).*?</\1>", "", answer.text, flags=re.S)
    spoken = re.findall(r'data-(?:say|read)="([^"]*)"', body)
    return unescape(re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", body) + " ".join(spoken)))


@pytest.fixture
def keys_lost(mara: Person) -> Need:
    """Mara asks the family in words alone, and the kids can help."""
    return Need.ask(by=mara, own="Where did I put the keys?", audience="home", kids_can_help=True)


def test_a_child_sees_what_kids_can_help_with_and_what_is_for_it(theos, theo, mara, jon, ida, meal, keys_lost):
    Need.ask(by=jon, word="tidy_help", audience="orbit", kids_can_help=True)
    Need.ask(by=jon, word="quiet", audience="named", named=[theo, mara])
    Need.ask(by=ida, word="kid_hug", audience="named", named=[theo])
    Need.ask(by=jon, word="sleep", audience="named", named=[ida])
    Need.ask(by=theo, word="kid_drink", audience="named", named=[mara])
    page = said(theos.get(help_with(theo)))
    for sentence in (
        "Papa asked for clean-up help.", "Papa asked for quiet time.", "Ida says, “I need a hug.”",
        "Mama asks for help.",
    ):  # fmt: skip
        assert sentence in page
    for sentence in ("yummy food", "more sleep", "a drink", "keys"):
        assert sentence not in page


def test_where_there_is_nothing_to_do_it_says_so_and_leads_on(theos, theo, meal):
    answer = theos.get(help_with(theo))
    assert "Nobody needs help just now." in said(answer)
    assert f"/kid/{theo.key}/thanks/" in answer.text and f"/kid/{theo.key}/stories/" in answer.text


def test_a_child_says_that_it_helps_and_that_it_did(theos, theo, as_, mara, keys_lost):
    page = theos.get(help_with(theo, keys_lost))
    assert "Mama asks for help." in said(page) and "Go and ask Mama." in said(page)
    answer = theos.post(help_with(theo, keys_lost, "claim"), data={"wording": keys_lost.wording})
    assert (answer.status_code, answer.location) == (303, help_with(theo, keys_lost))
    assert "You said you will help Mama." in said(theos.get(help_with(theo, keys_lost)))
    assert "You said you will help" in said(theos.get(help_with(theo)))
    table = as_(mara).get("/").text
    assert "Theo has this." in table and Need.get_by_id(keys_lost.id).starts_at is None

    answer = theos.post(help_with(theo, keys_lost, "meet"))
    assert (answer.status_code, answer.location) == (303, help_with(theo, keys_lost))
    page = theos.get(help_with(theo, keys_lost))
    assert "You helped Mama. That was kind." in said(page)
    assert f"/kid/{theo.key}/thanks/" in page.text
    assert "Thank Theo" in as_(mara).get(f"/needs/{keys_lost.key}").text


def test_when_it_did_not_work_one_can_try_again(theos, theo, mara, keys_lost):
    keys_lost.claim(by=theo)
    answer = theos.post(help_with(theo, keys_lost, "hand-back"))
    assert answer.location == help_with(theo, keys_lost, "tried")
    assert "You tried to help. It did not work yet. We can try again." in said(theos.get(answer.location))
    assert not Need.get_by_id(keys_lost.id).claimed
    twice = theos.post(help_with(theo, keys_lost, "hand-back"))
    assert twice.location == answer.location, "a finger that comes down twice does no harm"
    theos.post(help_with(theo, keys_lost, "claim"))
    assert Need.get_by_id(keys_lost.id).claimed_by == theo
    answer = theos.get(help_with(theo, keys_lost, "tried"))
    assert (answer.status_code, answer.location) == (303, help_with(theo, keys_lost))


def test_what_waits_with_its_asker_alone_after_it_was_handed_back_leads_to_what_else_there_is(theos, theo, mara, clock):
    need = Need.ask(
        by=mara, word="quiet", audience="named", named=[theo], when=When("today", clock.date()), own="Sh, sh."
    )
    need.claim(by=theo)
    with stopped(clock + timedelta(days=1)):
        assert theos.post(help_with(theo, need, "hand-back")).location == help_with(theo)


def test_the_second_to_help_is_told_kindly_and_as_kids_call_people(theos, theo, ida, jon, keys_lost):
    keys_lost.claim(by=jon)
    answer = theos.post(help_with(theo, keys_lost, "claim"), data={"wording": keys_lost.wording})
    assert answer.status_code == 409
    assert "Papa is doing it." in answer.text and "Jon" not in answer.text
    assert "Papa is doing it." in said(theos.get(help_with(theo, keys_lost)))
    assert "Mama asks" not in said(theos.get(help_with(theo)))
    assert theos.post(help_with(theo, keys_lost, "meet")).status_code == 403
    answer = theos.post(help_with(theo, keys_lost, "hand-back"))
    assert answer.status_code == 409 and "Papa is doing it." in answer.text
    assert Need.get_by_id(keys_lost.id).claimed_by == jon


def test_what_has_changed_since_it_was_seen_is_read_once_more(theos, theo, mara, keys_lost):
    seen = keys_lost.wording
    keys_lost.change(by=mara, own="My phone?", audience="home", kids_can_help=True)
    answer = theos.post(help_with(theo, keys_lost, "claim"), data={"wording": seen})
    assert answer.status_code == 409 and "This is new now. Look once more." in answer.text
    assert f'href="{help_with(theo, keys_lost)}"' in answer.text, "and it leads there"
    assert not Need.get_by_id(keys_lost.id).claimed


@pytest.mark.parametrize(("verb", "told"), [("meet", "This is done now."), ("rest", "Mama does not need this now.")])
def test_what_is_over_says_so(verb, told, theos, theo, mara, keys_lost):
    getattr(keys_lost, verb)(by=mara)
    assert told in said(theos.get(help_with(theo, keys_lost)))
    late = theos.post(help_with(theo, keys_lost, "claim"), data={"wording": keys_lost.wording})
    assert late.status_code == 409 and told in late.text and "Mara" not in late.text
    assert "Mama asks" not in (page := said(theos.get(help_with(theo)))) and "Mama asked" not in page


@pytest.mark.parametrize(
    ("verb", "told"),
    [("meet", "This is done now."), ("rest", "Mama does not need this now."), ("take_back", "Mama does not need this")],
)
def test_who_taps_after_it_was_over_hears_so_as_kids_call_people(verb, told, theos, theo, mara):
    need = Need.ask(by=mara, word="quiet", audience="named", named=[theo])
    getattr(need, verb)(by=mara)
    answer = theos.post(help_with(theo, need, "claim"))
    assert answer.status_code == 409 and told in answer.text and "Mara" not in answer.text


def test_words_taken_back_leave_no_page_that_breaks(theos, theo, mara):
    need = Need.ask(by=mara, own="Sing?", audience="named", named=[theo])
    need.take_back(by=mara)
    assert "Mama does not need this now." in said(theos.get(help_with(theo, need)))


def test_words_to_a_child_by_name_are_shown_and_read_to_that_child_alone(theos, theo, as_, ida, mara, jon):
    both = Need.ask(by=mara, own="Sing with me, <Theo>?", audience="named", named=[theo])
    also = Need.ask(by=jon, word="quiet", own="Till the cake is in?", audience="named", named=[theo, ida])
    page = theos.get(help_with(theo, both))
    assert "“Sing with me, <Theo>?”" in said(page) and "Mama asks for your help." in said(page)
    assert re.search(r'data-read="[^"]*Sing with me, &lt;Theo&gt;\?', page.text)
    for child in (theo, ida):
        assert "Till the cake is in?" in said(as_(child).get(help_with(child, also)))
    assert as_(ida).get(help_with(ida, both)).status_code == 404


def test_no_page_tells_a_child_what_else_grown_ups_typed(theos, theo, ida, mara, jon, clock):
    ask = dict(own="Ownwordium", feeling="Feelium", details="Detailium", audience="home", kids_can_help=True)
    open_one = Need.ask(by=mara, word="tidy_help", **ask)
    held = Need.ask(by=mara, word="tidy_help", **ask, when=When("pick", clock.date(), None, time(20, 45)))
    taken = Need.ask(by=mara, word="tidy_help", **ask)
    held.claim(by=theo)
    taken.claim(by=jon, warmly="Warmium", starts_at=clock + timedelta(hours=3))
    Reply.write_under(open_one, by=jon, words="Replyium")
    held.nudge(by=mara, words="Nudgium")
    pages = [theos.get(help_with(theo))] + [theos.get(help_with(theo, need)) for need in (open_one, held, taken)]
    for page in pages:
        assert not re.search(r"\w+ium\b", page.text.replace("medium", ""))
        assert not re.search(r"\d", said(page)), said(page)
    assert "Mama would still like your help." in said(pages[2])
    assert "It is for tonight." in said(pages[0])


def test_who_asks_is_told_what_a_child_sees(as_, mara, theo, keys_lost):
    page = unescape(as_(mara).get("/needs/new").text)
    assert "A child you choose by name sees and hears your words." in page
    assert "Kids don’t see your own words. Choose what would help, and they see a picture." in page
    assert "They don’t see your own words." in unescape(as_(mara).get(f"/needs/{keys_lost.key}").text)
    Need.update(own="", word="tidy_help").execute()
    assert "They don’t see your own words." not in unescape(as_(mara).get(f"/needs/{keys_lost.key}").text)


def test_a_nudge_to_a_child_says_what_the_child_is_told(as_, mara, theo, keys_lost):
    keys_lost.claim(by=theo)
    page = unescape(as_(mara).get(f"/needs/{keys_lost.key}").text)
    assert "Theo is told no more than this: “Mama would still like your help.”" in page


WHENS = {
    # when it is wanted, on Wednesday evening     what a child is told
    ("now", 0, None): "It is for now.",
    ("today", 0, None): "It is for today.",
    ("tonight", 0, None): "It is for tonight.",
    ("pick", 0, time(20)): "It is for tonight.",
    ("weekend", 4, None): "It is for later.",
}


@pytest.mark.parametrize("when", WHENS)
def test_when_it_is_wanted_is_said_without_a_clock(when, theos, theo, mara, clock):
    word, days, at = when
    wanted = When(word, clock.date() + timedelta(days=days), None, at)
    need = Need.ask(by=mara, word="quiet", audience="named", named=[theo], when=wanted)
    assert WHENS[when] in said(theos.get(help_with(theo, need)))
    assert ["It is for" in said(theos.get(help_with(theo, one))) for one in (need, no_hurry(mara, theo))] == [
        True,
        False,
    ]
    if word == "now":
        with stopped(clock + timedelta(hours=3)):
            assert "It is for today." in said(theos.get(help_with(theo, need)))


def no_hurry(mara: Person, theo: Person) -> Need:
    return Need.ask(by=mara, word="quiet", audience="named", named=[theo])


def test_of_the_days_of_a_run_the_first_is_shown_and_what_is_soon_stands_first(theos, theo, mara, clock):
    days = [When("pick", clock.date() + timedelta(days=more), None, time(9)) for more in (3, 1, 2)]
    run = Need.ask_run(by=mara, word="quiet", audience="named", named=[theo], whens=days)
    now = Need.ask(by=mara, word="sleep", audience="named", named=[theo], when=When("now", clock.date()))
    shown = re.findall(r'href="[^"]*/help/([\w-]{12})"', theos.get(help_with(theo)).text)
    assert shown == [now.key, min(run, key=lambda need: need.day).key]


def test_the_asker_hears_that_a_child_helps(theo, theos, keys_lost):
    theos.post(help_with(theo, keys_lost, "claim"))
    assert [one.verb for one in Notice.select().order_by(Notice.id)] == ["ask", "claim"]


def test_the_list_runs_as_many_queries_for_twelve_as_for_one(theos, theo, mara):
    def count(many: int) -> int:
        for _ in range(many):
            Need.ask(by=mara, word="quiet", own="Sh.", audience="named", named=[theo])
        theos.get(help_with(theo))  # what was written down once stays
        ran: list[str] = []
        db.obj.query_hooks.append(lambda query: ran.append(query.sql))
        theos.get(help_with(theo))
        db.obj.query_hooks.clear()
        return len(ran)

    assert count(1) == count(11) > 0
