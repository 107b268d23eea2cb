"""A PIN: figures that open one's own face at the kitchen tablet."""

import pytest

from household.models import Pin, leaving
from household.models.base import Refused
from household.models.pin import figures


def test_it_opens_and_nothing_else_does(mara, jon):
    Pin.set_pin("2468", by=mara)
    pin = Pin.of(mara)
    assert pin.opens("2468") and pin.opens(" 24 68 ") and pin.opens("٢٤٦٨")
    assert not any(pin.opens(wrong) for wrong in ("2469", "", "24680", "2468x", "२४६"))
    assert "2468" not in pin.sealed and Pin.of(jon) is None


def test_the_newest_one_is_the_one_and_it_can_be_taken_off(mara):
    Pin.set_pin("2468", by=mara)
    Pin.set_pin("13579", by=mara)
    assert Pin.select().count() == 1 and Pin.of(mara).opens("13579") and not Pin.of(mara).opens("2468")
    Pin.take_off_pin(by=mara)
    assert Pin.of(mara) is None


@pytest.mark.parametrize("typed", ["", "123", "123456789", "12a4", "four", "½½½½", "12-34", "²²²²"])
def test_it_is_four_to_eight_figures(mara, typed):
    with pytest.raises(Refused, match="Four to eight digits"):
        Pin.set_pin(typed, by=mara)


def test_figures_are_read_in_any_script():
    assert figures("٠١٢٣") == figures("０１２３") == figures("0 1 2 3") == "0123" and figures("1.5") == ""


def test_one_of_some_people_is_found_by_theirs(cast, mara, jon, ruth):
    Pin.set_pin("2468", by=jon)
    Pin.set_pin("1357", by=ruth)
    partners = [mara, jon]
    assert Pin.one_of(partners, "2468") == jon
    assert Pin.one_of(partners, "1357") is None and Pin.one_of(partners, "") is None


def test_it_wakes_nobody_and_goes_with_its_person(mara, jon, events):
    Pin.set_pin("2468", by=jon)
    Pin.take_off_pin(by=jon)
    assert events() == []
    Pin.set_pin("2468", by=jon)
    leaving.leave(by=jon)
    assert Pin.select().count() == 0
