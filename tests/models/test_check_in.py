"""Check-ins: sitting down, answering in private, going on together, getting up, and what is kept."""

import threading
from datetime import date, timedelta

import pytest

from household import policy
from household.content.checking_in import LOAD, questions, three
from household.database import db
from household.models import CheckIn, CheckInAnswer, CheckInKept, CheckInSeat, Person, Role
from household.models.base import Refused, TooLate
from household.models.check_in.turns import in_turn
from household.models.clock import stopped

from ..conftest import FACES

PICKED = ("c01", LOAD, "c12")


@pytest.fixture
def lena(cast) -> Person:
    return Person.join(
        role=Role.PARTNER, name="Lena", face=dict(zip(("shape", "ink", "hair"), FACES["Ruth"], strict=True))
    )


@pytest.fixture
def check_in(mara, jon) -> CheckIn:
    """Mara and Jon have sat down."""
    check_in = CheckIn.start(by=mara, others=[jon], picked=PICKED)
    check_in.sit_down(by=jon)
    return fresh(check_in)


@pytest.fixture
def asked(check_in, mara) -> CheckIn:
    """They are at the first question."""
    check_in.go_on(by=mara, step="thanks")
    return fresh(check_in)


def fresh(check_in: CheckIn) -> CheckIn:
    return CheckIn.get_by_id(check_in.id)


def read_by(person: Person) -> list[tuple[str, str]]:
    return [(one.by.name, one.words) for one in policy.visible_check_in_answers(person)]


# ---- sitting down


def test_it_begins_when_everyone_sits(mara, jon, events):
    check_in = CheckIn.start(by=mara, others=[jon], picked=PICKED)
    assert check_in.waiting and check_in.people == [mara] and check_in.missing == [jon]
    for _ in range(2):  # a double tap
        check_in.sit_down(by=jon)
    both = {mara.key, jon.key}
    assert fresh(check_in).step == "thanks" and fresh(check_in).people == [mara, jon]
    assert events() == [("start", set(), both), ("sit_down", both, both)]


def test_it_takes_two(mara):
    with pytest.raises(Refused, match="It takes two"):
        CheckIn.start(by=mara, others=[mara], picked=PICKED)
    assert CheckIn.select().count() == 0


def test_whoever_starts_second_sits_down_with_the_first(mara, jon):
    CheckIn.start(by=mara, others=[jon], picked=PICKED)
    CheckIn.start(by=jon, others=[mara], picked=("c02",))
    (only,) = CheckIn.select()
    assert only.step == "thanks" and only.questions == [*PICKED]


def test_a_third_can_start_another_only_when_it_is_over(check_in, mara, jon, lena):
    with pytest.raises(TooLate, match="A check-in is going on"):
        CheckIn.start(by=lena, others=[mara], picked=PICKED)
    check_in.stop(by=mara)
    other = CheckIn.start(by=lena, others=[mara], picked=PICKED)
    other.sit_down(by=mara)
    assert list(policy.visible_check_ins(mara)) == [fresh(other)], "one sits in one place"
    assert CheckIn.select().count() == 2
    check_in.leave(by=jon)
    assert list(CheckIn.select()) == [other]


def test_three_can_begin_as_two(mara, jon, lena):
    check_in = CheckIn.start(by=mara, others=[jon, lena], picked=PICKED)
    with pytest.raises(Refused, match="It takes two"):
        check_in.begin(by=mara)
    check_in.sit_down(by=jon)
    assert fresh(check_in).waiting
    for _ in range(2):
        check_in.begin(by=jon)
    assert fresh(check_in).step == "thanks" and fresh(check_in).people == [mara, jon]
    assert not policy.visible_check_ins(lena).exists()


def test_whoever_waits_alone_gets_up_and_nothing_is_left(mara, jon):
    check_in = CheckIn.start(by=mara, others=[jon], picked=PICKED)
    check_in.leave(by=mara)
    assert CheckIn.select().count() == CheckInSeat.select().count() == 0
    with pytest.raises(TooLate, match="This check-in is over"):
        check_in.sit_down(by=jon)


# ---- questions


def test_an_answer_is_ones_own_until_everyone_has_answered_or_skipped(asked, mara, jon, events):
    before = events()
    asked.answer(by=mara, question="c01", words="On Sunday.")
    assert (read_by(mara), read_by(jon), events()) == ([("Mara", "On Sunday.")], [], before)
    asked.pass_over(by=jon, question="c01")
    assert read_by(mara) == read_by(jon) == [("Mara", "On Sunday."), ("Jon", "")]
    both = {mara.key, jon.key}
    assert events() == [*before, ("open", both, both)]


