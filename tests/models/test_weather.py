"""Weather: how much someone has to give today, until midnight on the clock of the home."""

from datetime import timedelta

import pytest

from household import database
from household.keeping.ticker import Clockwork
from household.models import Home, Notice, Weather
from household.models.clock import stopped

PARTNERS = {"partners"}


def said() -> list[tuple]:
    return [(one.person.name, one.sky, one.words) for one in Weather.today()]


def test_what_one_says_takes_the_place_of_what_one_said_and_calls_nobody(mara, jon, events):
    Weather.tell(by=jon, sky="fair")
    Weather.tell(by=mara, sky="low", words="Up since five.")
    Weather.tell(by=mara, sky="sunny")
    assert said() == [("Mara", "sunny", ""), ("Jon", "fair", "")]
    assert events() == [("tell", PARTNERS, PARTNERS)] * 3 and Notice.select().count() == 0


def test_it_can_be_taken_off_and_only_ones_own(mara, jon, events):
    for who in (mara, jon):
        Weather.tell(by=who, sky="low")
    for _ in range(2):
        Weather.take_off(by=mara)
    assert said() == [("Jon", "low", "")]
    assert [verb for verb, *_ in events()] == ["tell", "tell", "take_off"]


@pytest.mark.parametrize(("zone", "hours"), [("Europe/Berlin", 4.5), ("America/New_York", 10.5), ("Asia/Tokyo", 21.5)])
def test_it_is_there_until_midnight_in_the_homes_zone_and_not_a_second_longer(mara, home, clock, zone, hours):
    Home.update(zone=zone).execute()
    Weather.tell(by=mara, sky="low", words="Up since five.")
    midnight = clock + timedelta(hours=hours)
    with stopped(midnight - timedelta(seconds=1)):
        assert said() == [("Mara", "low", "Up since five.")]
    with stopped(midnight):
        assert said() == []
    with stopped(midnight + timedelta(days=365)):
        assert said() == []


def test_after_midnight_the_notebook_forgets_it_by_itself(mara, jon, home, clock, tmp_path):
    Weather.tell(by=mara, sky="low", words="Up since five.")
    with stopped(clock + timedelta(hours=5)):
        Weather.tell(by=jon, sky="fair")
        assert [one.person for one in Weather.select()] == [jon], "a new day's, and the old one is gone"
    with stopped(clock + timedelta(days=2)):
        Clockwork("this one", tmp_path, demo=True).tick()
        database.ready()
        assert Weather.select().count() == 0


def test_a_clock_that_was_wrong_shows_nobody_a_weather_of_another_day(mara, clock):
    with stopped(clock + timedelta(days=3)):
        Weather.tell(by=mara, sky="low")
    assert said() == []
    Weather.forget_past()
    assert Weather.select().count() == 0
