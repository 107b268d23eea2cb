"""Something that people may want to hear of: what is told, to which circle, and how long it matters."""

from datetime import timedelta
from typing import Any

import pytest

from household.models import Need, Notice, Person, Reply, Rhythm, Thanks
from household.models.clock import stopped
from household.models.need.when import When


def told() -> list[tuple[str, set[str]]]:
    """(verb, circle) of all notices, in their order."""
    return [(one.verb, set(one.circle.split())) for one in Notice.select().order_by(Notice.id)]


def last() -> Notice:
    return Notice.select().order_by(Notice.id.desc()).get()


def fresh(need: Need) -> Any:
    return Need.all().where(Need.id == need.id).get()


def test_each_thing_is_told_once(mara, jon, meal):
    meal.claim(by=jon)
    meal.claim(by=jon)  # the same tap, twice
    meal.move(by=jon, starts_at=None)
    meal.hand_back(by=jon)
    meal.rest(by=mara)
    assert told() == [
        ("ask", {mara.key, "orbit"}),
        ("claim", {mara.key}),
        ("move", {mara.key}),
        ("hand_back", {mara.key, "orbit"}),
    ], "and when it rests, there is nobody who must let go of it"


def test_a_form_that_is_sent_twice_tells_once(mara, jon, meal):
    for _ in range(2):
        Need.ask(by=mara, own="Soup?", audience="partners", once="a")
        Reply.write_under(meal, by=jon, words="Soup?", once="b")
        Thanks.give(by=jon, to=[mara], did="You asked.", once="c")
    assert [verb for verb, _ in told()] == ["ask", "ask", "reply", "thank"]


def test_what_is_not_done_is_not_told(mara, jon, ruth, meal):
    meal.claim(by=jon)
    with pytest.raises(Exception, match="Jon has this already"):
        meal.claim(by=ruth)
    assert [verb for verb, _ in told()] == ["ask", "claim"]


def test_nobody_is_called_where_there_is_no_hurry(mara, jon):
    need = Need.ask(by=mara, word="quiet", audience="partners", tells="quiet")
    assert told() == []
    need.claim(by=jon)
    need.hand_back(by=jon)
    assert told() == [("claim", {mara.key}), ("hand_back", {mara.key})], "who asked still hears how it goes"
    need.reopen(by=mara, when=When())
    assert len(told()) == 2


def test_it_may_wake_only_what_is_for_now(mara):
    for when, wakes in (("now", True), ("today", False), ("whenever", False)):
        Need.ask(by=mara, word="quiet", audience="partners", tells="wakes", when=When(when))
        assert last().wakes is wakes
    Need.ask(by=mara, word="quiet", audience="partners", when=When("now"))
    assert not last().wakes, "unless the one who asks says so"


def test_a_child_who_hurts_or_is_scared_is_urgent(theo, mara, jon):
    for word, urgent in (("kid_hurts", True), ("kid_scared", True), ("kid_hug", False)):
        Need.ask(by=theo, word=word, audience="named", named=[mara, jon])
        assert last().urgent is urgent


def test_a_nudge_is_told_when_it_arrives(mara, jon, meal, clock):
    meal.claim(by=jon)
    with stopped(clock + timedelta(hours=3)):  # half past ten at night
        meal.nudge(by=mara, words="Still good?")
    assert last().at == fresh(meal).nudged_at == clock + timedelta(hours=11, minutes=30)
    assert not told_to_matter(meal, jon), "it has not arrived yet"
    with stopped(clock + timedelta(hours=12)):
        assert told_to_matter(meal, jon)


def told_to_matter(need: Need, person: Person) -> bool:
    notice = last()
    notice.need = fresh(need)
    return notice.matters_to(person)


def test_what_no_longer_matters_falls_away(mara, jon, ruth, meal):
    assert told_to_matter(meal, jon)
    meal.claim(by=ruth)
    asking = Notice.get(Notice.verb == "ask")
    asking.need = fresh(meal)
    assert not asking.matters_to(jon) and told_to_matter(meal, mara)
    meal.hand_back(by=ruth)
    claimed = Notice.get(Notice.verb == "claim")
    claimed.need = fresh(meal)
    assert not claimed.matters_to(mara) and told_to_matter(meal, mara)
    meal.meet(by=mara)
    assert not told_to_matter(meal, jon)


def test_words_that_are_taken_back_take_their_notice_along(mara, jon, meal):
    reply = Reply.write_under(meal, by=jon, words="Soup?")
    thanks = Thanks.give(by=jon, to=[mara], did="You asked.")
    assert [verb for verb, _ in told()] == ["ask", "reply", "thank"]
    reply.take_back(by=jon)
    thanks.take_back(by=jon)
    assert [verb for verb, _ in told()] == ["ask"]


def test_what_comes_back_tells_as_it_was_asked(mara, jon, home):
    days = range(7)
    at = {"time": home.local().time().replace(hour=21)}
    Rhythm.begin(by=mara, word="quiet", audience="partners", weekdays=days, **at)
    assert [verb for verb, _ in told()] == ["ask"]
    Rhythm.begin(by=mara, word="hug", audience="partners", weekdays=days, tells="quiet", **at)
    assert [verb for verb, _ in told()] == ["ask"]


def test_notices_go_after_a_day(meal, clock):
    with stopped(clock + timedelta(hours=23)):
        Notice.forget()
        assert [one.verb for one in Notice.standing()] == ["ask"]
    with stopped(clock + timedelta(hours=25)):
        assert Notice.standing() == []
        Notice.forget()
    assert told() == []
