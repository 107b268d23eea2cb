"""Following through: what a claim says, whether it happened, one nudge, and a hand-back that leaves nothing behind."""

from datetime import UTC, datetime, time, timedelta

import pytest

from household.models import Need, Quiet
from household.models.base import Refused, TooLate
from household.models.clock import stopped
from household.models.need.following import A_WHILE

AN_HOUR = timedelta(hours=1)
STILL = "Is this still good, or shall someone else?"


def again(need: Need) -> Need:
    return Need.get_by_id(need.id)


def refusal(verb, **said) -> str:
    with pytest.raises(Refused) as refused:
        verb(**said)
    return str(refused.value)


@pytest.fixture
def held(quiet, jon, clock):
    """Jon has it, from now on."""
    quiet.claim(by=jon, starts_at=clock, warmly="Yes. I am glad you asked.")
    return again(quiet)


def test_a_hand_back_takes_the_warm_line_and_the_nudge_with_it(held, mara, jon):
    held.nudge(by=mara, words=STILL)
    held.hand_back(by=jon)
    fresh = again(held)
    assert (fresh.claimed_by, fresh.warmly, fresh.nudge_words, fresh.nudged_at) == (None, "", "", None)
    assert fresh.waiting and fresh.opened_again


def test_whoever_takes_it_next_is_not_told_that_it_was_open_again(held, jon, mara):
    held.hand_back(by=jon)
    held.claim(by=jon)
    assert held.claimed and again(held).warmly == ""
    held.hand_back(by=jon)
    assert again(held).opened_again


def test_some_time_after_the_promised_one_it_is_asked_whether_it_happened(held, clock):
    for later, due in ((timedelta(0), False), (A_WHILE - timedelta(seconds=1), False), (A_WHILE, True)):
        with stopped(clock + later):
            assert again(held).due == due, later


def test_without_a_promised_time_nothing_is_asked(quiet, jon, clock):
    quiet.claim(by=jon)
    with stopped(clock + timedelta(days=30)):
        assert not again(quiet).due


def test_what_is_over_is_asked_no_more(held, jon, clock):
    held.meet(by=jon)
    with stopped(clock + timedelta(days=1)):
        assert not again(held).due


def test_a_nudge_arrives_at_once_by_day_and_wakes_the_two_alone(held, mara, jon, clock, events):
    held.nudge(by=mara, words=STILL)
    assert (again(held).nudge_words, again(held).nudged_at, again(held).nudged) == (STILL, clock, True)
    assert events()[-1] == ("nudge", {mara.key, jon.key}, {mara.key, jon.key})


NIGHTS = [
    # in Berlin, when it is sent      when it arrives
    ("2026-06-17T20:59", "2026-06-17T20:59"),
    ("2026-06-17T21:00", "2026-06-18T07:00"),
    ("2026-06-18T03:30", "2026-06-18T07:00"),
    ("2026-06-18T07:00", "2026-06-18T07:00"),
    ("2026-10-24T23:30", "2026-10-25T07:00"),  # the clocks go back in this night
]


@pytest.mark.parametrize(("sent", "arrives"), NIGHTS)
def test_a_nudge_at_night_is_held_until_the_morning(quiet, mara, jon, home, sent, arrives):
    sent, arrives = (datetime.fromisoformat(one).replace(tzinfo=home.tz).astimezone(UTC) for one in (sent, arrives))
    with stopped(sent):
        quiet.claim(by=jon)
        quiet.nudge(by=mara, words=STILL)
        assert again(quiet).nudged_at == arrives and again(quiet).nudged == (sent == arrives)
    with stopped(arrives):
        assert again(quiet).nudged


def test_a_second_nudge_for_the_same_claim_is_refused_kindly(held, mara, jon):
    held.nudge(by=mara, words=STILL)
    sentence = "You have nudged about this once, and once is enough. You can still write a word under it."
    assert refusal(again(held).nudge, by=mara, words=STILL) == sentence
    held.move(by=jon, starts_at=held.starts_at)
    assert refusal(again(held).nudge, by=mara, words=STILL) == sentence, "a new time is the same claim"


def test_two_nudges_at_once_are_one(held, mara):
    late = again(held)
    held.nudge(by=mara, words=STILL)
    with pytest.raises(TooLate):
        late.nudge(by=mara, words="Another.")
    assert again(held).nudge_words == STILL


def test_another_claim_may_be_nudged_again(held, mara, jon):
    held.nudge(by=mara, words=STILL)
    held.hand_back(by=jon)
    held.claim(by=jon)
    held.nudge(by=mara, words=STILL)
    assert again(held).nudged


def test_nobody_is_nudged_before_the_promised_time(quiet, mara, jon, clock):
    quiet.claim(by=jon, starts_at=clock + AN_HOUR)
    sentence = "The time for this is still to come. You can nudge once it has passed."
    assert refusal(quiet.nudge, by=mara, words=STILL) == sentence


def test_nobody_is_nudged_about_what_nobody_has(quiet, held, mara, jon):
    late = again(held)
    held.hand_back(by=jon)
    assert refusal(held.nudge, by=mara, words=STILL) == "This is open again."
    assert refusal(late.nudge, by=mara, words=STILL) == "This is open again."
    assert again(held).nudge_words == ""


@pytest.mark.parametrize("verb", ["meet", "rest", "move", "hand_back"])
def test_a_nudge_falls_away_when_it_does_not_matter_any_more(held, mara, jon, clock, verb):
    held.nudge(by=mara, words=STILL)
    more = {"starts_at": clock + AN_HOUR} if verb == "move" else {}
    getattr(held, verb)(by=jon if verb in ("move", "hand_back") else mara, **more)
    assert again(held).nudge_words == "" and not again(held).nudged


def test_a_nudge_tells_nobody_of_the_quiet_hours_of_whoever_has_it(mara, jon, meal, clock):
    meal.claim(by=jon)
    Quiet.keep(by=jon, begins=time(18), ends=time(9, 30), woken_by_now=True)
    meal.nudge(by=mara, words="Still good?")
    assert meal.nudged_at == clock, "they hold what calls, and not what lies on the table"
