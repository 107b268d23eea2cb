"""What comes back: on its days, by the clock of the home, each occurrence once, for as long as its asker likes."""

import os
import subprocess
import sys
import threading
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from household import database
from household.models import Event, Home, Moment, Need, Person, Rhythm, RhythmNamed
from household.models.base import Refused, TooLate
from household.models.clock import now, stopped
from household.models.need.details import Details
from household.models.need.when import starts

BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY, MONDAY = date(2026, 6, 19), date(2026, 6, 22)  # today is Wednesday the 17th, half past seven in the evening
MON, WED, FRI, EVERY_DAY = 0, 2, 4, range(7)
A_DAY = timedelta(days=1)


@pytest.fixture
def bedtime(home) -> Moment:
    return Moment.get(Moment.name == "after bedtime")


@pytest.fixture
def begin(mara, jon, bedtime):
    """Mara asks Jon for time together, again and again."""

    def begin(*weekdays: int, **more) -> Rhythm:
        at = {"moment": bedtime} if "time" not in more else {}
        how = dict(by=mara, word="time_together", audience="named", named=[jon], weekdays=weekdays) | at | more
        return Rhythm.begin(**how)

    return begin


def at(wall: str, fold: int = 0):
    """The clock of the house says so, in Berlin."""
    return stopped(datetime.fromisoformat(wall).replace(tzinfo=BERLIN, fold=fold))


def days() -> list[date]:
    """The occurrences there are, whatever became of them."""
    return [need.occurrence for need in Need.select().order_by(Need.occurrence)]


def waiting() -> list[date]:
    return [need.occurrence for need in Need.select().order_by(Need.occurrence) if need.waiting]


def one(day: date) -> Need:
    return Need.all().where(Need.occurrence == day).get()


def again(rhythm: Rhythm) -> Rhythm:
    return Rhythm.get_by_id(rhythm.id)


def refusal(verb, **said) -> str:
    with pytest.raises(Refused) as refused:
        verb(**said)
    return str(refused.value)


# ---- beginning


def test_the_next_of_its_days_lies_on_the_table_at_once_and_says_all_that_was_asked(begin, mara, jon, bedtime):
    rhythm = begin(FRI, own="Only us.", feeling="tired", details="The key is at Ruth’s.")
    need = one(FRIDAY)
    assert (need.asked_by, need.word, need.own, need.feeling) == (mara, "time_together", "Only us.", "tired")
    assert (need.audience, need.named, need.rhythm, need.run) == ("named", [jon], rhythm, "")
    assert (need.when, need.day, need.moment, Details.of(need)) == ("moment", FRIDAY, bedtime, rhythm.details)


def test_a_time_of_its_own_is_told_as_a_time(begin):
    begin(MON, time=time(17, 30))
    need = one(MONDAY)
    assert (need.when, need.day, need.moment, need.time) == ("pick", MONDAY, None, time(17, 30))


def test_today_counts_while_its_time_is_still_to_come(begin, mara):
    begin(WED)
    begin(WED, time=time(19, 30))
    assert days() == [date(2026, 6, 17)] * 2
    begin(WED, time=time(19, 29))
    assert Rhythm.get(Rhythm.time == time(19, 29)).begins == date(2026, 6, 24)
    assert len(days()) == 2, "and a week from today is not near"


def test_at_night_the_evening_before_is_over(begin):
    with at("2026-06-18 01:30"):
        assert begin(WED).begins == date(2026, 6, 24)


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ({"weekdays": []}, "Choose the days of the week."),
        ({"weekdays": [7, -1]}, "Choose the days of the week."),
        ({"moment": None}, "Choose a time of day."),
        ({"word": "", "own": ""}, "Choose what would help, or say it in your own words."),
        ({"named": []}, "Choose who this is for."),
    ],
)
def test_it_is_asked_as_well_as_any_need(begin, how, sentence):
    assert refusal(begin, **{"weekdays": [FRI]} | how) == sentence
    assert Rhythm.select().count() == Need.select().count() == 0


def test_a_child_carries_nothing_heavy_again_and_again(begin, ida):
    sentence = "This one is between grown-ups. Please choose a grown-up."
    assert refusal(begin, weekdays=[FRI], word="hug", named=[ida]) == sentence


