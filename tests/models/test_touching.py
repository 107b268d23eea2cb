"""Touching a face at the kitchen tablet: who it is, for how long, and all that sends them home."""

from datetime import timedelta

import pytest

from household import policy
from household.models import Card, Device, KioskFace, KioskView, Person, leaving, passphrase
from household.models.clock import stopped
from household.models.device.in_the_kitchen import TOUCHED_FOR


@pytest.fixture
def kitchen(cast) -> Device:
    return Device.known(cast.kitchen_token)


def here(device: Device):
    """Who acts at this tablet, as the notebook has it now."""
    return policy.actor(Device.get_by_id(device.id).holder)


def test_a_grown_up_acts_at_the_tablet_and_is_never_it(kitchen, mara):
    kitchen.touch(by=mara)
    holder = Device.get_by_id(kitchen.id).holder
    assert (holder.key, holder.person, policy.front_page(holder)) == (kitchen.key, mara, "day.index")
    assert not policy.may_enter(holder, "table") and policy.admits(Device.get_by_id(kitchen.id))


def test_a_child_is_in_its_own_pages_there(kitchen, theo):
    kitchen.touch(by=theo)
    assert Device.get_by_id(kitchen.id).holder == theo


def test_the_last_of_two_is_the_one(kitchen, mara, jon):
    kitchen.touch(by=mara)
    kitchen.touch(by=jon)
    kitchen.still_here(by=mara)
    assert here(kitchen) == jon


def test_without_a_sign_they_have_gone_in_three_minutes_and_with_one_not(kitchen, mara, clock):
    kitchen.touch(by=mara)
    with stopped(clock + TOUCHED_FOR - timedelta(seconds=1)):
        assert here(kitchen) == mara
        kitchen.still_here(by=mara)
    with stopped(clock + TOUCHED_FOR + timedelta(seconds=30)):
        assert here(kitchen) == mara
    for away in (2 * TOUCHED_FOR, -timedelta(hours=1)):  # or on a clock that was set back
        with stopped(clock + away):
            assert here(kitchen) is None


def test_a_sign_of_somebody_who_went_brings_nobody_back(kitchen, mara):
    kitchen.touch(by=mara)
    kitchen.let_go()
    kitchen.still_here(by=mara)
    assert here(kitchen) is None


def test_with_company_nobody_can_be_touched_and_nobody_is_there_when_it_goes(kitchen, mara):
    kitchen.touch(by=mara)
    kitchen.company_comes()
    assert here(kitchen) is None and policy.faces_in_the_kitchen(Device.get_by_id(kitchen.id)) == []
    kitchen.touch(by=mara)  # on its way when company came
    kitchen.company_goes(by=mara)
    assert here(kitchen) is None


def leaves(cast, ruth, card):
    leaving.leave(by=cast.jon)
    return cast.jon


def is_removed(cast, ruth, card):
    leaving.remove(cast.theo, by=cast.mara)
    return cast.theo


def ends(cast, ruth, card):
    card.end(by=cast.mara)
    return ruth


def changes_passphrase(cast, ruth, card):
    passphrase.change(cast.mara, "sealed")
    return cast.mara


def is_not_ticked_any_more(cast, ruth, card):
    KioskView.of(Device.known(cast.kitchen_token)).arrange(by=cast.mara, guests=[], shows_held=True)
    return ruth


@pytest.mark.parametrize("change", [leaves, is_removed, ends, changes_passphrase, is_not_ticked_any_more])
def test_who_is_not_of_the_house_any_more_has_gone_from_the_kitchen_at_once(cast, kitchen, change):
    card = Card.make(by=cast.mara, name="Lena")[0]
    lena = card.take_up(name="Lena", face=dict(shape="egg", ink="oat", hair="none"))
    KioskFace.create(device=kitchen, person=lena)
    them = {leaves: cast.jon, is_removed: cast.theo, changes_passphrase: cast.mara}.get(change, lena)
    kitchen.touch(by=them)
    change(cast, lena, Card.get_by_id(card.id))
    assert here(kitchen) is None and Device.get_by_id(kitchen.id).touched_id is None
    assert them not in policy.faces_in_the_kitchen(Device.get_by_id(kitchen.id)) or change is changes_passphrase


def test_whoever_is_still_ticked_stays(cast, kitchen, ruth):
    KioskFace.create(device=kitchen, person=ruth)
    kitchen.touch(by=ruth)
    KioskView.of(kitchen).arrange(by=cast.mara, guests=[ruth], shows_held=True)
    assert here(kitchen) == ruth


def test_a_guest_is_gone_with_their_last_day(cast, kitchen, ruth, home, clock):
    kitchen.touch(by=ruth)
    Person.update(until=home.today).where(Person.id == ruth.id).execute()
    assert here(kitchen) == ruth
    with stopped(clock + timedelta(hours=12)):
        kitchen.still_here(by=ruth)
        assert here(kitchen) is None


def test_touching_wakes_the_tablet_and_nobody_learns_of_it(kitchen, mara, events):
    kitchen.touch(by=mara)
    kitchen.still_here(by=mara)
    kitchen.let_go()
    assert [event[1:] for event in events()] == [({kitchen.key}, {kitchen.key})] * 2
    kept = Device.get_by_id(kitchen.id)
    assert (kept.touched_id, kept.touched_at) == (None, None)


def test_whose_faces_stand_there(cast, kitchen, mara, jon, ida, theo, ruth):
    assert policy.faces_in_the_kitchen(kitchen) == [mara, jon, ida, theo]
    KioskFace.create(device=kitchen, person=ruth)
    assert policy.faces_in_the_kitchen(kitchen) == [mara, jon, ida, theo, ruth]
