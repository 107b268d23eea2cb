"""A guest's card: made by a partner, taken up once, and over on its last day at four in the next morning."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest

from household import database, policy
from household.content import code_words
from household.models import AccessEntry, Card, Channel, Device, Home, Knock, Person, Role
from household.models.base import Refused, TooLate
from household.models.clock import stopped

FACE = {"shape": "petal", "ink": "rose", "hair": "curls"}
LENA = dict(name="Lena", face=FACE)
SUNDAY = date(2026, 6, 21)


@pytest.fixture
def made(mara):
    """(the card, its secret, its four words), for Lena until Sunday."""
    return Card.make(by=mara, name="Lena", phone="0171 234", until=SUNDAY)


def again(card: Card) -> Card:
    return Card.of_everyone().where(Card.id == card.id).get()


def opens(secret: str, words: str) -> list[bool]:
    return [Card.with_secret(secret) is not None, Card.with_words(words) is not None]


def test_a_link_opens_it_and_so_do_four_words_however_they_are_said(made):
    card, token, words = made
    assert Card.with_secret(token) == card and len(token) == 22
    for said in (words, words.replace("-", " "), words.upper(), f" {words.replace('-', ', ')}. "):
        assert Card.with_words(said) == card
    assert len(words.split("-")) == 4 and set(words.split("-")) <= set(code_words())
    for other in ("", token[:-1], token.swapcase(), words, card.key, card.token_hash, "ж" * 1000):
        assert Card.with_secret(other) is None
    for other in ("", "---", "-".join(words.split("-")[:3]), f"{words} {words}", token, card.words_hash):
        assert Card.with_words(other) is None


def test_only_hashes_are_kept(made):
    card, token, words = made
    row = " ".join(str(value) for value in Card.select().dicts().get().values())
    assert token not in row and words not in row and len(card.token_hash) == len(card.words_hash) == 64


def test_looking_changes_nothing(made):
    before = Card.select().dicts().get()
    assert opens(*made[1:]) == [True, True] and Card.select().dicts().get() == before


def test_one_form_sent_twice_makes_one_card_and_the_second_print_holds(mara):
    form = dict(by=mara, name="Lena", once="a form")
    (first, *old), (second, *new) = Card.make(**form), Card.make(**form)
    assert (first, Card.select().count(), opens(*old), opens(*new)) == (second, 1, [False, False], [True, True])
    Card.make(**form | {"name": "Noor"})
    Card.make(**form | {"once": "another"})
    assert Card.select().count() == 3


def test_whoever_takes_it_up_is_a_guest_with_its_last_day(made, mara):
    guest = made[0].take_up(name="Nana", face=FACE)
    assert (guest.role, guest.name, guest.until, guest.passphrase) == (Role.GUEST, "Nana", SUNDAY, "")
    card = again(made[0])
    assert (card.person, card.name, card.may_be_taken_up) == (guest, "Nana", False)
    assert opens(*made[1:]) == [True, True], "it leads to a door at which one can ask"
    log = [(entry.verb, entry.by, entry.about) for entry in AccessEntry.newest()]
    assert log == [("take_up", mara, guest), ("card", mara, None)]


def test_a_last_day_that_a_partner_changed_meanwhile_counts(made, mara):
    again(made[0]).change(by=mara, until=None, phone="")
    assert made[0].take_up(**LENA).until is None


def test_it_is_taken_up_once_and_within_two_days(made, clock):
    card = made[0]
    for late in (timedelta(hours=48), timedelta(days=4)):
        with stopped(clock + late):
            assert not card.may_be_taken_up
            with pytest.raises(TooLate, match="has been taken up"):
                card.take_up(**LENA)
    with stopped(clock - timedelta(minutes=1)):  # a clock that was set back
        assert not card.may_be_taken_up
        with pytest.raises(TooLate):
            card.take_up(**LENA)
    with stopped(clock + timedelta(hours=48, seconds=-1)):
        assert card.may_be_taken_up
        card.take_up(**LENA)
        with pytest.raises(TooLate, match="has been taken up"):
            card.take_up(**LENA)
    assert Person.select().where(Person.name == "Lena").count() == 1


def test_what_was_printed_before_opens_nothing_any_more(made, mara, clock):
    card, old, old_words = made
    with stopped(clock + timedelta(days=3)):
        new, new_words = again(card).renew(by=mara)
        assert (opens(old, old_words), opens(new, new_words)) == ([False, False], [True, True])
        with pytest.raises(TooLate):
            card.take_up(**LENA)  # by the page of the old one, that is still open
        assert again(card).may_be_taken_up, "its two days begin anew"
        again(card).take_up(**LENA)
        assert not again(card).may_be_taken_up
        again(card).renew(by=mara)
        assert not again(card).may_be_taken_up, "somebody has it"


def test_a_card_that_has_ended_opens_nothing(made, mara):
    card, *opened_by = made
    card.end(by=mara)
    assert opens(*opened_by) == [False, False] and Card.select().count() == 0
    for verb in (lambda: card.take_up(**LENA), lambda: card.renew(by=mara), lambda: Knock.with_card(card, "")):
        with pytest.raises(TooLate):
            verb()


def test_the_guest_whose_card_is_ended_is_out_everywhere_and_comes_in_no_more(made, mara):
    card, *opened_by = made
    guest = card.take_up(**LENA)
    phones = [Device.enter(guest, "phone") for _ in range(2)]
    waiting, let_in = Knock.with_card(again(card), "Android"), Knock.with_card(again(card), "iPad")
    Knock.with_secret(let_in).let_in(by=mara)
    again(card).end(by=mara)
    assert [Device.known(token) for _, token in phones] == [None, None] and opens(*opened_by) == [False, False]
    assert Knock.with_secret(waiting) is Knock.with_secret(let_in) is None
    assert guest not in Person.here() and Person.get_by_id(guest.id).left_at is None, "what was said stays"


def test_one_that_is_taken_back_while_somebody_sits_down_says_so_and_can_still_be_ended(made, mara):
    card = again(made[0])
    guest = made[0].take_up(**LENA)
    _, token = Device.enter(guest, "phone")
    with pytest.raises(TooLate, match="Somebody has taken this card up"):
        card.end(by=mara)
    assert guest in Person.here() and Device.known(token)
    again(card).end(by=mara)
    assert guest not in Person.here() and Device.known(token) is None
    assert again(card).person == guest, "a partner can give another last day"


def test_who_made_it_may_leave_and_it_stands(made, mara):
    Card.update(by=None).execute()
    assert again(made[0]).take_up(**LENA).name == "Lena"


def test_partners_are_told_and_nobody_else(made, mara, events):
    again(made[0]).renew(by=mara)
    Knock.with_card(again(made[0]), "")
    again(made[0]).end(by=mara)
    partners = {"partners"}
    told = [("make", set(), partners), ("renew", partners, partners), ("knock", partners, partners)]
    assert events() == [*told, ("end", partners, partners)]


def test_that_a_guest_is_here_no_more_the_family_hears_and_the_tablet_but_no_other_guest(made, mara, events):
    guest = made[0].take_up(**LENA)
    again(made[0]).change(by=mara, until=SUNDAY, phone="")
    again(made[0]).end(by=mara)
    family = {"partners", "home", "kids", guest.key}
    told = [event for event in events() if event[0] in ("change", "end")]
    assert told == [("change", family, family), ("end", family, family)]


def test_a_card_that_somebody_takes_up_at_that_moment_is_not_taken_from_them(made, mara):
    seen_by_mara = again(made[0])
    guest = made[0].take_up(**LENA)
    with pytest.raises(TooLate):
        seen_by_mara.end(by=mara)
    assert Card.get(Card.person == guest).last_day == SUNDAY


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Pacific/Auckland", "America/Los_Angeles"])
def test_the_last_day_ends_at_four_in_the_next_morning(made, mara, zone):
    """The night still belongs to the day before: for the card, its guest, a phone of theirs, and one that waits."""
    Home.update(zone=zone).execute()
    here = Home.current()
    monday_at_four = here.first_instant(SUNDAY + timedelta(days=1), datetime(2026, 1, 1, 4).time()).astimezone(UTC)
    with stopped(monday_at_four - timedelta(days=1)):
        card = again(made[0])
        card.renew(by=mara)
        guest = again(card).take_up(**LENA)
        token = Device.enter(guest, "phone")[1]
        Channel.add("mail", by=guest, address={"to": "lena@mail.example"}, language="en", house="")
        Knock.with_card(again(card), "")
    for off, stands in ((timedelta(seconds=-1), True), (timedelta(0), False), (timedelta(days=30), False)):
        with stopped(monday_at_four + off):
            assert again(card).over is not stands
            assert (guest in Person.here()) is stands
            assert policy.admits(Device.known(token)) is stands
            assert bool(policy.calling_channels()) is stands
            assert [*policy.visible_knocks(mara)] == ([*Knock.select()] if off < timedelta(days=1) and stands else [])


def test_a_card_that_nobody_took_up_is_over_too(made, mara):
    here = Home.current()
    Knock.with_card(made[0], "")
    for off, stands in ((timedelta(seconds=-1), True), (timedelta(0), False)):
        with stopped(here.end_of(SUNDAY) + off):
            assert again(made[0]).over is not stands
            assert opens(*made[1:]) == [stands, stands]
            Knock.update(expires_at=here.end_of(SUNDAY) + timedelta(hours=1)).execute()
            assert policy.visible_knocks(mara).exists() is stands
            assert bool(policy.phones_at_the_door(mara, here)) is stands


def at_once(many: int, verb) -> list:
    """What each of so many threads, with a connection of its own, gets of it at the same moment."""
    start, got = threading.Barrier(many), []

    def one():
        start.wait()
        with database.db.connection_context():
            try:
                got.append(verb())
            except TooLate:
                got.append(None)

    threads = [threading.Thread(target=one) for _ in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got


def test_of_a_hundred_at_once_one_sits_down(made):
    got = at_once(100, lambda: made[0].take_up(**LENA))
    assert (len(got), got.count(None), Person.select().where(Person.name == "Lena").count()) == (100, 99, 1)


def test_of_a_hundred_that_come_in_with_one_yes_one_does(made, mara):
    guest = made[0].take_up(**LENA)
    Knock.with_card(again(made[0]), "Android")
    Knock.get().let_in(by=mara)
    knock = Knock.get()
    got = at_once(100, knock.come_in)
    assert (len(got), got.count(None), Device.select().where(Device.person == guest).count()) == (100, 99, 1)
    (token,) = {one[1] for one in got if one}
    assert Device.known(token).holder == guest


def test_of_ten_phones_that_knock_at_once_three_wait(made):
    def knock():
        try:
            return Knock.with_card(made[0], "Android")
        except Refused:
            return None

    got = at_once(10, knock)
    assert (len(got), got.count(None), Knock.select().count()) == (10, 7, 3)
