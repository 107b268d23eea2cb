"""The rules themselves: plain, kind, and quick to run whatever is typed."""

import re
import signal
from collections.abc import Iterator
from itertools import product
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest
import textstat

from household import content
from household.content import whispering
from household.content.finding import families

from . import reading
from .examples import HERE, our_own

KINDS = ("ask", "reply")
LANGUAGES = whispering.languages()
NEVER = r"\b(wrong|bad|tone|toxic|should|must|error|calm|nicer|soften|overreact\w*|shorter|less|stop|don.t|never)\b"
HANGS = 5  # seconds; a pattern that backtracks without an end would take years


def files() -> list[dict[str, Any]]:
    return [whispering.read(whispering.FILES / f"{language}.toml") for language in LANGUAGES]


def patterns() -> list[Any]:
    return [
        pytest.param(kind, one, id=f"{kind}-{one['id']}")
        for file in files()
        for kind in KINDS
        for one in file[kind]["pattern"]
    ]


def regexes(language: str) -> Iterator[str]:
    rules = reading.rules(language)
    yield from rules["harm"]["patterns"]
    for kind in KINDS:
        yield from rules[kind].get("offer", ())
        yield from rules[kind]["leave"]
        yield from (one["regex"] for one in rules[kind]["turn"])
        for one in rules[kind]["pattern"]:
            yield from filter(None, (one["regex"], one.get("unless")))


@pytest.mark.parametrize("kind, pattern", patterns())
def test_each_pattern_finds_its_example(kind, pattern):
    found = reading.found_in(kind, reading.plain(pattern["example"], quotes=False), False, reading.rules("en"))
    assert pattern["id"] in [one["id"] for _, one in found]


def test_no_two_patterns_have_one_name():
    for file, kind in product(files(), KINDS):
        names = [one["id"] for one in file[kind]["pattern"]]
        assert len(names) == len(set(names))


def test_a_whisper_is_short_and_kind_and_never_a_teachers():
    lines = {one["hint"] for file in files() for kind in KINDS for one in (file[kind], *file[kind]["pattern"])}
    assert len(lines) > 30
    assert [one for one in lines if re.search(NEVER, one.replace("You never have to earn", "").lower())] == []
    assert [one for one in lines if len(one) > 90 or textstat.flesch_kincaid_grade(one) > 6] == []


def test_no_start_that_is_shown_would_itself_be_whispered_about():
    starts = [(kind, one["start"]) for file in files() for kind in KINDS for one in (file[kind], *file[kind]["pattern"])
              if "start" in one]  # fmt: skip
    assert len(starts) > 30 and [one for one in starts if reading.read(*one) or not one[1].endswith(" ")] == []


# ---- what passes


