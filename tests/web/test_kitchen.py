"""The kitchen tablet's session: it outlives years on the wall and any clock, and ends when a partner says so."""

import threading
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any

import pytest

from household.models import Device, Home, Role
from household.models.clock import stopped

DAY, YEAR = timedelta(days=1), timedelta(days=365)
KEEPS_FOR = 365  # days, from the last time that the house gave the cookie anew


@pytest.fixture
def kitchen(as_, cast) -> Any:
    return as_(cast.kitchen)


@pytest.fixture
def device(cast) -> Device:
    found = Device.known(cast.kitchen_token)
    assert found is not None
    return found


def given(answer: Any) -> dict[str, int]:
    """The cookies that this answer keeps in the browser, and for how many days."""
    found = [SimpleCookie(one) for one in answer.headers.getlist("Set-Cookie")]
    return {name: int(one["max-age"]) // 86_400 for cookies in found for name, one in cookies.items()}


def both() -> dict[str, int]:
    """What lets it in, and the mark that keeps it dark when nothing does."""
    return {f"household-{Home.here().key}": KEEPS_FOR, "tablet": KEEPS_FOR}


def test_its_cookie_is_given_anew_each_day_for_as_long_as_it_stands_there(kitchen, clock):
    for day in range(1, 401):
        with stopped(clock + day * DAY):
            assert given(kitchen.get("/")) == both(), day
    with stopped(clock + 400 * DAY):
        again = kitchen.get("/day/")
        assert (again.status_code, given(again)) == (200, {}), "once a day"


def test_a_year_in_the_dark_ends_nothing_at_the_house(kitchen, clock):
    for years in (1, 3, 10):
        with stopped(clock + years * YEAR):
            assert kitchen.get("/day/").status_code == 200


@pytest.mark.parametrize("off", [10 * YEAR, -10 * YEAR, 56 * YEAR - 4 * DAY, -56 * YEAR], ids=str)
def test_a_clock_ten_years_off_and_back_ends_nothing_and_its_cookie_goes_on_being_renewed(kitchen, clock, off):
    for at in (clock + DAY, clock + off, clock + off + DAY, clock + 2 * DAY, clock + 3 * DAY):
        with stopped(at):
            answer = kitchen.get("/day/")
            assert (answer.status_code, given(answer)) == (200, both()), at
            assert given(kitchen.get("/day/")) == {}
            assert kitchen.get("/live").status_code in (200, 204)


def test_a_persons_phone_still_goes_by_the_latest_day_it_ever_saw(as_, mara, clock):
    client = as_(mara)
    with stopped(clock + 40 * DAY):
        assert client.get("/").status_code == 200
    with stopped(clock + DAY):
        assert "Set-Cookie" not in client.get("/").headers
    assert "tablet" not in str(client.get("/").headers)


def test_a_restart_ends_nothing(app, houses, kitchen, device):
    """Nothing of the session is kept by the process."""
    app.config["SECRET_KEY"] = "another"
    assert kitchen.get("/day/").status_code == 200 and Device.get_by_id(device.id).revoked_at is None


def test_no_time_and_no_person_ends_it_but_a_partner_does_at_once(kitchen, device, mara, jon, clock):
    Device.revoke_all(mara)
    Device.revoke_all(jon)
    assert kitchen.get("/day/").status_code == 200
    device.revoke(by=mara)
    assert kitchen.get("/day/").status_code == 303 and kitchen.get("/live").status_code == 401
    assert kitchen.post("/day/company/comes").status_code == 401 and not Device.get_by_id(device.id).company
    with stopped(clock + 400 * DAY):
        assert kitchen.get("/day/").status_code == 303


def test_its_open_page_hears_of_its_end_at_once_and_nothing_more(app, kitchen, device, mara):
    hub = app.extensions["hub"]
    hub.thread = threading.current_thread()
    stream = kitchen.get("/live")
    next(stream.response)
    last, _ = hub.look(None, None)
    device.revoke(by=mara)
    hub.look(last, "another version")
    assert [line.full() for line in hub.listeners] == [True]
    assert next(stream.response, "over") == "over" and hub.listeners == {}
    stream.close()


def test_its_row_never_holds_a_person_whatever_comes_in(device, cast):
    for who in (cast.mara, cast.ruth, cast.theo):
        entered, _ = Device.enter(who, "iPad", device)
        assert entered != device and not entered.kiosk
        device.touch(by=who)
        there = Device.get_by_id(device.id)
        assert there.kiosk and there.person is None and there.holder.role != Role.PARTNER
        there.let_go()