def test_the_same_form_sent_twice_begins_once(begin):
    assert begin(FRI, once="this-page") == begin(FRI, once="this-page")
    assert (Rhythm.select().count(), RhythmNamed.select().count(), days()) == (1, 1, [FRIDAY])
    assert begin(MON, once="this-page") != begin(FRI, once="this-page")


def test_beginning_wakes_its_asker_and_the_need_wakes_those_it_is_for(begin, events, mara, jon):
    begin(FRI)
    assert events() == [("ask", set(), {mara.key, jon.key}), ("begin", set(), {mara.key})]


# ---- its days


def test_every_other_week_is_reckoned_from_the_first_one(begin):
    rhythm = begin(MON, FRI, every=2)
    assert rhythm.begins == FRIDAY
    found, day = [], FRIDAY
    while len(found) < 5:
        day = rhythm.next_day(day)
        found.append(day)
        day += A_DAY
    assert [str(one) for one in found] == ["2026-06-19", "2026-06-29", "2026-07-03", "2026-07-13", "2026-07-17"]


zones = st.sampled_from(sorted(available_timezones()))


@pytest.mark.long
@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(zone=zones, begins=st.dates(date(1999, 1, 1), date(2037, 1, 1)))
def test_half_past_two_at_night_comes_once_on_each_day_of_two_years_wherever_one_lives(zone, begins):
    """Of the hour that is skipped the first instant after it counts, of the hour that comes twice the first."""
    home = Home(zone=zone)
    every_night = Rhythm(begins=begins, weekdays="0 1 2 3 4 5 6", time=time(2, 30))
    told, before = [], datetime.min.replace(tzinfo=UTC)
    for day in (begins + number * A_DAY for number in range(730)):
        assert every_night.next_day(day) == day
        instant = home.first_instant(day, time(2, 30)).astimezone(UTC)
        assert instant > before
        shown, a_second_before = home.local(instant), home.local(instant - timedelta(seconds=1))
        wall = datetime.combine(day, time(2, 30))
        assert shown.replace(tzinfo=None) >= wall > a_second_before.replace(tzinfo=None)
        told.append(shown.date())
        before = instant
    there = {home.local(datetime.combine(begins + n * A_DAY, time(12), home.tz)).date() for n in range(730)}
    assert there <= {*told}, "each day that there is has its own"


def test_the_hours_that_clocks_skip_and_that_come_twice(home):
    for night, instant in (
        ("2026-03-28 12:00", "2026-03-29T01:00+00:00"),
        ("2026-10-24 12:00", "2026-10-25T00:30+00:00"),
    ):
        with at(night):
            tomorrow = home.local().date() + A_DAY
            need = Need(when="pick", day=tomorrow, time=time(2, 30))
            assert starts(need, home).astimezone(UTC) == datetime.fromisoformat(instant)


@pytest.mark.long
def test_each_occurrence_comes_once_through_a_year_of_the_clockwork(begin, home):
    begin(MON, WED, FRI, time=time(2, 30))
    noon = datetime(2026, 6, 17, 12, tzinfo=BERLIN)
    for hours in range(0, 24 * 366, 17):  # so that it ticks at all hours
        with stopped(noon + timedelta(hours=hours)):
            Rhythm.bring_due()
            assert Need.select().where(Need.occurrence >= home.today).count() == 1, "never more than the next"
    every = [FRIDAY + number * A_DAY for number in range(370)]
    assert days() == [day for day in every if day.weekday() in (MON, WED, FRI) and day <= days()[-1]]


# ---- coming


def test_it_comes_six_days_before_and_not_sooner(begin):
    begin(FRI, every=2)
    for wall, there in {
        "2026-06-26 12:00": [FRIDAY],
        "2026-06-27 03:59": [FRIDAY],
        "2026-06-27 04:00": [FRIDAY, date(2026, 7, 3)],
    }.items():
        with at(wall):
            Rhythm.bring_due()
            assert days() == there, wall


