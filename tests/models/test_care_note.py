"""The care note: one's own words, for nobody until somebody is chosen."""

import pytest

from household.models import CareNote, CareNoteReader, Person
from household.models.base import Refused, TooLate
from household.models.clock import now

SAID = dict(helps="Tea.", hard="Loud voices.", please_dont="", therapist="Dr Weber", trusted_person="")


@pytest.fixture
def note(mara) -> CareNote:
    CareNote.keep(by=mara, **SAID)
    return CareNote.get()


def test_a_new_note_is_its_writers_alone(mara, note, events):
    assert {name: getattr(note, name) for name in SAID} == SAID
    assert (note.person, note.readers, note.shows_contacts) == (mara, [], False)
    assert events() == [("keep", {mara.key}, {mara.key})]


def test_a_note_needs_a_word_or_two(mara, note):
    for kept in (mara, note.person):
        with pytest.raises(Refused) as refused:
            CareNote.keep(by=kept, helps="", shows_contacts=True)
        assert str(refused.value) == "Write a word or two first."
    assert CareNote.get().helps == "Tea."


def test_it_is_written_anew_over_the_words_that_were_read(mara, note, events):
    CareNote.keep(by=mara, wording=note.wording, **SAID | {"helps": "Cocoa."})
    fresh = CareNote.get()
    assert (fresh.key, fresh.helps) == (note.key, "Cocoa.") and fresh.wording != note.wording
    CareNote.keep(by=mara, wording=note.wording, **SAID | {"helps": "Cocoa."})  # the same form, sent twice
    assert len(events()) == 2


def test_words_that_were_written_elsewhere_meanwhile_are_not_lost(mara, jon, note):
    CareNote.keep(by=mara, wording=note.wording, helps="Cocoa.")
    for late in (note.wording, ""):
        with pytest.raises(TooLate):
            CareNote.keep(by=mara, wording=late, helps="Milk.")
    assert CareNote.get().helps == "Cocoa."
    CareNote.get().erase(by=mara)
    with pytest.raises(TooLate):
        CareNote.keep(by=mara, wording=note.wording, helps="Milk.")
    assert CareNote.select().count() == 0


def test_of_two_phones_that_begin_at_once_the_second_writes_nothing(mara, note):
    assert not CareNote._begin(mara, {"helps": "Milk."})
    assert [one.helps for one in CareNote.select()] == ["Tea."]


def test_it_is_shown_by_name_and_taken_off_at_once(mara, jon, ruth, note, events):
    for who in (jon, ruth, jon):
        note.show_to(who, by=mara)
    assert note.readers == [ruth, jon] and CareNoteReader.select().count() == 2
    note.hide_from(ruth, by=mara)
    assert note.readers == [jon]
    assert events()[-1] == ("hide_from", {mara.key, ruth.key}, {mara.key})


def test_whoever_left_is_no_reader(mara, jon, note):
    note.show_to(jon, by=mara)
    Person.update(left_at=now()).where(Person.id == jon.id).execute()
    assert note.readers == [] and note.circle == {mara.key}


def test_erased_it_is_gone_whole_and_for_everybody(mara, jon, note, events):
    note.show_to(jon, by=mara)
    note.erase(by=mara)
    assert CareNote.select().count() == CareNoteReader.select().count() == 0
    assert events()[-1] == ("erase", {mara.key, jon.key}, {mara.key})
    with pytest.raises(TooLate) as refused:
        note.show_to(jon, by=mara)
    assert str(refused.value) == "You have erased this note somewhere else."
