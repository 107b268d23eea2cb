"""Devices: a random cookie of which the house keeps the hash, who holds it, and how it ends."""

from datetime import UTC, date, datetime, timedelta

import pytest

from household.models import Device, Event, Kiosk, Role
from household.models.clock import stopped


@pytest.fixture
def phone(mara):
    """Mara's phone and its cookie."""
    return Device.enter(mara, "iPhone")


def again(device: Device) -> Device:
    return Device.get_by_id(device.id)


def test_a_phone_is_known_by_its_cookie_alone(mara, phone):
    device, cookie = phone
    assert Device.known(cookie) == device
    assert [Device.known(other) for other in (None, "", cookie[:-1], device.key, device.token_hash)] == [None] * 5
    assert (len(cookie), device.holder, device.label) == (43, mara, "iPhone")
    assert cookie not in str(Device.select().where(Device.id == device.id).dicts().get())


def test_a_label_that_is_too_long_is_cut(mara):
    assert len(again(Device.enter(mara, "x" * 1_000)[0]).label) == 80


def test_coming_in_again_changes_the_cookie_and_keeps_the_device(mara, phone, clock):
    device, old = phone
    device.rename("Mara’s phone")
    with stopped(clock + timedelta(days=3)):
        same, new = Device.enter(mara, "another label", device)
    assert (same, same.holder, same.label) == (device, mara, "Mara’s phone")
    assert (same.first_day, same.last_day) == (date(2026, 6, 17), date(2026, 6, 20))
    assert (Device.known(old), Device.known(new)) == (None, device)


def test_a_fresh_name_wakes_the_pages_of_who_holds_it_and_nobody_elses(phone, mara, cast):
    phone[0].rename("Mara’s phone")
    kitchen = Device.known(cast.kitchen_token)
    kitchen.rename("by the kettle")
    woken = [event.circle for event in Event.select().where(Event.verb == "rename").order_by(Event.id)]
    assert woken == [{mara.key}, {kitchen.key}] and again(phone[0]).label == "Mara’s phone"


def test_what_somebody_called_a_device_is_not_passed_on_to_the_next(mara, jon, phone, clock):
    device, old = phone
    device.rename("my secret phone")
    with stopped(clock + timedelta(days=3)):
        same, new = Device.enter(jon, "iPhone", device)
    assert (same, same.holder, same.label, same.first_day) == (device, jon, "iPhone", date(2026, 6, 20))
    assert (Device.known(old), Device.known(new)) == (None, device)


def test_a_revoked_device_that_comes_in_is_a_new_one(mara, phone):
    device, _ = phone
    Device.revoke_all(mara)
    other, cookie = Device.enter(mara, "iPhone", device)
    assert other != device and Device.known(cookie) == other
    assert again(device).revoked_at is not None


def test_signing_out_ends_the_cookie_but_the_device_has_been_here(mara, phone):
    device, old = phone
    new = device.sign_out()
    known = Device.known(new)
    assert (Device.known(old), known, known.holder, known.person) == (None, device, None, mara)
    assert not known.confirmed


def test_revoking_ends_every_device_of_one_person(mara, jon, phone, clock):
    others, cookies = [Device.enter(mara, "iPad")[1], phone[1]], Device.enter(jon, "Android")[1]
    Device.revoke_all(mara)
    assert [Device.known(cookie) for cookie in others] == [None, None]
    assert Device.known(cookies).holder == jon
    assert again(phone[0]).revoked_at == clock


def test_revoking_twice_keeps_the_first_time(mara, phone, clock):
    Device.revoke_all(mara)
    with stopped(clock + timedelta(days=1)):
        Device.revoke_all(mara)
    assert again(phone[0]).revoked_at == clock


def test_one_device_is_revoked_and_the_others_stay(mara, jon, phone, clock):
    tablet, cookie = Device.enter(mara, "iPad")
    phone[0].revoke(by=mara)
    assert (Device.known(phone[1]), Device.known(cookie)) == (None, tablet)
    assert (again(phone[0]).revoked_at, again(phone[0]).ended_here) == (clock, False)
    assert list(Device.standing().where(Device.person == mara)) == [tablet]


