"""At the door: a tablet with eight letters, what one partner's yes makes of it, and that it comes in once."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from household import database
from household.models import AccessEntry, Device, Kiosk, Knock
from household.models.base import TooLate
from household.models.clock import stopped
from household.models.knock import LETTERS, LONG

MINUTES = timedelta(minutes=1)
AT_ONCE = 10  # in the long run a hundred, of two processes: see test_at_once


@pytest.fixture
def tablet(mara) -> tuple[str, str]:
    """Its secret and its letters."""
    return Knock.for_kitchen("iPad")


def found(letters: str) -> Knock:
    knock = Knock.with_letters(letters)
    assert knock is not None
    return knock


def let_in(tablet: tuple[str, str], by: Any) -> Device:
    device = found(tablet[1]).let_in(by=by, name="The kitchen")
    assert device is not None
    return device


def come_in(tablet: tuple[str, str], instead_of: Device | None = None) -> tuple[Device, str]:
    knock = Knock.with_secret(tablet[0])
    assert knock is not None
    return knock.come_in(instead_of)


def test_a_tablet_shows_eight_letters_that_spell_nothing(tablet):
    secret, letters = tablet
    assert len(letters) == LONG and {*letters} <= {*LETTERS} and not {*LETTERS} & {*"AEIOUY0123456789"}
    assert len(LETTERS) ** LONG > 2**34
    kept = str([*Knock.select().dicts()])
    assert letters not in kept and secret not in kept


def test_its_letters_are_found_however_they_are_typed(tablet):
    _, letters = tablet
    for typed in (letters, letters.lower(), f" {letters[:4]} {letters[4:]} ", "-".join(letters), f"{letters}."):
        assert found(typed).label == "iPad", typed
    for typed in ("", letters[:7], letters + "B", letters[::-1] + "B", "x" * 10_000, "\0", "ß" * 8):
        assert Knock.with_letters(typed) is None, typed


def test_what_it_waits_with_opens_nothing_before_a_partner_said_yes(tablet):
    knock = Knock.with_secret(tablet[0])
    assert knock is not None and knock.is_waiting and Device.known(tablet[0]) is None
    with pytest.raises(TooLate, match="This door is closed"):
        knock.come_in()
    assert [Knock.with_secret(other) for other in (None, "", tablet[1], tablet[0][:-1])] == [None] * 4


def test_one_yes_makes_a_device_of_it_that_is_nobodys_and_that_no_cookie_opens_yet(tablet, mara, events):
    device = let_in(tablet, mara)
    assert (device.kiosk, device.person, device.label, device.touched) == (True, None, "The kitchen", None)
    assert isinstance(device.holder, Kiosk) and device.holder.person is None
    assert [(one.verb, one.by, one.about) for one in AccessEntry.select()] == [("pair", mara, None)]
    assert events() == [("let_in", {"partners"}, {"partners"})]
    assert Knock.with_letters(tablet[1]) is None, "they have done their part"


def test_two_partners_at_once_let_it_in_once(tablet, mara, jon):
    first, second = found(tablet[1]), found(tablet[1])
    first.let_in(by=mara, name="The kitchen")
    with pytest.raises(TooLate, match="This has been answered"):
        second.let_in(by=jon, name="The other kitchen")
    assert [one.label for one in Device.select().where(Device.kiosk, Device.label != "tablet")] == ["The kitchen"]


def test_it_comes_in_once_with_a_cookie_of_its_own(tablet, mara):
    let_in(tablet, mara)
    knock = Knock.with_secret(tablet[0])
    device, token = come_in(tablet)
    assert Device.known(token) == device and device.kiosk and len(token) == 43 and token != tablet[0]
    with pytest.raises(TooLate, match="This door is closed"):
        knock.come_in()  # type: ignore[union-attr]
    assert Knock.with_secret(tablet[0]) is None and Device.known(token) == device


def test_after_ten_minutes_the_letters_are_over(tablet, mara, clock):
    knock = found(tablet[1])
    with stopped(clock + 10 * MINUTES - timedelta(seconds=1)):
        assert Knock.with_letters(tablet[1]) and Knock.with_secret(tablet[0]) and knock.is_waiting
    with stopped(clock + 10 * MINUTES):
        assert Knock.with_letters(tablet[1]) is Knock.with_secret(tablet[0]) is None and not knock.is_waiting
        with pytest.raises(TooLate, match="waited too long"):
            knock.let_in(by=mara, name="The kitchen")


def test_one_that_was_let_in_late_still_has_ten_minutes_to_come_in(tablet, mara, clock):
    with stopped(clock + 9 * MINUTES):
        let_in(tablet, mara)
    with stopped(clock + 18 * MINUTES):
        assert come_in(tablet)[0].label == "The kitchen"


def test_one_that_never_came_is_forgotten_with_its_device(tablet, mara, clock):
    device = let_in(tablet, mara)
    with stopped(clock + 9 * MINUTES):
        Knock.for_kitchen("Android")
        assert Device.get_or_none(Device.id == device.id) == device, "it has time"
    with stopped(clock + 11 * MINUTES):
        knock = Knock.with_secret(tablet[0])
        Knock.for_kitchen("Android")
        assert knock is None and Device.get_or_none(Device.id == device.id) is None
    assert [one.label for one in Knock.select()] == ["Android", "Android"]


def test_one_that_came_stays_when_the_knock_is_forgotten(tablet, mara, clock):
    let_in(tablet, mara)
    _, token = come_in(tablet)
    with stopped(clock + timedelta(days=400)):
        Knock.forget()
        assert Knock.select().count() == 0 and Device.known(token) is not None


def test_one_that_is_sent_away_finds_nothing_any_more(tablet, mara, events):
    found(tablet[1]).send_away(by=mara)
    assert Knock.with_secret(tablet[0]) is Knock.with_letters(tablet[1]) is None
    assert events() == [("send_away", {"partners"}, {"partners"})] and AccessEntry.select().count() == 0


def test_one_that_is_let_in_is_not_sent_away(tablet, mara, jon):
    late = found(tablet[1])
    let_in(tablet, mara)
    with pytest.raises(TooLate, match="answered already"):
        late.send_away(by=jon)
    assert come_in(tablet)[0].label == "The kitchen"


def test_one_that_is_taken_out_before_it_came_never_comes(tablet, mara):
    device, knock = let_in(tablet, mara), Knock.with_secret(tablet[0])
    device.revoke(by=mara)
    assert Knock.with_secret(tablet[0]) is None
    phone, token = Device.enter(mara, "iPad")
    with pytest.raises(TooLate, match="This door is closed"):
        knock.come_in(phone)  # type: ignore[union-attr]
    assert Device.known(token) == phone, "and what it was before has not ended"


def test_what_it_was_before_ends_as_it_comes_in(tablet, mara):
    before, old = Device.enter(mara, "iPad")
    let_in(tablet, mara)
    assert Device.known(old) == before
    device, token = come_in(tablet, before)
    ended = Device.get_by_id(before.id)
    assert (Device.known(old), Device.known(token)) == (None, device) and device != before
    assert ended.revoked_at and not ended.ended_here


# ---- many at once


def at_once(tries: Callable[[], Any]) -> Counter:
    """What they came to: True, or that it was too late."""
    start, told = threading.Barrier(AT_ONCE), []

    def go() -> None:
        with database.db.connection_context():
            start.wait()
            try:
                tries()
                told.append(True)
            except TooLate:
                told.append(False)

    threads = [threading.Thread(target=go) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(told)


def test_of_many_yeses_at_once_one_makes_a_device(tablet, mara):
    knock, before = found(tablet[1]), Device.select().count()
    assert at_once(lambda: knock.let_in(by=mara, name="The kitchen")) == {True: 1, False: AT_ONCE - 1}
    assert Device.select().count() == before + 1 and AccessEntry.select().count() == 1


def test_of_many_that_come_in_at_once_one_does(tablet, mara):
    let_in(tablet, mara)
    knock, came = Knock.with_secret(tablet[0]), []
    assert knock is not None
    assert at_once(lambda: came.append(knock.come_in())) == {True: 1, False: AT_ONCE - 1}
    assert Device.known(came[0][1]) == came[0][0]
