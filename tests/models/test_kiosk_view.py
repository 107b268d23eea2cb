"""What a partner lets the kitchen tablet show: set in one go, for one tablet, with whose faces and which night."""

from datetime import UTC, datetime, time

import pytest

from household.models import Device, KioskFace, KioskView, Knock, Person, Role
from household.models.base import Refused, TooLate
from household.models.clock import stopped

EVENING, DAWN = time(21, 30), time(6, 30)


@pytest.fixture
def kitchen(cast) -> Device:
    device = Device.known(cast.kitchen_token)
    assert device is not None
    return device


def faces(device: Device) -> set[Person]:
    return {row.person for row in KioskFace.at(device)}


def test_where_nobody_set_anything_all_of_the_day_is_shown_and_no_guests_face(kitchen):
    view = KioskView.of(kitchen)
    assert (view.shows_held, view.shows_thanks, view.shows_kids) == (True, True, True)
    assert (view.night_from, view.night_until) == (time(22), time(6)) and faces(kitchen) == set()


def test_all_of_it_is_set_in_one_go_and_wakes_the_tablet_alone(kitchen, mara, ruth, events):
    night = dict(night_from=EVENING, night_until=DAWN)
    KioskView.of(kitchen).arrange(by=mara, name="By the kettle", guests=[ruth], shows_held=False, **night)
    view = KioskView.of(Device.get_by_id(kitchen.id))
    assert (view.shows_held, view.shows_thanks, view.night_from, view.night_until) == (False, True, EVENING, DAWN)
    assert view.device.label == "By the kettle" and faces(kitchen) == {ruth}
    assert events() == [("arrange", {kitchen.key}, {kitchen.key})]
    view.arrange(by=mara, guests=[], shows_held=True, **night)
    assert KioskView.of(kitchen).shows_held and faces(kitchen) == set()
    assert Device.get_by_id(kitchen.id).label == "By the kettle" and KioskView.select().count() == 1


@pytest.mark.parametrize("night", [(EVENING, None), (None, DAWN), (DAWN, DAWN)])
def test_half_a_night_is_none_and_changes_nothing(kitchen, mara, night):
    with pytest.raises(Refused, match="For no night"):
        KioskView.of(kitchen).arrange(by=mara, guests=[], shows_held=False, night_from=night[0], night_until=night[1])
    assert KioskView.select().count() == 0


def test_each_tablet_has_a_view_of_its_own(kitchen, mara, ruth):
    knock = Knock.with_letters(Knock.for_kitchen("iPad")[1])
    other = KioskView.pair(knock, by=mara, name="In the hall", guests=[ruth], shows_thanks=False)
    assert other.label == "In the hall" and faces(other) == {ruth} and not KioskView.of(other).shows_thanks
    assert KioskView.of(kitchen).shows_thanks and faces(kitchen) == set()


def test_a_tablet_that_can_not_be_let_in_leaves_nothing_behind(kitchen, mara):
    knock = Knock.with_letters(Knock.for_kitchen("iPad")[1])
    with pytest.raises(Refused, match="leave both empty"):
        KioskView.pair(knock, by=mara, name="In the hall", guests=[], night_from=EVENING, night_until=None)
    assert knock.is_waiting and [*Device.select().where(Device.kiosk)] == [kitchen]
    knock.let_in(by=mara, name="The kitchen")
    with pytest.raises(TooLate):
        KioskView.pair(knock, by=mara, name="In the hall", guests=[])
    assert KioskView.select().count() == 0


@pytest.mark.parametrize(("hour", "dark"), [(21, False), (22, True), (23, True), (3, True), (6, False), (12, False)])
def test_its_night_goes_over_midnight_on_the_clock_of_the_home(kitchen, hour, dark):
    with stopped(datetime(2026, 6, 17, hour, tzinfo=UTC).replace(hour=(hour - 2) % 24)):  # Berlin in summer
        assert KioskView.of(kitchen).at_night is dark


def test_a_face_goes_with_its_person_and_the_view_with_its_tablet(kitchen, mara, ruth):
    KioskView.of(kitchen).arrange(by=mara, guests=[ruth], shows_held=False)
    Person.delete().where(Person.role == Role.GUEST).execute()
    assert KioskFace.select().count() == 0
    Device.delete().where(Device.id == kitchen.id).execute()
    assert KioskView.select().count() == 0
