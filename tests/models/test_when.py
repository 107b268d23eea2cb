"""When a need wants its answer, on every kind of evening, and how it reads as time goes by."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from household import create_app, database
from household.models import Home, Moment, Need
from household.models.base import Refused
from household.models.clock import stopped
from household.models.need.when import When, place, starts
from household.web import words

from .conftest import leave

BERLIN = ZoneInfo("Europe/Berlin")
DAYS = [
    # what it is                      on the wall in Berlin  today         tonight       after bedtime  weekend
    ("an evening", "2026-06-17 19:30", "2026-06-17", "2026-06-17", "2026-06-17", "2026-06-21"),
    ("three hours after bedtime", "2026-06-17 23:00", "2026-06-17", "2026-06-17", "2026-06-17", "2026-06-21"),
    ("later than that", "2026-06-17 23:01", "2026-06-17", "2026-06-17", "2026-06-18", "2026-06-21"),
    ("half past one at night", "2026-06-18 01:30", "2026-06-18", "2026-06-17", "2026-06-18", "2026-06-21"),
    ("the last of the night", "2026-06-18 03:59", "2026-06-18", "2026-06-17", "2026-06-18", "2026-06-21"),
    ("the first of the morning", "2026-06-18 04:00", "2026-06-18", "2026-06-18", "2026-06-18", "2026-06-21"),
    ("a Saturday", "2026-06-20 12:00", "2026-06-20", "2026-06-20", "2026-06-20", "2026-06-21"),
    ("a Sunday", "2026-06-21 12:00", "2026-06-21", "2026-06-21", "2026-06-21", "2026-06-21"),
    ("the night after Sunday", "2026-06-22 00:30", "2026-06-22", "2026-06-21", "2026-06-22", "2026-06-28"),
    ("before the clocks go on", "2026-03-29 01:59", "2026-03-29", "2026-03-28", "2026-03-29", "2026-03-29"),
    ("when they have gone on", "2026-03-29 03:00", "2026-03-29", "2026-03-28", "2026-03-29", "2026-03-29"),
    ("as they go back", "2026-10-25 02:30", "2026-10-25", "2026-10-24", "2026-10-25", "2026-10-25"),
]


def at(wall: str, fold: int = 0) -> datetime:
    """An instant by the clock on a wall in Berlin."""
    return datetime.fromisoformat(wall).replace(tzinfo=BERLIN, fold=fold)


@pytest.fixture
def after_bedtime(home: Home) -> Moment:
    return Moment.get(Moment.name == "after bedtime")


@pytest.fixture
def reads(url, cast, clock):
    """How a need asked at one time reads at another; to Jon, as the page says it."""
    leave()
    web = create_app(TESTING=True, DATABASE=url)
    database.ready()

    def read(need: Need, then: str) -> str:
        with stopped(at(then)), web.test_request_context():
            return words.whenever(need)

    yield read


@pytest.fixture
def asked(home, mara, after_bedtime):
    """Mara asks at a time, for a when."""

    def ask(then: str, when: str, picked: str = "") -> Need:
        with stopped(at(then)):
            moment = after_bedtime if when == "moment" else None
            chosen = place(home, when, moment, datetime.fromisoformat(picked) if picked else None)
            return Need.ask(by=mara, word="quiet", when=chosen)

    return ask


def test_each_when_has_its_day(home, after_bedtime):
    found = []
    for what, wall, *_ in DAYS:
        with stopped(at(wall)):
            assert place(home, "now").day == place(home, "tonight").day
            chosen = [place(home, when, after_bedtime) for when in ("today", "tonight", "moment", "weekend")]
            found.append((what, wall, *(one.day.isoformat() for one in chosen)))
    assert found == DAYS


def test_no_hurry_has_no_day_and_nor_has_what_we_do_not_know(home):
    assert {place(home, when) for when in ("whenever", "", "someday", "moment", "pick")} == {When()}
    assert When() == ("whenever", None, None, None)


PASSED = "That time has passed. Please choose one that is still to come."
TOO_FAR = "That is more than a year away. Please choose a day within the year."
SKIPPED = "The clocks change then, and that time does not exist. Please choose another."
PICKED = {
    "2026-06-17 19:29": PASSED,
    "2026-06-16 23:00": PASSED,
    "0001-01-01 00:00": PASSED,
    "2027-06-19 00:00": TOO_FAR,
    "9999-12-31 23:59": TOO_FAR,
    "2027-03-28 02:00": SKIPPED,
    "2027-03-28 02:59": SKIPPED,
    "2026-06-17 19:30": "",
    "2027-03-28 01:59": "",
    "2027-03-28 03:00": "",
    "2027-06-18 23:59": "",
}


def test_a_time_that_cannot_be_promised_is_refused(home):
    assert {picked: answer(home, picked) for picked in PICKED} == PICKED


def answer(home: Home, picked: str) -> str:
    """What is said to this day and time; nothing where it is fine."""
    chosen = datetime.fromisoformat(picked)
    try:
        assert place(home, "pick", None, chosen) == When("pick", chosen.date(), None, chosen.time())
    except Refused as refusal:
        return str(refusal)
    return ""


def test_the_year_9999_is_too_far_away_west_of_here_too(home, mara):
    home.change(by=mara, name=home.name, zone="America/New_York")
    assert answer(home, "9999-12-31 23:59") == TOO_FAR


def test_an_hour_that_comes_twice_is_the_first_one(home):
    instant = home.instant(date(2026, 10, 25), time(2, 30))
    assert instant.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_when_that_hour_comes_again_its_first_round_has_passed(home):
    with stopped(at("2026-10-25 02:15", fold=1)):
        assert answer(home, "2026-10-25 02:30") == PASSED


def test_a_need_points_to_the_instant_it_names(home, asked):
    assert starts(asked("2026-06-17 19:30", "pick", "2026-06-18 10:00"), home) == at("2026-06-18 10:00")
    assert starts(asked("2026-06-17 19:30", "moment"), home) == at("2026-06-17 20:00")
    assert starts(asked("2026-06-17 19:30", "tonight"), home) is None
    assert starts(asked("2026-06-17 19:30", "whenever"), home) is None


def test_what_is_wanted_now_starts_now(home, asked):
    need = asked("2026-06-17 19:30", "now")
    with stopped(at("2026-06-17 20:10")):
        assert starts(need, home) == at("2026-06-17 20:10")


def test_an_instant_that_is_over_is_pointed_to_no_more(home, asked):
    need = asked("2026-06-17 19:30", "moment")
    with stopped(at("2026-06-17 20:01")):
        assert starts(need, home) is None


def test_a_moment_in_the_hour_that_comes_twice_is_over_after_its_first_round(home, after_bedtime, asked):
    Moment.update(at=time(2, 30)).execute()
    need = asked("2026-10-25 00:30", "moment")
    need.moment = Moment.get_by_id(after_bedtime.id)
    with stopped(at("2026-10-25 02:10", fold=1)):
        assert starts(need, home) is None


def test_a_moment_in_the_hour_that_is_skipped_is_the_first_instant_after(home, asked):
    Moment.update(at=time(2, 30)).execute()
    need = asked("2026-03-29 00:30", "moment")
    need.moment.at = time(2, 30)
    with stopped(at("2026-03-29 00:30")):
        assert starts(need, home).astimezone(UTC) == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


READS = [
    # asked at           when       picked              read at             as
    ("2026-06-17 09:30", "now", "", "2026-06-17 11:29", "now"),
    ("2026-06-17 09:30", "now", "", "2026-06-17 11:30", "this morning"),
    ("2026-06-17 09:30", "now", "", "2026-06-18 03:59", "this morning"),
    ("2026-06-17 09:30", "now", "", "2026-06-18 04:00", "that morning"),
    ("2026-06-17 14:00", "now", "", "2026-06-17 17:00", "this afternoon"),
    ("2026-06-17 14:00", "now", "", "2026-06-20 17:00", "that afternoon"),
    ("2026-06-17 19:30", "now", "", "2026-06-18 01:00", "this evening"),
    ("2026-06-17 19:30", "now", "", "2026-06-18 08:00", "that evening"),
    ("2026-06-18 01:30", "now", "", "2026-06-18 03:45", "tonight"),
    ("2026-06-18 01:30", "now", "", "2026-06-18 09:00", "that night"),
    ("2026-03-29 01:30", "now", "", "2026-03-29 03:45", "now"),
    ("2026-10-25 01:30", "now", "", "2026-10-25 03:15", "tonight"),
    ("2026-06-17 19:30", "today", "", "2026-06-17 23:00", "today"),
    ("2026-06-17 19:30", "today", "", "2026-06-18 09:00", "yesterday"),
    ("2026-06-17 19:30", "tonight", "", "2026-06-17 19:30", "tonight"),
    ("2026-06-17 19:30", "tonight", "", "2026-06-18 03:59", "tonight"),
    ("2026-06-17 19:30", "tonight", "", "2026-06-18 09:00", "last night"),
    ("2026-06-17 19:30", "tonight", "", "2026-06-19 09:00", "on Wednesday night"),
    ("2026-06-17 19:30", "tonight", "", "2026-06-24 09:00", "on 17 June night"),
    ("2026-06-18 01:30", "tonight", "", "2026-06-18 02:00", "tonight"),
    ("2026-06-17 19:30", "moment", "", "2026-06-17 19:30", "tonight after bedtime"),
    ("2026-06-17 23:30", "moment", "", "2026-06-17 23:30", "tomorrow after bedtime"),
    ("2026-06-17 19:30", "moment", "", "2026-06-18 09:00", "yesterday after bedtime"),
    ("2026-06-17 19:30", "weekend", "", "2026-06-21 23:00", "this weekend"),
    ("2026-06-17 19:30", "weekend", "", "2026-06-22 09:00", "last weekend"),
    ("2026-06-17 19:30", "weekend", "", "2026-06-28 09:00", "last weekend"),
    ("2026-06-17 19:30", "weekend", "", "2026-06-29 09:00", "on 21 June"),
    ("2026-06-17 19:30", "pick", "2026-06-17 20:00", "2026-06-17 19:30", "tonight at 8 o’clock"),
    ("2026-06-17 19:30", "pick", "2026-06-18 10:00", "2026-06-17 19:30", "tomorrow at 10 o’clock"),
    ("2026-06-17 19:30", "pick", "2026-06-18 10:00", "2026-06-18 09:00", "today at 10 o’clock"),
    ("2026-06-17 19:30", "pick", "2026-06-18 08:00", "2026-06-17 19:30", "tomorrow at 8:00 AM"),
    ("2026-06-17 19:30", "pick", "2026-06-18 20:00", "2026-06-17 19:30", "tomorrow at 8:00 PM"),
    ("2026-06-17 19:30", "pick", "2026-06-20 10:15", "2026-06-17 19:30", "on Saturday at 10:15 AM"),
    ("2026-06-17 19:30", "pick", "2026-06-24 10:15", "2026-06-17 19:30", "on 24 June at 10:15 AM"),
    ("2026-06-17 19:30", "pick", "2027-04-08 10:15", "2026-06-17 19:30", "on 8 April at 10:15 AM"),
    ("2026-06-17 19:30", "whenever", "", "2026-06-17 19:30", ""),
]


def test_a_when_reads_as_people_say_it_that_day_and_later(reads, asked):
    said = {row: reads(asked(*row[:3]), row[3]) for row in READS}
    assert said == {row: row[4] for row in READS}


def test_a_moment_that_is_taken_away_leaves_the_day(reads, asked, after_bedtime, mara):
    need = asked("2026-06-17 19:30", "moment")
    home = Home.current()
    home.change(by=mara, name=home.name, zone=home.zone, moments={after_bedtime.key: ("", time())})
    assert reads(Need.all().where(Need.id == need.id).get(), "2026-06-17 19:40") == "today"
