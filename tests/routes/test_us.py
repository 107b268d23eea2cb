"""Us: who is around this table."""

import pytest

from household.models import Invitation, Person

from .manners import PART, WAYS, WHOLE


@pytest.fixture
def maras(as_, mara):
    return as_(mara)


def test_everyone_of_the_house_is_there_and_can_be_changed_by_whom_they_may(maras, cast):
    for way in WAYS:
        page = maras.get("/us/", headers=way).text
        assert all(person in page for person in ("Mara", "Jon", "Ida", "Theo", "Ruth"))
        own, looked_after = (
            [person.name for person in Person.select() if path.format(person.key) in page]
            for path in ("/people/{}/edit", "/kids/{}/")
        )
        assert (own, sorted(looked_after)) == (["Mara"], ["Ida", "Theo"])


def test_an_invitation_waits_there_until_everyone_said_yes(as_, mara, jon):
    Invitation.invite(mara)
    jons = as_(jon).get("/us/").text
    assert "Mara would like to ask someone in as a partner." in jons and "Yes, come in" in jons
    assert "Take the invitation back" not in jons
    maras = as_(mara).get("/us/").text
    assert "It opens when Jon said yes too." in maras and "Take the invitation back" in maras
    assert "Yes, come in" not in maras


def test_us_leads_to_ones_devices_passphrase_and_the_log(maras):
    page = maras.get("/us/").text
    assert all(f'href="{path}"' in page for path in ("/devices/", "/passphrase/", "/access-log/"))


def test_a_passphrase_set_anew_at_the_computer_is_told_to_its_owner_alone(as_, mara, jon, clock):
    Person.update(passphrase_reset_at=clock).where(Person.id == mara.id).execute()
    assert "set anew at the computer of the house, today" in as_(mara).get("/us/").text
    assert "set anew" not in as_(jon).get("/us/").text


def test_a_stranger_is_shown_the_door(stranger, home):
    assert stranger.get("/us/").location == "/sign-in?to=/us/"
    for way in (PART, WHOLE):
        assert stranger.get("/us/", headers=way).status_code == 401
