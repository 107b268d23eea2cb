"""Calendars: one link a person, kept as a hash alone; a new one takes its place, and it can end."""

import pytest

from household.models import Calendar, Person
from household.models.base import TooLate


def test_a_link_opens_its_persons_calendar_and_only_its_hash_is_kept(mara, jon, events, clock):
    calendar, token = Calendar.make(by=mara)
    found = Calendar.with_token(token)
    assert (found, found.person, found.tells_words, found.made_at) == (calendar, mara, False, clock)
    assert len(token) == 22 and token not in str(Calendar.select().dicts().get())
    assert Calendar.of(mara) == calendar and Calendar.of(jon) is None
    wrong = ("", "\0", token[:-1], calendar.token_hash, calendar.key)
    assert not any(Calendar.with_token(one) for one in wrong)
    assert events() == []


def test_a_new_link_ends_the_one_before_at_once_and_says_as_much_as_that(mara, jon):
    old, jons = Calendar.make(by=mara)[1], Calendar.make(by=jon)[1]
    Calendar.change(by=mara, tells_words=True)
    new = Calendar.make(by=mara)[1]
    assert Calendar.with_token(old) is None
    assert Calendar.with_token(new).tells_words and not Calendar.with_token(jons).tells_words
    assert Calendar.select().count() == 2


def test_a_link_that_ended_opens_nothing_and_the_next_one_is_discreet(mara, jon):
    token, jons = Calendar.make(by=mara)[1], Calendar.make(by=jon)[1]
    Calendar.change(by=mara, tells_words=True)
    for _ in range(2):  # the same tap, twice
        Calendar.end(by=mara)
    assert Calendar.with_token(token) is None and Calendar.with_token(jons)
    with pytest.raises(TooLate):
        Calendar.change(by=mara, tells_words=True)
    assert not Calendar.make(by=mara)[0].tells_words


def test_a_calendar_goes_with_its_person(jon):
    Calendar.make(by=jon)
    Person.delete().where(Person.id == jon.id).execute()
    assert Calendar.select().count() == 0
