"""Your devices: one's own, by name and day, and how each ends; the kids' and the kitchen's by any partner."""

from datetime import timedelta

import pytest

from household.models import Device, Home, Person, passphrase
from household.models.clock import stopped

from .manners import PLAIN, WAYS, seen

HERONS = "four quiet herons wading"
LATER = timedelta(minutes=11)  # the passphrase of coming in is asked again


@pytest.fixture
def maras(as_, mara):
    """The phone in Mara's hand."""
    Person.update(passphrase=passphrase.seal(HERONS)).where(Person.id == mara.id).execute()
    return as_(mara)


@pytest.fixture
def tablet(mara) -> Device:
    return Device.enter(mara, "iPad")[0]


def token(client) -> str:
    return client.get_cookie(f"household-{Home.current().key}").value


def here(client) -> Device:
    return Device.known(token(client))


def cookie(app, token: str):
    client = app.test_client()
    client.set_cookie(f"household-{Home.current().key}", token)
    return client


def test_each_device_is_listed_with_its_kind_and_its_days(maras, mara, clock):
    with stopped(clock - timedelta(days=80)):
        old = Device.enter(mara, "Macintosh")[0]
    with stopped(clock - timedelta(days=1)):
        old.notice_day((clock - timedelta(days=1)).date())
    page = seen(maras.get("/devices/"))
    assert "First used on 29 March, and last yesterday." in page and ">Mac" in page
    assert "Used today." in page and "This one, in your hand." in page
    assert page.index("in your hand") < page.index(">Mac")
    assert f"{old.key}/revoke" in page and f"{here(maras).key}/revoke" not in page, "that one goes out in Us"


def test_a_device_that_is_out_but_knows_a_face_says_so_and_can_be_forgotten(maras, mara, clock):
    out = Device.enter(mara, "Linux")[0]
    out.sign_out()
    with stopped(clock - timedelta(days=200)):
        idle = Device.enter(mara, "Windows")[0]
    page = seen(maras.get("/devices/"))
    assert page.count("Not signed in, but it knows your face at the door.") == 2 and page.count(">Forget it<") == 2
    for one in (out, idle):
        assert maras.post(f"/devices/{one.key}/revoke").status_code == 303
    assert "knows your face" not in maras.get("/devices/").text


@pytest.mark.parametrize("way", WAYS)
def test_a_device_gets_a_name_that_people_know_it_by(maras, tablet, way):
    answer = maras.post(f"/devices/{tablet.key}/rename", data={"name": " Mara’s <3 tablet "}, headers=way)
    assert answer.headers["Location" if way is PLAIN else "HX-Redirect"] == "/devices/"
    assert "Mara’s <3 tablet" in seen(maras.get("/devices/"))
    for name, sentence in {"": "Write a name first.", "x" * 41: "up to 40 letters fit here."}.items():
        answer = maras.post(f"/devices/{tablet.key}/rename", data={"name": name}, headers=way)
        assert (answer.status_code, sentence in answer.text, f'value="{name}"' in answer.text) == (422, True, True)
    assert Device.get_by_id(tablet.id).label == "Mara’s <3 tablet"


@pytest.mark.parametrize("way", WAYS)
def test_a_device_that_is_signed_out_is_out_at_its_next_request(app, maras, mara, way):
    lost, token = Device.enter(mara, "iPhone")
    thief = cookie(app, token)
    assert thief.get("/").status_code == 200
    assert maras.post(f"/devices/{lost.key}/revoke", headers=way).status_code == (303 if way is PLAIN else 200)
    assert thief.get("/").location == "/sign-in" and maras.get("/").status_code == 200
    assert "data-me" not in thief.get("/sign-in").text and mara.key not in thief.get("/sign-in").text
    assert maras.post(f"/devices/{lost.key}/revoke", headers=way).status_code == 404


def test_all_others_are_out_and_the_one_in_the_hand_stays(app, maras, mara, jon, as_):
    others, jons = [cookie(app, Device.enter(mara, "x")[1]) for _ in range(3)], as_(jon)
    assert maras.post("/devices/revoke-others").location == "/devices/"
    assert [one.get("/").status_code for one in (*others, maras, jons)] == [303, 303, 303, 200, 200]


