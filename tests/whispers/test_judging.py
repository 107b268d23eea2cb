"""How well the whispers judge what other people wrote. A false one wounds; a missed one costs nothing.

The known examples were there while the rules were made; those apart were not looked at. Each figure is the least, or
the most, that it may be, so that no change of the rules makes one of them worse unseen.
"""

import pytest

from .examples import FILES, PARTS, drafts
from .reading import read

FIGURES = {  # of a hundred drafts: in how many something is said
    ("known", "asks_argue"): (95, 100),
    ("known", "asks_plain"): (0, 0.5),
    ("known", "replies_back"): (92, 100),
    ("known", "replies_plain"): (0, 0.5),
    ("apart", "asks_argue"): (89, 100),
    ("apart", "asks_plain"): (0, 1.6),
    ("apart", "replies_back"): (85, 100),
    ("apart", "replies_plain"): (0, 1.8),
}


def share(part: str, name: str) -> float:
    """Of a hundred drafts, in how many something is said."""
    said = [read(FILES[name][0], draft.text) is not None for draft in drafts(part, name)]
    return 100 * sum(said) / len(said)


@pytest.mark.parametrize(
    "part, name", [pytest.param(*one, marks=[pytest.mark.long] * (one[0] == "known")) for one in FIGURES]
)
def test_the_rules_judge_as_well_as_they_did(part, name):
    least, most = FIGURES[part, name]
    assert least <= share(part, name) <= most


def test_a_third_of_the_examples_was_kept_apart_and_none_of_them_is_known():
    for name in FILES:
        known, apart = ({draft.text for draft in drafts(part, name)} for part in PARTS)
        assert len(apart) >= 0.3 * (len(known) + len(apart)) and len(apart) > 1000
        assert not apart & known
        assert not {draft.voice for draft in drafts("known", name)} & {draft.voice for draft in drafts("apart", name)}
