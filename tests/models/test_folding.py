"""Words are found however they are typed: large or small, with marks or without, ä as a or as ae."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from household.models.folding import Sought, fold

FOUND = [
    # typed           stands in
    ("muesli", "Müsli"),
    ("musli", "Müsli"),
    ("MÜSLI", "das Müsli, bitte"),
    ("Müsli", "Muesli"),
    ("Müsli", "Musli"),
    ("mu\u0308sli", "Müsli"),
    ("strasse", "Straße"),
    ("STRAẞE", "strasse"),
    ("cafe", "im Café"),
    ("café", "im Cafe"),
    ("smorrebrod", "Smørrebrød"),
    ("lodz", "Łódź"),
    ("istanbul", "İSTANBUL"),
    ("ΣΟΦΟΣ", "σοφός"),
    ("don't", "I don’t know"),
    ("میخواهم", "می\u200cخواهم"),
    ("letter tax", "the tax letter"),
    ("sou", "Soup?"),
    ("half", "½ or half"),
    ("ﬁsh", "fish"),
    ("eau", "château"),
    ("blue", "the blue door"),
]
NOT_FOUND = [
    ("blue", "blu"),
    ("toe", "to the door"),
    ("soup bread", "soup"),
    ("zebra", "the blue door"),
    ("´", "anything at all"),
    ("\u0308", "ä"),
    ("", "anything at all"),
]


@pytest.mark.parametrize(("typed", "text"), FOUND)
def test_these_are_found(typed, text):
    assert Sought(typed).all_in(text)


@pytest.mark.parametrize(("typed", "text"), NOT_FOUND)
def test_these_are_not(typed, text):
    assert not Sought(typed).all_in(text)


same = settings(deadline=None, derandomize=True, database=None)


@same
@given(st.text())
@example("Grüße, ﬁn ﷺ ŉ ΐ")
def test_every_word_finds_its_text_in_whatever_letters(text):
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        for word in unicodedata.normalize(form, text).split():
            for typed in (word, word.casefold(), word.lower()):
                assert not Sought(typed) or Sought(typed).all_in(text), (form, typed)


@same
@given(st.text("aouäöüsßeÄÖÜ xn", min_size=1))
def test_umlauts_may_be_typed_with_an_e_or_left_out(text):
    bare = text.translate(str.maketrans("äöüÄÖÜ", "aouAOU"))
    spelt = text.translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}))
    for typed in (bare, spelt, bare.upper(), text.upper()):
        assert Sought(typed).all_in(text) or not text.strip()


@same
@given(st.text())
def test_what_is_folded_stays_as_it_is(text):
    bare = fold(text).bare
    assert fold(bare).bare == bare
