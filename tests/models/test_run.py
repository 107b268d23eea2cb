"""A run: dinner on these six evenings. Asked in one breath, answered one by one."""

from datetime import date, timedelta

import pytest

from household.models import Moment, Need
from household.models.base import Refused
from household.models.need.when import When

TODAY = date(2026, 6, 17)


def evenings(*days: int) -> list[When]:
    moment = Moment.get(Moment.name == "after bedtime")
    return [When("moment", TODAY + timedelta(days=day), moment) for day in days]


@pytest.fixture
def ask(mara, jon):
    def ask(*days: int, **more) -> list[Need]:
        how = dict(by=mara, word="good_food", audience="named", named=[jon], whens=evenings(*days))
        return Need.ask_run(**how | more)

    return ask


def test_each_day_is_a_need_of_its_own_and_all_share_a_random_key(ask, jon):
    run, other = ask(1, 0, 4), ask(1, 2)
    assert [need.day for need in run] == [TODAY, TODAY + timedelta(days=1), TODAY + timedelta(days=4)]
    assert len({need.run for need in run}) == 1 and run[0].run not in ("", other[0].run)
    run[1].claim(by=jon)
    assert [need.claimed for need in run] == [False, True, False]


@pytest.mark.parametrize("days", [(), (1,), (1, 1), range(15)])
def test_two_days_or_more_up_to_fourteen(ask, days):
    with pytest.raises(Refused, match="Choose two days or more, up to fourteen"):
        ask(*days)


def test_the_same_form_sent_twice_is_asked_once(ask):
    first, second = (ask(1, 2, once="this-page") for _ in range(2))
    assert first == second and first[0].run == second[0].run and Need.select().count() == 2


def test_a_form_that_comes_back_with_another_day_is_a_run_of_its_own(ask):
    first, second = ask(1, 2, once="this-page"), ask(1, 3, once="this-page")
    assert first[0].run != second[0].run and Need.select().count() == 4


def test_either_all_days_are_asked_or_none(ask, ida):
    with pytest.raises(Refused):
        ask(1, 2, word="hug", named=[ida])
    assert Need.select().count() == 0


def test_what_belongs_to_a_run_is_found_in_the_order_of_its_days(ask, mara):
    run = ask(4, 1)
    ask(1, 2)
    alone = Need.ask(by=mara, word="quiet")
    assert Need.of_run(Need.all(), run[1]) == run and Need.of_run(Need.all(), alone) == []


def test_only_what_reads_the_same_lies_side_by_side(ask, mara, jon):
    first, second, changed, reopened = ask(1, 2, 3, 4)
    assert first.side_by_side == second.side_by_side
    changed.change(by=mara, word="good_food", own="Soup?", audience="named", named=[jon], when=evenings(3)[0])
    reopened.reopen(by=mara, when=When("tonight", TODAY))
    sheets = {need.side_by_side for need in (first, second, changed, reopened)}
    assert len(sheets) == 3
