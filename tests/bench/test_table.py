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
    print(f"\ntable of 50: {table * 1000:.2f} ms, a form: {form * 1000:.2f} ms, {table / form:.1f} times")
    assert table < 12 * form


def test_a_thousand_closed_needs_do_not_slow_the_table(as_, mara, jon):
    jons = as_(jon)
    lay(mara, jon, 10)
    before = work(jons, "/")
    Need.insert_many(
        [
            dict(asked_by=mara, word="quiet", audience="partners", asked_at=need_time, closed_at=need_time, closed_as="met")
            for need_time in [Need.get().asked_at.replace(year=2025)] * 1000
        ]
    ).execute()
    after = work(jons, "/")
    print(f"\nbefore: {before * 1000:.2f} ms, after: {after * 1000:.2f} ms, {after / before:.2f} times")
    assert after < 1.5 * before
