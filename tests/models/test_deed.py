"""What was done in somebody's name at the kitchen tablet: it says so for a day, and can be undone once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from household import database
from household.models import Deed, Event, Need, Notice, Story, Thanks
from household.models.base import TooLate
from household.models.clock import stopped
from household.models.leaving import leave
from household.models.need.when import When


def the_deed() -> Deed:
    return Deed.select().order_by(Deed.id.desc()).get()


def fresh(need: Need) -> Need:
    return Need.get_by_id(need.id)


@pytest.fixture
def sweep(mara) -> Need:
    return Need.ask(by=mara, word="tidy_help", audience="home")


def test_each_verb_is_done_and_written_down(mara, jon, clock):
    need = Deed.ask(by=mara, word="tidy_help", audience="home")
    Deed.claim(need, by=jon, starts_at=clock)
    Deed.hand_back(fresh(need), by=jon)
    Deed.claim(fresh(need), by=jon)
    Deed.meet(fresh(need), by=mara)
    Deed.thank(by=mara, to=[jon], did="You swept.", audience="home", need=need)
    done = [(one.verb, one.person, one.starts_at) for one in Deed.select().order_by(Deed.id)]
    assert done == [
        ("ask", mara, None),
        ("claim", jon, None),
        ("hand_back", jon, clock),
        ("claim", jon, None),
        ("meet", mara, None),
        ("thank", mara, None),
    ]
    assert fresh(need).closed_as == "met" and Thanks.get().need == need


def test_what_could_not_be_done_is_no_deed(sweep, jon, ruth):
    sweep.claim(by=ruth)
    with pytest.raises(TooLate, match="Ruth has this already"):
        Deed.claim(fresh(sweep), by=jon)
    with pytest.raises(TooLate):
        Deed.hand_back(fresh(sweep), by=jon)
    assert Deed.select().count() == 0


def test_the_same_tap_twice_is_one_deed(sweep, mara, jon):
    stale = fresh(sweep)
    for one in (sweep, stale, fresh(sweep)):
        Deed.claim(one, by=jon)
    Deed.meet(fresh(sweep), by=mara)
    Deed.meet(fresh(sweep), by=mara)
    for _ in "12":
        Deed.ask(by=mara, word="ride", audience="home", once="page-1")
        Deed.thank(by=mara, to=[jon], did="You came.", audience="home", once="page-2")
    assert [one.verb for one in Deed.select().order_by(Deed.id)] == ["claim", "meet", "ask", "thank"]


def test_what_one_did_on_ones_own_phone_is_not_said_to_be_of_the_kitchen(sweep, jon):
    sweep.claim(by=jon)
    Deed.claim(fresh(sweep), by=jon)
    assert Deed.with_need(fresh(sweep)) == []


# ---- undoing


def test_a_claim_is_handed_back(sweep, jon, events):
    Deed.claim(sweep, by=jon)
    the_deed().undo(by=jon)
    assert fresh(sweep).waiting and events()[-1][0] == "hand_back"
    assert Notice.select().order_by(Notice.id.desc()).get().verb == "hand_back"


def test_what_was_handed_back_is_theirs_again_with_its_time(sweep, jon, clock):
    sweep.claim(by=jon, starts_at=clock + timedelta(hours=1))
    Deed.hand_back(fresh(sweep), by=jon)
    the_deed().undo(by=jon)
    assert (fresh(sweep).claimed_by, fresh(sweep).starts_at) == (jon, clock + timedelta(hours=1))


def test_somebody_else_has_taken_it_meanwhile(sweep, jon, ruth):
    sweep.claim(by=jon)
    Deed.hand_back(fresh(sweep), by=jon)
    fresh(sweep).claim(by=ruth)
    with pytest.raises(TooLate, match="Ruth has this already"):
        the_deed().undo(by=jon)
    assert fresh(sweep).claimed_by == ruth and the_deed().undone_at is None


def test_an_ask_is_taken_back_with_its_words(mara):
    need = Deed.ask(by=mara, own="My boots?", audience="home")
    the_deed().undo(by=mara)
    assert (fresh(need).closed_as, fresh(need).own) == ("taken back", "")


def test_what_was_met_is_open_again_with_its_claim_and_what_was_thanked_stays(sweep, mara, jon, clock, events):
    sweep.claim(by=jon, starts_at=clock + timedelta(hours=1))
    Deed.meet(fresh(sweep), by=mara)
    Thanks.give(by=mara, to=[jon], did="You swept.", need=sweep)
    the_deed().undo(by=mara)
    now = fresh(sweep)
    assert now.open and (now.claimed_by, now.starts_at) == (jon, clock + timedelta(hours=1))
    assert Thanks.get().need == sweep
    assert events()[-1] == ("unmeet", {mara.key, "home"}, {mara.key, "home"})


def test_what_the_kids_were_told_of_it_goes(mara, jon):
    need = Need.ask(by=mara, word="quiet", audience="home")
    need.claim(by=jon)
    Deed.meet(fresh(need), by=mara)
    Story.tell_kids(fresh(need), by=mara, when="done", feels="calm")
    the_deed().undo(by=mara)
    assert Story.select().count() == 0


def test_nobody_has_it_then_who_has_left_meanwhile(mara, ruth):
    need = Need.ask(by=mara, word="ride", audience="orbit")
    need.claim(by=ruth)
    Deed.meet(fresh(need), by=mara)
    leave(by=ruth)
    the_deed().undo(by=mara)
    assert fresh(need).waiting


def test_what_is_not_met_can_t_be_unmet(sweep, jon):
    sweep.claim(by=jon)
    with pytest.raises(TooLate):
        sweep.unmeet(by=jon)


def test_what_waits_with_its_asker_alone_is_not_told_to_others_when_it_is_open_again(mara, home, clock, events):
    need = Need.ask(by=mara, word="quiet", audience="home", when=When("today", home.today))
    with stopped(clock + timedelta(days=1)):
        Deed.meet(fresh(need), by=mara)
        the_deed().undo(by=mara)
    assert events()[-1] == ("unmeet", {mara.key, "home"}, {mara.key})


def test_thanks_are_taken_back(mara, jon):
    Deed.thank(by=mara, to=[jon], did="You came.", audience="home")
    deed = the_deed()
    deed.undo(by=mara)
    assert Thanks.select().count() == 0
    deed.undo(by=mara)
    assert not the_deed().holds


@pytest.mark.parametrize("verb", ["claim", "hand_back", "meet", "ask", "thank"])
def test_undone_twice_is_undone_once(verb, sweep, mara, jon):
    if verb == "hand_back":
        sweep.claim(by=jon)
    need, things = fresh(sweep), {"did": "You came.", "to": [jon], "audience": "home"}
    if verb in ("ask", "thank"):
        getattr(Deed, verb)(by=mara, **(things if verb == "thank" else {"word": "ride", "audience": "home"}))
    else:
        getattr(Deed, verb)(need, by=mara if verb == "meet" else jon)
    deed = the_deed()
    deed.undo(by=deed.person)
    happened = Event.select().count()
    deed.undo(by=deed.person)
    assert Event.select().count() == happened


def test_of_many_who_undo_at_once_one_does(sweep, jon):
    Deed.claim(sweep, by=jon)
    key = the_deed().key

    def undo(_: int) -> None:
        with database.db.connection_context():
            Deed.get(Deed.key == key).undo(by=jon)

    database.db.close()
    with ThreadPoolExecutor(8) as hands:
        list(hands.map(undo, range(16)))
    assert fresh(sweep).waiting
    assert Event.select().where(Event.verb == "hand_back").count() == 1


def test_what_has_changed_since_is_left_as_it_is(sweep, mara, jon, clock):
    Deed.claim(sweep, by=jon)
    deed = the_deed()
    with stopped(clock + timedelta(minutes=5)):
        fresh(sweep).hand_back(by=jon)
        with pytest.raises(TooLate, match="nothing left to undo"):
            deed.undo(by=jon)
        fresh(sweep).claim(by=jon)  # on the phone, and that is not undone by what was said in the kitchen
        with pytest.raises(TooLate, match="nothing left to undo"):
            deed.undo(by=jon)
        assert fresh(sweep).claimed_by == jon
        fresh(sweep).meet(by=mara)
    assert Deed.with_need(fresh(sweep)) == []


# ---- how long it is said


def test_a_need_says_for_a_day_what_was_done_with_it_there(mara, jon, clock):
    need = Deed.ask(by=mara, word="tidy_help", audience="home")
    Deed.claim(fresh(need), by=jon)

    def said() -> set[str]:
        return {one.verb for one in Deed.with_need(fresh(need))}

    assert said() == {"ask", "claim"}
    the_deed().undo(by=jon)
    assert said() == {"ask"}
    with stopped(clock + timedelta(days=1)):
        assert said() == set()


def test_thanks_say_that_they_were_said_there(mara, jon, clock):
    Deed.thank(by=mara, to=[jon], did="You came.", audience="home")
    Thanks.give(by=mara, to=[jon], did="You sang.", audience="home")

    def said() -> list[bool]:
        notes: list[Thanks] = list(Thanks.select().order_by(Thanks.id))
        Deed.mark(notes)
        return [note.at_tablet for note in notes]

    assert said() == [True, False]
    with stopped(clock + timedelta(days=1)):
        assert said() == [False, False]


def test_after_a_day_it_is_forgotten(sweep, jon, clock: datetime):
    Deed.claim(sweep, by=jon)
    with stopped(clock + timedelta(hours=23)):
        Deed.forget()
        assert Deed.select().count() == 1
    with stopped(clock + timedelta(hours=24)):
        Deed.forget()
        assert Deed.select().count() == 0
