"""The home: one for each install, its clock, and the moments of its day."""

import threading
from datetime import UTC, date, datetime, time

import pytest
from peewee import IntegrityError

from household import database
from household.models import Home, Moment, Person
from household.models.base import Refused, TooLate
from household.models.clock import stopped
from household.models.founding import found

EVERYBODY = {"partners", "home", "orbit", "kids"}
FOUNDING = dict(
    home_name="The blue door",
    zone="Europe/Berlin",
    moments={"at tea": time(16), "at breakfast": time(7, 30)},
    name="Mara",
    kids_say="Mama",
    face={"shape": "egg", "ink": "clay", "hair": "bun"},
)


def moments() -> dict[str, time]:
    return {moment.name: moment.at for moment in Moment.of_the_day()}


def test_a_home_begins_with_its_first_partner(app, clock):
    assert Home.current() is None
    mara, home = found(**FOUNDING), Home.current()
    assert (home.name, home.zone, home.founded_at, home.made_up) == ("The blue door", "Europe/Berlin", clock, False)
    assert list(Person.here()) == [mara] and mara.role == "partner"
    assert moments() == {"at breakfast": time(7, 30), "at tea": time(16)}


def test_a_second_home_is_impossible(app):
    found(**FOUNDING)
    with pytest.raises(TooLate) as late:
        found(**FOUNDING | {"home_name": "The red door", "name": "Stranger"})
    assert str(late.value) == "There is a home here already. Ask someone in it to invite you."
    assert [home.name for home in Home.select()] == ["The blue door"]
    assert [person.name for person in Person.select()] == ["Mara"]
    assert Moment.select().count() == 2


def test_of_two_founded_at_once_one_is(app):
    start, answers = threading.Barrier(2), []

    def begin(name):
        with database.db.connection_context():
            start.wait()
            try:
                answers.append(found(**FOUNDING | {"name": name}).name)
            except TooLate:
                answers.append("late")

    threads = [threading.Thread(target=begin, args=(name,)) for name in ("Mara", "Jon")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers)[1] == "late"
    assert (Home.select().count(), Person.select().count(), Moment.select().count()) == (1, 1, 2)


def test_a_zone_that_nobody_knows_founds_no_home(app):
    with pytest.raises(Refused, match="do not know that time zone"):
        found(**FOUNDING | {"zone": "Mars/Olympus"})
    assert (Home.current(), Person.select().count()) == (None, 0)


def test_the_name_and_the_zone_can_change(home, mara, events):
    home.change(by=mara, name="The red door", zone="Asia/Tokyo")
    assert (home.name, Home.current().name, Home.current().zone) == ("The red door", "The red door", "Asia/Tokyo")
    assert events() == [("change", EVERYBODY, EVERYBODY)]


def test_a_zone_that_nobody_knows_changes_nothing(home, mara, events):
    with pytest.raises(Refused, match="do not know that time zone"):
        home.change(by=mara, name="The red door", zone="")
    assert (Home.current().name, events()) == ("The blue door", [])


def test_the_name_and_the_day_change_together_or_not_at_all(home, mara):
    after_bedtime = Moment.get(Moment.name == "after bedtime")
    with pytest.raises(IntegrityError):
        home.change(
            by=mara, name="The red door", zone="Asia/Tokyo", moments={after_bedtime.key: ("at tea", None)}, new=None
        )
    assert (Home.current().name, Moment.get_by_id(after_bedtime.id).name) == ("The blue door", "after bedtime")


@pytest.mark.parametrize(
    ("instant", "today", "morning"),
    [
        ("2026-06-17T23:30+02:00", "2026-06-17", "2026-06-17T04:00+02:00"),
        ("2026-06-18T03:59+02:00", "2026-06-17", "2026-06-17T04:00+02:00"),
        ("2026-06-18T04:00+02:00", "2026-06-18", "2026-06-18T04:00+02:00"),
        ("2026-03-29T01:59+01:00", "2026-03-28", "2026-03-28T04:00+01:00"),
        ("2026-03-29T04:00+02:00", "2026-03-29", "2026-03-29T04:00+02:00"),
        ("2026-10-25T02:30+01:00", "2026-10-24", "2026-10-24T04:00+02:00"),
        ("2026-10-25T04:00+01:00", "2026-10-25", "2026-10-25T04:00+01:00"),
    ],
)
def test_the_day_ends_when_the_night_does(home, instant, today, morning):
    with stopped(datetime.fromisoformat(instant)):
        assert home.today == date.fromisoformat(today)
        assert home.morning.astimezone(UTC) == datetime.fromisoformat(morning)


def change_the_day(home, mara, moments, new=None):
    home.change(by=mara, name=home.name, zone=home.zone, moments=moments, new=new)


def test_moments_can_be_renamed_moved_added_and_taken_away(home, mara, events):
    breakfast, bedtime = Moment.of_the_day()
    change_the_day(
        home, mara, {breakfast.key: ("at tea", time(16, 30)), bedtime.key: ("", time())}, ("at supper", time(18))
    )
    assert moments() == {"at tea": time(16, 30), "at supper": time(18)}
    assert Moment.get(Moment.name == "at tea") == breakfast
    assert events() == [("change", EVERYBODY, EVERYBODY)]


def test_a_moment_that_is_not_there_is_not_made(home, mara):
    change_the_day(home, mara, {"no-such-key": ("at tea", time(16))})
    assert list(moments()) == ["at breakfast", "after bedtime"]


def test_the_same_new_moment_sent_twice_is_one(home, mara):
    for _ in range(2):
        change_the_day(home, mara, {}, ("at tea", time(16)))
    assert [moment.name for moment in Moment.of_the_day()] == ["at breakfast", "at tea", "after bedtime"]
