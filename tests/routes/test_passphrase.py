"""Your passphrase: the old one is always asked; the other devices are out, and this one has a fresh cookie."""

from datetime import timedelta

import pytest

from household.models import Device, Home, Person, passphrase
from household.models.clock import stopped

from .manners import PLAIN, WAYS, seen

HERONS, BOATS = "four quiet herons wading", "seven paper boats afloat"
GOOD = {"old": HERONS, "passphrase": BOATS, "again": BOATS}


@pytest.fixture
def maras(as_, mara):
    Person.update(passphrase=passphrase.seal(HERONS)).where(Person.id == mara.id).execute()
    return as_(mara)


def token(client) -> str:
    return client.get_cookie(f"household-{Home.current().key}").value


def cookie(app, token: str):
    client = app.test_client()
    client.set_cookie(f"household-{Home.current().key}", token)
    return client


def opens(words: str, person: Person) -> bool:
    return passphrase.opens(words, Person.get_by_id(person.id).passphrase)


@pytest.mark.parametrize("way", WAYS)
def test_the_new_one_opens_and_the_old_one_does_not(maras, mara, way):
    answer = maras.post("/passphrase/change", data=GOOD, headers=way)
    assert answer.headers["Location" if way is PLAIN else "HX-Redirect"] == "/us/"
    assert (opens(BOATS, mara), opens(HERONS, mara)) == (True, False)


def test_other_devices_are_out_and_this_one_has_a_fresh_cookie(app, maras, mara, jon, as_):
    assert "Your other devices are signed out then" in maras.get("/passphrase/").text
    old, other, jons = token(maras), cookie(app, Device.enter(mara, "x")[1]), as_(jon)
    maras.post("/passphrase/change", data=GOOD)
    assert [one.get("/").status_code for one in (maras, other, cookie(app, old), jons)] == [200, 303, 303, 200]
    assert token(maras) != old and Device.known(token(maras)).label == "test"


MISTAKES = [
    ({"old": BOATS}, "That is not your passphrase. Please try again."),
    ({"old": ""}, "That is not your passphrase. Please try again."),
    ({"again": "seven paper boats"}, "These two are not the same. Please type it once more."),
    ({"again": ""}, "These two are not the same. Please type it once more."),
    ({"passphrase": "short", "again": "short"}, "Twelve letters or more, please."),
    ({"passphrase": "password1234", "again": "password1234"}, "Many people use that one"),
    ({"passphrase": "the blue door", "again": "the blue door"}, "Many people use that one"),
    ({"passphrase": "ü" * 129, "again": "ü" * 129}, "That is longer than we can keep."),
]


@pytest.mark.parametrize("way", WAYS)
def test_a_mistake_is_named_and_nothing_has_changed(app, maras, mara, way):
    for sent, sentence in MISTAKES:
        app.extensions["throttle"].forgive(f"device {Device.known(token(maras)).key}", 5, 300)
        answer = maras.post("/passphrase/change", data=GOOD | sent, headers=way)
        assert (answer.status_code, seen(answer).count(sentence)) == (422, 1), sent
        assert not any(typed in answer.text for typed in (HERONS, BOATS, "password1234"))
    assert opens(HERONS, mara) and maras.get("/").status_code == 200


def test_the_old_one_is_asked_even_just_after_coming_in(maras, mara):
    assert Device.known(token(maras)).confirmed
    assert maras.post("/passphrase/change", data=GOOD | {"old": ""}).status_code == 422


def test_after_five_wrong_ones_even_the_right_one_waits(maras, mara, clock):
    for _ in range(5):
        assert maras.post("/passphrase/change", data=GOOD | {"old": "x"}).status_code == 422
    answer = maras.post("/passphrase/change", data=GOOD)
    assert answer.status_code == 429 and "Please wait a minute" in answer.text and BOATS not in answer.text
    assert opens(HERONS, mara)
    with stopped(clock + timedelta(minutes=2)):
        assert maras.post("/passphrase/change", data=GOOD).status_code == 303


def test_ones_own_change_is_told_to_nobody_and_ends_the_line_about_a_reset(maras, mara, jon, as_, clock):
    Person.update(passphrase_reset_at=clock).where(Person.id == mara.id).execute()
    before = as_(jon).get("/access-log/").text
    maras.post("/passphrase/change", data=GOOD)
    assert "set anew" not in maras.get("/us/").text and as_(jon).get("/access-log/").text == before
