"""The kitchen tablet from a partner's phone: letting it in, what it shows, company, and its end."""

import re
from datetime import time, timedelta
from html import escape
from typing import Any

import pytest

from household.models import AccessEntry, Device, KioskFace, KioskView, Knock, Person, passphrase
from household.models.clock import stopped

from .manners import PLAIN, WAYS, WHOLE, seen

HERONS = "four quiet herons wading"
WRONG = "No tablet shows these letters."
LATER = timedelta(minutes=11)  # the passphrase of coming in is asked again
SET = dict(name="By the kettle", shows_held="y", shows_kids="y", night_from="21:30", night_until="06:30")


@pytest.fixture
def maras(as_, mara) -> Any:
    Person.update(passphrase=passphrase.seal(HERONS)).where(Person.id == mara.id).execute()
    return as_(mara)


@pytest.fixture
def tablet(mara) -> tuple[str, str]:
    """Its secret and its letters."""
    return Knock.for_kitchen("iPad")


@pytest.fixture
def kitchen(cast) -> Device:
    device = Device.known(cast.kitchen_token)
    assert device is not None
    return device


def found(tablet: tuple[str, str]) -> Knock:
    knock = Knock.with_letters(tablet[1])
    assert knock is not None
    return knock


def at_door(tablet: tuple[str, str], verb: str = "") -> str:
    return f"/kiosks/at-door/{found(tablet).key}{verb}"


def test_three_steps_lead_a_tablet_into_the_kitchen(maras, kitchen):
    page = seen(maras.get("/kiosks/"))
    assert "/tablet/</p>" in page and 'href="/kiosks/new"' in page and f'href="/kiosks/{kitchen.key}"' in page
    kitchen.revoke(by=kitchen.person)
    assert kitchen.key not in maras.get("/kiosks/").text


def test_typed_letters_find_the_tablet_and_ask_whether_it_is_there(maras, tablet):
    answer = maras.post("/kiosks/new", data={"letters": f" {tablet[1][:4].lower()} {tablet[1][4:]} "})
    assert answer.location == at_door(tablet)
    page = seen(maras.get(answer.location))
    assert "Let it in only if the tablet is in front of you." in page and "It says it is this kind: iPad." in page
    assert 'value="The kitchen"' in page and 'value="22:00"' in page and page.count("checked") == 3
    assert found(tablet).is_waiting, "looking changes nothing"


@pytest.mark.parametrize("typed", ["", "BCDFGHJK", "x" * 5000, "<b>", "\0"])
def test_wrong_letters_come_back_with_a_sentence(maras, typed):
    answer = maras.post("/kiosks/new", data={"letters": typed})
    assert answer.status_code == 422 and WRONG in answer.text
    assert typed == "\0" or f'name="letters" value="{escape(typed)}"' in answer.text


def test_nobody_on_the_wi_fi_keeps_a_tablet_out(app, maras, tablet):
    guesser = app.test_client()
    guesses = ["one-two-three-four", "five-six-seven-eight"] * 4
    assert [guesser.get(f"/cards/{words}").status_code for words in guesses] == [404] * 5 + [429] * 3
    for address in range(4):
        there = {"REMOTE_ADDR": f"192.168.1.{address}"}
        assert {guesser.post("/tablet/", environ_base=there).status_code for _ in range(22)} == {303, 429}
    assert app.test_client().post("/tablet/", environ_base={"REMOTE_ADDR": "192.168.1.99"}).status_code == 303
    assert maras.post("/kiosks/new", data={"letters": tablet[1]}).location == at_door(tablet)


def test_five_wrong_tries_a_minute_and_right_ones_as_often_as_one_likes(maras, tablet, clock):
    right, wrong = {"letters": tablet[1]}, {"letters": "BCDFGHJK"}
    assert [maras.post("/kiosks/new", data=right).status_code for _ in range(8)] == [303] * 8
    assert [maras.post("/kiosks/new", data=wrong).status_code for _ in range(7)] == [422] * 5 + [429] * 2
    assert maras.post("/kiosks/new", data=right).status_code == 429, "nobody learns by trying on"
    with stopped(clock + timedelta(minutes=1)):
        assert maras.post("/kiosks/new", data=right).status_code == 303


def test_it_is_let_in_with_all_that_it_may_show(app, maras, mara, ruth, tablet):
    answer = maras.post(at_door(tablet, "/pair"), data=SET | {"faces": ruth.key})
    device = Device.get(Device.label == "By the kettle")
    view = KioskView.of(device)
    assert answer.location == f"/kiosks/{device.key}?let_in=1" and "It is let in." in maras.get(answer.location).text
    assert (view.shows_held, view.shows_thanks, view.shows_kids) == (True, False, True)
    assert (view.night_from, view.night_until) == (time(21, 30), time(6, 30))
    assert [row.person for row in KioskFace.at(device)] == [ruth] and device.kiosk
    assert AccessEntry.get().verb == "pair" and "let a tablet into the kitchen" in maras.get("/access-log/").text
    assert Knock.with_secret(tablet[0]).come_in()[0] == device


def test_the_passphrase_is_asked_again_once_ten_minutes_have_gone(maras, tablet, clock):
    fresh = maras.get(at_door(tablet)).text
    Device.update(confirmed_at=clock - LATER).execute()
    assert 'name="passphrase"' in maras.get(at_door(tablet)).text and 'name="passphrase"' not in fresh
    for given in ("", "not this one at all"):
        again = maras.post(at_door(tablet, "/pair"), data=SET | {"passphrase": given})
        assert again.status_code == 422 and "That is not your passphrase." in seen(again)
        assert 'value="By the kettle"' in again.text and "not this one at all" not in again.text
    assert found(tablet).is_waiting
    assert maras.post(at_door(tablet, "/pair"), data=SET | {"passphrase": HERONS}).status_code == 303