def test_any_feeling_and_any_need_passes():
    feelings = [feeling.word for family in families() for feeling in family.feelings]
    needs = [word.slot for word in content.words().values()]
    said = [f"I feel {feeling} and I need {need}." for feeling, need in product(feelings, needs)]
    assert len(said) == 30 * 36 and [one for one in said if reading.read("ask", one)] == []
    assert [one for one in said if reading.read("reply", one)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_the_house_itself_offers_to_say_passes(kind):
    said = list(our_own(kind))
    assert len(said) > 100 and [one for one in said if reading.read(kind, one)] == []


def test_no_reply_that_the_house_offers_holds_a_but():
    offered = [text for name in ("warm_reply", "glad_reply", "not_now", "kind_no") for text in content.phrases(name)]
    assert [one for one in offered if re.search(r"\bbut\b", one.lower())] == []


def test_who_names_harm_is_never_asked_to_put_it_otherwise():
    case = "Sorry to bother you, I know I always ask for too much, but"
    named = (
        "you hit me", "I am scared of you", "I want to die", "you won't let me leave", "he grabbed me",
        "you read my messages", "you'd all be better off without me", "I don't want to wake up", "self-harm is back",
        "I said no and you went on", "you took my phone", "you threw things at us", "I'm afraid to say anything",
        "you scare the kids", "there is no point in living",
    )  # fmt: skip
    assert reading.read("ask", f"{case} can we talk?")
    assert [one for one in named if reading.read("ask", f"{case} {one}.")] == []
    assert [one for one in named if reading.read("reply", f"Yeah, but {one}.")] == []


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_may_tell_of_danger_passes(kind):
    """Asked for with an apology or taken back, as fear does: it is the last thing to be told how to put it."""
    case = {"ask": "Sorry to bother you, but {}.", "reply": "Yeah, but {}."}[kind]
    assert reading.read(kind, case.format("I am tired")) and len(dangers()) > 400
    assert [one for one in dangers() if reading.read(kind, case.format(one))] == []


def dangers() -> list[str]:
    lines = (HERE / "harm.txt").read_text().splitlines()
    return [line for line in lines if not line.startswith("#")]


def test_what_only_sounds_like_danger_is_read_on():
    case = "Sorry to bother you, but could you {}?"
    sounds = ("hold my hand", "do a blood test with me", "look at my hopeless form", "leave me a note", "get milk")
    assert [one for one in sounds if not reading.read("ask", case.format(one))] == []


def test_other_peoples_words_other_letters_and_whole_letters_are_left_alone():
    case = "Sorry to bother you, but could you get milk?"
    assert reading.read("ask", case) and reading.read("ask", case.replace(" ", "  \n "))
    assert not reading.read("ask", 'Mum said "sorry to bother you" and it made me laugh. Tea?')
    assert not reading.read("ask", f"{case} Извините, что беспокою вас, но не могли бы вы купить молока?")
    assert not reading.read("ask", case + " x" * reading.rules("en")["longest"])


def test_a_no_to_touch_is_whole_and_a_plain_no_may_be_offered_more():
    assert reading.read("reply", "No.") and not reading.read("reply", "No.", touch=True)
    assert reading.read("reply", "Yeah, but I'm tired.", touch=True)


# ---- the same on every engine, and never for long


def test_patterns_keep_to_what_python_and_browsers_read_alike():
    for language in LANGUAGES:
        for regex in regexes(language):
            assert not re.search(r"\(\?(?![:=!])|\\[ABZzGpPkN]|(?<!\\)[*+?}][+]", regex), regex
            assert regex.isascii() or language != "en" or "’" in regex, regex


def unbounded(parsed: Any, within: bool = False) -> Iterator[bool]:
    """For each repeat in a pattern, whether it has no bound and stands inside another that may repeat."""
    for what, value in parsed:
        if what in (op.MAX_REPEAT, op.MIN_REPEAT):
            _, most, inner = value
            endless = most is op.MAXREPEAT
            yield endless and within
            yield from unbounded(inner, within or endless)
            if most > 1 and not endless:
                yield from (True for one in repeats(inner) if one is op.MAXREPEAT and most > 8)
        elif what is op.SUBPATTERN:
            yield from unbounded(value[-1], within)
        elif what is op.BRANCH:
            for one in value[1]:
                yield from unbounded(one, within)
        elif what in (op.ASSERT, op.ASSERT_NOT):
            yield from unbounded(value[1], within)


def repeats(parsed: Any) -> Iterator[Any]:
    for what, value in parsed:
        if what in (op.MAX_REPEAT, op.MIN_REPEAT):
            yield value[1]
            yield from repeats(value[2])
        elif what is op.SUBPATTERN:
            yield from repeats(value[-1])
        elif what is op.BRANCH:
            for one in value[1]:
                yield from repeats(one)


def test_no_repeat_without_a_bound_stands_inside_another():
    for language in LANGUAGES:
        assert [regex for regex in regexes(language) if any(unbounded(_parser.parse(regex)))] == []
    assert any(unbounded(_parser.parse(r"(?:a+b?)+"))), "such as this"


def test_nothing_that_can_be_typed_keeps_a_pattern_busy():
    """Long drafts made of a pattern's own words, over and over, and nearly what it looks for."""

    def give_up(*_: Any) -> None:
        raise TimeoutError(f"{regex!r} on {said[:60]!r}...")

    before = signal.signal(signal.SIGALRM, give_up)
    try:
        for language in LANGUAGES:
            longest = reading.rules(language)["longest"]
            for regex in regexes(language):
                words = re.findall(r"[a-z']+", re.sub(r"\\.|\(\?[:=!]", " ", regex)) or ["a"]
                for some in (
                    [*words[:1]],
                    [*words[:3]],
                    words,
                    [*words[-3:], "i"],
                    ["i"],
                    ["a,"],
                    [word + "," for word in words],
                ):
                    said = (" ".join(some) + " ") * longest
                    signal.alarm(HANGS)
                    reading.regex(regex).search(said[:longest])
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
