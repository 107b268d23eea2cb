"""The clock of the house is wrong, as after a power cut on a machine without a battery: nothing is lost by it."""

from datetime import timedelta

import pytest

from household import policy
from household.keeping import backup
from household.keeping.ticker import Clockwork
from household.models import TABLES, Delivery, Device, Event, Lease, Need, Notice, Person, Role, Upkeep, passphrase
from household.models.clock import now, stopped

from ..conftest import PASSPHRASE

pytestmark = pytest.mark.long

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
JUMPS = {"an hour back": -HOUR, "forty days on": 40 * DAY, "a year back": -365 * DAY, "a year on": 365 * DAY}
TOO_LONG = {"a year on"}  # a phone nobody used for a year has to come in again, for as long as it is that year
NEED_MORE = ("live.stream", "channels.new", "repairs.new", "stories.new")  # of which kind, about what
COMES_AND_GOES = (Event, Notice, Delivery, Lease, Upkeep, Device)


def pages(app) -> list[str]:
    """Every page for a partner or for everyone that needs no key, and nothing else to be one."""
    views, partner = app.view_functions, Person.here(Role.PARTNER).get()
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and not rule.arguments]
    return [
        rule.rule
        for rule in rules
        if rule.endpoint not in NEED_MORE
        and (
            getattr(views[rule.endpoint], "is_public", False) or policy.may_enter(partner, rule.endpoint.split(".")[0])
        )
    ]


def rows() -> dict[str, int]:
    return {table.__name__: table.select().count() for table in TABLES if table not in COMES_AND_GOES}


def opens(client, app) -> bool:
    return all(client.get(path, follow_redirects=True).status_code == 200 for path in pages(app))


@pytest.mark.parametrize("jump", JUMPS)
def test_a_clock_that_jumps_and_comes_back_takes_nothing_and_nobody_away(app, as_, cast, home, clock, jump, tmp_path):
    for person in (cast.mara, cast.jon):
        Person.update(passphrase=passphrase.seal(PASSPHRASE)).where(Person.id == person.id).execute()
    maras, jons, clockwork = as_(cast.mara), as_(cast.jon), Clockwork("this one", tmp_path)
    kitchen = app.test_client()
    kitchen.set_cookie(f"household-{home.key}", cast.kitchen_token)
    maras.post("/needs/", data={"own": "Before.", "who": cast.jon.key})
    clockwork.tick()
    before, copies = rows(), len(backup.copies(tmp_path))
    with stopped(clock + JUMPS[jump]):
        for _ in range(3):
            clockwork.tick()
        assert kitchen.get("/").location == "/day/"  # still the kitchen: a stranger is shown the door
        if jump not in TOO_LONG:
            assert opens(maras, app) and opens(jons, app)
            assert maras.post("/needs/", data={"own": "Meanwhile.", "who": cast.jon.key}).status_code == 303
            need = Need.get(Need.own == "Meanwhile.")
            assert jons.post(f"/needs/{need.key}/claim", data={"when": "now"}).status_code == 303
        for _ in range(2):  # the door is open to whoever knows the passphrase, whatever the clock
            sent = {"name": "Mara", "passphrase": PASSPHRASE}
            assert app.test_client().post("/sign-in", data=sent).status_code == 303
    for _ in range(3):
        Clockwork("after a restart", tmp_path).tick()
    assert Lease.get().owner == "after a restart"
    made = len(backup.copies(tmp_path)) - copies
    assert made <= 2, "a copy at the wrong time, and one at the right one"
    after = rows()
    assert all(after[name] >= before[name] for name in before), "something was purged"
    assert opens(maras, app) and opens(jons, app) and kitchen.get("/").location == "/day/"
    assert maras.post("/needs/", data={"own": "After.", "who": cast.jon.key}).status_code == 303
    assert app.test_client().post("/sign-in", data={"name": "Mara", "passphrase": PASSPHRASE}).status_code == 303
    assert Need.select().where(Need.own == "Before.").count() == 1


@pytest.mark.usefixtures("home")
def test_twenty_days_under_a_clock_a_year_behind_push_no_true_copy_out(app, clock, tmp_path):
    """After a power cut each, so that the clockwork is a new one."""
    for night in (clock - n * DAY for n in reversed(range(90))):
        with stopped(night):
            Clockwork("before", tmp_path).copy()
    true = set(backup.copies(tmp_path))
    assert len(true) == 22
    for number in range(20):
        with stopped(clock - 365 * DAY + number * DAY):
            Clockwork(f"owner {number}", tmp_path).tick()
            assert backup.made_at(backup.newest(tmp_path)) == now(), "a copy every day all the same"
        assert true <= set(backup.copies(tmp_path))
    assert len(backup.copies(tmp_path)) <= 2 * 22
    with stopped(clock + DAY):
        Clockwork("after", tmp_path).tick()
        assert backup.made_at(backup.newest(tmp_path)) == now()
    assert len(true & set(backup.copies(tmp_path))) >= 13
