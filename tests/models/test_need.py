"""Needs, from asked to met: every verb once, twice, too late, and who is told that something changed."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest

from household import database
from household.models import Event, Need, NeedNamed
from household.models.base import Refused, TooLate
from household.models.clock import stopped
from household.models.need.when import When

AN_HOUR = timedelta(hours=1)


def again(need: Need) -> Need:
    """It, as the notebook has it."""
    return Need.get_by_id(need.id)


def refusal(verb, **said) -> str:
    with pytest.raises(Refused) as refused:
        verb(**said)
    return str(refused.value)


# ---- asking


def test_an_ask_lies_on_the_table_as_it_was_said(mara, jon, clock):
    when = When("pick", date(2026, 6, 18), None, datetime(2026, 6, 18, 10).time())
    need = again(
        Need.ask(by=mara, word="quiet", own="An hour.", feeling="heavy", audience="named", named=[jon], when=when)
    )
    assert (need.word, need.own, need.feeling, need.audience) == ("quiet", "An hour.", "heavy", "named")
    assert (need.when, need.day, need.time, need.asked_at) == (when.when, when.day, when.time, clock)
    assert (need.asked_by, need.named, need.kids_can_help) == (mara, [jon], False)
    assert need.waiting and need.open and not need.claimed


def test_an_ask_needs_words(mara):
    assert refusal(Need.ask, by=mara) == "Choose what would help, or say it in your own words."


def test_an_ask_by_name_needs_somebody_else(mara):
    sentence = "Choose who this is for."
    assert refusal(Need.ask, by=mara, word="quiet", audience="named") == sentence
    assert refusal(Need.ask, by=mara, word="quiet", audience="named", named=[mara]) == sentence


def test_who_asks_is_not_among_those_asked(mara, jon):
    assert Need.ask(by=mara, word="quiet", audience="named", named=[mara, jon]).named == [jon]


def test_names_count_only_where_one_asks_by_name(mara, jon):
    assert Need.ask(by=mara, word="quiet", audience="partners", named=[jon]).named == []


@pytest.mark.parametrize("word", ["hug", "listen", "calm_voice", "money_talk"])
def test_a_child_never_carries_what_is_between_grown_ups(mara, jon, ida, word):
    sentence = "This one is between grown-ups. Please choose a grown-up."
    assert refusal(Need.ask, by=mara, word=word, audience="named", named=[jon, ida]) == sentence
    sentence = "Kids can’t carry this one. Please take “Kids can help” off."
    assert refusal(Need.ask, by=mara, word=word, audience="home", kids_can_help=True) == sentence
    assert Need.select().count() == 0


def test_a_form_sent_twice_is_asked_once(mara, jon, events):
    form = dict(by=mara, own="Sit with me?", audience="named", named=[jon], once="this-form")
    assert Need.ask(**form) == Need.ask(**form)
    assert (Need.select().count(), NeedNamed.select().count(), len(events())) == (1, 1, 1)


@pytest.mark.parametrize(
    "other", [{"own": "Or stand?"}, {"word": "quiet"}, {"feeling": "heavy"}, {"when": When("tonight")}]
)
def test_a_form_that_comes_back_with_other_words_is_asked_anew_and_once(mara, jon, other):
    form = dict(by=mara, own="Sit with me?", audience="named", named=[jon], once="this-form")
    first, second, third = Need.ask(**form), Need.ask(**form | other), Need.ask(**form | other)
    assert first != second == third


def test_a_form_that_comes_back_for_somebody_else_is_asked_anew(mara, jon, ruth):
    form = dict(by=mara, own="Sit with me?", audience="named", once="this-form")
    assert Need.ask(**form, named=[jon]) != Need.ask(**form, named=[ruth])


def test_a_form_of_somebody_else_is_nobody_elses(mara, jon):
    form = dict(own="Sit with me?", audience="partners", once="this-form")
    assert Need.ask(**form, by=mara) != Need.ask(**form, by=jon)


def test_a_form_whose_words_were_taken_back_can_be_sent_again(mara):
    form = dict(by=mara, own="Sit with me?", once="this-form")
    Need.ask(**form).take_back(by=mara)
    assert Need.ask(**form).waiting


# ---- claiming


def test_the_first_to_say_so_has_it(quiet, jon, clock):
    quiet.claim(by=jon, starts_at=clock + AN_HOUR)
    for need in (quiet, again(quiet)):
        assert need.claimed and not need.waiting
        assert (need.claimed_by, need.claimed_at, need.starts_at) == (jon, clock, clock + AN_HOUR)


def test_the_second_is_told_kindly(meal, jon, ruth):
    late = again(meal)
    meal.claim(by=ruth)
    assert refusal(late.claim, by=jon) == "Ruth has this already."
    assert again(meal).claimed_by == ruth


def test_the_same_tap_twice_keeps_the_first_promise(quiet, jon, clock):
    quiet.claim(by=jon, starts_at=clock + AN_HOUR)
    again(quiet).claim(by=jon, starts_at=None)
    assert again(quiet).starts_at == clock + AN_HOUR


def test_a_claim_of_other_words_than_were_read_does_not_hold(quiet, mara, jon):
    read = quiet.wording
    quiet.reopen(by=mara, when=When("tonight", date(2026, 6, 17)))
    assert refusal(quiet.claim, by=jon, wording=read) == "This has changed. Please read it once more."
    quiet.claim(by=jon, wording=again(quiet).wording)
    assert again(quiet).claimed


def test_what_is_over_cannot_be_claimed(mara, jon):
    sentences = {
        "meet": "This has happened already.",
        "rest": "Mara let this rest.",
        "take_back": "Mara took these words back.",
    }
    for verb, sentence in sentences.items():
        need = Need.ask(by=mara, word="quiet")
        getattr(need, verb)(by=mara)
        assert refusal(need.claim, by=jon) == sentence
        assert not again(need).claimed


def test_of_sixteen_at_once_one_has_it(cast, meal):
    """Threads with a connection each, as gunicorn has them."""
    helpers, start, answers = [cast.jon, cast.ruth, cast.ida, cast.theo] * 4, threading.Barrier(16), []

    def claim(by):
        with database.db.connection_context():
            need = Need.get_by_id(meal.id)
            start.wait()
            try:
                need.claim(by=by)
                answers.append(by.name)
            except TooLate as late:
                answers.append(str(late))

    threads = [threading.Thread(target=claim, args=(by,)) for by in helpers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    holder = again(meal).claimed_by.name
    assert sorted(answers) == [holder] * 4 + [f"{holder} has this already."] * 12
    assert Event.select().where(Event.verb == "claim").count() == 1


# ---- another time, and handing back


def test_whoever_has_it_promises_another_time(quiet, jon, clock):
    quiet.claim(by=jon)
    quiet.move(by=jon, starts_at=clock + AN_HOUR)
    assert again(quiet).starts_at == clock + AN_HOUR


def test_a_hand_back_leaves_no_trace_of_whose_it_was(quiet, jon, clock):
    quiet.claim(by=jon, starts_at=clock)
    quiet.hand_back(by=jon)
    need = again(quiet)
    assert (need.claimed_by, need.claimed_at, need.starts_at) == (None, None, None)
    assert need.waiting


@pytest.mark.parametrize("verb", ["move", "hand_back"])
def test_only_whoever_has_it_can_move_it_or_hand_it_back(meal, jon, ruth, verb):
    more = {"starts_at": None} if verb == "move" else {}
    assert refusal(getattr(meal, verb), by=jon, **more) == "This is open again."
    meal.claim(by=ruth)
    assert refusal(getattr(meal, verb), by=jon, **more) == "Ruth has this already."
    meal.meet(by=ruth)
    assert refusal(getattr(meal, verb), by=ruth, **more) == "This has happened already."
    assert again(meal).claimed_by == ruth


def test_what_was_handed_back_twice_was_handed_back(quiet, jon):
    quiet.claim(by=jon)
    quiet.hand_back(by=jon)
    assert refusal(quiet.hand_back, by=jon) == "This is open again."


# ---- closing


@pytest.mark.parametrize(("verb", "ending"), [("meet", "met"), ("rest", "rested")])
def test_an_ending_done_twice_is_done_once(quiet, mara, clock, events, verb, ending):
    getattr(quiet, verb)(by=mara)
    with stopped(clock + AN_HOUR):
        getattr(quiet, verb)(by=mara)
    need = again(quiet)
    assert (need.closed_as, need.closed_at, need.open) == (ending, clock, False)
    assert [event[0] for event in events()] == ["ask", verb]


def test_it_can_be_met_claimed_or_not(quiet, meal, mara, jon):
    quiet.claim(by=jon)
    quiet.meet(by=jon)
    meal.meet(by=mara)
    assert (again(quiet).claimed_by, again(meal).claimed_by) == (jon, None)
    assert again(quiet).closed_as == again(meal).closed_as == "met"


@pytest.mark.parametrize(("first", "then"), [("meet", "rest"), ("rest", "meet"), ("take_back", "meet")])
def test_one_ending_is_not_another(quiet, mara, first, then):
    getattr(quiet, first)(by=mara)
    said = {"meet": "This has happened already.", "rest": "Mara let this rest."}
    assert refusal(getattr(quiet, then), by=mara) == said.get(first, "Mara took these words back.")


def test_words_taken_back_are_gone_from_the_notebook(mara, clock):
    need = Need.ask(by=mara, word="quiet", own="Because of Monday.", feeling="heavy", audience="home")
    read = need.wording
    need.take_back(by=mara)
    need = again(need)
    assert (need.word, need.own, need.feeling, need.kids_can_help) == ("", "", "", False)
    assert (need.closed_as, need.closed_at) == ("taken back", clock)
    assert need.wording != read


def test_words_taken_back_stay_away_and_keep_the_day_it_ended(quiet, mara, clock, events):
    quiet.meet(by=mara)
    with stopped(clock + AN_HOUR):
        quiet.take_back(by=mara)
        quiet.take_back(by=mara)
    assert again(quiet).closed_at == clock
    assert [event[0] for event in events()] == ["ask", "meet", "take_back"]
    assert refusal(quiet.reopen, by=mara, when=When()) == "Mara took these words back."


# ---- back on the table


@pytest.mark.parametrize("ending", ["meet", "rest", None])
def test_it_comes_back_to_the_table_fresh(quiet, mara, jon, clock, ending):
    if ending:
        quiet.claim(by=jon, starts_at=clock)
        getattr(quiet, ending)(by=mara)
    read, tonight = quiet.wording, When("tonight", date(2026, 6, 17))
    with stopped(clock + AN_HOUR):
        quiet.reopen(by=mara, when=tonight)
    need = again(quiet)
    assert need.waiting
    assert (need.claimed_by, need.starts_at, need.closed_at, need.closed_as) == (None, None, None, "")
    assert (need.when, need.day, need.asked_at) == ("tonight", date(2026, 6, 17), clock + AN_HOUR)
    assert need.wording != read


def test_what_somebody_has_is_not_asked_again(quiet, mara, jon):
    quiet.claim(by=jon)
    assert refusal(quiet.reopen, by=mara, when=When()) == "Jon has this already."
    assert again(quiet).claimed_by == jon


# ---- who is told


VERBS = {
    "claim": lambda need, mara, ruth: need.claim(by=ruth),
    "move": lambda need, mara, ruth: need.move(by=ruth, starts_at=None),
    "hand_back": lambda need, mara, ruth: need.hand_back(by=ruth),
    "rest": lambda need, mara, ruth: need.rest(by=mara),
    "reopen": lambda need, mara, ruth: need.reopen(by=mara, when=When()),
    "meet": lambda need, mara, ruth: need.meet(by=mara),
    "take_back": lambda need, mara, ruth: need.take_back(by=mara),
}


def test_every_verb_tells_the_asker_and_the_circle_once_and_nobody_who_did_it(mara, ruth, meal, events):
    for verb in VERBS.values():
        verb(meal, mara, ruth)
    circle = {mara.key, "orbit"}
    assert events() == [("ask", set(), circle), *((verb, circle, circle) for verb in VERBS)]


def test_a_need_for_one_tells_the_two(quiet, mara, jon, events):
    quiet.claim(by=jon)
    both = {mara.key, jon.key}
    assert events() == [("ask", set(), both), ("claim", both, both)]


def test_what_kids_can_help_with_tells_kids_until_the_words_are_gone(mara, events):
    need = Need.ask(by=mara, word="tidy_help", audience="home", kids_can_help=True)
    need.take_back(by=mara)
    assert events()[1] == ("take_back", {mara.key, "home", "kids"}, {mara.key, "home"})


def test_a_refusal_tells_nobody(meal, mara, jon, ruth, events):
    meal.claim(by=ruth)
    told = len(events())
    for verb in (lambda: meal.claim(by=jon), lambda: meal.hand_back(by=jon), lambda: meal.reopen(by=mara, when=When())):
        with pytest.raises(TooLate):
            verb()
    assert len(events()) == told


# ---- reading


def test_a_need_whose_day_is_over_waits_with_its_asker(mara, jon):
    need = Need.ask(by=mara, word="quiet", when=When("today", date(2026, 6, 17)))
    assert not need.passed(date(2026, 6, 17)) and need.passed(date(2026, 6, 18))
    need.claim(by=jon)
    assert not need.passed(date(2026, 6, 18))
    assert not Need.ask(by=mara, word="quiet").passed(date(2099, 1, 1))


def test_times_come_back_aware_and_in_utc(quiet):
    assert again(quiet).asked_at.tzinfo is UTC


def test_a_time_without_a_zone_is_nobodys_promise(quiet, jon):
    with pytest.raises(ValueError, match="naive"):
        quiet.claim(by=jon, starts_at=datetime(2026, 6, 17, 20))
    assert not again(quiet).claimed
    assert not database.db.in_transaction()


def test_a_face_looks_as_its_feeling_and_calm_without_one(mara):
    feelings = {"": "calm", "heavy": "tired", "happy": "happy", "lonely": "sad", "angry": "wobbly", "nervous": "wobbly"}
    for feeling, mood in feelings.items():
        assert Need(word="quiet", feeling=feeling).mood == mood, feeling
