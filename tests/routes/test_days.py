"""Asking again and again, and for several days: what is kept, what is mended, and how it lies on the table."""

from datetime import date, timedelta

import pytest

from household.models import Moment, Need, Rhythm
from household.models.clock import stopped

from .manners import PART, WAYS, WHOLE, seen
from .test_table import section

TODAY = date(2026, 6, 17)
DAYS = [(TODAY + timedelta(days=more)).isoformat() for more in (1, 3, 5)]  # Thursday, Saturday, Monday


@pytest.fixture
def maras(as_, mara):
    return as_(mara)


@pytest.fixture
def jons(as_, jon):
    return as_(jon)


@pytest.fixture
def bedtime(home):
    return Moment.get(Moment.name == "after bedtime")


@pytest.fixture
def rhythm(jon, bedtime):
    """What Mara sends when she asks Jon for time together every Friday."""
    return {
        "word": "time_together", "own": "Only <us>.", "who": jon.key, "once": "this-page",
        "when": "rhythm", "weekdays": ["4"], "every": "1", "hour": bedtime.key,
    }  # fmt: skip


@pytest.fixture
def run(bedtime):
    """What Mara sends when she asks everyone for a good meal on three evenings."""
    return {
        "word": "good_food", "own": "The <late> shift.", "who": "orbit", "once": "this-page",
        "when": "run", "days": DAYS, "hour": bedtime.key,
    }  # fmt: skip


def asked() -> list[Need]:
    return list(Need.select().order_by(Need.day))


# ---- again and again


def test_what_shall_come_back_leads_to_its_page_and_comes(maras, jons, rhythm, bedtime):
    answer = maras.post("/needs/", data=rhythm)
    one, (need,) = Rhythm.get(), asked()
    assert (answer.status_code, answer.location) == (303, f"/rhythms/{one.key}")
    assert (one.weekdays, one.every, one.moment, need.day) == ("4", 1, bedtime, TODAY + timedelta(days=2))
    assert "every Friday after bedtime" in maras.get(answer.location).text
    assert "This comes back: every Friday after bedtime." in jons.get(f"/needs/{need.key}").text


def test_a_time_of_ones_own_and_every_other_week(maras, rhythm):
    maras.post("/needs/", data=rhythm | {"weekdays": ["0", "3"], "every": "2", "hour": "clock", "clock": "17:30"})
    one = Rhythm.get()
    assert (one.weekdays, one.every, one.moment, one.time.isoformat()) == ("0 3", 2, None, "17:30:00")
    assert "every other week on Monday and Thursday at 5:30 PM" in maras.get(f"/rhythms/{one.key}").text


@pytest.mark.parametrize("way", [PART, WHOLE])
def test_by_htmx_it_leads_there_too_and_sent_twice_it_begins_once(maras, rhythm, way):
    for _ in range(2):
        answer = maras.post("/needs/", data=rhythm, headers=way)
        assert (answer.status_code, answer.headers["HX-Redirect"]) == (200, f"/rhythms/{Rhythm.get().key}")
    assert len(asked()) == 1


def test_days_that_were_chosen_for_something_else_are_left_out(maras, rhythm, run):
    maras.post("/needs/", data=run | rhythm | {"when": "tonight"})
    (need,) = asked()
    assert (need.when, need.rhythm_id, need.run) == ("tonight", None, "")


def test_on_the_ask_page_there_is_a_way_to_what_comes_back_where_something_does(maras, jons, rhythm):
    assert "/rhythms/" not in maras.get("/needs/new").text
    maras.post("/needs/", data=rhythm)
    assert 'href="/rhythms/"' in maras.get("/needs/new").text and "/rhythms/" not in jons.get("/needs/new").text


# ---- on several days


def test_a_run_is_a_need_a_day_and_leads_to_the_first(maras, run, bedtime):
    answer = maras.post("/needs/", data=run)
    needs = asked()
    assert (answer.status_code, answer.location) == (303, f"/needs/{needs[0].key}")
    assert [(need.day.isoformat(), need.moment, need.own) for need in needs] == [
        (day, bedtime, "The <late> shift.") for day in DAYS
    ]
    assert len({need.run for need in needs}) == 1


def test_a_run_at_a_time_of_its_own_and_at_none(maras, run):
    maras.post("/needs/", data=run | {"hour": "clock", "clock": "02:30"})
    maras.post("/needs/", data=run | {"hour": ""})
    assert {(need.when, need.time and need.time.hour) for need in asked()} == {("pick", 2), ("pick", None)}


@pytest.mark.parametrize("way", WAYS)
def test_a_run_sent_twice_is_asked_once(maras, run, way):
    for _ in range(2):
        maras.post("/needs/", data=run, headers=way)
    assert len(asked()) == 3


def test_a_day_whose_time_is_over_is_left_out_but_a_moment_that_has_just_begun_is_not(maras, run, bedtime):
    today = {"days": [TODAY.isoformat(), DAYS[0]]}
    sentence = "That time has passed today. Please leave today out."
    answer = maras.post("/needs/", data=run | today | {"hour": "clock", "clock": "19:29"})
    assert (answer.status_code, sentence in seen(answer)) == (422, True)
    with stopped(Need.asked_at.python_value("2026-06-17 20:59:00")):  # 22:59 in Berlin
        assert maras.post("/needs/", data=run | today).status_code == 303


