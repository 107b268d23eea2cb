"""The house's own clockwork, and what it does by itself at its turn."""

from datetime import timedelta

from household import database
from household.keeping.ticker import HELD, Clockwork
from household.models import CheckIn, Device, Knock, Lease, Moment, Need, Rhythm
from household.models.clock import stopped

A_DAY = timedelta(days=1)


def test_what_comes_back_is_brought_to_the_table_and_once(app, mara, clock, tmp_path):
    Rhythm.begin(by=mara, word="quiet", weekdays=range(7), moment=Moment.get())
    with stopped(clock + 2 * A_DAY):
        for worker in ("this one", "this one", "another"):
            Clockwork(worker, tmp_path, demo=True).tick()
        database.ready()
        assert [need.occurrence.day for need in Need.select().order_by(Need.occurrence)] == [18, 19]


def test_a_worker_whose_turn_it_is_not_brings_nothing(app, mara, clock, tmp_path):
    Rhythm.begin(by=mara, word="quiet", weekdays=range(7), moment=Moment.get())
    with stopped(clock + 2 * A_DAY):
        assert Lease.hold("ticker", "another", HELD)
        Clockwork("this one", tmp_path, demo=True).tick()
        database.ready()
        assert Need.select().count() == 1


def test_a_check_in_that_was_left_open_is_gone_after_the_night(app, mara, jon, clock, tmp_path):
    CheckIn.start(by=mara, others=[jon], picked=("c01",))
    for later, left in ((timedelta(hours=1), 1), (A_DAY, 0)):
        with stopped(clock + later):
            Clockwork("this one", tmp_path, demo=True).tick()
            database.ready()
            assert CheckIn.select().count() == left


def test_a_tablet_that_was_let_in_and_never_came_stands_on_no_page_for_long(app, mara, clock, tmp_path):
    device = Knock.with_letters(Knock.for_kitchen("iPad")[1]).let_in(by=mara, name="The kitchen")
    for later, left in ((timedelta(minutes=9), 1), (timedelta(hours=1), 0)):
        with stopped(clock + later):
            Clockwork("this one", tmp_path, demo=True).tick()
            database.ready()
            assert Knock.select().count() == Device.select().where(Device.id == device.id).count() == left


def test_where_there_is_no_home_it_has_nothing_to_do_and_nothing_to_say(app, tmp_path, caplog):
    Clockwork("this one", tmp_path, demo=True).tick()
    assert caplog.messages == []
