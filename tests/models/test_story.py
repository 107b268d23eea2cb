"""Stories for the kids: told by whoever asked, of what is finished; taken back at once by anyone in it."""

import threading
from datetime import timedelta

import pytest

from household import database
from household.content.kids import kid_asks
from household.models import Need, Person, Repair, Story
from household.models.base import TooLate
from household.models.clock import stopped
from household.models.leaving import leave
from household.models.need.when import When


def got(by: Person, helper: Person, **more) -> Need:
    need = Need.ask(by=by, **{"word": "quiet", "audience": "orbit", **more})
    need.claim(by=helper)
    need.meet(by=by)
    return Need.get_by_id(need.id)


@pytest.fixture
def hers(mara, jon) -> Need:
    return got(mara, jon)


@pytest.fixture
def told(mara, hers) -> Story:
    return Story.tell_kids(hers, by=mara, when="done", feels="calm")


@pytest.fixture
def mended(mara, jon) -> Repair:
    repair = Repair.ouch(by=mara, to=jon, landed="The joke.")
    Repair.update(stage="mended").where(Repair.id == repair.id).execute()
    return Repair.get_by_id(repair.id)


def yes(repair: Repair, by: Person) -> Story:
    return Story.tell_kids(repair, by=by, when="repair_done")


def there() -> list[Story]:
    return list(Story.all())


def test_in_a_new_home_nothing_is_told(mara, jon, hers, mended):
    assert there() == []


def test_a_story_holds_no_word_that_anybody_wrote(told):
    kept = {field.name for field in Story._meta.sorted_fields}
    assert kept == {"id", "key", "need", "repair", "told_by", "when", "feels", "waits_for", "told_at"}
    assert (told.when, told.feels) == ("done", "calm")


def test_the_kids_hear_of_it_and_again_when_it_is_taken_back(mara, jon, told, events):
    told.take_back(by=jon)
    told.take_back(by=jon)
    both = {mara.key, jon.key}
    assert events()[-2:] == [("tell_kids", set(), both | {"kids"}), ("take_back", both | {"kids"}, set())]
    assert there() == []


def test_told_twice_is_told_once(mara, hers, told):
    again = Story.tell_kids(hers, by=mara, when="done", feels="happy")
    assert again == told and Story.get().feels == "calm"


def test_what_is_open_again_or_taken_back_is_told_no_more(mara, jon, events):
    for change in (lambda need: need.reopen(by=mara, when=When()), lambda need: need.take_back(by=mara)):
        need = got(mara, jon)
        Story.tell_kids(need, by=mara, when="done", feels="calm")
        change(need)
        assert there() == [] and ("take_back", "kids") in {
            (verb, who) for verb, before, _ in events() for who in before
        }
        with pytest.raises(TooLate):
            Story.tell_kids(need, by=mara, when="done", feels="calm")


def test_a_need_that_is_open_cannot_be_told(mara, quiet):
    with pytest.raises(TooLate):
        Story.tell_kids(quiet, by=mara, when="done", feels="calm")
    assert Story.select().count() == 0


def test_a_mended_repair_is_told_when_both_said_yes(mara, jon, mended, events):
    first = yes(mended, by=jon)
    assert (first.told_at, first.waits_for) == (None, mara)
    assert yes(mended, by=jon).told_at is None, "the same yes, twice"
    second = yes(mended, by=mara)
    assert second == first and second.told_at
    both = {mara.key, jon.key}
    assert events()[-2:] == [("tell_kids", set(), both), ("tell_kids", both, both | {"kids"})]


def test_two_yeses_in_the_same_breath_tell_one_story(mara, jon, mended):
    start = threading.Barrier(2)

    def say(who: Person) -> None:
        with database.db.connection_context():
            start.wait()
            yes(mended, by=who)

    threads = [threading.Thread(target=say, args=(who,)) for who in (mara, jon)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (story,) = there()
    assert story.told_at and story.waits_for_id is None


def test_a_repair_that_is_not_mended_or_that_one_lets_go_is_never_told(mara, jon, mended):
    under_way = Repair.ouch(by=mara, to=jon)
    with pytest.raises(TooLate):
        yes(under_way, by=mara)
    for who in (mara, jon):
        yes(mended, by=who)
    mended.let_go(by=jon)
    assert there() == []
    with pytest.raises(TooLate):
        yes(mended, by=mara)


def test_a_yes_that_was_taken_back_has_to_be_said_anew(mara, jon, mended):
    yes(mended, by=jon).take_back(by=mara)
    assert yes(mended, by=mara).waits_for == jon


def test_the_stories_of_whoever_leaves_go_along(mara, jon, ruth, mended, events):
    lena = Person.join(role=mara.role, name="Lena", face=dict(shape="egg", ink="oat", hair="none"))
    stays = Story.tell_kids(got(mara, lena), by=mara, when="done", feels="calm")
    for need, by in ((got(mara, jon), mara), (got(jon, ruth), jon)):
        Story.tell_kids(need, by=by, when="done", feels="calm")
    yes(mended, by=mara)
    leave(by=jon)
    assert there() == [stays] and list(Story.select()) == [stays]


def test_the_newest_comes_first_in_one_query(mara, jon, clock, mended):
    with stopped(clock + timedelta(hours=1)):
        one = Story.tell_kids(got(mara, jon), by=mara, when="done", feels="calm")
    with stopped(clock + timedelta(hours=2)):
        yes(mended, by=mara)
        two = yes(mended, by=jon)
    assert there() == [two, one]
    assert [(story.asker, story.helper) for story in there()] == [(mara, jon)] * 2


def test_what_children_ask_for_can_be_said_in_a_story():
    said = [one.kid for one in kid_asks().values()]
    assert all(said) and not [one for one in said if "," in one]