RHYTHM_MISTAKES = [
    # what is sent instead        what is said
    ({"weekdays": []}, "Choose the days of the week."),
    ({"weekdays": ["7", "-1", "x", "\x00"]}, "Choose the days of the week."),
    ({"every": "3"}, "Choose every week, or every other week."),
    ({"every": "²"}, "Choose every week, or every other week."),
    ({"hour": ""}, "Choose a time of day."),
    ({"hour": "nowhere"}, "Choose a time of day."),
    ({"hour": "\x00"}, "Choose a time of day."),
    ({"hour": "clock"}, "Choose a time of day."),
    ({"hour": "clock", "clock": "25:00"}, "Choose a time of day."),
    ({"word": "", "own": ""}, "Choose what would help, or say it in your own words."),
]
RUN_MISTAKES = [
    ({"days": []}, "Choose two days or more."),
    ({"days": DAYS[:1] * 3}, "Choose two days or more."),
    ({"days": ["soon", "\x00"]}, "Choose two days or more."),
    ({"days": [*DAYS, "2026-06-16"]}, "Choose days of the next two weeks."),
    ({"days": [*DAYS, "2026-07-01"]}, "Choose days of the next two weeks."),
    ({"hour": "nowhere"}, "Choose a time of day."),
    ({"hour": "clock", "clock": "soon"}, "Choose a time of day."),
    ({"who": "nobody-at-all"}, "Choose who this is for."),
]


def test_a_mistake_is_named_and_nothing_typed_is_lost(maras, rhythm, run):
    for form, mistakes in ((rhythm, RHYTHM_MISTAKES), (run, RUN_MISTAKES)):
        for sent, sentence in mistakes:
            answer = maras.post("/needs/", data=form | sent)
            assert (answer.status_code, sentence in seen(answer)) == (422, True), sent
            assert f">{(form | sent)['own']}</textarea>" in seen(answer), sent
            assert 'value="this-page"' in answer.text
    assert asked() == [] and Rhythm.select().count() == 0


def checked(page: str, name: str) -> list[str]:
    """The values that are chosen in the boxes of this name."""
    inputs = [one.split(">")[0] for one in page.split("<input")[1:]]
    return [one.split('value="')[1].split('"')[0] for one in inputs if f'name="{name}"' in one and " checked" in one]


def test_what_was_chosen_stays_chosen_after_a_mistake(maras, rhythm, run):
    chosen = {"weekdays": ["1", "4"], "every": "2", "hour": "clock", "clock": "17:30", "own": "x" * 2_001}
    page = maras.post("/needs/", data=rhythm | chosen).text
    found = {name: checked(page, name) for name in ("when", "weekdays", "every", "hour")}
    assert found == {"when": ["rhythm"], "weekdays": ["1", "4"], "every": ["2"], "hour": ["clock"]}
    assert 'name="clock" value="17:30"' in page
    page = maras.post("/needs/", data=run | {"who": "nobody"}).text
    assert (checked(page, "when"), checked(page, "days"), checked(page, "hour")) == (["run"], DAYS, [run["hour"]])


def test_asking_again_is_for_one_time(maras, mara, quiet):
    quiet.rest(by=mara)
    page = maras.get(f"/needs/{quiet.key}").text
    assert 'name="when"' in page and 'value="rhythm"' not in page
    for when in ("rhythm", "run"):
        answer = maras.post(f"/needs/{quiet.key}/reopen", data={"when": when, "weekdays": "4", "days": DAYS})
        assert answer.status_code == 422


# ---- a run on the table


def test_the_days_of_a_run_lie_on_one_sheet_under_one_sentence(maras, jons, jon, run):
    maras.post("/needs/", data=run)
    asked()[1].claim(by=jon)
    waits = section(jons.get("/").text, "Waiting for someone")
    assert waits.count("<article") == 1 and waits.count("The &lt;late&gt; shift.") == 1
    assert "on these evenings after bedtime" in waits
    assert [day in waits for day in ("Tomorrow", "Saturday", "Monday")] == [True] * 3
    assert waits.count("I’ve got this") == 2 and waits.count("You have this.") == 1
    assert "Someone has it" not in jons.get("/").text, "it stands there once"


def test_a_run_that_is_taken_whole_lies_with_what_people_have(maras, jons, jon, run):
    maras.post("/needs/", data=run)
    for need in asked():
        need.claim(by=jon)
    assert section(maras.get("/").text, "Someone has it").count("Jon has this.") == 3


def test_the_last_day_that_is_left_of_a_run_is_a_need_like_any_other(maras, jons, mara, run):
    maras.post("/needs/", data=run)
    for need in asked()[:2]:
        need.rest(by=mara)
    waits = section(jons.get("/").text, "Waiting for someone")
    assert "on Monday after bedtime" in waits and "on these evenings" not in waits


def test_a_day_that_has_passed_waits_with_its_asker_by_itself(maras, jons, run, clock):
    maras.post("/needs/", data=run)
    with stopped(clock + timedelta(days=2)):
        page = maras.get("/").text
        assert "yesterday after bedtime" in section(page, "Still with you")
        assert "Saturday" not in section(page, "Still with you") and "Tomorrow" in section(page, "Waiting for someone")


@pytest.mark.parametrize("way", WAYS)
def test_each_day_is_claimed_by_itself(maras, jons, jon, run, way):
    maras.post("/needs/", data=run)
    first, second, third = asked()
    answer = jons.post(f"/needs/{second.key}/claim", data={"wording": second.wording}, headers=way)
    assert answer.status_code == (200 if way is PART else 303)
    assert [need.claimed for need in asked()] == [False, True, False]
    page = jons.get(f"/needs/{second.key}").text
    assert f'id="need-{second.key}-day"' in page, "the line that htmx takes out of it"
    assert [f'href="/needs/{need.key}"' in page for need in (first, third)] == [True, True]


def test_the_sisters_of_a_need_are_those_that_one_may_see(maras, jons, mara, ruth, run):
    maras.post("/needs/", data=run)
    first, second, third = asked()
    second.change(by=mara, word="good_food", audience="named", named=[ruth])
    page = jons.get(f"/needs/{first.key}").text
    assert third.key in page and second.key not in page
