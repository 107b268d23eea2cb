"""What is due: when, to whom, and what becomes one. No page is open, and nothing is really sent."""

from datetime import time, timedelta
from typing import Any

import pytest

from household import database, policy
from household.models import Channel, Delivery, Need, Notice, Person, Quiet, Repair, Reply, Role, Thanks
from household.models.clock import now, stopped
from household.models.need.when import When
from household.outside.gathering import gather

AN_HOUR, A_SECOND = timedelta(hours=1), timedelta(seconds=1)


@pytest.fixture
def channel(jon: Any) -> Channel:
    return Channel.add("mail", by=jon, address={"to": "jon@mail.example"}, language="en", house="")


def due(channel: Channel) -> list[str]:
    """The verbs of what there is to say on this channel now."""
    found, _ = gather([Channel.get_by_id(channel.id)], Notice.standing())
    return [one.verb for what in found for one in what.worth]


def sent(channel: Channel) -> list[str]:
    """The same, and it goes."""
    found, _ = gather([Channel.get_by_id(channel.id)], Notice.standing())
    for what in found:
        assert Delivery.begin(
            f"m{now().timestamp()}", channel, what.notices, "going" if what.worth else "dropped", what.rests
        )
    return [one.verb for what in found for one in what.worth]


def test_it_waits_a_moment_for_an_open_page_to_say_that_it_is_seen(channel, meal, jon, clock):
    assert due(channel) == []
    with stopped(clock + A_SECOND):
        assert due(channel) == ["ask"]
        Delivery.see(jon, [Notice.get()])
        assert due(channel) == []


def test_several_close_together_become_one(channel, mara, meal, clock):
    with stopped(clock + A_SECOND):
        assert sent(channel) == ["ask"]
        Need.ask(by=mara, own="And bread?", audience="partners")
        Need.ask(by=mara, own="And wine?", audience="partners")
    with stopped(clock + timedelta(minutes=1)):
        assert due(channel) == []
    with stopped(clock + timedelta(minutes=2, seconds=1)):
        assert sent(channel) == ["ask", "ask"]
        assert due(channel) == []


def test_of_several_about_one_thing_the_last_is_said(channel, mara, jon, meal, clock):
    with stopped(clock + A_SECOND):
        sent(channel)
    meal.claim(by=jon)
    meal.change(by=mara, own="Soup?", audience="orbit")
    meal.nudge(by=mara, words="Still good?")
    with stopped(clock + timedelta(minutes=3)):
        assert sent(channel) == ["nudge"] and due(channel) == []


def test_at_night_nothing_goes_and_in_the_morning_all_of_it_as_one(channel, mara, jon, clock):
    with stopped(clock + 3 * AN_HOUR):  # half past ten
        gone, kept = (Need.ask(by=mara, own=own, audience="partners") for own in ("Now?", "Tea tomorrow?"))
    with stopped(clock + 4 * AN_HOUR):
        found, next_at = gather([channel], Notice.standing())
        assert found == [] and next_at == clock + timedelta(hours=11, minutes=30)
        gone.meet(by=mara)
    with stopped(clock + timedelta(hours=11, minutes=30)):
        assert sent(channel) == ["ask"], "what no longer matters has fallen away"
        assert due(channel) == []
    assert kept.waiting


NOW = When("now")
PASSES = [
    # asked for      how it tells, and whether Jon is woken        does it come at night?
    (dict(when=NOW, tells="wakes"), True, True),
    (dict(when=NOW, tells="wakes"), False, False),
    (dict(when=NOW), True, False),
    (dict(tells="wakes"), True, False),
]


def test_what_is_for_now_passes_if_both_sides_allow_it(channel, mara, jon, clock):
    with stopped(clock + 4 * AN_HOUR):
        for how, woken, comes in PASSES:
            Quiet.keep(by=jon, begins=time(22), ends=time(7), woken_by_now=woken)
            need = Need.ask(by=mara, own="Come?", audience="partners", **how)
            with stopped(now() + A_SECOND):
                assert bool(sent(channel)) is comes, (how, woken)
            need.meet(by=mara)


def test_a_child_who_hurts_comes_through_to_every_partner_and_at_once(channel, theo, mara, jon, clock):
    hers = Channel.add("mail", by=mara, address={"to": "mara@mail.example"}, language="en", house="")
    with stopped(clock + 4 * AN_HOUR):
        Need.ask(by=theo, word="hug", audience="named", named=[mara, jon])
        Need.ask(by=theo, word="kid_hurts", audience="named", named=[mara, jon])
    with stopped(clock + 4 * AN_HOUR + A_SECOND):
        assert sent(channel) == sent(hers) == ["ask"], "and the hug waits"
        Need.ask(by=theo, word="kid_scared", audience="named", named=[mara, jon])
    with stopped(clock + 4 * AN_HOUR + 2 * A_SECOND):
        assert sent(channel) == sent(hers) == ["ask"], "also right after another"


def test_each_channel_tells_what_its_person_chose(channel, mara, jon, meal, clock):
    own = Need.ask(by=jon, word="ride", audience="partners")
    Reply.write_under(own, by=mara, words="At ten?")
    channel.choose(by=jon, kinds=["reply"], tells_words=False)
    with stopped(clock + A_SECOND):
        assert due(channel) == ["reply"]
        channel.choose(by=jon, kinds=[], tells_words=False)
        assert due(channel) == []


def test_a_new_channel_says_nothing_of_what_was_before(mara, meal, jon, clock):
    with stopped(clock + A_SECOND):
        channel = Channel.add("mail", by=jon, address={"to": "jon@mail.example"}, language="en", house="")
        assert due(channel) == []


