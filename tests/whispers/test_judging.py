"""How well the whispers judge what other people wrote. A false one wounds; a missed one costs nothing.

The known examples were there while the rules were made; those apart were not looked at. Each figure is the least, or
the most, that it may be, so that no change of the rules makes one of them worse unseen.
"""

import pytest

from .examples import FILES, PARTS, drafts
from .reading import read

FIGURES = {  # of a hundred drafts: in how many something is said
    ("known", "asks_argue"): (90, 100),
    ("known", "asks_plain"): (0, 1),
    ("known", "replies_back"): (85, 100),
    ("known", "replies_plain"): (0, 1),
    ("apart", "asks_argue"): (75, 100),
    ("apart", "asks_plain"): (0, 1.5),
    ("apart", "replies_back"): (70, 100),
    ("apart", "replies_plain"): (0, 2),
}


def share(part: str, name: str, *voices: str) -> float:
    """Of a hundred drafts (of some voices), in how many something is said."""
    kind = FILES[name][0]
    said = [read(kind, draft.text) is not None for draft in drafts(part, name) if not voices or draft.voice in voices]
    return 100 * sum(said) / len(said)


@pytest.mark.parametrize("part, name", FIGURES)
def test_the_rules_judge_as_well_as_they_did(part, name):
    least, most = FIGURES[part, name]
    assert least <= share(part, name) <= most


def test_a_third_of_the_examples_was_kept_apart_and_none_of_them_is_known():
    for name in FILES:
        known, apart = ({draft.text for draft in drafts(part, name)} for part in PARTS)
        assert len(apart) >= 0.3 * (len(known) + len(apart)) and len(apart) > 1000
        assert not apart & known
        assert not {draft.voice for draft in drafts("known", name)} & {draft.voice for draft in drafts("apart", name)}
