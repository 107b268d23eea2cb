"""How children come in: on a device of their own, by a tap on the face, and by four pictures in five tries."""

import threading
from datetime import timedelta

import pytest

from household import database, policy
from household.content.kid_pictures import PICTURES
from household.models import AccessEntry, Device, Event, KidView, PictureTry, passphrase
from household.models.base import Refused
from household.models.clock import stopped
from household.models.kid_view import coming_in, pictures

RIGHT, WRONG = ["teddy", "sun", "sun", "fix"], ["teddy", "sun", "fix", "sun"]


@pytest.fixture
def tablet(mara) -> Device:
    return Device.enter(mara, "iPad")[0]


@pytest.fixture
def locked(theo, mara) -> None:
    """Theo taps four pictures."""
    pictures.set_pictures(theo, RIGHT, by=mara)


def again(device: Device) -> Device:
    return Device.get_by_id(device.id)


def log() -> list[tuple]:
    return [(one.verb, one.by.name, one.about and one.about.name) for one in AccessEntry.newest()]


# ---- devices


def test_a_device_that_is_handed_over_is_the_childs_for_a_year(tablet, mara, theo, clock):
    tablet.rename("Mara’s very own")
    coming_in.let_kids_in(tablet, by=mara)
    token = coming_in.hand_over(tablet, theo, label="iPad", by=mara)
    known = Device.known(token)
    assert (known, known.holder, known.label) == (tablet, theo, "iPad")
    assert not known.kids_here and not known.confirmed
    assert log() == [("hand_over", "Mara", "Theo"), ("let_kids_in", "Mara", None)]
    for days, still in {364: True, 366: False}.items():
        with stopped(clock + timedelta(days=days)):
            assert policy.admits(again(tablet)) == still, days
            assert policy.kids_at(again(tablet)) == []


def test_who_held_it_is_woken_and_comes_in_again_as_on_any_other(tablet, mara, theo, events):
    token = coming_in.hand_over(tablet, theo, label="iPad", by=mara)
    assert events() == [("enter", {mara.key}, {mara.key})]
    device, back = Device.enter(mara, "iPad", Device.known(token))
    assert (device, Device.known(back).holder, Device.known(token)) == (tablet, mara, None)


def test_where_a_partner_lets_them_all_the_kids_stand_at_the_door(tablet, mara, ida, theo, events, clock):
    assert policy.kids_at(tablet) == policy.kids_at(None) == []
    coming_in.let_kids_in(tablet, by=mara)
    coming_in.let_kids_in(again(tablet), by=mara)
    assert policy.kids_at(again(tablet)) == [ida, theo] and log() == [("let_kids_in", "Mara", None)]
    same, _ = Device.enter(theo, "iPad", again(tablet))
    same.sign_out()
    assert policy.kids_at(again(tablet)) == [ida, theo], "whoever was in last"
    with stopped(clock + timedelta(days=366)):
        assert policy.kids_at(again(tablet)) == [], "forgotten somewhere"
    coming_in.keep_kids_out(again(tablet), by=mara)
    assert policy.kids_at(again(tablet)) == []
    assert [verb for verb, *_ in events()] == ["let_kids_in", "enter", "sign_out", "keep_kids_out"]


def test_the_kitchen_tablet_shows_them_anyway_and_a_device_that_was_ended_no_more(tablet, mara, cast, ida, theo):
    kitchen = Device.known(cast.kitchen_token)
    assert policy.kids_at(kitchen) == [ida, theo]
    kitchen.company_comes()
    assert policy.kids_at(again(kitchen)) == []
    coming_in.let_kids_in(tablet, by=mara)
    tablet.revoke(by=mara)
    fresh, _ = Device.enter(mara, "iPad", tablet)
    assert policy.kids_at(fresh) == [], "a device that comes back is a new one"


def test_a_partners_face_stands_where_a_partner_or_a_child_has_been(tablet, mara, jon, theo, ruth):
    assert policy.faces_at(tablet) == [mara, jon]
    coming_in.hand_over(tablet, theo, label="iPad", by=mara)
    assert policy.faces_at(again(tablet)) == [mara, jon], "so that they can have it back"
    assert policy.faces_at(Device.enter(ruth, "iPad")[0]) == policy.faces_at(None) == []


# ---- four pictures