def test_two_threads_that_bring_it_at_once_bring_one(begin, clock):
    rhythm, tries, errors = begin(FRI), threading.Barrier(4), []
    Need.delete().execute()

    def bring() -> None:
        try:
            database.ready()
            mine = again(rhythm)
            tries.wait()
            mine.bring()
        except Exception as error:
            errors.append(error)
        finally:
            database.db.close()

    threads = [threading.Thread(target=bring) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == [] and days() == [FRIDAY]


def test_two_processes_that_bring_it_at_once_bring_one(begin, url, mara):
    begin(*EVERY_DAY)
    Need.delete().execute()
    work = (
        "import sys; from datetime import datetime\n"
        "from household import database; from household.models import Rhythm\n"
        "from household.models.clock import stopped; database.init(sys.argv[1]); database.ready(); sys.stdin.read(1)\n"
        "with stopped(datetime.fromisoformat('2026-06-18T12:00+00:00')): Rhythm.bring_due()"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", work, url], stdin=subprocess.PIPE, env={**os.environ}) for _ in range(2)
    ]
    for process in both:
        process.stdin.write(b".")
        process.stdin.flush()
    for process in both:
        process.stdin.close()
    assert [process.wait(60) for process in both] == [0, 0]
    assert days() == [date(2026, 6, 18)]


def test_when_someone_pauses_it_while_the_house_brings_it_nothing_comes(begin, mara):
    rhythm = begin(FRI)
    Need.delete().execute()
    read_before = again(rhythm)
    rhythm.pause(by=mara)
    read_before.bring()
    assert days() == []


def test_a_clock_that_runs_ahead_brings_one_and_takes_it_away_when_it_is_right_again(begin):
    begin(*EVERY_DAY)
    with at("2027-06-17 12:00"):
        for _ in range(3):
            Rhythm.bring_due()
        assert days() == [date(2026, 6, 17), date(2027, 6, 17)]
    Rhythm.bring_due()
    assert waiting() == [date(2026, 6, 17)]
    with at("2027-06-17 12:00"):
        Rhythm.bring_due()
        assert one(date(2027, 6, 17)).waiting, "when its day really comes, it is back"


def test_a_house_that_slept_for_a_month_brings_one(begin):
    begin(*EVERY_DAY)
    with at("2026-07-20 12:00"):
        Rhythm.bring_due()
    assert days() == [date(2026, 6, 17), date(2026, 7, 20)]


def test_of_those_that_nobody_took_only_the_last_waits_with_its_asker(begin, jon):
    begin(*EVERY_DAY)
    for day in (18, 19, 20):
        with at(f"2026-06-{day} 12:00"):
            Rhythm.bring_due()
            if day == 18:
                one(date(2026, 6, 18)).claim(by=jon)
    assert waiting() == [date(2026, 6, 19), date(2026, 6, 20)]
    assert one(date(2026, 6, 17)).closed_as == "paused" and one(date(2026, 6, 18)).claimed


def test_an_occurrence_is_claimed_met_rested_and_taken_back_like_any_need_and_does_not_come_again(begin, mara, jon):
    begin(FRI)
    need = one(FRIDAY)
    need.claim(by=jon)
    need.hand_back(by=jon)
    for ending in (need.meet, need.rest, need.take_back):
        Need.update(closed_at=None, closed_as="").execute()
        ending(by=mara)
        Rhythm.bring_due()
        assert days() == [FRIDAY] and not one(FRIDAY).open


def test_a_moment_that_was_taken_away_leaves_the_day(begin, bedtime, mara, home):
    begin(FRI)
    home.change(by=mara, name=home.name, zone=home.zone, moments={bedtime.key: ("", time())})
    with at("2026-06-20 12:00"):
        Rhythm.bring_due()
    need = one(date(2026, 6, 26))
    assert (need.when, need.moment, need.time) == ("pick", None, None)


def test_those_who_left_are_asked_no_more_and_ask_no_more(begin, mara, jon, ruth):
    begin(FRI, named=[jon, ruth])
    for gone, readers in ((ruth, [[jon]]), (jon, []), (mara, [])):
        Person.update(left_at=now()).where(Person.id == gone.id).execute()
        Need.delete().execute()
        Rhythm.bring_due()
        assert [need.named for need in Need.all()] == readers, gone.name


def test_a_guest_whose_last_day_is_over_asks_no_more(begin, ruth, mara):
    begin(FRI, by=ruth, named=[mara])
    Need.delete().execute()
    Person.update(until=date(2026, 6, 16)).where(Person.id == ruth.id).execute()
    Rhythm.bring_due()
    assert days() == []


# ---- pausing


def test_paused_what_waits_rests_and_comes_back_with_it(begin, mara):
    rhythm = begin(FRI)
    for _ in range(2):
        rhythm.pause(by=mara)
    assert again(rhythm).paused_at == now() and one(FRIDAY).closed_as == "paused"
    with at("2026-06-18 12:00"):
        Rhythm.bring_due()
        assert waiting() == []
        for _ in range(2):
            rhythm.resume(by=mara)
        assert waiting() == [FRIDAY] and again(rhythm).going


def test_an_occurrence_whose_day_has_passed_meanwhile_does_not_come_back(begin, mara):
    rhythm = begin(FRI)
    rhythm.pause(by=mara)
    with at("2026-06-20 12:00"):
        rhythm.resume(by=mara)
        assert waiting() == [date(2026, 6, 26)]


def test_what_somebody_has_stays_whatever_becomes_of_the_rhythm(begin, mara, jon):
    for verb in ("pause", "end"):
        rhythm = begin(FRI)
        one(FRIDAY).claim(by=jon)
        getattr(rhythm, verb)(by=mara)
        assert one(FRIDAY).claimed and one(FRIDAY).open, verb
        Need.delete().execute()


def test_a_claim_of_what_rests_is_told_kindly(begin, mara, jon):
    rhythm = begin(FRI)
    read_before = one(FRIDAY)
    rhythm.pause(by=mara)
    assert refusal(read_before.claim, by=jon) == "This rests for now."


# ---- skipping one


def test_skipped_the_next_one_rests_and_the_one_after_comes(begin, mara):
    rhythm = begin(MON, FRI)
    rhythm.skip(by=mara)
    assert one(FRIDAY).closed_as == "rested" and waiting() == [MONDAY]
    assert again(rhythm).skipped_through == FRIDAY and rhythm.next.day == MONDAY


def test_one_that_is_not_there_yet_is_skipped_too(begin, mara):
    rhythm = begin(FRI, every=2)
    one(FRIDAY).meet(by=mara)
    assert rhythm.next == (date(2026, 7, 3), None)
    rhythm.skip(by=mara, day=date(2026, 7, 3))
    with at("2026-07-01 12:00"):
        Rhythm.bring_due()
        assert days() == [FRIDAY]
    with at("2026-07-12 12:00"):
        Rhythm.bring_due()
        assert waiting() == [date(2026, 7, 17)]


def test_the_same_tap_twice_skips_one(begin, mara):
    rhythm = begin(MON, FRI)
    for _ in range(2):
        again(rhythm).skip(by=mara, day=FRIDAY)
    assert waiting() == [MONDAY]


def test_only_the_next_one_is_skipped_and_only_while_nobody_has_it(begin, mara, jon):
    rhythm = begin(MON, FRI)
    assert refusal(rhythm.skip, by=mara, day=MONDAY) == "This has changed. Please read it once more."
    one(FRIDAY).claim(by=jon)
    assert refusal(rhythm.skip, by=mara, day=FRIDAY) == "Jon has this already."
    assert again(rhythm).skipped_through is None


# ---- ending


def test_ended_it_comes_no_more_and_what_waits_rests(begin, mara):
    rhythm = begin(*EVERY_DAY, own="Only us.", details="The key is at Ruth’s.")
    for _ in range(2):
        rhythm.end(by=mara)
    assert (again(rhythm).own, again(rhythm).details, one(date(2026, 6, 17)).own) == ("", "", "Only us.")
    assert not again(rhythm).going and one(date(2026, 6, 17)).closed_as == "rested"
    with at("2026-06-20 12:00"):
        Rhythm.bring_due()
    assert len(days()) == 1
    for verb in (rhythm.pause, rhythm.resume, rhythm.skip):
        with pytest.raises(TooLate):
            verb(by=mara)


def test_each_change_wakes_those_who_saw_what_waits(begin, mara, jon, home):
    rhythm = begin(FRI)
    for verb in ("pause", "resume", "skip", "end"):
        Event.delete().execute()
        getattr(rhythm, verb)(by=mara)
        woken = set().union(*(event.circle for event in Event.select()))
        assert woken == {mara.key, jon.key} if verb != "end" else woken == {mara.key}, verb
