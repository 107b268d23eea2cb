"""What one asks for again and again: its page, its list, and what its asker does with it."""

from datetime import date

import pytest

from household.database import db
from household.models import Moment, Need, Rhythm

from .manners import PART, PLAIN, WAYS, WHOLE, seen

FRIDAY, MONDAY = date(2026, 6, 19), date(2026, 6, 22)


@pytest.fixture
def maras(as_, mara):
    return as_(mara)


@pytest.fixture
def begin(mara, jon, home):
    def begin(*weekdays: int, **more) -> Rhythm:
        moment = Moment.get(Moment.name == "after bedtime")
        how = dict(by=mara, word="time_together", named=[jon], audience="named", moment=moment, weekdays=weekdays)
        return Rhythm.begin(**how | more)

    return begin


@pytest.fixture
def rhythm(begin) -> Rhythm:
    return begin(0, 4)


def again(rhythm: Rhythm) -> Rhythm:
    return Rhythm.get_by_id(rhythm.id)


def test_its_page_says_when_it_comes_back_and_which_is_next(maras, rhythm):
    page = seen(maras.get(f"/rhythms/{rhythm.key}"))
    assert "every Monday and Friday after bedtime" in page
    assert "The next one is on Friday." in page and "Skip the one on Friday" in page


def test_who_has_the_next_one_is_said_and_then_it_is_not_to_skip(maras, rhythm, jon):
    Need.get(Need.occurrence == FRIDAY).claim(by=jon)
    page = seen(maras.get(f"/rhythms/{rhythm.key}"))
    assert "Jon has this." in page and "Skip the one" not in page


def test_one_that_is_not_near_says_when_it_comes(maras, mara, begin):
    rhythm = begin(4, every=2)
    rhythm.skip(by=mara)
    assert "The next one is on 3 July. It comes to the table six days before." in seen(
        maras.get(f"/rhythms/{rhythm.key}")
    )


SAID = [
    # weekdays        every  as people say it
    ([4], 1, "every Friday after bedtime"),
    ([4], 2, "every other Friday after bedtime"),
    ([0, 2, 4], 1, "every Monday, Wednesday, and Friday after bedtime"),
    ([0, 4], 2, "every other week on Monday and Friday after bedtime"),
    (range(7), 1, "every day after bedtime"),
]


def test_its_days_read_as_people_say_them(maras, begin):
    told = [seen(maras.get(f"/rhythms/{begin(*days, every=every).key}")) for days, every, _ in SAID]
    assert [sentence in page for page, (_, _, sentence) in zip(told, SAID, strict=True)] == [True] * len(SAID)


def test_the_list_is_ones_own_and_without_what_has_ended(maras, as_, mara, jon, begin):
    begin(4)
    begin(0, by=jon, named=[mara])
    begin(2).end(by=mara)
    page = seen(maras.get("/rhythms/"))
    assert ("every Friday" in page, "every Monday" in page, "every Wednesday" in page) == (True, False, False)
    assert "every Monday" in seen(as_(jon).get("/rhythms/"))


def test_an_empty_list_says_how_it_fills(maras):
    assert "Nothing comes back just now." in maras.get("/rhythms/").text


def test_the_list_runs_as_many_queries_for_nine_as_for_two(maras, begin):
    def count() -> int:
        ran = []
        db.obj.query_hooks.append(lambda query: ran.append(query.sql))
        maras.get("/rhythms/")
        db.obj.query_hooks.clear()
        return len(ran)

    for day in (0, 4):
        begin(day)
    count()
    few = count()
    for day in range(7):
        begin(day, own="More.")
    assert count() == few


@pytest.mark.parametrize("way", WAYS)
def test_it_can_be_paused_brought_back_skipped_and_ended(maras, rhythm, way):
    def send(verb: str, **sent: str) -> str:
        answer = maras.post(f"/rhythms/{rhythm.key}/{verb}", data=sent, headers=way)
        if way is PART:
            assert (answer.status_code, answer.headers["HX-Trigger"]) == (200, "house-changed")
            assert answer.text.strip().startswith(f'<article id="rhythm-{rhythm.key}"')
            return seen(answer)
        assert (answer.status_code, answer.location) == (303, f"/rhythms/{rhythm.key}")
        return seen(maras.get(answer.location))

    assert "It rests until you bring it back." in send("pause") and not again(rhythm).going
    assert "The next one is on Friday." in send("resume") and again(rhythm).going
    assert "The next one is on Monday." in send("skip", day="2026-06-19")
    assert "The next one is on Monday." in send("skip", day="2026-06-19"), "the same tap, twice"
    assert "This has ended, and does not come back." in send("end") and again(rhythm).ended_at


@pytest.mark.parametrize("day", ["", "soon", "2026-06-22", "9999-12-31", "0001-01-01", "\x00"])
def test_only_the_one_that_was_read_is_skipped(maras, rhythm, day):
    for way in (PLAIN, PART, WHOLE):
        answer = maras.post(f"/rhythms/{rhythm.key}/skip", data={"day": day}, headers=way)
        assert answer.status_code in (409, 422) and "This has changed. Please read it once more." in answer.text
    assert again(rhythm).skipped_through is None


@pytest.mark.parametrize("verb", ["pause", "resume", "skip", "end"])
def test_nobody_elses_is_there(as_, jon, rhythm, verb):
    jons = as_(jon)
    assert jons.get(f"/rhythms/{rhythm.key}").status_code == 404
    for way in WAYS:
        assert jons.post(f"/rhythms/{rhythm.key}/{verb}", data={"day": "2026-06-19"}, headers=way).status_code == 404
    assert again(rhythm).going and again(rhythm).skipped_through is None


def test_after_the_end_nothing_can_be_done_with_it(maras, mara, rhythm):
    rhythm.end(by=mara)
    for verb in ("pause", "resume", "skip"):
        answer = maras.post(f"/rhythms/{rhythm.key}/{verb}", data={"day": "2026-06-19"})
        assert answer.status_code == 409, verb


def test_the_asker_of_an_occurrence_finds_the_way_and_others_only_hear_that_it_comes_back(
    maras, as_, jon, mara, rhythm
):
    page, line, way = f"/needs/{Need.get().key}", "This comes back: every Monday and Friday", f"/rhythms/{rhythm.key}"
    for client, finds in ((maras, True), (as_(jon), False)):
        assert line in client.get(page).text and (way in client.get(page).text) is finds
    Need.get().claim(by=jon)
    rhythm.pause(by=mara)
    assert "You paused this: every Monday" in maras.get(page).text and line not in as_(jon).get(page).text


def test_paused_reads_as_resting(maras, mara, rhythm):
    rhythm.pause(by=mara)
    page = maras.get(f"/needs/{Need.get().key}").text
    assert "Resting." in page and "Back on the table" in page
