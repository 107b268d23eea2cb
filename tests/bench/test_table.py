"""How much work the table is, beside the least a signed-in page can be, in one and the same run."""

import time

import pytest

from household.models import Need

pytestmark = pytest.mark.long
TURNS = 40


def work(client, path):
    """CPU seconds for one request, the middle one of many."""
    took = []
    for _ in range(TURNS):
        begun = time.process_time()
        assert client.get(path).status_code == 200
        took.append(time.process_time() - begun)
    return sorted(took)[TURNS // 2]


def lay(mara, jon, count):
    for number in range(count):
        Need.ask(by=mara, own=f"help {number}", audience="named", named=[jon])


def test_the_table_of_fifty_stays_within_reach_of_an_empty_form(as_, mara, jon):
    jons = as_(jon)
    lay(mara, jon, 50)
    table, form = work(jons, "/"), work(jons, "/people/new")
    assert table < 12 * form


def test_a_thousand_closed_needs_do_not_slow_the_table(as_, mara, jon):
    jons = as_(jon)
    lay(mara, jon, 10)
    before = work(jons, "/")
    last_year = Need.get().asked_at.replace(year=2025)
    met = dict(word="quiet", audience="partners", asked_at=last_year, closed_at=last_year, closed_as="met")
    Need.insert_many([{"asked_by": mara, "key": f"old-{number}", **met} for number in range(1000)]).execute()
    after = work(jons, "/")
    assert after < 1.5 * before
