"""When a guest's last day is over, nothing of theirs holds up the others."""

from datetime import time, timedelta

import pytest

from household.models import Card, Device, Need, Person, Rhythm
from household.models.clock import stopped
from household.models.leaving.card_over import put_down_what_is_over
from household.models.person import READY_FACES


@pytest.fixture
def lena(mara):
    card, _, _ = Card.make(by=mara, name="Lena")
    return card.take_up(name="Lena", face=READY_FACES["egg-clay-bun"])


def fresh(need):
    return Need.get_by_id(need.id)


def test_ended_by_a_partner_what_she_had_taken_on_is_open_again_at_once(lena, mara, meal):
    meal.claim(by=lena)
    token = Device.enter(lena, "phone")[1]
    Card.get(Card.person == lena).end(by=mara)
    assert fresh(meal).waiting and fresh(meal).opened_again
    assert Device.known(token) is None and Person.get_by_id(lena.id).has_ended


def test_what_nobody_took_of_hers_rests_and_what_somebody_has_goes_on(lena, mara):
    taken, waits = (Need.ask(by=lena, word="ride", audience="partners") for _ in range(2))
    taken.claim(by=mara)
    Card.get(Card.person == lena).end(by=mara)
    assert fresh(taken).open and fresh(taken).claimed_by == mara and fresh(waits).closed_as == "rested"


def test_where_its_day_passes_the_clockwork_does_the_same_and_does_it_once(lena, mara, meal, home, clock):
    Card.get(Card.person == lena).change(by=mara, until=home.today, phone="")
    meal.claim(by=lena)
    put_down_what_is_over()
    assert fresh(meal).claimed_by == lena, "the last day is a day like any other"
    with stopped(clock + timedelta(days=1)):
        put_down_what_is_over()
        assert fresh(meal).waiting
        meal.claim(by=mara)
        put_down_what_is_over()
        assert fresh(meal).claimed_by == mara


def test_an_ended_card_names_nobody_any_more_where_people_are_named(lena, mara):
    assert lena in Person.here()
    Card.get(Card.person == lena).end(by=mara)
    assert lena not in Person.here() and lena in Person.staying()


def test_what_a_partner_had_said_they_did_together_is_free_where_it_did_not_happen_after_all(lena, mara, meal):
    meal.claim(by=lena)
    meal.meet(by=mara)
    Card.get(Card.person == lena).end(by=mara)
    fresh(meal).unmeet(by=mara)
    assert fresh(meal).waiting, "nobody who can't come in has it"


def test_what_comes_back_asks_her_no_more_until_her_card_opens_again(lena, mara, home):
    rhythm = Rhythm.begin(by=mara, word="ride", audience="named", named=[lena], weekdays=[6], time=time(18))
    card = Card.get(Card.person == lena)
    card.end(by=mara)
    assert Rhythm.get_by_id(rhythm.id).named == []
    Card.of_everyone().get().change(by=mara, until=home.today, phone="")
    assert Rhythm.get_by_id(rhythm.id).named == [lena]


def test_what_one_guest_has_that_another_asked_for_is_open_again_when_they_are_kept_apart(lena, ruth, mara, meal, home):
    home.let_guests_meet(by=mara)
    chair = Need.ask(by=ruth, own="A chair?", audience="orbit")
    chair.claim(by=lena)
    meal.claim(by=ruth)
    home.keep_guests_apart(by=mara)
    assert fresh(chair).waiting and fresh(meal).claimed_by == ruth, "she could neither see it nor hand it back"
