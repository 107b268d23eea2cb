"""Company's here: one touch, and the kitchen tablet knows nobody; a partner's PIN brings it back."""

from datetime import timedelta

import pytest

from household.models import Device, Pin
from household.models.clock import stopped

from .manners import PLAIN, WAYS, seen


@pytest.fixture
def kitchen(as_, cast):
    return as_(cast.kitchen)


@pytest.fixture
def tablet(cast):
    return lambda: Device.known(cast.kitchen_token)


def with_company(tablet) -> None:
    tablet().company_comes()


@pytest.mark.parametrize("way", WAYS)
def test_one_touch_and_whoever_touched_their_face_has_gone(kitchen, mara, tablet, way):
    tablet().touch(by=mara)
    answer = kitchen.post("/day/company/comes", headers=way)
    assert answer.status_code == (303 if way is PLAIN else 200) and tablet().company
    assert tablet().holder.person is None and "Mara" not in kitchen.get("/day/").text


def test_what_was_open_leads_to_the_day_and_no_face_can_be_touched(kitchen, mara, theo, tablet):
    tablet().touch(by=mara)
    with_company(tablet)
    for path in ("/day/faces/", "/day/needs/", "/day/needs/missing", f"/day/faces/{mara.key}", f"/kid/{theo.key}/"):
        assert kitchen.get(path).location == "/day/", path
    assert kitchen.post(f"/day/faces/{mara.key}/touch").status_code == 409
    assert kitchen.post(f"/sign-in/faces/{theo.key}/tap").status_code == 404
    assert tablet().holder.person is None
    assert "data-forget" in kitchen.get("/day/company/back").text, "what was typed is not kept on the tablet either"


@pytest.mark.parametrize("way", WAYS)
def test_any_partners_pin_brings_it_back(kitchen, jon, tablet, way):
    Pin.set_pin("2468", by=jon)
    with_company(tablet)
    page = seen(kitchen.get("/day/company/back"))
    assert "Jon" not in page and 'inputmode="numeric"' in page
    kitchen.post("/day/company/back", data={"pin": "2468"}, headers=way)
    assert not tablet().company and tablet().holder.person is None
    assert kitchen.get("/day/company/back").location == "/day/"


@pytest.mark.parametrize("way", WAYS)
def test_a_guests_pin_and_a_wrong_one_do_not(kitchen, jon, ruth, tablet, way):
    Pin.set_pin("2468", by=jon)
    Pin.set_pin("1357", by=ruth)
    with_company(tablet)
    for pin in ("1357", "8642", ""):
        answer = kitchen.post("/day/company/back", data={"pin": pin}, headers=way)
        assert answer.status_code == 422 and "That is not it." in seen(answer)
    assert tablet().company


def test_where_no_partner_has_one_the_page_is_the_same(kitchen, jon, tablet):
    with_company(tablet)
    without = [
        one.text for one in (kitchen.get("/day/company/back"), kitchen.post("/day/company/back", data={"pin": "1"}))
    ]
    Pin.set_pin("2468", by=jon)
    assert without == [
        one.text for one in (kitchen.get("/day/company/back"), kitchen.post("/day/company/back", data={"pin": "1"}))
    ]


def test_a_visitor_can_try_only_a_few(kitchen, jon, tablet, clock):
    Pin.set_pin("2468", by=jon)
    with_company(tablet)
    tries = [kitchen.post("/day/company/back", data={"pin": "8642"}).status_code for _ in range(6)]
    assert tries == [422] * 5 + [429]
    with stopped(clock + timedelta(minutes=1)):
        kitchen.post("/day/company/back", data={"pin": "2468"})
    assert not tablet().company
