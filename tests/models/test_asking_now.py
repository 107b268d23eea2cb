"""A child asks for something now, again, or somebody else: what still waits lies on the table once."""

from datetime import timedelta

import pytest

from household.models import Event, Need, Notice, Reply
from household.models.base import Refused
from household.models.clock import stopped


def ask(child, *people, **more):
    return Need.ask_now(by=child, word="kid_hug", named=[*people], **more)


def fresh(need: Need) -> Need:
    return Need.get_by_id(need.id)


def test_what_a_child_asks_for_is_for_now_and_for_those_it_named(theo, jon, mara, home):
    need = ask(theo, jon, own="My knee.")
    assert (need.when, need.day, need.own, need.audience) == ("now", home.today, "My knee.", "named")
    assert need.named == [jon] and need.circle == {theo.key, jon.key, "kitchen"}
    assert need.chosen.told == "a hug" and need.chosen.plain_no and need.chosen.by_child
    with pytest.raises(Refused, match="Choose who this is for"):
        ask(theo)


def test_one_who_asks_for_the_same_at_once_has_asked_once(theo, jon, mara, clock):
    need = ask(theo, jon)
    with stopped(clock + timedelta(seconds=59)):
        assert ask(theo, jon) == need
        assert ask(theo, mara) != need != ask(theo, jon, own="My knee."), "of somebody else, or in other words"
        assert not fresh(need).open, "said with words instead"


def test_after_a_no_the_same_is_called_at_once(theo, jon):
    need = ask(theo, jon)
    Reply.say_not_now(need, by=jon)
    assert ask(theo, jon) != need and fresh(need).closed_as == "rested"


def test_one_who_asks_again_later_calls_again_and_it_lies_there_once(theo, jon, clock):
    need = ask(theo, jon)
    with stopped(clock + timedelta(minutes=5)):
        again = ask(theo, jon)
        assert again != need and fresh(need).closed_as == "rested" and fresh(again).waiting
        assert Notice.select().where(Notice.verb == "ask", Notice.need == again).count() == 1
        assert Notice.select().where(Notice.verb == "rest").count() == 0


def test_the_same_form_sent_again_later_is_not_lost(theo, jon, clock):
    need = ask(theo, jon, once="form")
    with stopped(clock + timedelta(minutes=5)):
        assert ask(theo, jon, once="form") == need and fresh(need).waiting


def test_what_somebody_has_or_what_was_met_stays_as_it_is(theo, jon, clock):
    taken, met = ask(theo, jon), Need.ask_now(by=theo, word="kid_play", named=[jon])
    taken.claim(by=jon)
    met.meet(by=theo)
    with stopped(clock + timedelta(minutes=5)):
        assert ask(theo, jon) != taken and fresh(taken).claimed and fresh(taken).open
        assert Need.ask_now(by=theo, word="kid_play", named=[jon]) != met and fresh(met).closed_as == "met"


def test_one_asks_somebody_else_with_the_same_words(theo, jon, mara, clock):
    need = ask(theo, jon, own="My knee.")
    Reply.say_not_now(need, by=jon)
    with stopped(clock + timedelta(minutes=5)):
        need.ask_instead(by=theo, named=[mara])
        now = fresh(need)
        assert now.named == [mara] and now.circle == {theo.key, mara.key, "kitchen"}
        assert (now.word, now.own, now.when) == ("kid_hug", "My knee.", "now")
        assert now.asked_at == clock + timedelta(minutes=5)
        last = Event.select().order_by(Event.id.desc()).get()
        assert jon.key in last.circle, "who is not asked any more looks again"


def test_who_took_it_meanwhile_has_it(theo, jon, mara):
    need, read = ask(theo, jon), None
    read = fresh(need)
    need.claim(by=jon)
    for known in (read, fresh(need)):
        known.ask_instead(by=theo, named=[mara])
        assert fresh(need).claimed_by == jon and fresh(need).named == [jon]
    need.meet(by=jon)
    fresh(need).ask_instead(by=theo, named=[mara])
    assert fresh(need).closed_as == "met"


def test_what_a_child_is_scared_of_passes_quiet_hours_and_the_rest_is_soon(theo, mara, jon):
    for word, urgent in (("kid_scared", True), ("kid_hurts", True), ("kid_drink", False)):
        Need.ask_now(by=theo, word=word, named=[mara, jon])
        told = Notice.select().order_by(Notice.id.desc()).get()
        assert (told.urgent, told.soon) == (urgent, True)
