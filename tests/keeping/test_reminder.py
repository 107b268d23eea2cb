"""The house asks for a copy in a second place, plainly and not too often."""

from datetime import timedelta

import pytest

from household.keeping.reminder import put_off, second_place_wanted
from household.models import Home, Upkeep
from household.models.clock import now, stopped

DAY = timedelta(days=1)


def test_before_there_is_a_home_nobody_is_asked(app):
    assert not second_place_wanted()


@pytest.mark.parametrize(("days", "asked"), [(0, False), (6.9, False), (7, True), (400, True), (-400, False)])
def test_a_home_of_a_week_is_asked(home, clock, days, asked):
    with stopped(clock + days * DAY):
        assert second_place_wanted() is asked


def test_a_made_up_family_is_never_asked(home, clock):
    Home.update(made_up=True).execute()
    with stopped(clock + 40 * DAY):
        assert not second_place_wanted()


@pytest.mark.parametrize(("days", "asked"), [(0, False), (29, False), (30, False), (31, True), (-31, True)])
def test_a_copy_elsewhere_is_good_for_thirty_days_and_none_is_from_the_future(home, clock, days, asked):
    with stopped(clock + 100 * DAY):
        Upkeep.done("second_place", "/media/stick", at=now() - days * DAY)
        assert second_place_wanted() is asked


def test_it_can_be_put_off_for_thirty_days_and_no_longer(home, clock):
    with stopped(clock + 100 * DAY):
        put_off(days=9)
    with stopped(clock + 108 * DAY):
        assert not second_place_wanted()
    with stopped(clock + 109 * DAY):
        assert second_place_wanted()
        put_off(days=4000)
    with stopped(clock + 139 * DAY):
        assert second_place_wanted()


def test_put_off_under_a_clock_years_ahead_counts_for_nothing(home, clock):
    with stopped(clock + 4000 * DAY):
        put_off()
    with stopped(clock + 100 * DAY):
        assert second_place_wanted()
