"""The table: grouped as people read it, and as quick with fifty needs as with five, like the pages beside it."""

from datetime import timedelta
from itertools import count

import pytest

from household.database import db
from household.models import Need, Person, Thanks
from household.models.clock import stopped
from household.models.need.when import When


@pytest.fixture
def asked_of_the_house():
    """Counts the statements that a request runs."""
    seen = []
    db.obj.query_hooks.append(lambda query: seen.append(query.sql))
    yield seen
    db.obj.query_hooks.clear()


def section(page, title):
    """The text of the page from one heading to the next."""
    return page.split(f">{title}</h2>")[1].split("<h2")[0]


@pytest.mark.parametrize(("page", "shown"), [("/", (10, 100)), ("/needs/{}", (1, 1)), ("/needs/new", (0, 0))])
def test_a_page_runs_as_many_queries_for_fifty_needs_as_for_five(as_, mara, jon, asked_of_the_house, page, shown):
    def lay(many):
        for number in range(many):
            need = Need.ask(by=mara, own=f"help {number}", audience="named", named=[jon])
            if number % 2:
                need.claim(by=jon)
            Thanks.give(by=mara, to=[jon], did=f"you helped {number}")

    def asked():
        answer = jons.get(f"{page.format(Need.get().key)}?{next(fresh)}")  # no page is kept for this address
        assert answer.status_code == 200
        return answer.text.count("<article")

    jons, fresh, told = as_(jon), count(), []
    for more in (5, 45):
        lay(more)
        asked()
        del asked_of_the_house[:]
        told.append((asked(), len(asked_of_the_house)))
    assert (told[0][0], told[1][0]) == shown
    assert told[0][1] == told[1][1] > 0


def test_runs_ask_the_notebook_no_more_than_single_needs(as_, mara, jon, home, asked_of_the_house):
    def run(days: int) -> None:
        whens = [When("pick", home.today + timedelta(days=more)) for more in range(days)]
        Need.ask_run(by=mara, word="good_food", audience="named", named=[jon], whens=whens)

    jons = as_(jon)
    run(2)
    jons.get("/")
    del asked_of_the_house[:]
    assert jons.get("/").text.count("I’ve got this") == 2
    few = len(asked_of_the_house)
    for days in (14, 7, 5):
        run(days)
    del asked_of_the_house[:]
    assert jons.get("/").text.count("I’ve got this") == 28
    assert len(asked_of_the_house) == few


def test_each_need_stands_where_it_belongs(as_, mara, jon):
    Need.ask(by=jon, word="quiet")
    Need.ask(by=jon, word="sleep").claim(by=mara)
    Need.ask(by=mara, word="ride").meet(by=mara)
    page = as_(mara).get("/").text
    assert "some quiet" in section(page, "Waiting for someone")
    assert "more sleep" in section(page, "Someone has it")
    assert "a ride" in section(page, "It happened today")


def test_a_need_whose_day_has_passed_waits_with_its_asker_alone(as_, mara, jon, home, clock):
    Need.ask(by=mara, word="quiet", audience="named", named=[jon], when=When("today", home.today))
    maras, jons = as_(mara), as_(jon)
    with stopped(clock + timedelta(days=1)):
        assert "some quiet" in section(maras.get("/").text, "Still with you")
        assert "some quiet" not in jons.get("/").text


def test_an_empty_table_blames_nobody(as_, mara):
    assert "You are allowed to go first" in as_(mara).get("/").text


def test_one_person_alone_is_offered_an_invitation(as_, mara, clock):
    Person.update(left_at=clock).where(Person.id != mara.id).execute()
    assert "Invite your partner" in as_(mara).get("/").text
