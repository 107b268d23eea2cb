"""How a child feels: told to one grown-up, until midnight on the clock of the home."""

from datetime import timedelta

import pytest

from household import database
from household.keeping.ticker import Clockwork
from household.models import Home, KidFeeling, Notice
from household.models.clock import stopped
from household.models.device import today_here


def told() -> list[tuple]:
    return [(one.by.name, one.to.name, one.feeling) for one in KidFeeling.of_day(today_here())]


def called() -> list[tuple]:
    return [(one.verb, one.kind, one.circle) for one in Notice.select().order_by(Notice.id)]


def test_one_grown_up_is_told_and_hears_of_it(theo, mara, events):
    KidFeeling.tell(by=theo, to=mara, feeling="sad")
    two = {theo.key, mara.key}
    assert told() == [("Theo", "Mara", "sad")]
    assert events() == [("tell", two, two)] and called() == [("feel", "feeling", mara.key)]


def test_it_never_passes_quiet_hours(theo, mara):
    KidFeeling.tell(by=theo, to=mara, feeling="scared")
    assert not (Notice.get().wakes or Notice.get().urgent or Notice.get().soon)


def test_another_grown_up_is_told_besides_and_the_same_one_anew(theo, mara, jon):
    KidFeeling.tell(by=theo, to=mara, feeling="sad")
    KidFeeling.tell(by=theo, to=jon, feeling="sad")
    KidFeeling.tell(by=theo, to=mara, feeling="")
    assert told() == [("Theo", "Mara", ""), ("Theo", "Jon", "sad")]
    assert [circle for _, _, circle in called()] == [mara.key, jon.key, mara.key]


def test_the_same_tap_twice_tells_once(theo, mara, events):
    first, again = (KidFeeling.tell(by=theo, to=mara, feeling="sad") for _ in range(2))
    assert (first, len(events()), len(called())) == (again, 1, 1)


def test_two_children_tell_the_same_grown_up(theo, ida, mara):
    KidFeeling.tell(by=theo, to=mara, feeling="sad")
    KidFeeling.tell(by=ida, to=mara, feeling="happy")
    assert told() == [("Theo", "Mara", "sad"), ("Ida", "Mara", "happy")]


def test_taken_back_it_is_gone_and_so_is_what_was_still_to_be_told(theo, mara, jon, events):
    KidFeeling.tell(by=theo, to=jon, feeling="sad")
    feeling = KidFeeling.tell(by=theo, to=mara, feeling="sad")
    for _ in range(2):
        feeling.take_back(by=theo)
    assert told() == [("Theo", "Jon", "sad")] and [circle for *_, circle in called()] == [jon.key]
    assert [verb for verb, *_ in events()] == ["tell", "tell", "take_back"]


@pytest.mark.parametrize(("zone", "hours"), [("Europe/Berlin", 4.5), ("America/New_York", 10.5), ("Asia/Tokyo", 21.5)])
def test_it_is_there_until_midnight_in_the_homes_zone_and_not_a_second_longer(theo, mara, home, clock, zone, hours):
    Home.update(zone=zone).execute()
    KidFeeling.tell(by=theo, to=mara, feeling="sad")
    midnight = clock + timedelta(hours=hours)
    with stopped(midnight - timedelta(seconds=1)):
        assert told() == [("Theo", "Mara", "sad")]
    with stopped(midnight):
        assert told() == []


def test_after_midnight_the_notebook_forgets_it_by_itself(theo, mara, jon, clock, tmp_path):
    KidFeeling.tell(by=theo, to=mara, feeling="sad")
    with stopped(clock + timedelta(hours=5)):
        KidFeeling.tell(by=theo, to=jon, feeling="calm")
        assert [one.to for one in KidFeeling.select()] == [jon], "a new day's, and the old one is gone"
    with stopped(clock + timedelta(days=2)):
        Clockwork("this one", tmp_path, demo=True).tick()
        database.ready()
        assert KidFeeling.select().count() == Notice.select().where(Notice.verb == "feel").count() == 0


def test_each_feeling_has_a_face_and_not_being_sure_has_one_too(theo, mara):
    faces = {KidFeeling(feeling=feeling).face.mood for feeling in ("happy", "angry", "scared", "", "nothing of ours")}
    assert faces == {"happy", "mad", "scared", "unsure"}