def test_all_are_revoked_but_the_one_in_the_hand(mara, jon, phone, cast):
    others, jons = [Device.enter(mara, "iPad")[1] for _ in range(3)], Device.enter(jon, "Android")[1]
    Device.revoke_all(mara, but=phone[0])
    assert [Device.known(cookie) for cookie in others] == [None] * 3
    assert Device.known(phone[1]) and Device.known(jons) and Device.known(cast.kitchen_token)


def test_what_was_ended_at_the_computer_is_told_for_thirty_days(mara, phone, clock):
    tablet, _ = Device.enter(mara, "iPad")
    phone[0].revoke(by=None)
    tablet.revoke(by=mara)
    for days, told in {0: [phone[0]], 29: [phone[0]], 31: [], -1: [phone[0]]}.items():
        with stopped(clock + timedelta(days=days)):
            assert list(Device.ended_lately()) == told, days


def test_ending_it_twice_is_ending_it_once(mara, phone, clock):
    phone[0].revoke(by=mara)
    with stopped(clock + timedelta(days=1)):
        phone[0].revoke(by=None)
    assert (again(phone[0]).revoked_at, again(phone[0]).ended_here) == (clock, False)


def test_only_the_one_who_held_it_is_woken(mara, jon, phone, cast, events):
    device, _ = phone
    told = {mara.key}
    assert events() == []
    device.sign_out()
    device.revoke(by=mara)
    Device.revoke_all(mara)
    Device.known(cast.kitchen_token).revoke(by=mara)
    assert events() == [
        ("sign_out", told, told),
        ("revoke", told, told),
        ("revoke", told, told),
        ("revoke", {cast.kitchen.key}, {cast.kitchen.key}),
    ]


def test_a_device_that_somebody_else_takes_over_wakes_who_had_it(mara, jon, phone, events):
    Device.enter(jon, "iPhone", phone[0])
    assert events() == [("enter", {mara.key}, {mara.key})]


def test_who_comes_in_at_the_kitchen_tablet_does_not_become_it(mara, cast):
    kitchen = Device.known(cast.kitchen_token)
    device, cookie = Device.enter(mara, "iPad", kitchen)
    assert device != kitchen and Device.known(cookie).holder == mara
    assert (again(kitchen).person, again(kitchen).label) == (None, "tablet")


def test_days_are_those_of_the_home(mara, clock):
    with stopped(datetime(2026, 6, 17, 23, 30, tzinfo=UTC)):  # half past one in Berlin
        assert Device.enter(mara, "iPad")[0].first_day == date(2026, 6, 18)


def test_a_passphrase_that_was_given_is_good_for_ten_minutes(phone, clock):
    device, _ = phone
    asked = {0: True, 599: True, 600: False, 86_400: False, -1: False}
    for seconds, good in asked.items():
        with stopped(clock + timedelta(seconds=seconds)):
            assert device.confirmed == good, seconds
    with stopped(clock + timedelta(days=1)):
        device.confirm()
        assert again(device).confirmed


def test_the_day_it_was_used_is_kept_and_never_the_hour(phone):
    device, _ = phone
    with stopped(datetime(2026, 6, 18, 23, 59, tzinfo=UTC)):
        device.notice_day(date(2026, 6, 18))
    kept = Device.select().where(Device.id == device.id).dicts().get()
    assert (kept["first_day"], kept["last_day"]) == (date(2026, 6, 17), date(2026, 6, 18))
    assert not any(isinstance(value, datetime) for name, value in kept.items() if name != "confirmed_at")


def test_a_clock_that_runs_backwards_changes_nothing(phone):
    device, _ = phone
    device.notice_day(date(2020, 1, 1))
    assert again(device).last_day == date(2026, 6, 17)


def test_the_kitchen_tablet_is_a_device_and_nobody(cast):
    device = Device.known(cast.kitchen_token)
    assert device.holder == Kiosk(key=device.key)
    assert (device.person, device.holder.id, device.holder.role) == (None, None, Role.KIOSK)
