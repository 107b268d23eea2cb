"""The words that people are offered fit each other, read as sentences, and keep the care rules they are there for."""

import re
from datetime import date, timedelta

import pytest

from household import content
from household.content.checking import answers, question
from household.content.finding import families, feelings_by_id, not_sure
from household.content.practicing import for_the_day, practices
from household.content.starting import fitting

WHENS = ("now", "tonight after bedtime", "on Thursday at 10 o’clock", "when it suits you")
FIRST_WORDS = ("warm_reply", "glad_reply", "not_now", "kind_no", "nudge", "repair_opener", "repair_reply")


@pytest.mark.parametrize("kind", FIRST_WORDS)
def test_no_answer_takes_itself_back(kind):
    """Care rule 8: no "yes, but"."""
    assert [text for text in content.phrases(kind) if re.search(r"\b(but|however|though)\b", text, re.I)] == []


def test_every_not_now_holds_a_when_or_a_what_i_can():
    """Care rule 9."""
    lines = content.lines("not_now").values()
    assert len(lines) == 8 and all("{" in line["text"] for line in lines)
    assert {line["offers"] for line in lines} == {"time", "part", "else", "person", "word"}


def test_every_nudge_offers_to_swap_or_points_to_a_promise():
    """Care rule 12."""
    for text in content.phrases("nudge"):
        assert re.search(r"\b(still|swap|share)\b|\{promise\}", text), text


def test_every_repair_reply_owns_feels_with_or_mends():
    """Care rule 13."""
    lines = content.lines("repair_reply").values()
    assert len(lines) == 8 and {line["does"] for line in lines} == {"own", "feel", "mend"}
    for line in lines:
        assert not re.search(r"\b(explain|reason|because|meant|if)\b", line["text"], re.I), "it explains nothing away"


def test_what_has_no_words_for_its_blanks_is_not_offered():
    assert set(content.filled("nudge")) == {"g00"}
    assert content.filled("nudge", need="a ride")["g01"].startswith("A soft nudge about a ride.")
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


def test_each_feeling_points_to_two_needs_or_more_and_each_need_is_reached():
    feelings = feelings_by_id().values()
    assert tuple(feeling.word for feeling in feelings) == content.feelings() and len(feelings) == 30
    assert [one.word for one in feelings if len({*one.may_need}) < 2] == []
    assert {word for one in feelings for word in one.may_need} == {*content.words().values()}


def test_each_feeling_and_each_family_says_what_it_is_like_in_the_body():
    assert all(one.body.endswith(".") for one in feelings_by_id().values())
    assert all(family.hint and family.picture and len(family.feelings) >= 5 for family in families())


def test_whoever_is_not_sure_is_offered_as_much():
    assert len(not_sure().may_need) >= 2 and not_sure().label == "Not sure yet"
    for family in families():
        assert len(family.may_need) >= 2 and len({*family.may_need}) == len(family.may_need)


def test_every_need_can_be_begun_with_some_sentences_that_are_whole():
    for word in content.words().values():
        for when in WHENS:
            for feeling in ("", "heavy"):
                said = fitting(word, when != WHENS[-1], when=when, feeling=feeling)
                assert len(said) >= 2, word.id
                assert [one for one in said if re.search(r"[{}]|  | [,.?]|time for time|more sleep more", one)] == []
                assert [one for one in said if re.search(r"\bhelp\b.*\bhelp\b", one)] == []
                assert feeling or not [one for one in said if "I feel" in one and "to feel" not in one]


def test_only_what_can_be_filled_is_said():
    assert fitting(None, False, when="", feeling="") == [
        "I do not know what I need yet. Can you stay near while I find out?"
    ]
    hug = content.words()["hug"]
    assert not [one for one in fitting(hug, False, when="", feeling="") if "find time" in one or "off my hands" in one]
    assert "Will you take the mess off my hands tonight?" in fitting(
        content.words()["tidy_help"], True, when="tonight", feeling=""
    )


def test_good_news_is_said_as_good_news():
    assert fitting(content.words()["good_news"], True, when="at tea", feeling="")[0] == (
        "I have good news. Can I tell you at tea?"
    )


def test_where_there_is_no_hurry_the_first_sentence_speaks_of_no_time():
    said = fitting(content.words()["quiet"], False, when=WHENS[-1], feeling="")
    assert said[0] == "I need some quiet. Can you help?" and "suits" in said[-1]


def test_every_thank_you_speaks_to_someone_and_of_more_than_what_i_got():
    for phrase in content.phrases("appreciation"):
        assert re.search(r"\b[Yy]ou", phrase) and not re.search(r"\bthank|\bhelped me\b", phrase), phrase


# ---- tiny practices, and the private check


@pytest.mark.parametrize("around", [{"partners", "kids", ""}, {"partners", ""}, {"kids", ""}, {""}])
def test_every_practice_comes_by_whoever_is_around(around):
    some = [one for one in practices() if one.around in around]
    day = date(2026, 6, 17)
    others = [for_the_day(some, "mara", day, another) for another in range(len(some))]
    days = [for_the_day(some, "mara", day + timedelta(days=more)) for more in range(len(some))]
    assert {*others} == {*days} == {*some}
    assert others[0] == days[0] and others[1] != days[1], "another one today is not tomorrow's"


def test_a_practice_stays_all_day_and_people_have_their_own():
    day = date(2026, 6, 17)
    assert len(practices()) == 30
    assert len({for_the_day([*practices()], "mara", day) for _ in range(3)}) == 1
    assert len({for_the_day([*practices()], who, day) for who in map(str, range(30))}) > 10


def test_no_practice_is_a_test_or_a_chain():
    """Care rules 1 and 21."""
    said = " ".join(one.text for one in practices())
    assert not re.search(r"\b(days? in a row|every day|again today|goal|challenge|best|win|tick)\b|\d", said, re.I)


def test_the_private_check_has_four_answers_and_no_score():
    """Care rule 25."""
    assert [one.label for one in answers().values()] == ["Not much", "Now and then", "A lot", "I would rather not say"]
    said = " ".join([question(), *(one.said for one in answers().values())])
    assert not re.search(r"\d|!|\b(lonely|loneliness|score|result)\b", said, re.I)