@pytest.mark.parametrize("way", WAYS)
def test_the_passphrase_is_asked_again_and_is_then_good_for_ten_minutes(maras, tablet, mara, clock, way):
    other = Device.enter(mara, "Android")[0]
    with stopped(clock + LATER):
        assert (
            maras.get("/devices/").text.count('name="passphrase"') == 4
        )  # two of Mara's, all the others, the kitchen's
        for url in (f"/devices/{tablet.key}/revoke", "/devices/revoke-others"):
            answer = maras.post(url, data={"passphrase": "seven paper boats"}, headers=way)
            assert (answer.status_code, answer.text.count("That is not your passphrase.")) == (422, 1)
        assert Device.standing().where(Device.person == mara).count() == 3
        maras.post(f"/devices/{tablet.key}/revoke", data={"passphrase": HERONS}, headers=way)
        assert Device.get_by_id(tablet.id).revoked_at
    with stopped(clock + LATER + timedelta(minutes=9)):
        assert 'name="passphrase"' not in maras.get("/devices/").text
        maras.post(f"/devices/{other.key}/revoke", headers=way)
        assert Device.get_by_id(other.id).revoked_at


def test_whoever_comes_in_without_a_passphrase_is_not_asked_for_one(as_, jon, clock):
    jons, tablet = as_(jon), Device.enter(jon, "iPad")[0]
    with stopped(clock + LATER):
        assert 'name="passphrase"' not in jons.get("/devices/").text
        assert jons.post(f"/devices/{tablet.key}/revoke").status_code == 303


def test_after_five_wrong_passphrases_even_the_right_one_waits(maras, tablet, clock):
    with stopped(clock + LATER):
        for _ in range(5):
            assert maras.post("/devices/revoke-others", data={"passphrase": "x"}).status_code == 422
        answer = maras.post(f"/devices/{tablet.key}/revoke", data={"passphrase": HERONS})
        assert answer.status_code == 429 and "Please wait a minute" in answer.text
        assert not Device.get_by_id(tablet.id).revoked_at


def test_the_kids_and_the_kitchens_are_any_partners_to_end(app, as_, cast):
    idas, token = Device.enter(cast.ida, "iPad")
    kitchen = Device.known(cast.kitchen_token)
    for partner in (cast.mara, cast.jon):
        page = seen(as_(partner).get("/devices/"))
        assert "Ida comes in with it." in page and "It stands in the kitchen." in page
    jons = as_(cast.jon)
    for one in (idas, kitchen):
        assert jons.post(f"/devices/{one.key}/revoke").status_code == 303
    assert cookie(app, token).get("/").status_code == cookie(app, cast.kitchen_token).get("/").status_code == 303


def test_on_which_day_a_kids_device_was_last_used_no_page_tells(as_, cast, maras, clock):
    """Its first day tells it from another; the kitchen tablet is nobody, so that it may tell its own."""
    first, last = ((clock - timedelta(days=days)).date() for days in (80, 14))
    idas = Device.enter(cast.ida, "iPad")[0]
    Device.update(first_day=first, last_day=last).where(Device.id == idas.id).execute()
    paths = ("/devices/", "/", "/us/", f"/people/{cast.ida.key}/edit", "/thanks/")
    pages = [" ".join(seen(maras.get(path)).split()) for path in paths]
    assert "Ida comes in with it. First used on 29 March." in pages[0]
    assert not [page for page in pages for told in ("on 3 June", last.isoformat()) if told in page]
    Device.update(first_day=first, last_day=last).where(Device.kiosk).execute()
    assert "First used on 29 March, and last on 3 June." in seen(maras.get("/devices/"))


def test_nobody_finds_or_ends_another_grown_ups_device(as_, cast, tablet):
    ruths = Device.enter(cast.ruth, "Android")[0]
    jons = as_(cast.jon)
    assert not {tablet.key, ruths.key} & set(jons.get("/devices/").text.replace("/", '"').split('"'))
    for one in (tablet, ruths):
        assert jons.post(f"/devices/{one.key}/revoke").status_code == 404
        assert jons.post(f"/devices/{one.key}/rename", data={"name": "x"}).status_code == 404
    assert not Device.get_by_id(tablet.id).revoked_at


def test_what_was_ended_at_the_computer_is_told_here_and_in_us_for_thirty_days(as_, cast, maras, tablet, clock):
    tablet.rename("the old tablet")
    tablet.revoke(by=None)
    kitchen = Device.known(cast.kitchen_token)
    line = "“the old tablet” was signed out at the computer of the house, today."
    assert line in seen(maras.get("/devices/"))
    assert "A device was signed out at the computer of the house." in maras.get("/us/").text
    jons = as_(cast.jon)
    assert "old tablet" not in jons.get("/devices/").text and "was signed out" not in jons.get("/us/").text
    kitchen.revoke(by=None)
    assert "“tablet” was signed out at the computer" in seen(jons.get("/devices/"))
    with stopped(clock + timedelta(days=31)):
        assert "was signed out" not in maras.get("/devices/").text + maras.get("/us/").text


def test_a_clock_that_was_ahead_shows_no_day_to_come(maras, mara, clock):
    Device.update(first_day=clock.date(), last_day=(clock + timedelta(days=40)).date()).execute()
    assert "First used today, and last today." in seen(maras.get("/devices/"))
