"""Coming back to each other: an Ouch, said back, owned, mended; a pause in peace; and words that go for good."""

import threading
from datetime import timedelta
from typing import Any

import pytest

from household import database
from household.models import Notice, Person, Repair, Reply
from household.models.base import Refused, TooLate
from household.models.clock import stopped


@pytest.fixture
def hurt(mara, jon) -> Repair:
    return Repair.ouch(by=mara, to=jon, landed="The yeah, but.", feelings="hurt", asks="A hug.", welcome="p01 p03")


def fresh(repair: Repair) -> Any:
    return Repair.get_by_id(repair.id)


def told() -> list[tuple]:
    rows = Notice.select().where(Notice.repair.is_null(False)).order_by(Notice.id)
    return [(one.verb, one.circle, one.at) for one in rows]


def to_the_end(repair: Repair) -> None:
    repair.hear(by=repair.to, words="You came second.")
    repair.answer(by=repair.by, fits=True)
    repair.own(by=repair.to, words="I joked.")
    repair.mend(by=repair.to, words="The finale can wait.")


def test_from_hurt_to_mended_each_says_their_own_part(mara, jon, events, hurt):
    assert (hurt.stage, hurt.whose, hurt.step) == ("hear", jon, 3)
    to_the_end(hurt)
    assert (hurt.stage, hurt.whose, hurt.step) == ("close", mara, 6)
    hurt.say_mended(by=mara, mended=True)
    assert (hurt.stage, hurt.whose) == ("mended", None)
    kept = fresh(hurt)
    assert (kept.heard, kept.owns, kept.mends) == ("You came second.", "I joked.", "The finale can wait.")
    both = {mara.key, jon.key}
    verbs = ("ouch", "hear", "answer", "own", "mend", "say_mended")
    assert events() == [(verb, set() if verb == "ouch" else both, both) for verb in verbs]


def test_an_ouch_needs_no_words(mara, jon):
    assert Repair.ouch(by=mara, to=jon).stage == "hear"
    with pytest.raises(Refused):
        Repair.ouch(by=mara, to=mara)


def test_a_form_sent_twice_is_one_ouch_and_is_told_once(mara, jon):
    for _ in range(2):
        Repair.ouch(by=mara, to=jon, landed="Ouch.", once="this-form")
    assert Repair.select().count() == 1 and [verb for verb, *_ in told()] == ["ouch"]


def test_what_is_kept_is_the_hurt_ones_alone_until_it_is_told(mara, jon, events):
    kept = Repair.ouch(by=mara, to=jon, told=False, landed="Later.", once="this-form")
    kept.tell(by=mara, told=False, feels="Heavy.")
    assert {frozenset(after) for _, _, after in events()} == {frozenset({mara.key})} and told() == []
    Repair.ouch(by=mara, to=jon, landed="Later.", once="this-form")
    assert (fresh(kept).stage, fresh(kept).feels, [to for _, to, _ in told()]) == ("hear", "Heavy.", [jon.key])


def test_not_quite_and_not_yet_go_back_to_listening_and_keep_what_was_said(mara, jon, hurt):
    hurt.hear(by=jon, words="You were cross.")
    hurt.answer(by=mara, fits=False, words="Sad, more than cross.")
    assert (hurt.stage, fresh(hurt).heard, fresh(hurt).more) == ("hear", "You were cross.", "Sad, more than cross.")
    to_the_end(hurt)
    assert fresh(hurt).more == ""
    hurt.say_mended(by=mara, mended=False)
    assert (hurt.stage, fresh(hurt).owns) == ("hear", "I joked.")


def test_each_step_can_be_left_open(mara, jon, hurt):
    hurt.hear(by=jon)
    assert hurt.stage == "own", "there is nothing to ask about"
    hurt.own(by=jon)
    hurt.mend(by=jon)
    assert hurt.stage == "close"


