"""Our why: answers that open together, lines that all keep, and an invitation that comes softly."""

import threading
from datetime import date, timedelta
from itertools import pairwise

import pytest

from household import database
from household.models import (
    Event,
    Mark,
    Person,
    Role,
    WhyAnswer,
    WhyInvitation,
    WhyLine,
    WhyLineYes,
    WhyOpening,
)  # fmt: skip
from household.models.base import Refused, TooLate
from household.models.clock import now, stopped

LENA = dict(role=Role.PARTNER, name="Lena", face=dict(shape="egg", ink="oat", hair="none"))


def written() -> list[tuple]:
    """(who, what, whether it is open) of every answer, in the order they were begun."""
    rows = WhyAnswer.told().order_by(WhyAnswer.id)
    return [(one.by.name, one.words, one.open) for one in rows]


def answer(by: Person, words: str = "Soup.", question: str = "y01") -> WhyAnswer:
    WhyAnswer.write(question, by=by, words=words)
    return WhyAnswer.told().where(WhyAnswer.by == by, WhyOpening.question == question).get()


def marks() -> dict[str, str]:
    return {one.word: one.value for one in Mark.select()}


# ---- answers


def test_an_answer_waits_for_the_last_one_and_all_open_at_once(mara, jon, events, clock):
    before = marks()
    answer(mara, "Soup.")
    assert (written(), events(), marks()) == ([("Mara", "Soup.", False)], [], before)
    answer(jon, "Trust.")
    assert written() == [("Mara", "Soup.", True), ("Jon", "Trust.", True)]
    assert events() == [("open", set(), {mara.key, jon.key})]
    assert [one.opened_at for one in WhyOpening.select()] == [clock]


def test_each_question_opens_by_itself(mara, jon):
    answer(mara, question="y01")
    answer(jon, question="y02")
    assert [one[2] for one in written()] == [False, False]


def test_before_it_opens_an_answer_is_said_otherwise_or_taken_back_and_nobody_stirs(mara, jon, events):
    answer(mara, "Soup.")
    answer(mara, "Soup, and bread.")
    assert written() == [("Mara", "Soup, and bread.", False)]
    answer(mara).take_back(by=mara)
    assert (written(), events()) == ([], [])
    answer(jon, "Trust.")
    assert written() == [("Jon", "Trust.", False)]


def test_once_open_it_stays_as_it_was_written(mara, jon, events):
    answer(mara, "Soup.")
    answer(jon, "Trust.")
    with pytest.raises(TooLate) as late:
        WhyAnswer.write("y01", by=mara, words="Something better.")
    assert str(late.value) == "The answers are open now. They stay as they were written."
    assert written() == [("Mara", "Soup.", True), ("Jon", "Trust.", True)]
    WhyAnswer.write("y01", by=jon, words="Trust.")  # the same tap, twice
    assert len(events()) == 1


def test_once_open_ones_own_words_can_still_be_taken_back(mara, jon, events):
    answer(mara, "Soup.")
    answer(jon, "Trust.").take_back(by=jon)
    assert written() == [("Mara", "Soup.", True), ("Jon", "", True)]
    assert events()[1:] == [("take_back", {mara.key, jon.key}, {mara.key, jon.key})]


def test_an_answer_has_words_and_somebody_to_share_them_with(mara, jon):
    with pytest.raises(Refused):
        WhyAnswer.write("y01", by=mara, words="")
    Person.update(left_at=now()).where(Person.id == jon.id).execute()
    with pytest.raises(Refused) as refused:
        WhyAnswer.write("y01", by=mara, words="Soup.")
    assert str(refused.value) == "This waits until there is someone to share it with."
    assert written() == [] and WhyOpening.select().count() == 0


def test_what_waits_also_waits_for_whoever_comes_in(mara, jon):
    answer(mara)
    lena = Person.join(**LENA)
    answer(jon)
    assert not any(one[2] for one in written())
    answer(lena)
    assert all(one[2] for one in written())


def test_what_was_open_before_somebody_came_can_be_answered_anew_together(mara, jon):
    for one in (mara, jon):
        answer(one, "Old.")
    lena = Person.join(**LENA)
    for one in (lena, jon):
        answer(one, "New.")
    assert [one[1:] for one in written()] == [("Old.", True)] * 2 + [("New.", False)] * 2
    answer(mara, "New.")
    assert all(one[2] for one in written())
    with pytest.raises(TooLate):
        WhyAnswer.write("y01", by=lena, words="Newer.")


def test_whoever_leaves_takes_what_never_opened_along_and_keeps_nothing_closed(mara, jon, events):
    lena = Person.join(**LENA)
    for one in (mara, jon, lena):
        answer(one, "Open.", "y01")
    for one in (mara, jon):
        answer(one, "Waits for Lena.", "y02")
    answer(lena, "Never open.", "y03")
    told = len(events())
    with database.db.atomic():
        Person.update(left_at=now()).where(Person.id == lena.id).execute()
        WhyAnswer.leave(by=lena)
    assert written() == [
        ("Mara", "Open.", True), ("Jon", "Open.", True), ("Lena", "Open.", True),
        ("Mara", "Waits for Lena.", True), ("Jon", "Waits for Lena.", True),
    ]  # fmt: skip
    assert events()[told:] == [("open", set(), {mara.key, jon.key})]


def test_what_is_one_partners_own_does_not_open_when_the_other_leaves(mara, jon):
    answer(mara)
    with database.db.atomic():
        Person.update(left_at=now()).where(Person.id == jon.id).execute()
        WhyAnswer.leave(by=jon)
    assert written() == [("Mara", "Soup.", False)]


