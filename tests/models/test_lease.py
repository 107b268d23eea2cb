"""Whose turn it is: one holder at a time, and none for longer than they may, whatever the clock."""

from datetime import timedelta

import pytest

from household.models import Lease
from household.models.clock import stopped

HALF_AN_HOUR, SECOND, DAY = timedelta(minutes=30), timedelta(seconds=1), timedelta(days=1)


def turn(owner: str) -> bool:
    return Lease.hold("ticker", owner, HALF_AN_HOUR)


def test_one_holds_it_renews_it_and_lets_it_go_by_staying_away(app, clock):
    assert turn("one") and turn("one") and not turn("other")
    with stopped(clock + HALF_AN_HOUR):
        assert not turn("other")
    with stopped(clock + HALF_AN_HOUR + SECOND):
        assert turn("other") and not turn("one")


@pytest.mark.parametrize("ahead", [DAY, 365 * DAY, 20_000 * DAY])
def test_one_that_was_taken_under_a_clock_that_ran_ahead_holds_nobody_back(app, clock, ahead):
    with stopped(clock + ahead):
        assert turn("before the clock was set")
    assert turn("after it")
    assert not turn("before the clock was set")


def test_who_asks_a_moment_later_with_an_earlier_time_in_hand_does_not_take_it(app, clock):
    assert turn("one")
    with stopped(clock - 2 * SECOND):
        assert not turn("other")
