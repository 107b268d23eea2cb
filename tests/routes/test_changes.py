"""Changing what one asked: the sheet as it stands, one more question before more people see it, and undoing that."""

from datetime import timedelta

import pytest

from household.models import Details, Need, Widening
from household.models.clock import stopped
from household.models.need.when import When
from household.routes.forms.changing import seen as seen_as

from .manners import PART, PLAIN, WAYS, WHOLE, seen


@pytest.fixture
def maras(as_, mara):
    return as_(mara)


@pytest.fixture
def walk(mara, jon, home):
    """Mara asks Jon for some fresh air tonight."""
    return Need.ask(
        by=mara, word="fresh_air", own="Round the lake?", feeling="heavy", audience="named", named=[jon],
        when=When("tonight", home.today), details="Bring the lamp.",
    )  # fmt: skip


def again(need: Need) -> Need:
    return Need.get_by_id(need.id)


def as_it_stands(need: Need, **other: str) -> dict[str, str]:
    form = {"word": need.word, "own": need.own, "feeling": need.feeling, "when": "kept", "seen": ""}
    return form | {"who": need.named[0].key, "details": Details.of(need)} | other


def test_the_sheet_shows_what_was_asked_as_it_stands(maras, walk, jon):
    page = seen(maras.get(f"/needs/{walk.key}/change"))
    for chosen in (
        'name="word" value="fresh_air" data-told="some fresh air"', 'name="when" value="kept" data-reads="tonight"',
        f'name="who" value="{jon.key}" data-reader="Jon"', 'name="feeling" value="heavy"',
    ):  # fmt: skip
        assert " checked" in page.split(chosen)[1].split(">")[0], chosen
    assert ">Round the lake?</textarea>" in page and ">Bring the lamp.</textarea>" in page


@pytest.mark.parametrize(("way", "status", "header"), [
    (PLAIN, 303, "Location"), (PART, 200, "HX-Redirect"), (WHOLE, 200, "HX-Redirect"),
])  # fmt: skip
def test_a_change_leads_back_to_the_need(maras, walk, way, status, header):
    answer = maras.post(f"/needs/{walk.key}/change", data=as_it_stands(walk, own="To the bench?"), headers=way)
    assert (answer.status_code, answer.headers[header]) == (status, f"/needs/{walk.key}")
    fresh = again(walk)
    assert (fresh.own, fresh.when, fresh.day, fresh.named) == ("To the bench?", "tonight", walk.day, walk.named)
    assert Details.of(fresh) == "Bring the lamp."


def test_what_was_answered_is_marked_as_said_before_the_change(maras, as_, walk, jon):
    jons = as_(jon)
    jons.post(f"/needs/{walk.key}/reply", data={"words": "With the dog?"})
    sentence = "Said before the words changed."
    assert sentence not in jons.get(f"/needs/{walk.key}").text
    maras.post(f"/needs/{walk.key}/change", data=as_it_stands(walk, own="To the bench?"))
    assert sentence in jons.get(f"/needs/{walk.key}").text


def test_whoever_has_it_is_asked_whether_it_is_still_good(maras, as_, walk, jon):
    jons = as_(jon)
    jons.post(f"/needs/{walk.key}/claim", data={"when": "half", "wording": walk.wording})
    promised = again(walk).starts_at
    maras.post(f"/needs/{walk.key}/change", data=as_it_stands(walk, own="To the bench?"))
    page = seen(jons.get(f"/needs/{walk.key}"))
    assert "Mara changed this after you took it. Is it still good?" in page
    assert "Mara changed this. Is it still good?" in seen(jons.get("/"))
    sent = {"when": "kept", "wording": again(walk).wording}
    assert jons.post(f"/needs/{walk.key}/move", data=sent).status_code == 303
    assert again(walk).starts_at == promised and not again(walk).changed_since_claimed


def test_more_readers_are_asked_for_once_more_and_nothing_is_done_until_then(maras, walk):
    sent = as_it_stands(walk, who="home", own="To the bench?")
    for way in WAYS:
        answer = maras.post(f"/needs/{walk.key}/change", data=sent, headers=way)
        assert answer.status_code == 422
        assert "More people will be able to see this." in answer.text and "To the bench?" in answer.text
    assert again(walk).audience == "named" and again(walk).own == "Round the lake?"
    assert maras.post(f"/needs/{walk.key}/change", data=sent | {"sure": "y"}).status_code == 303
    assert again(walk).audience == "home" and Widening.of(walk)


def test_fewer_readers_are_fewer_at_once(maras, as_, meal, ruth, jon):
    jons = as_(jon)
    assert jons.get(f"/needs/{meal.key}").status_code == 200
    sent = {"word": "good_food", "who": ruth.key, "when": "kept"}
    sent |= {"who": "named", "people": ruth.key}
    assert maras.post(f"/needs/{meal.key}/change", data=sent).status_code == 303
    assert jons.get(f"/needs/{meal.key}").status_code == 404
    assert again(meal).named == [ruth] and Widening.of(meal) is None


def test_a_claim_goes_with_the_sight_of_it(maras, meal, ruth, jon):
    meal.claim(by=ruth)
    sent = {"word": "good_food", "who": jon.key, "when": "kept"}
    answer = maras.post(f"/needs/{meal.key}/change", data=sent)
    assert "Ruth has this and will not see it any more, so it is open again then." in answer.text
    assert again(meal).claimed
    maras.post(f"/needs/{meal.key}/change", data=sent | {"sure": "y"})
    assert again(meal).waiting and again(meal).named == [jon]


