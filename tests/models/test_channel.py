"""How word reaches one person: a channel, quiet hours, and that nothing is sent twice."""

import threading
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from household import database
from household.models import Channel, Delivery, Device, Neighbour, Notice, Quiet
from household.models.base import Refused
from household.models.clock import now, stopped

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def channel(jon: Any) -> Channel:
    return Channel.add("mail", by=jon, address={"to": "jon@mail.example"}, language="en", house="http://10.0.0.5:8000")


def test_the_same_address_twice_is_one_channel(channel, jon):
    again = Channel.add("mail", by=jon, address={"to": "jon@mail.example"}, language="en", house="")
    assert again == channel and Channel.select().count() == 1


def test_it_works_once_its_person_says_that_a_try_arrived(channel, jon):
    assert not channel.works and channel.trial == "asked"
    channel.arrived(by=jon)
    assert not channel.works, "nothing has left the house yet"
    assert channel.begin_trial() and not Channel.get_by_id(channel.id).begin_trial(), "one of two sends it"
    channel.end_trial("")
    channel.arrived(by=jon)
    assert channel.works
    channel.try_out(by=jon)
    channel.begin_trial()
    channel.end_trial("refused")
    fresh = Channel.get_by_id(channel.id)
    assert (fresh.trial, fresh.trouble, fresh.works) == ("failed", "refused", True)


def test_what_left_the_house_and_did_not_come_does_not_work(channel, jon):
    channel.begin_trial()
    channel.end_trial("")
    channel.did_not_arrive(by=jon)
    assert (channel.works, channel.trouble) == (False, "lost")
    assert channel not in Channel.calling()


def test_a_browser_is_called_while_its_person_is_in_there(jon, mara):
    phone, _ = Device.enter(jon, "phone")
    how = dict(address={"endpoint": "https://push.example/7"}, language="en", house="")
    channel = Channel.add("push", by=jon, device=phone, **how)
    assert Channel.calling() == [channel]
    phone.sign_out()
    assert Channel.calling() == []
    Device.enter(jon, "phone", Device.get_by_id(phone.id))
    assert Channel.calling() == [channel]
    Device.enter(mara, "phone", Device.get_by_id(phone.id))
    assert Channel.calling() == [], "somebody else is in there now"
    another, _ = Device.enter(jon, "another")
    Channel.add("push", by=jon, device=another, **how)
    assert Channel.calling() == [channel]
    Device.revoke_all(jon)
    assert Channel.calling() == [] and not Channel.standing()


def test_patience_grows_with_each_failure_and_ends_with_success(channel, clock):
    waits = []
    for _ in range(9):
        channel.was_not_reached("busy")
        waits.append(channel.again_at - clock)
    assert waits[:3] == [timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=2)]
    assert waits[-1] == timedelta(hours=1)
    channel.was_reached()
    assert (channel.failures, channel.again_at, channel.trouble) == (0, None, "")


def test_of_two_who_begin_to_send_the_same_one_wins(url, channel, meal):
    notice = Notice.get()
    together, won = threading.Barrier(8), []

    def begin(name: str) -> None:
        database.ready()
        together.wait()
        won.append(Delivery.begin(name, channel, [notice]))
        database.db.close()

    threads = [threading.Thread(target=begin, args=(f"m{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [False] * 7 + [True] and Delivery.select().count() == 1


def test_what_nobody_ended_is_unknown_after_a_while_and_can_be_begun_again_by_one(channel, meal, clock):
    notice = Notice.get()
    assert Delivery.give_up() is None
    Delivery.begin("m", channel, [notice])
    assert Delivery.give_up() == clock + timedelta(seconds=45) and Delivery.unknown() == {}
    with stopped(clock + timedelta(seconds=46)):
        Delivery.give_up()
        assert {at: one.message for at, one in Delivery.unknown().items()} == {channel.id: "m"}
        assert Delivery.notices_in("m", channel) == [notice]
        assert Delivery.begin_again("m") and not Delivery.begin_again("m")


def test_what_was_seen_on_a_page_is_known_by_person(channel, meal, jon):
    notice = Notice.get()
    Delivery.see(jon, [notice])
    Delivery.see(jon, [notice])
    assert Delivery.of([notice]) == (set(), {(notice.id, jon.id)})
    Delivery.begin("m", channel, [notice])
    assert Delivery.of([notice])[0] == {(notice.id, channel.id)}
    Notice.delete().execute()
    assert Delivery.select().count() == 0, "it goes with what it spoke of"


def test_a_channel_that_is_closed_leaves_nothing(channel, meal, jon):
    Delivery.begin("m", channel, [Notice.get()])
    channel.close(by=jon)
    assert Channel.select().count() == Delivery.select().count() == 0


QUIET = [
    # from, until      at       over at
    ("22:00", "07:00", "21:59", ""),
    ("22:00", "07:00", "22:00", "07:00 +1"),
    ("22:00", "07:00", "06:59", "07:00"),
    ("22:00", "07:00", "07:00", ""),
    ("13:00", "15:00", "14:00", "15:00"),
    ("13:00", "15:00", "15:00", ""),
    ("00:00", "00:00", "03:00", ""),
]


def test_quiet_hours_end_on_the_clock_of_the_home(home, jon):
    for begins, ends, at, over in QUIET:
        Quiet.keep(by=jon, begins=time.fromisoformat(begins), ends=time.fromisoformat(ends), woken_by_now=False)
        asked = datetime.combine(datetime(2026, 6, 17), time.fromisoformat(at), BERLIN)
        found = Quiet.of(jon).over_at(asked)
        day = datetime(2026, 6, 18 if over.endswith(" +1") else 17)
        wanted = datetime.combine(day, time.fromisoformat(over.removesuffix(" +1")), BERLIN) if over else None
        assert found == wanted, (begins, ends, at)


def test_quiet_hours_over_a_clock_change(home, jon):
    Quiet.keep(by=jon, begins=time(22), ends=time(2, 30), woken_by_now=False)
    night = datetime(2027, 3, 27, 23, tzinfo=BERLIN)  # on the 28th half past two does not exist
    assert Quiet.of(jon).over_at(night) == datetime(2027, 3, 28, 3, tzinfo=BERLIN)


def test_who_did_not_choose_has_quiet_from_ten_to_seven(mara):
    quiet = Quiet.of(mara)
    assert (quiet.begins, quiet.ends, quiet.woken_by_now) == (time(22), time(7), False)


def test_a_neighbour_is_let_once_and_can_be_sent_away(mara, jon):
    for who in (mara, jon):
        Neighbour.let("10.0.0.9", 80, by=who)
    (found,) = list(Neighbour.select())
    assert (found.host, found.port, found.by) == ("10.0.0.9", 80, mara) and found.at == now()
    found.send_no_more(by=jon)
    assert list(Neighbour.select()) == []


def test_of_many_who_add_the_same_at_once_there_is_one(url, jon):
    together = threading.Barrier(6)

    def add() -> None:
        database.ready()
        together.wait()
        Channel.add("mail", by=jon, address={"to": "jon@mail.example"}, language="en", house="")
        Channel.page_of(jon)
        database.db.close()

    threads = [threading.Thread(target=add) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.kind for one in Channel.select()) == ["mail", "page"]


def test_there_is_room_for_a_dozen(jon):
    for number in range(12):
        Channel.add("mail", by=jon, address={"to": f"{number}@mail.example"}, language="en", house="")
    with pytest.raises(Refused, match="as many ways"):
        Channel.add("mail", by=jon, address={"to": "more@mail.example"}, language="en", house="")
