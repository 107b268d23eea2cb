"""What waits at the door with a card, until one partner says yes or no."""

from datetime import timedelta

import pytest

from household import policy
from household.models import AccessEntry, Card, Device, Knock
from household.models.base import Refused, TooLate
from household.models.clock import stopped

FACE = {"shape": "petal", "ink": "rose", "hair": "curls"}


@pytest.fixture
def card(mara) -> Card:
    """Lena's, and Lena has come in with it."""
    card, _, _ = Card.make(by=mara, name="Lena")
    card.take_up(name="Lena", face=FACE)
    return Card.of_everyone().get()


@pytest.fixture
def secret(card) -> str:
    return Knock.with_card(card, "Android")


def test_a_phone_comes_in_once_a_partner_said_yes(card, secret, jon):
    knock = Knock.with_secret(secret)
    with pytest.raises(TooLate, match="This door is closed"):
        knock.come_in()
    assert knock.let_in(by=jon) is None
    device, token = Knock.with_secret(secret).come_in()
    assert (Device.known(token).holder, device.label, device.kiosk) == (card.person, "Android", False)
    assert Knock.with_secret(secret) is None
    with pytest.raises(TooLate, match="This door is closed"):
        knock.come_in()
    entry = AccessEntry.newest().first()
    assert (entry.verb, entry.by, entry.about) == ("let_in", jon, card.person)


def test_one_of_two_answers_counts(secret, mara, jon):
    knock = Knock.with_secret(secret)
    knock.let_in(by=mara)
    with pytest.raises(TooLate, match="has been answered"):
        knock.let_in(by=jon)
    with pytest.raises(TooLate, match="has been answered"):
        knock.send_away(by=jon)
    assert Knock.with_secret(secret)


def test_what_is_sent_away_finds_nothing_any_more(secret, mara, jon):
    knock = Knock.with_secret(secret)
    knock.send_away(by=mara)
    assert Knock.with_secret(secret) is None
    for verb in (knock.send_away, knock.let_in):
        with pytest.raises(TooLate, match="has been answered"):
            verb(by=jon)
    with pytest.raises(TooLate):
        knock.come_in()


def test_it_waits_for_a_day(secret, mara, clock):
    knock = Knock.with_secret(secret)
    with stopped(clock + timedelta(days=1, seconds=-1)):
        assert [*policy.visible_knocks(mara)] == [knock]
    with stopped(clock + timedelta(days=1)):
        assert [*policy.visible_knocks(mara)] == [] and Knock.with_secret(secret) is None
        with pytest.raises(TooLate, match="waited too long"):
            knock.let_in(by=mara)
    knock.let_in(by=mara)
    with stopped(clock + timedelta(days=1)), pytest.raises(TooLate):
        knock.come_in()


def test_a_few_wait_with_one_card_and_an_answer_makes_room(card, secret, mara):
    others = [Knock.with_card(card, "") for _ in range(2)]
    with pytest.raises(Refused, match="Some phones wait with this card already"):
        Knock.with_card(card, "")
    other, _, _ = Card.make(by=mara, name="Noor")
    Knock.with_card(other, "")
    Knock.with_secret(others[0]).send_away(by=mara)
    Knock.with_card(card, "")


def test_with_a_card_that_nobody_has_a_yes_lets_it_be_taken_up(mara, clock):
    card, token, _ = Card.make(by=mara, name="Lena")
    with stopped(clock + timedelta(days=3)):
        knock = Knock.with_secret(Knock.with_card(card, ""))
        knock.let_in(by=mara)
        assert AccessEntry.newest().first().about is None
        with pytest.raises(TooLate):
            knock.come_in()
        Card.with_secret(token).take_up(name="Lena", face=FACE)
        assert Knock.get_by_id(knock.id).come_in()[0].person.name == "Lena"


def test_a_new_print_lets_nobody_wait(card, secret, mara):
    card.renew(by=mara)
    assert Knock.with_secret(secret) is None


def test_only_partners_see_who_waits(cast, secret):
    Knock.for_kitchen("tablet")
    for who in (cast.ida, cast.ruth, cast.kitchen):
        assert [*policy.visible_knocks(who), *policy.visible_cards(who)] == []
    assert [knock.card.name for knock in policy.visible_knocks(cast.jon)] == ["Lena"], "and no tablet is among them"
