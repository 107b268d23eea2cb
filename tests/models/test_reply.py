"""Words under a need, and "not now" between the two."""

import threading
from datetime import timedelta

import pytest

from household import database
from household.models import Need, Reply
from household.models.base import Refused
from household.models.clock import stopped
from household.models.need.when import When


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


# ---- offers


@pytest.fixture
def offer(quiet, jon, clock):
    """Jon can't now, and offers another time."""
    when = clock + timedelta(hours=2)
    return Reply.say_not_now(quiet, by=jon, words="I can at half past nine.", offer="time", starts_at=when)


def test_an_offer_that_is_taken_up_is_a_claim(offer, quiet, mara, jon, clock):
    assert offer.stands
    offer.take_up(by=mara)
    need = Need.get_by_id(quiet.id)
    assert (need.claimed_by, need.starts_at, need.claimed_wording) == (jon, clock + timedelta(hours=2), need.wording)
    fresh = Reply.get_by_id(offer.id)
    assert fresh.taken_at == clock and fresh.taken and not fresh.stands
    need.hand_back(by=jon)
    fresh = Reply.get_by_id(offer.id)
    assert not fresh.taken and not fresh.stands, "whoever handed it back offers it no more"


@pytest.mark.parametrize("kind", ["", "person", "word"])
def test_what_is_no_offer_is_not_taken_up(quiet, mara, jon, kind):
    reply = Reply.say_not_now(quiet, by=jon, words="Shall we ask Ruth?", offer=kind)
    assert not reply.stands
    assert refusal(reply.take_up, by=mara) == "There is no offer here to take up."
    assert Need.get_by_id(quiet.id).waiting


def test_an_offer_comes_too_late_when_somebody_has_it(meal, mara, jon, ruth):
    offer = Reply.say_not_now(meal, by=jon, words="On Friday?", offer="time")
    Need.get_by_id(meal.id).claim(by=ruth)
    assert refusal(offer.take_up, by=mara) == "Ruth has this already."
    assert Reply.get_by_id(offer.id).taken_at is None and Need.get_by_id(meal.id).claimed_by == ruth


def test_an_offer_to_words_that_have_changed_does_not_bind(offer, quiet, mara, jon):
    quiet.change(by=mara, word="quiet", own="All night.", audience="named", named=[jon])
    fresh = Reply.get_by_id(offer.id)
    assert fresh.before_a_change and not fresh.stands
    assert refusal(fresh.take_up, by=mara) == "This has changed. Please read it once more."
    assert Need.get_by_id(quiet.id).waiting


def test_an_offer_taken_back_meanwhile_is_told_kindly(offer, mara, jon, quiet):
    late = Reply.get_by_id(offer.id)
    offer.take_back(by=jon)
    assert refusal(late.take_up, by=mara) == "Jon took these words back."
    assert Need.get_by_id(quiet.id).waiting


def test_an_offer_outlives_the_day_of_the_need(mara, jon, home, clock):
    need = Need.ask(by=mara, word="quiet", audience="named", named=[jon], when=When("today", home.today))
    offer = Reply.say_not_now(need, by=jon, words="Tomorrow.", offer="time", starts_at=clock + timedelta(days=1))
    with stopped(clock + timedelta(days=1)):
        Reply.get_by_id(offer.id).take_up(by=mara)
        assert Need.get_by_id(need.id).claimed_by == jon


def test_ten_takers_of_one_offer_and_ten_claims_leave_one_holder(url, meal, mara, jon, ruth):
    offers = [Reply.say_not_now(meal, by=who, words="Later", offer="time", once=str(n)) for n, who in
              enumerate([jon, ruth] * 5)]  # fmt: skip
    start, won = threading.Barrier(20), []

    def take(verb):
        start.wait()
        database.ready()
        try:
            verb()
            won.append(verb)
        except Refused:
            pass
        finally:
            database.db.close()

    claims = [lambda: Need.get_by_id(meal.id).claim(by=jon, wording=meal.wording)] * 10
    verbs = [lambda one=one: Reply.get_by_id(one.id).take_up(by=mara) for one in offers] + claims
    threads = [threading.Thread(target=take, args=(verb,)) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    holder = Need.get_by_id(meal.id).claimed_by
    assert holder in (jon, ruth) and won
    taken = Reply.select().where(Reply.taken_at.is_null(False))
    assert {reply.by for reply in taken} <= {holder}


def test_whatever_is_sent_as_what_was_read_is_it_or_is_not(quiet, jon):
    for sent, stands in ((None, True), (quiet.wording, True), ("another", False), ("x" * 5_000, False), ("\0", False)):
        reply = Reply.say_not_now(quiet, by=jon, words="Later.", offer="time", wording=sent)
        assert (Reply.get_by_id(reply.id).wording == quiet.wording) == stands == reply.stands, sent
