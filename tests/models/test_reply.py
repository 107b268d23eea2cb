"""Words under a need, and "not now" between the two."""

import pytest

from household.models import Need, Reply
from household.models.base import Refused


def refusal(verb, *need, **said) -> str:
    with pytest.raises(Refused) as refused:
        verb(*need, **said)
    return str(refused.value)


def test_words_keep_the_audience_they_were_written_under(meal, jon, clock):
    reply = Reply.write_under(meal, by=jon, words="Soup?")
    Need.update(audience="partners").execute()
    reply = Reply.get_by_id(reply.id)
    assert (reply.need, reply.by, reply.words, reply.at) == (meal, jon, "Soup?", clock)
    assert (reply.audience, reply.not_now) == ("orbit", "")


def test_a_reply_needs_words(meal, jon):
    assert refusal(Reply.write_under, meal, by=jon, words="") == "Write a word or two first."


def test_a_need_can_be_talked_about_when_it_is_met_or_rests(meal, mara, jon):
    meal.meet(by=mara)
    assert Reply.write_under(meal, by=jon, words="It was good.")


@pytest.mark.parametrize("verb", [Reply.write_under, Reply.say_not_now])
def test_nothing_more_is_said_under_words_that_were_taken_back(meal, mara, jon, verb):
    late = Need.get_by_id(meal.id)
    meal.take_back(by=mara)
    assert refusal(verb, late, by=jon, words="Soup?") == "Mara took these words back."
    assert Reply.select().count() == 0


def test_not_now_needs_no_words_and_no_reason(quiet, jon):
    reply = Reply.say_not_now(quiet, by=jon)
    assert (reply.words, reply.audience, reply.not_now) == ("", "named", "yes")


@pytest.mark.parametrize(
    ("ending", "sentence"), [("meet", "This has happened already."), ("rest", "Mara let this rest.")]
)
def test_a_no_to_what_is_over_is_not_needed_any_more(quiet, mara, jon, ending, sentence):
    getattr(quiet, ending)(by=mara)
    assert refusal(Reply.say_not_now, Need.get_by_id(quiet.id), by=jon) == sentence


@pytest.mark.parametrize("verb", [Reply.write_under, Reply.say_not_now])
def test_a_form_sent_twice_is_said_once_and_with_other_words_twice(meal, jon, events, verb):
    for words in ("Soup?", "Soup?", "Or bread?", "Or bread?"):
        verb(meal, by=jon, words=words, once="this-form")
    assert [reply.words for reply in Reply.select().order_by(Reply.id)] == ["Soup?", "Or bread?"]
    assert len(events()) == 3


def test_one_page_can_hold_an_answer_and_a_not_now(meal, jon):
    Reply.write_under(meal, by=jon, words="Soup?", once="this-form")
    Reply.say_not_now(meal, by=jon, words="Soup?", once="this-form")
    assert Reply.select().count() == 2


def test_the_same_words_under_another_need_are_said_there_too(meal, quiet, jon):
    assert Reply.write_under(meal, by=jon, words="Yes", once="one") != Reply.write_under(
        quiet, by=jon, words="Yes", once="one"
    )


def test_everyone_who_sees_the_need_is_told_of_a_reply(meal, mara, jon, events):
    Reply.write_under(meal, by=jon, words="Soup?").take_back(by=jon)
    circle = {mara.key, jon.key, "orbit"}
    assert events()[1:] == [("reply", set(), circle), ("take_back", circle, circle)]


def test_of_a_not_now_only_the_two_are_told(meal, mara, ruth, events):
    Reply.say_not_now(meal, by=ruth, words="I am away.").take_back(by=ruth)
    both = {mara.key, ruth.key}
    assert events()[1:] == [("not_now", set(), both), ("take_back", both, both)]


def test_words_taken_back_are_gone_and_those_of_others_stay(meal, jon, ruth):
    mine, theirs = (Reply.write_under(meal, by=by, words="Soup?") for by in (jon, ruth))
    mine.take_back(by=jon)
    mine.take_back(by=jon)
    assert list(Reply.select()) == [theirs]
