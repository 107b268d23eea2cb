"""Changing what one asked: the words, the when, the readers; what a claim was said to; ten minutes to undo."""

from datetime import timedelta

import pytest

from household.models import Details, Need, NeedNamed, Reply, Widening
from household.models.base import Refused, TooLate
from household.models.clock import stopped
from household.models.need.when import When


def again(need: Need) -> Need:
    return Need.get_by_id(need.id)


def refusal(verb, *things, **said) -> str:
    with pytest.raises(Refused) as refused:
        verb(*things, **said)
    return str(refused.value)


@pytest.fixture
def as_asked(jon):
    """What Mara's ask for some quiet says as it stands."""
    return dict(word="quiet", audience="named", named=[jon])


def test_new_words_get_a_new_wording_and_wake_those_it_is_for(quiet, mara, jon, as_asked, events):
    read = quiet.wording
    quiet.change(by=mara, **as_asked | dict(word="sleep", own="Till nine.", when=When("today", None)), details="Sofa.")
    fresh = again(quiet)
    assert (fresh.word, fresh.own, fresh.when, fresh.named) == ("sleep", "Till nine.", "today", [jon])
    assert fresh.wording != read and Details.of(fresh) == "Sofa."
    assert events()[-1] == ("change", {mara.key, jon.key}, {mara.key, jon.key})


def test_the_same_words_for_others_keep_their_wording(quiet, mara, jon, ruth):
    read = quiet.wording
    quiet.change(by=mara, word="quiet", audience="named", named=[jon, ruth])
    assert again(quiet).wording == read and again(quiet).named == [jon, ruth]


def test_whoever_has_it_sees_that_it_changed_until_they_say_yes_once_more(quiet, mara, jon, as_asked):
    quiet.claim(by=jon)
    again(quiet).change(by=mara, **as_asked, own="Till nine.")
    fresh = again(quiet)
    assert fresh.claimed_by == jon and fresh.changed_since_claimed
    fresh.move(by=jon, starts_at=fresh.starts_at, wording=fresh.wording)
    assert not again(quiet).changed_since_claimed


def test_a_yes_to_words_that_changed_meanwhile_does_not_hold(quiet, mara, jon, as_asked):
    quiet.claim(by=jon)
    read = quiet.wording
    again(quiet).change(by=mara, **as_asked, own="Till nine.")
    late = again(quiet)
    sentence = "This has changed. Please read it once more."
    assert refusal(late.move, by=jon, starts_at=None, wording=read) == sentence
    assert again(quiet).changed_since_claimed


def test_a_claim_goes_where_its_holder_loses_sight_of_it(meal, mara, jon, ruth, events):
    meal.claim(by=ruth, warmly="Yes.")
    again(meal).change(by=mara, word="good_food", audience="partners", free=True)
    fresh = again(meal)
    assert (fresh.claimed_by, fresh.warmly, fresh.starts_at) == (None, "", None)
    assert events()[-1] == ("change", {mara.key, "orbit"}, {mara.key, "partners"})


def test_what_was_taken_meanwhile_is_not_changed_unseen(quiet, mara, jon, as_asked):
    late = again(quiet)
    quiet.claim(by=jon)
    assert refusal(late.change, by=mara, **as_asked, own="Till nine.") == "Jon has this already."
    assert again(quiet).own == "" and again(quiet).named == [jon]


def test_two_changes_at_once_are_one(quiet, mara, as_asked):
    late = again(quiet)
    quiet.change(by=mara, **as_asked, own="First.")
    with pytest.raises(TooLate):
        late.change(by=mara, **as_asked, own="Second.")
    assert again(quiet).own == "First."


@pytest.mark.parametrize(
    ("ending", "sentence"),
    [("meet", "This has happened already."), ("rest", "Mara let this rest."),
     ("take_back", "Mara took these words back.")],
)  # fmt: skip
def test_what_is_over_is_not_changed(quiet, mara, as_asked, ending, sentence):
    late = again(quiet)
    getattr(quiet, ending)(by=mara)
    assert refusal(late.change, by=mara, **as_asked, own="Till nine.", details="Sofa.") == sentence
    assert again(quiet).own == "" and Details.of(quiet) == ""


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (dict(word=""), "Choose what would help, or say it in your own words."),
        (dict(named=[]), "Choose who this is for."),
        (dict(word="tidy_help", audience="home", kids_can_help=True), None),
        (dict(word="hug", audience="home", kids_can_help=True),
         "Kids can’t carry this one. Please take “Kids can help” off."),
    ],
)  # fmt: skip
def test_a_change_is_held_to_what_an_ask_is(quiet, mara, as_asked, sent, sentence):
    if sentence is None:
        quiet.change(by=mara, **as_asked | sent)
        assert again(quiet).kids_can_help
    else:
        assert refusal(quiet.change, by=mara, **as_asked | sent) == sentence
        assert again(quiet).word == "quiet"