MISTAKES = [
    (dict(name=""), "Write a name first."),
    (dict(name="x" * 41), "up to 40 letters fit here."),
    (dict(faces="nobody"), "Choose from the list."),
    (dict(night_from="half past nine"), "We can’t read that time."),
    (dict(night_until=""), "For no night, leave both empty."),
    (dict(night_until="21:30"), "From and until are the same."),
]


@pytest.mark.parametrize(("wrong", "sentence"), MISTAKES)
def test_a_mistake_is_told_and_nothing_typed_is_lost(maras, kitchen, tablet, wrong, sentence):
    sent = SET | wrong
    for page in (at_door(tablet, "/pair"), f"/kiosks/{kitchen.key}/arrange"):
        answer = maras.post(page, data=sent)
        assert answer.status_code == 422 and sentence in seen(answer), page
        kept = {name: value for name, value in sent.items() if name in ("name", "night_from") and value}
        assert all(f'name="{name}" value="{value}"' in answer.text for name, value in kept.items()), page
        assert answer.text.count("checked") == 2, page
    assert found(tablet).is_waiting and KioskView.select().count() == 0


def test_no_night_at_all_is_fine(maras, kitchen):
    assert (
        maras.post(f"/kiosks/{kitchen.key}/arrange", data=SET | dict(night_from="", night_until="")).status_code == 303
    )
    assert not KioskView.of(kitchen).at_night and KioskView.of(kitchen).night_from is None


def test_who_comes_too_late_is_told_so(as_, jon, maras, mara, tablet):
    page, pair = at_door(tablet), at_door(tablet, "/pair")
    found(tablet).let_in(by=mara, name="The kitchen")
    jons = as_(jon)
    answer = jons.post(pair, data=SET)
    assert answer.status_code == 409 and "This has been answered, or waited too long." in seen(answer)
    assert Device.select().where(Device.label == "By the kettle").count() == 0
    late = jons.get(page).location
    assert late == "/kiosks/new?late=1" and "waited too long, or was answered" in jons.get(late).text


def test_one_that_is_not_ours_is_sent_away(maras, tablet):
    page = at_door(tablet)
    assert maras.post(f"{page}/send-away").location == "/kiosks/" and Knock.with_secret(tablet[0]) is None
    assert maras.get(page).status_code == maras.post(f"{page}/send-away").status_code == 404


@pytest.mark.parametrize("way", [PLAIN, WHOLE])
def test_what_it_shows_is_changed_by_any_partner(as_, jon, kitchen, ruth, way):
    jons = as_(jon)
    answer = jons.post(f"/kiosks/{kitchen.key}/arrange", data=SET | {"faces": ruth.key}, headers=way)
    assert answer.location == f"/kiosks/{kitchen.key}?kept=1"
    page = seen(jons.get(answer.location))
    assert "It is kept." in page and '<h1 dir="auto">By the kettle</h1>' in page and 'value="21:30"' in page
    assert re.search(rf'name="faces" value="{ruth.key}"[^>]*checked', page) and page.count("checked") == 3


@pytest.mark.parametrize("way", WAYS)
def test_company_comes_and_goes_by_one_touch_on_a_partners_phone(as_, maras, cast, kitchen, way):
    kitchen.touch(by=cast.jon)
    assert "Company’s here" in maras.get("/kiosks/").text
    assert maras.post(f"/kiosks/{kitchen.key}/company-comes", headers=way).status_code == 303
    there = Device.get_by_id(kitchen.id)
    assert there.company and there.who_touched is None
    for page in ("/kiosks/", f"/kiosks/{kitchen.key}"):
        assert "We are by ourselves again" in maras.get(page).text
    assert as_(cast.kitchen).post(f"/kiosks/{kitchen.key}/company-goes").status_code == 404, "not from the tablet"
    assert Device.get_by_id(kitchen.id).company
    assert maras.post(f"/kiosks/{kitchen.key}/company-goes", headers=way).status_code == 303
    assert not Device.get_by_id(kitchen.id).company


def test_its_end_asks_the_passphrase_and_is_there_from_the_list_of_devices_too(as_, maras, cast, kitchen, clock):
    client = as_(cast.kitchen)
    page = maras.get(f"/kiosks/{kitchen.key}").text
    assert f'action="/devices/{kitchen.key}/revoke"' in page
    assert f'href="/kiosks/{kitchen.key}"' in maras.get("/devices/").text
    Device.update(confirmed_at=clock - LATER).execute()
    assert maras.post(f"/devices/{kitchen.key}/revoke").status_code == 422 and client.get("/day/").status_code == 200
    assert maras.post(f"/devices/{kitchen.key}/revoke", data={"passphrase": HERONS}).status_code == 303
    assert client.get("/day/").status_code == 303 and maras.get(f"/kiosks/{kitchen.key}").status_code == 404


def test_a_device_that_is_no_tablet_of_the_kitchen_is_not_looked_after_here(maras, mara, theo):
    for device in (Device.enter(mara, "iPad")[0], Device.enter(theo, "iPad")[0]):
        assert maras.get(f"/kiosks/{device.key}").status_code == 404
        assert maras.post(f"/kiosks/{device.key}/arrange", data=SET).status_code == 404
        assert maras.post(f"/kiosks/{device.key}/company-comes").status_code == 404
