"""A tiny practice: one for today, another if it does not fit, and nothing kept."""

import re
from datetime import timedelta

import pytest

from household.content.practicing import practices
from household.models import TABLES, Device, Person, Role
from household.models.clock import now, stopped

from .manners import seen


@pytest.fixture
def maras(as_, mara, jon):
    return as_(mara)


def shown(page: str) -> str:
    return re.search(r'class="say say--big">(.*?)</p>', page)[1]


def test_there_is_one_for_today_and_it_stays(maras, clock):
    first = shown(seen(maras.get("/practice/")))
    assert first in [one.text for one in practices()]
    for hours in (1, 8):  # the night still belongs to the day before
        with stopped(clock + timedelta(hours=hours)):
            assert shown(seen(maras.get("/practice/"))) == first
    with stopped(clock + timedelta(hours=9)):
        assert shown(seen(maras.get("/practice/"))) != first


def test_another_one_is_a_link_and_leads_round_all_of_them(maras):
    at, found = "/practice/", []
    for _ in practices():
        page = seen(maras.get(at))
        found.append(shown(page))
        at = re.search(r'href="(/practice/\?another=\d+)"', page)[1]
    assert {*found} == {one.text for one in practices()}
    assert shown(seen(maras.get(at))) == found[0]


@pytest.mark.parametrize("another", ["x", "", "-3", "9" * 30, "9" * 5_000, "%00", "1.5"])
def test_any_number_is_some_practice(maras, another):
    answer = maras.get(f"/practice/?another={another}")
    assert answer.status_code == 200 and shown(seen(answer)) in [one.text for one in practices()]


def test_the_hello_is_the_same_after_a_day_and_after_a_year(as_, mara, clock):
    said = []
    for away in (timedelta(), timedelta(days=1), timedelta(days=80)):
        with stopped(clock + away):
            page = seen(as_(mara).get("/practice/"))
            said.append(re.search(r"<h1>(.*?)</h1>", page)[1])
            assert "Not today is fine. Nobody keeps count." in page
    assert {*said} == {"Good to see you, Mara"}


def test_nothing_is_kept(maras):
    maras.get("/practice/")
    before = [list(model.select().order_by(model.id).tuples()) for model in TABLES if model is not Device]
    for another in range(5):
        maras.get(f"/practice/?another={another}")
    assert [list(model.select().order_by(model.id).tuples()) for model in TABLES if model is not Device] == before


def test_alone_it_speaks_of_nobody_who_is_not_there(as_, mara):
    Person.update(left_at=now()).where((Person.role != Role.GUEST) & (Person.id != mara.id)).execute()
    client = as_(mara)
    found = {shown(seen(client.get(f"/practice/?another={another}"))) for another in range(40)}
    assert found == {one.text for one in practices() if not one.around}