def test_the_same_answer_twice_is_one_and_another_comes_too_late(asked, mara, jon):
    for _ in range(2):
        asked.answer(by=mara, question="c01", words="On Sunday.")
    for how in (dict(by=mara, question="c01", words="Another."), dict(by=jon, question="c12", words="Too soon.")):
        with pytest.raises(TooLate, match="Your words are still here"):
            asked.answer(**how)
    with pytest.raises(Refused, match="Write a word or two first"):
        asked.answer(by=jon, question="c01", words="")
    assert [one.words for one in CheckInAnswer.select()] == ["On Sunday."]


def test_an_answer_can_be_written_anew_until_it_is_open(asked, mara, jon):
    asked.answer(by=mara, question="c01", words="On Sunday.")
    answer = CheckInAnswer.get()
    answer.take_back(by=mara)
    asked.answer(by=jon, question="c01", words="Yesterday.")
    assert read_by(jon) == [("Jon", "Yesterday.")], "nothing opens while Mara writes"
    asked.answer(by=mara, question="c01", words="On Monday.")
    assert read_by(jon) == [("Mara", "On Monday."), ("Jon", "Yesterday.")]
    with pytest.raises(TooLate, match="It is open already"):
        answer.take_back(by=mara)


def test_they_go_on_together_and_only_from_what_is_open(asked, mara, jon):
    with pytest.raises(Refused, match="It opens when each of you"):
        asked.go_on(by=mara, step="c01")
    for who in (mara, jon):
        asked.pass_over(by=who, question="c01")
    for who in (mara, jon, mara):  # both tap, and one of them twice
        asked.go_on(by=who, step="c01")
    assert fresh(asked).step == LOAD
    for step in ("", "over", "ahead", "\0", "c99"):
        asked.go_on(by=mara, step=step)
    assert fresh(asked).step == LOAD


def test_whoever_goes_first_changes_with_the_question_and_the_week(check_in, mara, jon):
    firsts = []
    for step in check_in.steps:
        check_in.step = step
        firsts.append(check_in.in_turn[0].name)
    assert firsts in (["Mara", "Jon"] * 2 + ["Mara"], ["Jon", "Mara"] * 2 + ["Jon"])
    week = [in_turn([mara, jon], date(2026, 6, 17) + timedelta(weeks=n), 0)[0] for n in range(3)]
    assert week in ([mara, jon, mara], [jon, mara, jon])
    assert in_turn([], date(2026, 6, 17), 1) == []


def test_the_talk_about_the_load_is_offered_every_week_and_everything_comes_round():
    weeks = [three(turn) for turn in range(11)]
    assert all(LOAD in picked and len(picked) == 3 for picked in weeks)
    assert {*questions()} == {one for picked in weeks for one in picked} and len(questions()) == 12
    assert "load" in questions()[LOAD]


# ---- getting up


def test_whoever_gets_up_takes_their_words_along(asked, mara, jon):
    for who in (mara, jon):
        asked.answer(by=who, question="c01", words=f"{who.name} said.")
    asked.go_on(by=mara, step="c01")
    asked.answer(by=jon, question=LOAD, words="It is heavy.")
    for _ in range(2):
        asked.leave(by=jon)
    assert fresh(asked).over and fresh(asked).people == [mara]
    assert (read_by(mara), read_by(jon)) == ([("Mara", "Mara said.")], [])
    with pytest.raises(TooLate, match="It has gone on by now"):
        asked.answer(by=mara, question=LOAD, words="To me too.")
    asked.leave(by=mara)
    assert CheckIn.select().count() == CheckInAnswer.select().count() == 0


def test_nobody_waits_for_the_answer_of_whoever_got_up(mara, jon, lena):
    check_in = CheckIn.start(by=mara, others=[jon, lena], picked=PICKED)
    for who in (jon, lena):
        check_in.sit_down(by=who)
    check_in.go_on(by=lena, step="thanks")
    for who in (mara, jon):
        check_in.answer(by=who, question="c01", words=f"{who.name} said.")
    assert len(read_by(mara)) == 1
    check_in.leave(by=lena)
    assert fresh(check_in).question == "c01" and len(read_by(mara)) == len(read_by(jon)) == 2