def test_what_one_did_oneself_is_told_to_nobody_but_the_others(channel, jon, clock):
    Need.ask(by=jon, word="ride", audience="orbit")
    with stopped(clock + A_SECOND):
        assert due(channel) == []


def test_two_who_have_paused_a_repair_are_left_in_peace_by_each_other(channel, mara, jon, ruth, clock):
    """Care rule 14."""
    back = clock + AN_HOUR
    with stopped(clock - AN_HOUR):
        repair = Repair.ouch(by=mara, to=jon)
        Delivery.see(jon, Notice.standing())
    repair.pause(by=mara, back_at=back)
    Need.ask(by=mara, word="quiet", audience="partners")
    Thanks.give(by=mara, to=[jon], did="You came.")
    with stopped(clock + A_SECOND):
        assert sent(channel) == ["pause"] and [one.verb for one in policy.news_for(jon)] == ["pause"]
        Need.ask(by=ruth, word="ride", audience="orbit")
    with stopped(clock + timedelta(minutes=5)):
        assert sent(channel) == ["ask"], "others go on"
        Need.ask(by=mara, word="bedtime", audience="partners", when=When("now", clock.date()))
    with stopped(clock + timedelta(minutes=8)):
        assert sent(channel) == ["ask"], "what is asked for now does not wait"
        assert gather([Channel.get_by_id(channel.id)], Notice.standing())[1] == back
    with stopped(back):
        assert due(channel) == ["ask", "thank"] and {one.but for one in policy.news_for(jon)} == {mara, ruth}


def test_what_cannot_be_sent_waits_with_patience(channel, meal, clock):
    channel.was_not_reached("busy")
    with stopped(clock + A_SECOND):
        found, next_at = gather([Channel.get_by_id(channel.id)], Notice.standing())
        assert (found, next_at) == ([], clock + timedelta(seconds=30))
    with stopped(clock + timedelta(seconds=30)):
        assert due(channel) == ["ask"]


def test_whoever_may_be_woken_is_not_woken_again_and_again(channel, mara, jon, clock):
    Quiet.keep(by=jon, begins=time(22), ends=time(7), woken_by_now=True)
    with stopped(clock + 6 * AN_HOUR):
        Need.ask(by=mara, own="Come?", audience="partners", when=NOW, tells="wakes")
    with stopped(clock + 6 * AN_HOUR + A_SECOND):
        assert sent(channel) == ["ask"]
        Need.ask(by=mara, own="Now?", audience="partners", when=NOW, tells="wakes")
    with stopped(clock + 6 * AN_HOUR + timedelta(minutes=14)):
        assert due(channel) == []
    with stopped(clock + 6 * AN_HOUR + timedelta(minutes=16)):
        assert sent(channel) == ["ask"]


def test_what_is_urgent_waits_for_no_patience_and_no_choice(channel, jon, theo, ruth, clock):
    hers = Channel.add("mail", by=ruth, address={"to": "ruth@mail.example"}, language="en", house="")
    Channel.update(works=True).execute()
    channel.choose(by=jon, kinds=[], tells_words=False)
    for _ in range(6):
        Channel.get_by_id(channel.id).was_not_reached("busy")
    with stopped(clock + 4 * AN_HOUR):
        Need.ask(by=theo, word="kid_hurts", audience="named", named=[jon, ruth])
        Channel.update(again_at=now() + timedelta(minutes=16)).execute()
    with stopped(clock + 4 * AN_HOUR + timedelta(seconds=31)):
        assert due(channel) == ["ask"]
        assert due(hers) == [], "it passes to partners"


def test_a_clock_that_ran_ahead_silences_nothing(channel, meal, clock):
    Channel.update(rests_until=clock + 900 * AN_HOUR, again_at=clock + 900 * AN_HOUR).execute()
    Channel.update(made_at=clock + 900 * AN_HOUR).execute()
    with stopped(clock + A_SECOND):
        assert due(channel) == ["ask"]


def test_who_comes_later_is_not_called_for_what_was_before(meal, clock):
    with stopped(clock + AN_HOUR):
        lena = Person.join(role=Role.PARTNER, name="Lena", face=dict(shape="egg", ink="oat", hair="none"))
        channel = Channel.add("mail", by=lena, address={"to": "lena@mail.example"}, language="en", house="")
        Channel.update(made_at=clock - AN_HOUR).execute()
        assert due(channel) == []


def test_a_kind_that_is_ticked_tells_what_comes_and_nothing_older(channel, mara, jon, meal, clock):
    channel.choose(by=jon, kinds=["nudge"], tells_words=False)
    Channel.get_by_id(channel.id).choose(by=jon, kinds=["nudge", "ask"], tells_words=False)
    with stopped(clock + A_SECOND):
        assert due(channel) == []
        Need.ask(by=mara, own="Bread?", audience="partners")
    with stopped(clock + 2 * A_SECOND):
        assert due(channel) == ["ask"]


def test_looking_takes_the_same_few_questions_however_much_there_is(mara, jon, clock, monkeypatch):
    def questions() -> int:
        said: list[str] = []
        execute = database.db.obj.execute_sql
        monkeypatch.setattr(
            database.db.obj, "execute_sql", lambda sql, *rest: (said.append(sql), execute(sql, *rest))[1]
        )
        policy.news_for(jon)
        monkeypatch.undo()
        return len(said)

    asked = []
    for number in range(10):
        Channel.add("mail", by=jon, address={"to": f"{number}@mail.example"}, language="en", house="")
    for many in (1, 20):
        for number in range(many):
            Need.ask(by=mara, own=f"Tea {many} {number}?", audience="partners")
        asked.append(questions())
    assert asked[0] == asked[1] <= 8