def test_four_pictures_in_their_order_open_it_and_nothing_else_does(tablet, theo, ida, locked):
    assert pictures.asked_for_pictures(theo) and not pictures.asked_for_pictures(ida)
    for tried in (WRONG, RIGHT[:3], [], [*RIGHT, "sun"], RIGHT[::-1]):
        assert not pictures.try_pictures(theo, tried, on=tablet), tried
        PictureTry.delete().execute()
    assert pictures.try_pictures(theo, RIGHT, on=tablet)
    assert not pictures.try_pictures(ida, RIGHT, on=tablet), "who has none comes in without"


def test_they_are_kept_sealed(theo, locked):
    kept = KidView.of(theo).pictures
    assert kept.startswith("$argon2id$") and not [name for name in PICTURES if f"{name} " in kept]


@pytest.mark.parametrize("chosen", [[], RIGHT[:3], [*RIGHT, "sun"], ["teddy", "sun", "sun", "nothing"]])
def test_what_is_not_four_of_the_twelve_is_refused(theo, mara, chosen):
    with pytest.raises(Refused, match="Tap four pictures first"):
        pictures.set_pictures(theo, chosen, by=mara)
    assert not pictures.asked_for_pictures(theo)


def test_all_else_that_is_set_for_a_child_stays_when_pictures_are_chosen(theo, mara):
    KidView.create(kid=theo, tiles="kid_hug", writes_own=True)
    for change, how in (
        (pictures.set_pictures, (RIGHT,)),
        (pictures.set_pictures, (WRONG,)),
        (pictures.take_off_pictures, ()),
    ):
        change(theo, *how, by=mara)
        assert (KidView.of(theo).tiles, KidView.of(theo).writes_own) == ("kid_hug", True)
    assert KidView.select().count() == 1


def test_after_five_wrong_ones_the_right_ones_open_nothing_either(tablet, theo, mara, locked):
    for _ in range(5):
        assert not pictures.out_of_tries(theo)
        assert not pictures.try_pictures(theo, WRONG, on=tablet)
    assert pictures.out_of_tries(theo) and not pictures.try_pictures(theo, RIGHT, on=tablet)
    assert PictureTry.select().count() == 5, "no pile of tries grows"
    told = [(event.verb, event.circle) for event in Event.select().where(Event.verb << ("set_pictures", "run_out"))]
    assert told == [("set_pictures", {"partners"}), ("run_out", {"partners"})]


def test_tries_on_any_device_count_together_and_for_each_child_alone(tablet, theo, ida, mara, locked):
    pictures.set_pictures(ida, RIGHT, by=mara)
    other = Device.enter(mara, "iPad")[0]
    for at in (0, 1, 2, 3, 4):
        pictures.try_pictures(theo, WRONG, on=(tablet, other)[at % 2])
    assert pictures.out_of_tries(theo) and not pictures.out_of_tries(ida)
    assert pictures.try_pictures(ida, RIGHT, on=tablet)


def test_the_right_ones_clear_what_went_wrong_before(tablet, theo, locked):
    for _ in range(3):
        for _ in range(4):
            assert not pictures.try_pictures(theo, WRONG, on=tablet)
        assert pictures.try_pictures(theo, RIGHT, on=tablet)


def test_a_grown_up_opens_it_again_in_four_ways(tablet, theo, mara, locked):
    other = Device.enter(mara, "iPad")[0]
    for change in (
        lambda: pictures.let_try_again(theo, by=mara),
        lambda: pictures.set_pictures(theo, RIGHT, by=mara),
        lambda: pictures.take_off_pictures(theo, by=mara),
        lambda: PictureTry.forget_on(tablet),
    ):
        for _ in range(5):
            pictures.try_pictures(theo, WRONG, on=tablet)
        PictureTry.forget_on(other)
        assert pictures.out_of_tries(theo)
        change()
        assert not pictures.out_of_tries(theo)


def test_of_tries_at_the_same_moment_five_are_looked_at(tablet, theo, locked, monkeypatch):
    """Twelve fingers on twelve tablets: however they meet, no sixth is compared with the right ones."""
    looked, start, opens = [], threading.Barrier(12), passphrase.opens
    monkeypatch.setattr(passphrase, "opens", lambda *tried: looked.append(tried) or opens(*tried))

    def tap() -> None:
        database.ready()
        start.wait(10)
        try:
            pictures.try_pictures(theo, WRONG, on=tablet)
        finally:
            database.db.close()

    fingers = [threading.Thread(target=tap) for _ in range(12)]
    for finger in fingers:
        finger.start()
    for finger in fingers:
        finger.join()
    assert len(looked) == 5
    assert pictures.out_of_tries(theo) and not pictures.try_pictures(theo, RIGHT, on=tablet)