def test_at_the_end_each_gets_up_in_their_own_time_and_the_last_one_clears_the_table(asked, mara, jon, events):
    for who in (mara, jon):
        asked.answer(by=who, question="c01", words=f"{who.name} said.")
    for step in ("c01", LOAD, "c12"):
        for who in (mara, jon) if step != "c01" else ():
            asked.pass_over(by=who, question=step)
        asked.go_on(by=mara, step=step)
    assert fresh(asked).step == "ahead" and fresh(asked).only is None
    asked.leave(by=jon)
    assert events()[-1] == ("leave", {jon.key}, {jon.key}), "Mara is not told that Jon is done"
    assert fresh(asked).step == "ahead" and ("Jon", "Jon said.") in read_by(mara)
    asked.leave(by=mara)
    assert CheckIn.select().count() == CheckInAnswer.select().count() == 0


def test_it_can_be_stopped_for_everyone(asked, mara, jon):
    for _ in range(2):
        asked.stop(by=jon)
    assert fresh(asked).over and fresh(asked).people == [mara, jon]


def test_someone_who_left_the_house_leaves_no_one_waiting(asked, mara, jon, clock):
    Person.update(left_at=clock).where(Person.id == jon.id).execute()
    assert fresh(asked).over and fresh(asked).question == ""
    asked.leave(by=mara)
    assert CheckIn.select().count() == 0


def test_the_night_takes_it_away(asked, mara, jon, clock):
    asked.answer(by=mara, question="c01", words="On Sunday.")
    with stopped(clock + timedelta(hours=8)):  # half past three
        CheckIn.forget_past()
        assert policy.visible_check_ins(mara).exists()
    with stopped(clock + timedelta(hours=9)):
        assert not policy.visible_check_ins(mara).exists() and read_by(mara) == []
        CheckIn.start(by=jon, others=[mara], picked=PICKED)
        CheckIn.forget_past()
    assert CheckInAnswer.select().count() == 0 and CheckIn.select().count() == 1


# ---- what is kept


def test_only_what_its_writer_keeps_is_kept_for_those_who_took_part(asked, mara, jon, lena, events):
    asked.answer(by=mara, question="c01", words="On Sunday.")
    mine = CheckInAnswer.get()
    mine.keep(by=mara)
    assert CheckInKept.select().count() == 0, "not before it is open"
    asked.answer(by=jon, question="c01", words="Yesterday.")
    for _ in range(2):
        mine.keep(by=mara)
    both = {mara.key, jon.key}
    assert events()[-1] == ("keep", set(), both)
    for who in (mara, jon):
        asked.leave(by=who)
    assert CheckInAnswer.select().count() == 0
    (kept,) = CheckInKept.select()
    assert (kept.by, kept.question, kept.words) == (mara, "c01", "On Sunday.")
    assert [one for one in (mara, jon, lena) if policy.visible_kept_answers(one).exists()] == [mara, jon]
    kept.take_back(by=mara)
    assert CheckInKept.select().count() == 0 and events()[-1] == ("take_back", both, set())


def test_whoever_got_up_before_it_opened_reads_nothing_of_it_later(mara, jon, lena):
    check_in = CheckIn.start(by=mara, others=[jon, lena], picked=("c01", "c05"))
    for who in (jon, lena):
        check_in.sit_down(by=who)
    check_in.go_on(by=mara, step="thanks")
    check_in.answer(by=mara, question="c01", words="On Sunday.")
    check_in.answer(by=lena, question="c01", words="Today.")
    check_in.leave(by=lena)
    check_in.pass_over(by=jon, question="c01")
    CheckInAnswer.get(CheckInAnswer.by == mara).keep(by=mara)
    assert [one for one in (mara, jon, lena) if policy.visible_kept_answers(one).exists()] == [mara, jon]


def test_who_answers_last_at_the_same_moment_opens_it(asked, mara, jon):
    """Each in a thread with a connection of its own: one of the two sees that it is the last, on either database."""
    together = threading.Barrier(2)

    def say(who: Person) -> None:
        with db.connection_context():
            together.wait()
            asked.answer(by=who, question="c01", words=f"{who.name} said.")

    threads = [threading.Thread(target=say, args=(who,)) for who in (mara, jon)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read_by(mara)) == len(read_by(jon)) == 2
