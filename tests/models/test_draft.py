"""Drafts: kept for later, for their author alone."""

import pytest

from household.models import Draft, Need
from household.models.base import Refused


def test_a_draft_keeps_its_words_and_wakes_nobody(mara, events, clock):
    draft = Draft.keep(by=mara, word="listen", own="Hear me out?", feeling="heavy", details="The blue key.")
    kept = Draft.get_by_id(draft.id)
    assert (kept.by, kept.word, kept.own, kept.feeling) == (mara, "listen", "Hear me out?", "heavy")
    assert (kept.details, kept.at, kept.chosen.label) == ("The blue key.", clock, "Someone to listen")
    kept.throw_away(by=mara)
    assert (Draft.select().count(), events()) == (0, [])


def test_a_draft_needs_a_need_or_words(mara):
    with pytest.raises(Refused) as refused:
        Draft.keep(by=mara, feeling="heavy")
    assert str(refused.value) == "Choose what would help, or say it in your own words."
    assert Draft.select().count() == 0


def test_a_form_sent_twice_is_kept_once(mara):
    for own in ("One", "One", "Two"):
        Draft.keep(by=mara, own=own, once="this-form")
    assert [draft.own for draft in Draft.select().order_by(Draft.id)] == ["One", "Two"]


def test_what_is_kept_again_takes_the_place_of_what_it_was(mara):
    first = Draft.keep(by=mara, own="Hear me?")
    Draft.keep(by=mara, own="Hear me to the end?", instead_of=first)
    assert [draft.own for draft in Draft.select()] == ["Hear me to the end?"]


def test_what_is_put_on_the_table_is_kept_for_later_no_more(mara, jon):
    draft, other = (Draft.keep(by=mara, own=own) for own in ("Hear me?", "A walk?"))
    for _ in range(2):  # the same page, sent twice
        Need.ask(by=mara, own="Hear me?", audience="named", named=[jon], draft=draft, once="this-form")
    assert (list(Draft.select()), Need.select().count()) == ([other], 1)


def test_a_draft_stays_where_the_ask_is_refused(mara, ida):
    draft = Draft.keep(by=mara, word="hug")
    with pytest.raises(Refused):
        Need.ask(by=mara, word="hug", audience="named", named=[ida], draft=draft)
    assert list(Draft.select()) == [draft]
