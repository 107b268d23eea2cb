"""The words that people are offered keep the care rules that they are there for."""

import re

import pytest

from household import content

FIRST_WORDS = ("warm_reply", "glad_reply", "not_now", "kind_no", "nudge")


@pytest.mark.parametrize("kind", FIRST_WORDS)
def test_no_answer_takes_itself_back(kind):
    """Care rule 8: no "yes, but"."""
    assert [text for text in content.phrases(kind) if re.search(r"\b(but|however|though)\b", text, re.I)] == []


def test_every_not_now_holds_a_when_or_a_what_i_can():
    """Care rule 9."""
    lines = content.lines("not_now").values()
    assert len(lines) == 8 and all("{" in line["text"] for line in lines)
    assert {line["offers"] for line in lines} == {"time", "minutes", "part", "else", "person", "word"}


def test_every_nudge_offers_to_swap_or_points_to_a_promise():
    """Care rule 12."""
    for text in content.phrases("nudge"):
        assert re.search(r"\b(still|swap|share)\b|\{promise\}", text), text


def test_what_has_no_words_for_its_blanks_is_not_offered():
    assert set(content.filled("nudge")) == {"g00"}
    assert content.filled("nudge", job="a ride")["g01"].startswith("A soft nudge about a ride.")
    assert "{" not in " ".join(content.filled("warm_reply", when="tonight").values())


def test_what_is_typed_into_a_blank_fills_nothing_else():
    assert (
        content.filled("not_now", offer="{person} {0} %s")["n04"]
        == "I can't do that one. What I can do is {person} {0} %s."
    )


def test_good_news_is_answered_with_joy_and_a_question():
    """Care rule 17."""
    assert content.words()["good_news"].glad
    assert all(text.count("?") == 1 or "Tell me" in text for text in content.phrases("glad_reply"))


def test_one_job_off_my_mind_is_to_notice_to_plan_and_to_do():
    """Care rule 2."""
    parts = content.words()["off_my_mind"].parts
    assert [part.split(":")[0] for part in parts] == ["To notice", "To plan", "To do"]