def test_more_readers_can_be_undone_for_ten_minutes(maras, walk, clock):
    sentence = "For ten minutes you can undo that."
    maras.post(f"/needs/{walk.key}/change", data=as_it_stands(walk, who="home", sure="y"))
    assert sentence in maras.get(f"/needs/{walk.key}").text
    with stopped(clock + timedelta(minutes=11)):
        assert sentence not in maras.get(f"/needs/{walk.key}").text
        answer = maras.post(f"/needs/{walk.key}/narrow")
        assert (answer.status_code, "The ten minutes are over." in answer.text) == (422, True)
    assert maras.post(f"/needs/{walk.key}/narrow").status_code == 303
    assert again(walk).audience == "named" and sentence not in maras.get(f"/needs/{walk.key}").text


def test_a_mistake_is_named_and_nothing_typed_is_lost(maras, walk):
    mistakes = {
        "Choose what would help, or say it in your own words.": {"word": "", "own": " "},
        "Choose who this is for.": {"who": "nobody"},
        "Choose a day and a time.": {"when": "pick"},
        "You changed this somewhere else. Please look at it once more.": {"seen": "another"},
    }
    for sentence, sent in mistakes.items():
        for way in WAYS:
            answer = maras.post(f"/needs/{walk.key}/change", data=as_it_stands(walk, details="Two lamps.") | sent,
                                headers=way)  # fmt: skip
            assert (answer.status_code, sentence in seen(answer)) == (422, True), sentence
            assert "Two lamps." in answer.text and f'name="seen" value="{seen_as(walk)}"' in answer.text
    assert again(walk).own == "Round the lake?"


def test_a_need_whose_day_has_passed_can_be_smaller_or_for_somebody_else(maras, mara, jon, ruth, home, clock):
    need = Need.ask(by=mara, word="fresh_air", audience="named", named=[jon], when=When("today", home.today))
    with stopped(clock + timedelta(days=1)):
        page = seen(maras.get(f"/needs/{need.key}"))
        assert f'href="/needs/{need.key}/change?smaller=y"' in page and "Name someone" in page
        smaller = seen(maras.get(f"/needs/{need.key}/change?smaller=y"))
        assert "A walk, a run, or a sit in the sun.</textarea>" in smaller and 'value="kept"' not in smaller
        sent = {"word": "fresh_air", "own": "Five minutes at the door.", "when": "today", "who": jon.key}
        assert maras.post(f"/needs/{need.key}/change", data=sent).status_code == 303
        assert again(need).day == home.today and not again(need).passed(home.today)
        assert maras.post(f"/needs/{need.key}/change", data=sent | {"when": "kept"}).status_code == 303


def test_who_was_thought_of_is_named_beside_those_who_were(maras, walk, jon, ruth):
    page = maras.get(f"/needs/{walk.key}/change?beside={ruth.key}").text
    for person in (jon, ruth):
        assert " checked" in page.split(f'name="people" value="{person.key}"')[1].split(">")[0]
    assert " checked" in page.split('name="who" value="named"')[1].split(">")[0]


def test_nobody_changes_what_somebody_else_asked(as_, jon, walk):
    for way in WAYS:
        assert as_(jon).get(f"/needs/{walk.key}/change", headers=way).status_code == 403
        for verb in ("change", "narrow"):
            answer = as_(jon).post(f"/needs/{walk.key}/{verb}", data=as_it_stands(walk), headers=way)
            assert answer.status_code == 403


def test_what_was_changed_on_another_phone_is_shown_before_it_is_written_over(maras, walk):
    sheet = maras.get(f"/needs/{walk.key}/change").text
    read = sheet.split('name="seen" value="')[1].split('"')[0]
    maras.post(f"/needs/{walk.key}/change", data=as_it_stands(walk, details="Two lamps.", seen=read))
    answer = maras.post(f"/needs/{walk.key}/change", data=as_it_stands(walk, own="To the bench?", seen=read))
    assert answer.status_code == 422 and "This is how it stands now:" in answer.text
    assert Details.of(walk) == "Two lamps." and again(walk).own == "Round the lake?"


def test_no_way_back_is_offered_to_those_who_lost_sight(maras, walk, jon, ruth):
    """Undoing shows nobody what was said after they could not see it any more."""
    maras.post(f"/needs/{walk.key}/change", data=as_it_stands(walk, who=ruth.key, own="About Jon.", sure="y"))
    maras.post(f"/needs/{walk.key}/change", data={"word": "fresh_air", "who": "named", "people": ruth.key, "sure": "y"})
    assert Widening.of(again(walk)) is None
    assert maras.post(f"/needs/{walk.key}/narrow").status_code == 422


def test_who_was_thought_of_comes_to_those_who_are_asked_already(maras, mara, jon, ruth):
    need = Need.ask(by=mara, word="fresh_air", audience="partners")
    page = maras.get(f"/needs/{need.key}/change?beside={ruth.key}").text
    for person in (jon, ruth):
        assert " checked" in page.split(f'name="people" value="{person.key}"')[1].split(">")[0]
