"""The access log: what changed about who can come in, written where it happens, and nothing of one's own."""

from datetime import timedelta

import pytest

from household.models import AccessEntry, Device, Invitation, Person, RecoveryCode, passphrase
from household.models.base import TooLate
from household.models.clock import stopped

FACE = {"shape": "leaf", "ink": "oat", "hair": "none"}


def told() -> list[tuple]:
    return [(one.verb, one.by and one.by.name, one.about and one.about.name) for one in AccessEntry.newest()]


def test_inviting_and_coming_in_are_told(mara, jon, clock):
    invitation, _, _ = Invitation.invite(mara)
    invitation.say_yes(by=jon)
    with stopped(clock + timedelta(hours=1)):
        invitation.accept(name="Sam", face=FACE, passphrase="sealed")
    assert told() == [("join", "Mara", "Sam"), ("invite", "Mara", None)]


def test_an_invitation_that_seats_nobody_tells_of_nobody(mara, jon):
    invitation, _, _ = Invitation.invite(mara)
    with pytest.raises(TooLate):
        invitation.accept(name="Sam", face=FACE, passphrase="sealed")
    assert told() == [("invite", "Mara", None)]


def test_a_passphrase_set_anew_at_the_computer_is_told_and_with_a_code_it_is_not(mara, jon, clock):
    passphrase.reset(jon, "sealed", at=clock)
    assert told() == []
    passphrase.reset(jon, "sealed", at=clock, here=True)
    assert told() == [("reset_password", None, "Jon")]


def test_the_first_evening_is_no_line(app, home):
    Invitation.invite(None)
    assert told() == []


def test_what_is_ones_own_is_never_in_it(mara, jon):
    device, _ = Device.enter(mara, "iPhone")
    device.rename("Mara’s phone")
    RecoveryCode.written(RecoveryCode.make(mara)[0]).use("sealed", on=device)
    passphrase.change(mara, "another", but=device)
    device.sign_out()
    Device.revoke_all(mara)
    assert told() == []


def test_more_readers_are_told_and_an_undone_change_leaves_its_line(mara, jon, ruth, quiet):
    quiet.change(by=mara, word="quiet", audience="partners", wider=True)
    quiet.narrow(by=mara)
    quiet.change(by=mara, word="quiet", audience="named", named=[ruth])
    quiet.change(by=mara, word="hug", audience="named", named=[ruth])
    assert told() == [("widen", "Mara", None)], "fewer readers, others, or other words are no line"
    assert AccessEntry.get().need == quiet


def test_a_verb_that_is_not_known_cannot_be_written(mara):
    with pytest.raises(AssertionError):
        AccessEntry.note("sign_in", by=mara)


def test_someone_who_was_deleted_leaves_the_line_without_a_name(mara, jon):
    AccessEntry.note("reset_password", about=jon)
    Person.delete().where(Person.id == jon.id).execute()
    assert told() == [("reset_password", None, None)]
