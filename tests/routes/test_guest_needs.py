"""One need, as a guest reads it: Yes, Not this time, Call me; what one has; and what one asked for oneself."""

import re
from datetime import date, time, timedelta
from html import unescape
from typing import Any

import pytest

from household import policy
from household.database import db
from household.models import CareNote, Event, Home, Need, Notice, Person, Reply, Rhythm, Role, Story
from household.models.clock import stopped
from household.models.need.when import When
from household.web.reading import read_as

from .manners import PLAIN, WAYS, WHOLE, seen


@pytest.fixture
def ruths(as_: Any, ruth: Person) -> Any:
    return as_(ruth)


@pytest.fixture
def sam(cast: Any) -> Person:
    """Another guest."""
    return Person.join(role=Role.GUEST, name="Sam", face=dict(shape="egg", ink="oat", hair="none"))


def at(need: Need, verb: str = "") -> str:
    return f"/guest/needs/{need.key}" + (f"/{verb}" if verb else "")


def words(answer: Any) -> str:
    """What the page says."""
    assert answer.status_code == 200, answer.status_code
    body = re.sub(r"<(svg|head|script).*?</\1>", "", answer.text, flags=re.S)
    return unescape(re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", body)))


def now(need: Need) -> Need:
    return Need.get_by_id(need.id)


def verbs(answer: Any) -> set[str]:
    """What can be done with what stands on this page."""
    return {path.split("/")[-1] for path in re.findall(r'action="([^"]*)"', answer.text)} - {"hush"}


@pytest.fixture
def ride(mara: Person, home: Home) -> Need:
    """Mara asks everyone for a ride tomorrow at ten."""
    when = When("pick", home.today + timedelta(days=1), None, time(10))
    return Need.ask(by=mara, word="ride", own="To Ida’s dentist.", audience="orbit", when=when, details="Code 4711.")


# ---- Yes, Not this time, Call me


def test_it_shows_one_need_with_who_sees_it_and_three_answers(ruths, ride):
    answer = ruths.get(at(ride))
    page = words(answer)
    assert "Mara asks for a ride , tomorrow at 10 o’clock." in page and "“To Ida’s dentist.”" in page
    assert "The family, and guests too" in page and "4711" not in page
    assert verbs(answer) == {"claim", "not-now", "call-me", "reply"}
    assert "When?" not in page, "it has a time"


@pytest.mark.parametrize("way", WAYS)
def test_a_yes_is_one_tap_with_the_time_that_was_asked_for(ruths, as_, mara, ruth, ride, way):
    answer = ruths.post(at(ride, "claim"), data={"wording": ride.wording}, headers=way)
    assert (answer.status_code, answer.location) == (303, at(ride))
    page = words(ruths.get(at(ride)))
    assert "You have this, tomorrow at 10 o’clock." in page and "Code 4711." in page
    assert verbs(ruths.get(at(ride))) == {"meet", "hand-back", "move", "reply"}
    assert now(ride).claimed_by == ruth and "Ruth has this" in seen(as_(mara).get(f"/needs/{ride.key}"))


def test_where_there_is_no_hurry_one_says_when(ruths, meal, clock):
    page = ruths.get(at(meal))
    assert "at any time" in words(page) and "in half an hour" in words(page)
    ruths.post(at(meal, "claim"), data={"wording": meal.wording, "when": "half"})
    assert now(meal).starts_at == clock + timedelta(minutes=30)
    ruths.post(at(meal, "move"), data={"when": "pick", "at": "2026-06-18T18:00"})
    assert "You have this, tomorrow at 6:00 PM." in words(ruths.get(at(meal)))
    assert ruths.post(at(meal, "move"), data={"when": "pick", "at": ""}).status_code == 422


def test_a_yes_can_be_taken_back_and_nothing_says_whose_it_was(ruths, as_, mara, ruth, ride):
    ride.claim(by=ruth)
    assert ruths.post(at(ride, "hand-back")).location == at(ride)
    page = words(ruths.get(at(ride)))
    assert "Open again." in page and "Yes" in page and "4711" not in page
    assert "Ruth" not in seen(as_(mara).get(f"/needs/{ride.key}"))


@pytest.mark.parametrize("way", WAYS)
def test_a_plain_no_is_one_tap_and_only_the_asker_reads_it(ruths, as_, mara, jon, ride, way):
    answer = ruths.post(at(ride, "not-now"), data={"wording": ride.wording}, headers=way)
    assert (answer.status_code, answer.location) == (303, at(ride))
    page = words(ruths.get(at(ride)))
    assert "You said: not this time. That is fine." in page and "I can, after all" in page
    assert verbs(ruths.get(at(ride))) == {"claim", "call-me", "reply"}
    assert "Ruth: not this time. Only you see this." in seen(as_(mara).get(f"/needs/{ride.key}"))
    assert "Ruth" not in seen(as_(jon).get(f"/needs/{ride.key}"))


def test_a_call_is_asked_for_in_one_tap_and_only_the_asker_reads_it(ruths, as_, mara, jon, ruth, ride):
    for _ in "12":
        answer = ruths.post(at(ride, "call-me"), data={"wording": ride.wording})
        assert (answer.status_code, answer.location) == (303, at(ride))
    assert Reply.select().count() == 1, "a finger that comes down twice asks once"
    page = ruths.get(at(ride))
    assert "You asked Mara to call you about this." in words(page) and verbs(page) == {"claim", "not-now", "reply"}
    maras = seen(as_(mara).get(f"/needs/{ride.key}"))
    assert "Ruth asks: please call me about this. Only you see this." in maras
    assert "When you have talked, Ruth can still say yes here." in maras and "take-up" not in maras
    assert "Ruth" not in seen(as_(jon).get(f"/needs/{ride.key}"))
    assert "Ruth answered" in seen(as_(mara).get("/"))
    assert Notice.select().where(Notice.verb == "not_now").count() == 1
    ruths.post(at(ride, "claim"), data={"wording": ride.wording})
    assert now(ride).claimed_by == ruth
    assert "please call me" in seen(as_(mara).get(f"/needs/{ride.key}"))
    assert "When you have talked" not in seen(as_(mara).get(f"/needs/{ride.key}"))


def test_of_no_and_call_me_the_last_counts(ruths, ride):
    for verb, said in (
        ("not-now", "not this time"),
        ("call-me", "You asked Mara to call"),
        ("not-now", "not this time"),
    ):
        ruths.post(at(ride, verb))
        assert said in words(ruths.get(at(ride))) and Reply.select().count() == 1


def test_a_call_is_for_guests_to_ask_and_never_of_a_child(ruths, as_, jon, theo, ruth, ride):
    assert as_(jon).post(f"/needs/{ride.key}/not-now", data={"offer": "call"}).status_code == 422
    hug = Need.ask_now(by=theo, word="kid_hug", named=[ruth])
    page = ruths.get(at(hug))
    assert verbs(page) == {"claim", "not-now"} and "Yes, I’m coming" in words(page)
    assert "Theo reads no words here." in words(page)
    assert ruths.post(at(hug, "call-me")).status_code == 403


def test_the_second_is_told_kindly_and_by_a_name_that_they_may_know(ruths, jon, sam, ride, meal):
    ride.claim(by=jon)
    answer = ruths.post(at(ride, "claim"), data={"wording": ride.wording})
    assert answer.status_code == 409 and "Jon has this already." in seen(answer) and at(ride) in answer.text
    meal.claim(by=sam)
    for way in (PLAIN, WHOLE):
        answer = ruths.post(at(meal, "claim"), data={"wording": meal.wording}, headers=way)
        assert answer.status_code == 409 and "Someone has this already." in seen(answer)
        assert "Sam" not in seen(answer)
    Home.update(guests_meet=True).execute()
    assert "Sam has this already." in seen(ruths.post(at(meal, "claim"), data={"wording": meal.wording}))


def test_what_has_changed_since_it_was_read_is_read_once_more(ruths, mara, ride):
    before = ride.wording
    ride.change(by=mara, word="ride", own="To the station.", audience="orbit")
    answer = ruths.post(at(ride, "claim"), data={"wording": before})
    assert answer.status_code == 409 and "Please read it once more." in seen(answer) and not now(ride).claimed


def test_what_somebody_else_has_stays_readable_and_asks_nothing(ruths, jon, sam, ride, meal):
    ride.claim(by=jon)
    page = ruths.get(at(ride))
    assert "Jon has this." in words(page) and verbs(page) == {"reply"} and "4711" not in page.text
    meal.claim(by=sam)
    page = ruths.get(at(meal))
    assert "Someone has this." in words(page) and "Sam" not in page.text


def test_what_rests_or_was_taken_back_says_so(ruths, mara, ride, meal):
    ride.rest(by=mara)
    assert "Mara does not need this any more." in words(ruths.get(at(ride)))
    meal.take_back(by=mara)
    assert "Mara took these words back." in words(ruths.get(at(meal)))
    assert ruths.post(at(ride, "not-now")).status_code == 409


# ---- what one has


def test_after_the_time_it_asks_whether_it_happened(ruths, ruth, ride, clock):
    ride.claim(by=ruth, starts_at=clock)
    assert "Did it happen?" not in words(ruths.get(at(ride)))
    with stopped(clock + timedelta(hours=2)):
        assert "Did it happen?" in words(ruths.get(at(ride)))
        assert ruths.post(at(ride, "meet")).location == at(ride)
    page = words(ruths.get(at(ride)))
    assert "It happened." in page and "Say thank you to Mara for asking?" in page
    assert ruths.post(at(ride, "meet")).status_code == 303, "twice is once"


def test_a_gentle_word_and_a_change_are_read_and_answered(ruths, ruth, mara, ride):
    ride.claim(by=ruth)
    ride.nudge(by=mara, words="Shall we share this?")
    page = words(ruths.get(at(ride)))
    assert "Shall we share this?" in page and "Still good" in page
    now(ride).change(by=mara, word="ride", own="To the station.", audience="orbit")
    assert "Mara changed this. Is it still good?" in words(ruths.get(at(ride)))
    ruths.post(at(ride, "move"), data={"when": "kept", "wording": now(ride).wording})
    page = words(ruths.get(at(ride)))
    assert "Still good" not in page and "You have this." in page


def test_what_waits_with_its_asker_alone_after_it_was_handed_back_leads_home(ruths, ruth, mara, clock):
    need = Need.ask(by=mara, own="Soup?", audience="orbit", when=When("today", date(2026, 6, 17)))
    need.claim(by=ruth)
    with stopped(clock + timedelta(days=1)):
        assert ruths.post(at(need, "hand-back")).location == "/guest/"


def test_a_story_that_one_is_in_can_be_taken_back_where_it_happened(ruths, as_, mara, ruth, ida):
    need = Need.ask(by=mara, word="quiet", audience="orbit")
    need.claim(by=ruth)
    need.meet(by=mara)
    assert "The kids know" not in words(ruths.get(at(need)))
    Story.tell_kids(now(need), by=mara, when="orbit_helped")
    assert "The kids know this story. You are in it." in words(ruths.get(at(need)))
    assert ruths.post(at(need, "take-story-back")).location == at(need)
    assert Story.select().count() == 0 and ruths.post(at(need, "take-story-back")).status_code == 404


# ---- words


def test_a_word_is_written_under_it_and_taken_back(ruths, as_, mara, jon, ride):
    Reply.write_under(ride, by=jon, words="I come along.")
    assert ruths.post(at(ride, "reply"), data={"words": "With my car.", "once": "a"}).location == at(ride)
    ruths.post(at(ride, "reply"), data={"words": "With my car.", "once": "a"})
    page = words(ruths.get(at(ride)))
    assert "Jon: I come along." in page and page.count("With my car.") == 1
    assert "With my car." in seen(as_(jon).get(f"/needs/{ride.key}"))
    mine = Reply.get(Reply.words == "With my car.")
    jons = Reply.get(Reply.words == "I come along.")
    assert ruths.post(at(ride, f"replies/{jons.key}/take-back")).status_code == 403
    assert ruths.post(at(ride, f"replies/{mine.key}/take-back")).location == at(ride)
    assert "With my car." not in words(ruths.get(at(ride)))
    assert ruths.post(at(ride, "reply"), data={"words": "x" * 2001}).status_code == 422


def test_what_another_guest_says_is_read_only_where_guests_may_meet(ruths, ruth, mara, sam, ride):
    both = Need.ask(by=mara, own="Sing with us?", audience="named", named=[ruth, sam])
    for need in (ride, both):
        Reply.write_under(need, by=sam, words="Samium.")
    for need in (ride, both):
        page = ruths.get(at(need)).text
        assert "Samium" not in page and "Sam" not in page
    assert "Just those whom Mara asked" in words(ruths.get(at(both)))
    Home.update(guests_meet=True).execute()
    assert "Samium" in ruths.get(at(ride)).text
    assert "Just Mara, Ruth, and Sam" in words(ruths.get(at(both)))


# ---- what one asked for


@pytest.fixture
def mine(ruth: Person, home: Home) -> Need:
    """Ruth asks the partners for a ride tomorrow."""
    when = When("pick", home.today + timedelta(days=1), None, time(9))
    return Need.ask(by=ruth, word="ride", own="To the eye doctor?", audience="partners", when=when)


def test_ones_own_ask_says_who_has_it_and_what_they_said(ruths, mara, mine, clock):
    page = ruths.get(at(mine))
    assert "It’s good that you asked." in words(page)
    assert verbs(page) == {"rest", "meet", "take-back", "reply"}
    mine.claim(by=mara, starts_at=clock + timedelta(hours=3), warmly="Gladly.")
    page = words(ruths.get(at(mine)))
    assert "Mara has this, from 10:30 PM." in page and "“Gladly.”" in page
    assert ruths.post(at(mine, "claim")).status_code == 403
    ruths.post(at(mine, "meet"))
    assert "Thank Mara" in words(ruths.get(at(mine)))


def test_an_offer_is_taken_up_in_one_tap_and_a_no_is_read_kindly(ruths, mara, jon, mine, clock):
    offer = Reply.say_not_now(mine, by=jon, words="I can an hour later.", offer="time", starts_at=clock + timedelta(1))
    Reply.say_not_now(mine, by=mara)
    page = words(ruths.get(at(mine)))
    assert "Jon, only to you: I can an hour later." in page and "Mara can’t this time. A no is always fine." in page
    assert ruths.post(at(mine, f"replies/{offer.key}/take-up")).location == at(mine)
    assert now(mine).claimed_by == jon and "You took this up." in words(ruths.get(at(mine)))
    assert ruths.post(at(mine, f"replies/{offer.key}/take-up")).status_code == 409


def test_one_gentle_word_goes_to_whoever_has_it_once_its_time_is_over(ruths, as_, jon, mine, clock):
    mine.claim(by=jon, starts_at=clock + timedelta(hours=1))
    assert "nudge" not in verbs(ruths.get(at(mine)))
    with stopped(clock + timedelta(hours=14)):
        assert "Is this still good, or shall someone else?" in words(ruths.get(at(mine)))
        assert ruths.post(at(mine, "nudge")).location == at(mine)
        page = ruths.get(at(mine))
        assert "Your gentle word to Jon:" in words(page) and "nudge" not in verbs(page)
        assert "Is this still good, or shall someone else?" in seen(as_(jon).get(f"/needs/{mine.key}"))
        assert ruths.post(at(mine, "nudge")).status_code == 422, "once is enough"


def test_the_way_to_a_care_note_is_there_for_whom_it_is_shown_to(ruths, ruth, mara, ride):
    CareNote.keep(by=mara, helps="Tea.")
    assert "What helps Mara" not in words(ruths.get(at(ride)))
    CareNote.of(mara).show_to(ruth, by=mara)
    assert "What helps Mara" in words(ruths.get(at(ride)))


def test_what_is_not_needed_rests_and_can_be_asked_again(ruths, mine, clock):
    ruths.post(at(mine, "rest"))
    page = ruths.get(at(mine))
    assert "This rests for now." in words(page) and {"reopen", "take-back"} <= verbs(page)
    assert f"/guest/ask/?like={mine.key}" in page.text
    assert ruths.post(at(mine, "reopen")).location == at(mine)
    assert now(mine).waiting and now(mine).when == "whenever"


def test_when_its_day_has_gone_by_one_can_ask_again(ruths, mine, clock):
    with stopped(clock + timedelta(days=2)):
        page = ruths.get(at(mine))
        assert "The day for this has gone by." in words(page) and {"reopen", "rest"} <= verbs(page)
        ruths.post(at(mine, "reopen"))
        assert "The day for this" not in words(ruths.get(at(mine)))


def test_ones_words_are_taken_back_for_good(ruths, as_, mara, mine):
    assert ruths.post(at(mine, "take-back")).location == "/guest/"
    assert "You took these words back." in words(ruths.get(at(mine)))
    assert "eye doctor" not in seen(as_(mara).get(f"/needs/{mine.key}"))


# ---- runs and rhythms


@pytest.fixture
def run(mara: Person, home: Home) -> list[Need]:
    days = [When("pick", home.today + timedelta(days=more), None, time(18)) for more in range(1, 7)]
    return Need.ask_run(by=mara, word="good_food", audience="orbit", whens=days, details="No nuts.")


def test_a_run_is_one_page_with_a_yes_for_each_day(ruths, ruth, jon, sam, run):
    run[1].claim(by=jon)
    run[2].claim(by=sam)
    page = ruths.get(at(run[0]))
    assert "Mara asks for a good meal , on these evenings at 6:00 PM." in words(page)
    assert "Jon has this." in words(page) and "Someone has this." in words(page) and "No nuts." not in page.text
    assert len(re.findall(r"/claim\"", page.text)) == 2 * 4
    for day in (run[0], run[3]):
        answer = ruths.post(at(day, "claim"), data={"wording": day.wording})
        assert answer.location == at(day) + f"#need-{day.key}-day"
    page = words(ruths.get(at(run[5])))
    assert page.count("You have this") == 2 and page.count("No nuts.") == 2, "the details of the days that one has"
    ruths.post(at(run[0], "hand-back"))
    assert words(ruths.get(at(run[0]))).count("No nuts.") == 1


def test_a_no_to_a_run_is_a_no_to_all_days_that_nobody_has_and_one_word_of_it(ruths, as_, mara, jon, run):
    run[1].claim(by=jon)
    ruths.post(at(run[0], "not-now"), data={"wording": run[0].wording})
    assert [reply.need_id for reply in Reply.select().order_by(Reply.need)] == [day.id for day in run if day != run[1]]
    page = words(ruths.get(at(run[2])))
    assert "You said: not this time. That is fine." in page and "Yes" in page
    told = [one for one in Notice.standing() if one.verb == "not_now"]
    for one in told:
        one.need = now(one.need)
    assert len(told) == 5 and len({one.thing for one in told}) == 1


def test_a_run_is_asked_as_long_as_a_day_of_it_is_open(ruths, ruth, run):
    run[0].claim(by=ruth)
    run[0].meet(by=ruth)
    assert "Mara asks for a good meal , on these evenings" in words(ruths.get(at(run[0])))
    for day in run[1:]:
        day.rest(by=day.asked_by)
    assert "Mara asked for a good meal , on these evenings" in words(ruths.get(at(run[0])))


def test_what_a_guest_asks_of_the_partners_names_them(ruths, ruth, mine):
    Rhythm.begin(by=ruth, word="listen", audience="partners", weekdays=[3], time=time(10))
    assert "Just you, Mara and Jon" in words(ruths.get("/rhythms/"))
    assert "Just you, Mara and Jon" in words(ruths.get(at(mine))) and "partners" not in words(ruths.get(at(mine)))


def test_what_comes_back_says_so(ruths, mara):
    need = Rhythm.begin(by=mara, word="listen", audience="orbit", weekdays=[3], time=time(10)).next.need
    page = words(ruths.get(at(need)))
    assert "This comes back: every Thursday at 10 o’clock." in page and "A yes is for this one day." in page


def test_a_run_asks_the_notebook_no_more_the_more_of_it_one_has(ruths, ruth, run, monkeypatch):
    def questions() -> int:
        asked: list = []
        real = db.execute_sql
        with monkeypatch.context() as patch:
            patch.setattr(db.obj, "execute_sql", lambda *args, **more: asked.append(args) or real(*args, **more))
            assert ruths.get(at(run[0])).status_code == 200
        return len(asked)

    run[0].claim(by=ruth)
    Reply.write_under(run[1], by=ruth, words="Soup?")
    few = questions()
    for day in run[1:5]:
        day.claim(by=ruth)
        Reply.write_under(day, by=ruth, words="Soup?")
    assert questions() == few


def test_no_answer_leads_to_a_page_that_is_not_a_guests(ruths, ruth, mine, ride, run):
    run[0].claim(by=ruth)
    for need in (mine, ride, run[0]):
        found = re.findall(r'(?:href|action|hx-get|hx-post)="(/[^"]*)"', ruths.get(at(need)).text)
        ours = ("/guest/", "/assets/", "/care", "/manifest", "/notices/", "/whispers/hush")
        assert [path for path in found if not path.startswith(ours)] == []


def test_an_answer_between_two_wakes_nobody_else(ruths, mara, ruth, ride):
    ruths.post(at(ride, "call-me"))
    last = Event.select().order_by(Event.id.desc()).get()
    assert last.circle == {mara.key, ruth.key}


def test_word_of_what_another_guest_did_names_nobody(app, ruth, sam, mine):
    Need.update(audience="orbit").where(Need.id == mine.id).execute()
    Reply.write_under(now(mine), by=sam, words="I can.")
    now(mine).claim(by=sam)
    with app.test_request_context():
        read_as(ruth)
        say = app.jinja_env.get_template("notices/say.html").module
        told = " ".join(str(say.news(one)) for one in policy.news_for(ruth))
    assert "Someone" in told and "Sam" not in told