def test_two_last_answers_in_one_instant_open_once(mara, jon):
    for question in [f"y{number:02}" for number in range(1, 9)]:
        together([lambda who=who, question=question: answer(who, who.name, question) for who in (mara, jon)])
    assert len(written()) == 16 and all(one[2] for one in written())
    assert Event.select().where(Event.verb == "open").count() == 8
    assert WhyOpening.select().where(WhyOpening.waiting.is_null(False)).count() == 0


def test_a_last_answer_and_taking_back_in_one_instant_leave_nothing_in_between(mara, jon):
    for question in [f"y{number:02}" for number in range(1, 9)]:
        maras = answer(mara, "Mine.", question)
        together([lambda one=maras: one.take_back(by=mara), lambda question=question: answer(jon, "His.", question)])
    for opening in WhyOpening.select():
        found = sorted((one.by_id, one.words) for one in opening.answers)
        assert found in ([(jon.id, "His.")], sorted([(mara.id, ""), (jon.id, "His.")]))
        assert (opening.waiting is None) is (len(found) == 2)


def together(doings: list) -> None:
    """Do these at once, each with a connection of its own."""
    start, troubles = threading.Barrier(len(doings)), []

    def do(doing) -> None:
        database.ready()
        try:
            start.wait()
            doing()
        except Exception as trouble:
            troubles.append(trouble)
        finally:
            database.db.close()

    threads = [threading.Thread(target=do, args=(doing,)) for doing in doings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []


# ---- lines


def kept() -> list[str]:
    return [line.words for line in WhyLine.select().where(WhyLine.is_kept())]


def test_a_line_is_ours_when_all_keep_it(mara, jon, events):
    line = WhyLine.propose(by=mara, words="We are the ones who come back.")
    assert kept() == []
    line.keep(by=mara)
    assert kept() == []
    for _ in range(2):
        line.keep(by=jon)
    assert kept() == ["We are the ones who come back."]
    assert events()[0] == ("propose", set(), {"partners"})
    assert all(event == ("keep", {"partners"}, {"partners"}) for event in events()[1:])


def test_anyone_takes_any_line_off_at_once_and_nothing_keeps_who_it_was(mara, jon, events):
    line = WhyLine.propose(by=mara, words="We share.")
    line.keep(by=jon)
    line.take_off(by=jon)
    assert kept() == [] and WhyLine.select().count() == WhyLineYes.select().count() == 0
    assert events()[-1] == ("take_off", {"partners"}, {"partners"})
    with pytest.raises(TooLate) as late:
        line.keep(by=mara)
    assert str(late.value) == "This line was taken off."
    line.take_off(by=mara)  # the same tap, twice


def test_a_line_waits_for_whoever_comes_in_and_for_nobody_who_left(mara, jon):
    line = WhyLine.propose(by=mara, words="We share.")
    line.keep(by=jon)
    lena = Person.join(**LENA)
    assert kept() == []
    line.keep(by=lena)
    assert kept() == ["We share."]
    waiting = WhyLine.propose(by=mara, words="We sing.")
    waiting.keep(by=jon)
    Person.update(left_at=now()).where(Person.id == lena.id).execute()
    assert kept() == ["We share.", "We sing."]


def test_a_line_has_words_and_a_form_sent_twice_is_one(mara):
    with pytest.raises(Refused):
        WhyLine.propose(by=mara, words="")
    for _ in range(2):
        WhyLine.propose(by=mara, words="We share.", once="this-form")
    assert WhyLine.select().count() == WhyLineYes.select().count() == 1


# ---- the invitation


def days_of(person: Person, begin: date, days: int = 366, doings=None) -> list[date]:
    """The days on which it comes, if on each of them this is done."""
    found, clock = [], now()
    for more in range(days):
        day = begin + timedelta(days=more)
        if WhyInvitation.of(person).comes(day):
            found.append(day)
            if doings:
                with stopped(clock + timedelta(days=more)):
                    doings(person)
    return found


@pytest.mark.parametrize("day", [1, 15, 28, 29, 30, 31])
def test_it_comes_on_one_day_a_month_from_the_day_somebody_came(mara, clock, day):
    came = clock.replace(month=7, day=day)
    mara.joined_at = came
    found = days_of(mara, came.date())
    assert len({(one.year, one.month) for one in found}) == len(found) in (11, 12)
    assert all((later - one).days >= 28 for one, later in pairwise(found))
    assert (found[0] - came.date()).days >= 28


def test_put_off_it_comes_a_month_later_and_so_it_does_after_an_answer(mara, jon, home, clock):
    for doing in (lambda who: WhyInvitation.put_off(by=who), lambda who: answer(who, question="y03")):
        found = days_of(mara, home.today, doings=doing)
        assert 10 <= len(found) <= 12
        assert all((later - one).days >= 28 for one, later in pairwise(found))
        WhyInvitation.delete().execute()


def test_turned_off_it_never_comes_whatever_happens(mara, jon, home, clock):
    WhyInvitation.end(by=mara)
    assert days_of(mara, home.today) == []
    answer(mara)
    WhyInvitation.put_off(by=mara)
    assert days_of(mara, home.today) == [] and len(days_of(jon, home.today)) == 12
    with stopped(clock + timedelta(days=3)):
        WhyInvitation.begin(by=mara)
        assert days_of(mara, home.today)[0] == date(2026, 7, 20)


def test_taking_an_answer_back_never_brings_it_sooner(mara, jon, home, clock):
    with stopped(clock + timedelta(days=10)):
        answer(mara).take_back(by=mara)
        assert days_of(mara, home.today)[0] == date(2026, 7, 27)


def test_it_wakes_nobody(mara, events):
    for doing in (WhyInvitation.put_off, WhyInvitation.end, WhyInvitation.begin):
        doing(by=mara)
    assert events() == []
