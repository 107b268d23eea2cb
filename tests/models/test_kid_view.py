"""A child's page as the partners set it: its tiles, who hears, and when it rests."""

from datetime import time, timedelta
from typing import Any

import pytest

from household.content.kids import ALWAYS, MOST, kid_asks
from household.models import KidHears, KidView
from household.models.base import Refused, TooLate
from household.models.clock import stopped

ALL = [*kid_asks()]
FEW = ["kid_teddy", "kid_hurts", "kid_hug", "kid_scared"]


def shown(child: Any) -> list[str]:
    return [ask.id for ask in KidView.of(child).asks]


def arrange(child: Any, by: Any, *tiles: str, instead_of: str = "") -> None:
    KidView.of(child).arrange(tiles, by=by, instead_of=instead_of)


def test_as_long_as_nobody_chose_the_first_twelve_stand_there(theo):
    assert shown(theo) == ALL[:MOST] and {*ALWAYS} <= {*shown(theo)}


def test_a_parent_chooses_which_tiles_and_in_what_order(theo, ida, mara, events):
    arrange(theo, mara, *FEW)
    assert shown(theo) == FEW and shown(ida) == ALL[:MOST]
    assert events() == [("arrange", {theo.key, "partners"}, {theo.key, "partners"})]


def test_what_is_told_twice_or_is_no_tile_is_not_shown(theo, mara):
    arrange(theo, mara, *FEW, "kid_hug", "lonely", "kid_", "\0")
    assert shown(theo) == FEW


@pytest.mark.parametrize("left_out", ALWAYS)
def test_nobody_takes_off_what_is_always_there(theo, mara, left_out, events):
    with pytest.raises(Refused, match="stay on every child’s page"):
        arrange(theo, mara, *(id for id in FEW if id != left_out))
    assert shown(theo) == ALL[:MOST] and events() == []


def test_no_more_stand_there_than_fit(theo, mara):
    arrange(theo, mara, *ALL[:MOST])
    with pytest.raises(Refused, match="more than fits"):
        arrange(theo, mara, *ALL[: MOST + 1], instead_of=" ".join(ALL[:MOST]))
    assert shown(theo) == ALL[:MOST]


def test_the_second_of_two_who_arrange_at_once_is_told_and_the_same_sent_twice_is_fine(theo, mara, jon, events):
    arrange(theo, mara, *FEW)
    with pytest.raises(TooLate, match="Someone changed this meanwhile"):
        arrange(theo, jon, *ALWAYS)
    assert shown(theo) == FEW and len(events()) == 1
    arrange(theo, mara, *FEW)
    arrange(theo, jon, *ALWAYS, instead_of=" ".join(FEW))
    assert shown(theo) == [*ALWAYS]


def test_a_tile_has_a_code_that_says_nothing_and_is_another_for_another_child(theo, ida):
    theos, idas = KidView.of(theo), KidView.of(ida)
    codes = [theos.code(ask) for ask in theos.asks]
    assert len({*codes, *map(idas.code, idas.asks)}) == 2 * MOST
    assert not [code for code, ask in zip(codes, theos.asks, strict=True) if ask.id.removeprefix("kid_") in code]
    assert [theos.ask_with(code) for code in codes] == theos.asks
    assert theos.ask_with(idas.code(idas.asks[0])) is None


def test_the_two_that_always_work(theo, mara):
    arrange(theo, mara, *FEW)
    assert [ask.id for ask in KidView.of(theo).always] == ["kid_hurts", "kid_scared"]


# ---- who hears


def heard_by(child: Any) -> list[int]:
    return sorted(row.person_id for row in KidHears.select().where(KidHears.kid == child))


def test_those_hear_who_are_let_and_nobody_who_was_let_before(theo, ida, ruth, mara, jon, events):
    assert heard_by(theo) == []
    KidView.of(theo).let_hear([ida, ruth], by=mara)
    KidView.of(theo).let_hear([ida, ruth], by=jon)
    KidView.of(ida).let_hear([theo], by=jon)
    assert heard_by(theo) == sorted([ida.id, ruth.id])
    KidView.of(theo).let_hear([ruth], by=jon)
    assert heard_by(theo) == [ruth.id]
    KidView.of(theo).let_hear([], by=jon)
    assert (heard_by(theo), heard_by(ida)) == ([], [theo.id])
    assert events()[-1] == ("let_hear", {theo.key, "partners"}, {theo.key, "partners"})


# ---- own words


def test_own_words_are_switched_on_and_off_and_nothing_else_is_touched(theo, mara, jon, events):
    assert KidView.of(theo).writes_own is False
    arrange(theo, mara, *FEW)
    KidView.of(theo).let_write(by=mara)
    assert KidView.of(theo).writes_own is True and shown(theo) == FEW
    KidView.of(theo).keep_to_pictures(by=jon)
    assert KidView.of(theo).writes_own is False
    assert [verb for verb, *_ in events()] == ["arrange", "let_write", "keep_to_pictures"]


def test_two_who_set_something_first_make_one_row(theo, mara, jon):
    first, second = KidView.of(theo), KidView.of(theo)
    first.let_write(by=mara)
    second.hush(by=jon, quiet_from=time(19), quiet_until=time(7))
    (row,) = KidView.select()
    assert (row.writes_own, row.quiet_from, row.quiet_until) == (True, time(19), time(7))


# ---- quiet hours

RESTS = [
    # from          until         hours after half past seven in the evening   whether the page rests
    (None, None, 0, False),
    (time(19), time(7), 0, True),
    (time(19, 30), time(7), 0, True),
    (time(19, 31), time(7), 0, False),
    (time(19), time(19, 30), 0, False),
    (time(19), time(7), 11, True),  # half past six
    (time(19), time(7), 11.5, False),
    (time(13), time(14), 18, True),
    (time(13), time(14), 0, False),
]


def test_the_page_rests_between_the_two_times_also_over_midnight(home, theo, mara, clock):
    for start, end, hours, rests in RESTS:
        KidView.of(theo).hush(by=mara, quiet_from=start, quiet_until=end)
        with stopped(clock + timedelta(hours=hours)):
            assert KidView.of(theo).resting is rests, (start, end, hours)


@pytest.mark.parametrize("span", [(time(19), None), (None, time(7)), (time(7), time(7))])
def test_half_of_them_is_refused(home, theo, mara, span, events):
    with pytest.raises(Refused, match="leave both empty"):
        KidView.of(theo).hush(by=mara, quiet_from=span[0], quiet_until=span[1])
    assert KidView.select().count() == 0 and events() == []
