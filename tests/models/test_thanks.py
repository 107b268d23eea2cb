"""Thanks: for help, for asking, or for being there."""

import pytest

from household.models import Notice, Thanks, ThanksTo
from household.models.base import Refused


def refusal(**said) -> str:
    with pytest.raises(Refused) as refused:
        Thanks.give(**said)
    return str(refused.value)


def test_thanks_go_from_one_to_many(mara, jon, ida, quiet, clock):
    thanks = Thanks.get_by_id(
        Thanks.give(by=mara, to=[ida, jon], need=quiet, did="You tidied.", says="You notice things.").id
    )
    assert (thanks.by, thanks.to, thanks.need, thanks.at) == (mara, [ida, jon], quiet, clock)
    assert (thanks.did, thanks.says, thanks.audience) == ("You tidied.", "You notice things.", "named")


def test_thanks_need_somebody_else(mara):
    sentence = "Choose who you would like to thank."
    assert refusal(by=mara, to=[], did="You tidied.") == sentence
    assert refusal(by=mara, to=[mara], did="You tidied.") == sentence


def test_thanks_need_a_word_of_either_kind(mara, jon):
    assert refusal(by=mara, to=[jon]) == "Write a word or two first."
    assert Thanks.give(by=mara, to=[jon], says="You notice things.").did == ""


def test_nobody_thanks_themselves_along_with_others(mara, jon):
    assert Thanks.give(by=mara, to=[mara, jon], did="We tidied.").to == [jon]


def test_a_form_sent_twice_thanks_once(mara, jon, events):
    form = dict(by=mara, to=[jon], did="You tidied.", once="this-form")
    assert Thanks.give(**form) == Thanks.give(**form)
    assert (ThanksTo.select().count(), len(events())) == (1, 1)


def test_a_form_that_comes_back_with_other_words_or_for_others_thanks_again(mara, jon, ida):
    form = dict(by=mara, to=[jon], did="You tidied.", once="this-form")
    sent = [form, form | {"did": "You cooked."}, form | {"to": [ida]}, form | {"to": [jon, ida]}]
    assert len({Thanks.give(**one).id for one in sent + sent}) == 4


def test_those_thanked_and_the_circle_are_told(mara, jon, events):
    Thanks.give(by=mara, to=[jon], did="You tidied.").take_back(by=mara)
    both = {mara.key, jon.key}
    assert events() == [("thank", set(), both), ("take_back", both, set())]


@pytest.mark.parametrize(
    ("audience", "circle"), [("partners", {"partners"}), ("home", {"home", "kids"}), ("orbit", {"orbit", "kids"})]
)
def test_thanks_for_a_circle_tell_the_circle(mara, jon, events, audience, circle):
    Thanks.give(by=mara, to=[jon], did="You tidied.", audience=audience)
    assert events() == [("thank", set(), {mara.key, jon.key} | circle)]


def test_thanks_taken_back_hang_there_no_more(mara, jon):
    thanks = Thanks.give(by=mara, to=[jon], did="You tidied.")
    thanks.take_back(by=mara)
    assert (Thanks.select().count(), ThanksTo.select().count()) == (0, 0)


def test_thanks_outlive_the_need(mara, jon, quiet):
    thanks = Thanks.give(by=mara, to=[jon], need=quiet, did="You tidied.")
    quiet.delete_instance()
    assert Thanks.get_by_id(thanks.id).need is None


def test_a_wall_of_thanks_takes_two_queries(mara, jon, ida):
    for n in range(3):
        Thanks.give(by=mara, to=[jon, ida], did=f"You tidied {n}.")
    assert [one.to for one in Thanks.with_people(Thanks.select())] == [[jon, ida]] * 3


def test_a_picture_needs_no_words_and_is_told_as_any_thanks(theo, jon, events):
    form = dict(by=theo, to=[jon], picture="dino", audience="home", once="this-form")
    thanks = Thanks.give(**form)
    assert Thanks.give(**form) == thanks and (thanks.picture, thanks.did, thanks.says) == ("dino", "", "")
    assert events() == [("thank", set(), {theo.key, jon.key, "home", "kids"})]
    assert [(one.verb, one.circle) for one in Notice.select()] == [("thank", jon.key)]
    assert Thanks.give(**form | {"picture": "cat"}) != thanks, "another picture is another thank-you"