# ---- more readers, and ten minutes to undo it


@pytest.fixture
def widened(quiet, mara):
    quiet.change(by=mara, word="quiet", audience="orbit", wider=True, details="Sofa.")
    return again(quiet)


def test_for_ten_minutes_it_can_be_for_those_who_saw_it_before(widened, mara, jon, clock, events):
    with stopped(clock + timedelta(minutes=9, seconds=59)):
        widened.narrow(by=mara)
    fresh = again(widened)
    assert (fresh.audience, fresh.named, fresh.word, Details.of(fresh)) == ("named", [jon], "quiet", "Sofa.")
    assert Widening.select().count() == 0
    assert events()[-1][1:] == ({mara.key, "orbit"}, {mara.key, jon.key})


def test_after_ten_minutes_it_can_not(widened, mara, clock):
    with stopped(clock + timedelta(minutes=10)):
        sentence = "The ten minutes are over. You can still change who this is for."
        assert refusal(widened.narrow, by=mara) == sentence
    assert again(widened).audience == "orbit"


def test_what_can_be_undone_is_the_last_widening(widened, mara, jon):
    widened.change(by=mara, word="quiet", own="Till nine.", audience="orbit")
    assert Widening.of(widened), "the same readers, other words"
    widened.change(by=mara, word="quiet", audience="named", named=[jon])
    assert refusal(again(widened).narrow, by=mara).startswith("The ten minutes are over.")


def test_a_claim_by_somebody_who_only_came_to_see_it_goes_with_the_undoing(widened, mara, ruth):
    widened.claim(by=ruth)
    again(widened).narrow(by=mara, free=True)
    assert again(widened).waiting


def test_an_undoing_that_fails_leaves_all_as_it_is(widened, mara, ruth):
    late = again(widened)
    widened.claim(by=ruth)
    with pytest.raises(TooLate):
        late.narrow(by=mara)
    assert again(widened).audience == "orbit" and Widening.of(widened) is not None


def test_what_is_past_undoing_is_forgotten(widened, clock):
    Widening.forget_past()
    assert Widening.select().count() == 1
    with stopped(clock + timedelta(minutes=11)):
        Widening.forget_past()
    assert Widening.select().count() == 0


# ---- who it is for, meanwhile


def test_nobody_takes_what_they_could_not_see_any_more(mara, jon, ruth, meal):
    late = again(meal)
    meal.change(by=mara, word="good_food", audience="named", named=[jon])
    assert refusal(late.claim, by=ruth) == "This has changed. Please read it once more."
    assert refusal(Reply.write_under, late, by=ruth, words="Soup?") == "This has changed. Please read it once more."
    assert again(meal).waiting and Reply.select().count() == 0


def test_two_changes_of_the_readers_at_once_are_one(mara, jon, meal):
    late = again(meal)
    meal.change(by=mara, word="good_food", audience="named", named=[jon])
    with pytest.raises(TooLate):
        late.change(by=mara, word="good_food", audience="partners")
    assert again(meal).audience == "named"


def test_asking_for_now_once_more_begins_now_anew(quiet, mara, as_asked, home, clock):
    now_ = When("now", home.today)
    quiet.change(by=mara, **as_asked, when=now_)
    with stopped(clock + timedelta(hours=3)):
        again(quiet).change(by=mara, **as_asked, when=now_)
        assert again(quiet).asked_at == clock + timedelta(hours=3)


def test_a_day_that_is_asked_for_another_time_leaves_its_run(mara, jon, home):
    days = [When("today", home.today + timedelta(days=more)) for more in (1, 2, 3)]
    first, second, third = Need.ask_run(by=mara, word="good_food", audience="partners", whens=days)
    first.reopen(by=mara, when=When())
    second.change(by=mara, word="good_food", audience="partners", when=When("weekend", days[2].day))
    third.change(by=mara, word="good_food", own="Soup?", audience="partners")
    assert [bool(again(need).run) for need in (first, second, third)] == [False, False, True]


# ---- details


def test_details_lie_apart_and_go_with_the_words(mara, jon):
    need = Need.ask(by=mara, word="ride", audience="named", named=[jon], details="The code is 1234.")
    assert Details.of(need) == "The code is 1234." and NeedNamed.select().count() == 1
    need.change(by=mara, word="ride", audience="named", named=[jon])
    assert Details.select().count() == 0
    need.change(by=mara, word="ride", audience="named", named=[jon], details="5678")
    need.take_back(by=mara)
    assert Details.select().count() == 0


def test_a_form_sent_twice_keeps_its_details_once(mara, jon):
    form = dict(by=mara, word="ride", audience="named", named=[jon], details="1234", once="this-form")
    assert Need.ask(**form) == Need.ask(**form)
    assert Details.select().count() == 1