def test_the_same_tap_twice_is_once_and_what_was_not_read_is_not_answered(mara, jon, hurt):
    read = fresh(hurt)
    for _ in range(2):
        fresh(hurt).hear(by=jon, words="You came second.", turn=read.turn)
    with pytest.raises(TooLate, match="moved on"):
        read.hear(by=jon, words="Other words.", turn=read.turn)
    assert [verb for verb, *_ in told()] == ["ouch", "turn"]
    fresh(hurt).answer(by=mara, fits=False)
    with pytest.raises(TooLate):
        read.hear(by=jon, words="Of an older page.", turn=read.turn)
    assert fresh(hurt).heard == "You came second."


def test_of_two_at_once_one_goes_through(url, mara, jon, hurt):
    hurt.hear(by=jon, words="You came second.")
    gate, went = threading.Barrier(2), []

    def act(fits: bool) -> None:
        database.ready()
        one = fresh(hurt)
        gate.wait()
        try:
            one.answer(by=mara, fits=fits)
            went.append(fits)
        except TooLate:
            pass
        finally:
            database.db.close()

    both = [threading.Thread(target=act, args=(fits,)) for fits in (True, False)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(went) == 1 and fresh(hurt).stage == ("own" if went[0] else "hear")


# ---- a pause with a return


def test_a_pause_tells_the_other_once_and_whoever_paused_when_it_is_over(mara, jon, hurt, clock):
    back, later = clock + timedelta(minutes=20), clock + timedelta(hours=1)
    hurt.pause(by=jon, back_at=back)
    hurt.pause(by=jon, back_at=later)
    assert told()[1:] == [("pause", mara.key, clock), ("return", jon.key, later)]
    assert fresh(hurt).resting and fresh(hurt).paused_by == jon
    with stopped(later):
        assert not fresh(hurt).resting
        fresh(hurt).hear(by=jon, words="I am here.")
        assert (fresh(hurt).paused_by, fresh(hurt).back_at) == (None, None)


def test_while_it_rests_nothing_is_said_and_nobody_is_told(mara, jon, hurt, clock):
    hurt.hear(by=jon, words="You came second.")
    back = clock + timedelta(hours=1)
    hurt.pause(by=mara, back_at=back)
    for act in (lambda: hurt.answer(by=mara, fits=True), lambda: hurt.pause(by=jon, back_at=back)):
        with pytest.raises(TooLate, match="Mara has paused this"):
            act()
    Repair.ouch(by=jon, to=mara, landed="You walked off.")
    waits = [(verb, at) for verb, _, at in told() if verb != "pause"]
    assert waits == [("ouch", back), ("turn", back), ("return", back), ("ouch", back)], "another Ouch waits, too"
    sooner = clock + timedelta(minutes=20)
    hurt.pause(by=mara, back_at=sooner)
    assert {at for verb, _, at in told() if verb != "pause"} == {sooner}, "nor longer than it rests"
    hurt.come_back(by=jon)
    assert fresh(hurt).resting, "only whoever paused comes back earlier"
    hurt.come_back(by=mara)
    assert not fresh(hurt).resting and [at for *_, at in told()] == [clock] * 3


def test_a_pause_has_an_end_that_is_near(mara, hurt, clock):
    for wrong in (clock, clock - timedelta(minutes=1), clock + timedelta(days=8)):
        with pytest.raises(Refused):
            hurt.pause(by=mara, back_at=wrong)
    Repair.update(stage="mended").execute()
    with pytest.raises(TooLate):
        hurt.pause(by=mara, back_at=clock + timedelta(hours=1))


def test_what_is_told_still_matters_to_whose_turn_it_is(mara, jon, hurt, clock):
    def matter(verb: str, who: Person) -> bool:
        return fresh(hurt).matters(verb, who)

    assert matter("ouch", jon) and not matter("turn", mara)
    hurt.hear(by=jon, words="You came second.")
    assert matter("turn", mara) and not matter("ouch", jon)
    hurt.pause(by=jon, back_at=clock + timedelta(hours=1))
    assert matter("pause", mara) and not matter("turn", mara) and not matter("return", jon)
    with stopped(clock + timedelta(hours=1)):
        assert matter("return", jon) and not matter("return", mara) and not matter("pause", mara)


# ---- one phone


def test_words_said_on_the_hurt_ones_phone_are_marked_until_the_other_keeps_them(mara, jon, hurt):
    hurt.hear(by=mara, words="You came second.", lent=True)
    hurt.answer(by=mara, fits=True)
    read = hurt.turn
    hurt.own(by=mara, words="I joked.", lent=True)
    with pytest.raises(TooLate):
        hurt.keep_words(by=jon, turn=read)
    assert fresh(hurt).lent == "heard owns"
    assert [to for verb, to, _ in told() if verb == "lend"] == [jon.key, jon.key]
    hurt.keep_words(by=jon)
    assert (fresh(hurt).lent, fresh(hurt).owns) == ("", "I joked.")


def test_words_that_were_never_the_others_come_off_and_the_step_is_open_again(mara, jon, hurt):
    hurt.hear(by=mara, words="All of it is my fault.", lent=True)
    hurt.answer(by=mara, fits=True)
    fresh(hurt).take_back(by=jon)
    assert (fresh(hurt).stage, fresh(hurt).heard, fresh(hurt).lent) == ("hear", "", "")
    assert fresh(hurt).to_took_back and fresh(hurt).landed
    fresh(hurt).hear(by=jon, words="In my own words.")
    assert not fresh(hurt).to_took_back


# ---- how it ends


def test_when_both_let_it_go_nothing_of_it_is_kept(mara, jon, hurt, events):
    assert hurt.let_go(by=mara) is False and hurt.let_go(by=mara) is False
    assert fresh(hurt).landed
    assert hurt.let_go(by=jon) is True
    assert (Repair.select().count(), told()) == (0, [])
    assert events()[-1] == ("let_go", {mara.key, jon.key}, set())
    with pytest.raises(TooLate, match="both let this go"):
        hurt.hear(by=jon, words="Late.")


def test_whoever_goes_on_has_not_let_go(mara, jon, hurt):
    hurt.let_go(by=mara)
    hurt.hear(by=jon, words="You came second.")
    assert hurt.let_go(by=jon) is False and fresh(hurt).by_lets_go is False


def test_what_was_never_told_and_what_the_other_left_behind_goes_at_once(mara, jon, clock):
    assert Repair.ouch(by=mara, to=jon, told=False).let_go(by=mara) is True
    left = Repair.ouch(by=mara, to=jon)
    Person.update(left_at=clock).where(Person.id == jon.id).execute()
    assert left.let_go(by=mara) is True


def test_each_erases_their_own_words_and_leaves_the_others(mara, jon, hurt):
    to_the_end(hurt)
    hurt.say_mended(by=mara, mended=True)
    hurt.take_back(by=mara)
    kept = fresh(hurt)
    assert (kept.landed, kept.feelings, kept.feels, kept.asks, kept.welcome, kept.more) == ("",) * 6
    assert (kept.stage, kept.owns, kept.by_took_back, kept.once) == ("mended", "I joked.", True, None)
    hurt.take_back(by=jon)
    assert (fresh(hurt).heard, fresh(hurt).owns, fresh(hurt).mends) == ("",) * 3


def test_the_need_is_untouched_and_a_reply_that_is_taken_back_leaves_the_repair(mara, jon, quiet):
    reply = Reply.write_under(quiet, by=jon, words="Yeah, but.")
    repair = Repair.ouch(by=mara, to=jon, need=quiet, reply=reply)
    to_the_end(repair)
    assert quiet.get_by_id(quiet.id).open
    reply.take_back(by=jon)
    assert (fresh(repair).reply, fresh(repair).need) == (None, quiet)
