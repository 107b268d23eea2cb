"""Invitations: a link and four words, for two days and once, when every partner has said yes."""

import threading
from datetime import timedelta

import pytest

from household import database
from household.content import code_words
from household.models import Invitation, InvitationYes, Person, Role
from household.models.base import TooLate
from household.models.clock import stopped
from household.models.founding import found

FACE = {"shape": "leaf", "ink": "oat", "hair": "none"}
SOMEONE = dict(name="Sam", face=FACE, passphrase="sealed")


@pytest.fixture
def alone(home) -> Person:
    """The one partner of a new home."""
    return Person.join(role=Role.PARTNER, name="Mara", face=FACE)


@pytest.fixture
def third(cast) -> Person:
    return Person.join(role=Role.PARTNER, name="Alex", face=FACE)


def opens(secret: str, words: str = "") -> list[bool]:
    """Whether the link opens it, and whether the words do."""
    found = [Invitation.with_secret(secret), Invitation.with_words(words)]
    return [one is not None for one in found]


def test_a_link_opens_it_and_so_do_four_words_however_they_are_said(alone):
    invitation, token, words = Invitation.invite(alone)
    spoken = [words, words.replace("-", " "), words.upper(), f"  {words.replace('-', ',  ')}.\n"]
    assert Invitation.with_secret(token) == invitation
    assert [Invitation.with_words(said) for said in spoken] == [invitation] * 4
    assert len(words.split("-")) == 4 and set(words.split("-")) <= set(code_words())
    assert len(token) == 22


def test_nothing_else_opens_it(alone):
    invitation, token, words = Invitation.invite(alone)
    three = "-".join(words.split("-")[:3])
    for secret in ("", " ", token[:-1], token.swapcase(), f" {token}", words, invitation.key, invitation.token_hash):
        assert Invitation.with_secret(secret) is None, secret
    for said in ("", " ", "---", three, f"{words} {words}", token, invitation.words_hash, "ж" * 1000):
        assert Invitation.with_words(said) is None, said


def test_only_hashes_are_kept(alone):
    invitation, token, words = Invitation.invite(alone)
    row = " ".join(str(value) for value in Invitation.select().dicts().get().values())
    assert token not in row and words not in row and len(invitation.token_hash) == 64


def test_looking_changes_nothing(alone):
    _, token, words = Invitation.invite(alone)
    before = Invitation.select().dicts().get()
    assert opens(token, words) == [True, True]
    assert Invitation.select().dicts().get() == before


def test_it_works_for_two_days(alone, clock):
    invitation, token, words = Invitation.invite(alone)
    with stopped(clock + timedelta(hours=48, seconds=-1)):
        assert opens(token, words) == [True, True]
    with stopped(clock + timedelta(hours=48)):
        assert opens(token, words) == [False, False]
        assert list(Invitation.waiting()) == []
        with pytest.raises(TooLate) as late:
            invitation.accept(**SOMEONE)
        assert str(late.value) == "This invitation has been used or is too old. Ask for a new one."
    assert Person.select().count() == 1


def test_it_works_once(alone):
    invitation, token, words = Invitation.invite(alone)
    read = Invitation.with_secret(token)
    newcomer = invitation.accept(**SOMEONE, kids_say="Sammy")
    assert (newcomer.role, newcomer.name, newcomer.kids_say, newcomer.passphrase) == (
        "partner",
        "Sam",
        "Sammy",
        "sealed",
    )
    assert (newcomer.shape, newcomer.ink, newcomer.hair) == ("leaf", "oat", "none")
    assert opens(token, words) == [False, False]
    with pytest.raises(TooLate, match="used or is too old"):
        read.accept(**SOMEONE)
    assert Person.here(Role.PARTNER).count() == 2


def test_of_ten_at_once_one_comes_in(alone):
    _, token, _ = Invitation.invite(alone)
    start, came = threading.Barrier(10), []

    def accept():
        with database.db.connection_context():
            invitation = Invitation.with_secret(token)
            start.wait()
            try:
                came.append(invitation.accept(**SOMEONE))
            except TooLate:
                came.append(None)

    threads = [threading.Thread(target=accept) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(came), came.count(None), Person.here(Role.PARTNER).count()) == (10, 9, 2)


def test_a_new_one_ends_the_old_one_of_the_same_partner_alone(mara, jon):
    _, old, old_words = Invitation.invite(mara)
    jons, _, _ = Invitation.invite(jon)
    new, _, _ = Invitation.invite(mara)
    assert opens(old, old_words) == [False, False]
    assert list(Invitation.waiting()) == [jons, new]
    assert InvitationYes.select().count() == 2


def test_a_used_one_is_remembered(alone):
    used, _, _ = Invitation.invite(alone)
    used.accept(**SOMEONE)
    Invitation.invite(alone)
    assert Invitation.select().count() == 2


def test_with_three_partners_each_must_say_yes(mara, jon, third):
    invitation, token, words = Invitation.invite(mara)
    assert (invitation.missing(), opens(token, words)) == ([jon, third], [False, False])
    invitation.say_yes(by=jon)
    assert (invitation.missing(), opens(token, words)) == ([third], [False, False])
    with pytest.raises(TooLate, match="used or is too old"):
        invitation.accept(**SOMEONE)
    invitation.say_yes(by=third)
    assert (invitation.missing(), opens(token, words)) == ([], [True, True])


def test_a_partner_who_came_meanwhile_must_say_yes_too(mara, jon):
    invitation, token, words = Invitation.invite(mara)
    invitation.say_yes(by=jon)
    newcomer = Person.join(role=Role.PARTNER, name="Alex", face=FACE)
    assert (invitation.missing(), opens(token, words)) == ([newcomer], [False, False])


def test_a_partner_who_left_need_not_say_yes(mara, jon, clock):
    invitation, token, words = Invitation.invite(mara)
    Person.update(left_at=clock).where(Person.id == jon.id).execute()
    assert (invitation.missing(), opens(token, words)) == ([], [True, True])


def test_kids_and_guests_are_not_asked(mara, jon, ida, ruth):
    invitation, _, _ = Invitation.invite(mara)
    assert invitation.missing() == [jon]


def test_a_yes_said_twice_is_one_yes(mara, jon):
    invitation, _, _ = Invitation.invite(mara)
    for _ in range(2):
        invitation.say_yes(by=jon)
    assert InvitationYes.select().count() == 2


def test_one_that_was_withdrawn_opens_nothing(mara, jon, alone):
    invitation, token, words = Invitation.invite(mara)
    for partner in (jon, alone):
        invitation.say_yes(by=partner)
    read = Invitation.with_secret(token)
    for _ in range(2):
        invitation.withdraw(by=mara)
    assert (opens(token, words), InvitationYes.select().count()) == ([False, False], 0)
    with pytest.raises(TooLate, match="used or is too old"):
        read.accept(**SOMEONE)


def test_partners_are_told_and_nobody_else(mara, jon, events):
    invitation, _, _ = Invitation.invite(mara)
    invitation.say_yes(by=jon)
    invitation.withdraw(by=mara)
    partners = {"partners"}
    assert events() == [("invite", set(), partners), ("say_yes", partners, partners), ("withdraw", partners, partners)]


def test_the_first_one_does_not_expire_and_ends_with_the_founding(app, clock):
    _, token, words = Invitation.invite(None)
    with stopped(clock + timedelta(days=400)):
        assert opens(token, words) == [True, True]
        found(home_name="The blue door", zone="Europe/Berlin", moments={}, name="Mara", kids_say="", face=FACE)
    assert opens(token, words) == [False, False]
