"""Whom to call when it is hard: written down by a partner, with the day it was checked."""

from datetime import date, timedelta

import pytest

from household.models import Contact
from household.models.base import Refused, TooLate
from household.models.clock import stopped

WEDNESDAY = date(2026, 6, 17)


@pytest.fixture
def helpline(mara) -> Contact:
    return Contact.add(by=mara, kind="helpline", name="Someone to talk to", reach="116 123")


def test_a_new_home_has_none(home):
    assert Contact.in_order() == []


def test_whoever_writes_one_down_has_just_checked_it(mara, helpline):
    assert helpline.checked_on == WEDNESDAY and not helpline.is_old(WEDNESDAY)


def test_the_emergency_number_comes_first_and_the_others_as_they_were_written(mara, helpline):
    for kind, reach in (("child_helpline", "116 111"), ("helpline", "Text HOME to 741741"), ("emergency", "112")):
        Contact.add(by=mara, kind=kind, reach=reach)
    assert [one.reach for one in Contact.in_order()] == ["112", "116 123", "Text HOME to 741741", "116 111"]


def test_the_same_form_sent_twice_writes_one(mara):
    for _ in range(2):
        Contact.add(by=mara, kind="emergency", reach="112", once="this page")
    assert len(Contact.in_order()) == 1


def test_it_can_be_changed_and_looked_at_again_and_that_is_a_check(mara, jon, helpline, clock):
    with stopped(clock + timedelta(days=400)):
        assert helpline.is_old(WEDNESDAY + timedelta(days=400)) and not helpline.is_old(WEDNESDAY + timedelta(days=365))
        helpline.check(by=jon)
        assert Contact.get_by_id(helpline.id).checked_on == WEDNESDAY + timedelta(days=400)
    with stopped(clock + timedelta(days=500)):
        helpline.change(by=jon, kind="emergency", reach="112")
        (kept,) = Contact.in_order()
    assert (kept.kind, kept.name, kept.reach) == ("emergency", "", "112")
    assert kept.checked_on == WEDNESDAY + timedelta(days=500)


def test_what_was_taken_off_meanwhile_is_told_kindly(mara, helpline):
    helpline.remove(by=mara)
    for late in (helpline.check, helpline.remove, lambda by: helpline.change(by=by, kind="helpline", reach="112")):
        with pytest.raises(TooLate, match="taken off the page already"):
            late(by=mara)


def test_one_without_a_way_to_reach_it_is_refused(mara, helpline):
    for write in (Contact.add, helpline.change):
        with pytest.raises(Refused, match="how to reach them"):
            write(by=mara, kind="helpline", name="A name", reach="")


REACHES = {
    # what was written             what a phone dials    the page in the web
    "112": ("112", ""),
    "+49 (0)800 / 111-0.111": ("+498001110111", ""),
    "116 123 or 116 111": ("", ""),
    "Text HOME to 741741": ("", ""),
    "https://chat.example/talk?now=1#top": ("", "https://chat.example/talk?now=1#top"),
    "http://chat.example:8080": ("", "http://chat.example:8080"),
    "chat.example": ("", ""),
    "javascript:alert(1)": ("", ""),
    "https://bank.example@evil.example/": ("", ""),
    "https://chat.example/ javascript:alert(1)": ("", ""),
    "data:text/html,x": ("", ""),
    "tel:112": ("", ""),
}


def test_only_a_number_is_dialled_and_only_a_plain_web_address_is_a_link(mara):
    for reach, (number, address) in REACHES.items():
        contact = Contact(kind="helpline", reach=reach)
        assert (contact.number, contact.address) == (number, address), reach


def test_what_changes_on_the_care_page_is_in_no_stream(mara, helpline, events):
    helpline.check(by=mara)
    helpline.remove(by=mara)
    assert events() == []
