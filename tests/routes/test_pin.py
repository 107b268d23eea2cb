"""A PIN for the kitchen tablet, chosen on one's own phone."""

import pytest

from household.models import Device, Pin
from household.models.clock import now

from .manners import PLAIN, WAYS, seen
from .test_door import HERONS, locked, sealed  # noqa: F401

SHOWN = "Anyone who sees you type it can use it. It opens only what the tablet shows anyway."


@pytest.mark.parametrize("way", WAYS)
def test_a_guest_sets_one_and_takes_it_off(as_, ruth, way):
    client = as_(ruth)
    page = seen(client.get("/pin/"))
    assert SHOWN in page and "You have none." in page and "take-off" not in page and "passphrase" not in page
    answer = client.post("/pin/set", data={"pin": "2468"}, headers=way)
    assert answer.status_code == (303 if way is PLAIN else 200) and Pin.of(ruth).opens("2468")
    assert "You have a PIN." in seen(client.get("/pin/"))
    client.post("/pin/take-off", headers=way)
    assert Pin.of(ruth) is None


def test_a_partner_is_asked_for_the_passphrase_first(as_, mara, locked):  # noqa: F811
    client = as_(mara)
    Device.update(confirmed_at=None).execute()
    assert 'name="passphrase"' in client.get("/pin/").text
    wrong = client.post("/pin/set", data={"pin": "2468", "passphrase": "not this one at all"})
    assert wrong.status_code == 422 and "That is not your passphrase." in seen(wrong) and "2468" not in wrong.text
    assert Pin.of(mara) is None
    client.post("/pin/set", data={"pin": "2468", "passphrase": HERONS})
    assert Pin.of(mara).opens("2468")
    Device.update(confirmed_at=None).execute()
    assert client.post("/pin/take-off").status_code == 422 and Pin.of(mara)
    Device.update(confirmed_at=now()).execute()
    client.post("/pin/take-off")
    assert Pin.of(mara) is None


@pytest.mark.parametrize("way", WAYS)
def test_what_is_no_pin_is_said(as_, mara, way):
    answer = as_(mara).post("/pin/set", data={"pin": "12"}, headers=way)
    assert answer.status_code == 422 and "Four to eight digits" in seen(answer)


def test_nobody_else_sees_that_one_has_one(as_, mara, jon):
    Pin.set_pin("2468", by=mara)
    assert "You have none." in seen(as_(jon).get("/pin/"))
