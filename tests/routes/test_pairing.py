"""A tablet comes into the kitchen: eight letters, a partner's yes, one tap. And a door that stays shut and dark."""

import re
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any

import pytest

from household.models import Device, Home, Invitation, Knock, Person, RecoveryCode, passphrase
from household.models.clock import stopped

from .manners import PART, seen

HERONS = "four quiet herons wading"
IPAD = "Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15"
OVER = "These letters are over"


@pytest.fixture
def tablet(app, cast) -> Any:
    """The browser of a tablet that has never been in."""
    return app.test_client()


def name() -> str:
    return f"household-{Home.here().key}"


def ask(tablet: Any) -> str:
    """The letters that it shows."""
    assert tablet.post("/tablet/", headers={"User-Agent": IPAD}).location == "/tablet/letters"
    return letters_on(tablet.get("/tablet/letters"))


def letters_on(page: Any) -> str:
    return re.sub(
        r"\W", "", re.search(r"doorstep__letters[^>]*>(\w{4} <span>\w{4})</span>", page.text)[1].replace("span", "")
    )


def let_in(letters: str, by: Person) -> Device:
    knock = Knock.with_letters(letters)
    assert knock is not None
    device = knock.let_in(by=by, name="The kitchen")
    assert device is not None
    return device


def test_from_a_large_button_to_the_day(tablet, mara):
    first = tablet.get("/tablet/")
    assert first.status_code == 200 and "Put this tablet in the kitchen" in first.text
    letters = ask(tablet)
    waits = tablet.get("/tablet/letters")
    assert letters_on(waits) == letters and 'hx-trigger="every 3s"' in waits.text
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in waits.text
    assert tablet.get("/day/").location == "/sign-in?to=/day/"
    device = let_in(letters, mara)
    opens = tablet.get("/tablet/letters")
    assert "Open the day" in opens.text and letters not in opens.text and "every 3s" not in opens.text
    assert "refresh" not in opens.text
    answer = tablet.post("/tablet/come-in")
    assert answer.location == "/day/" and Device.known(tablet.get_cookie(name()).value) == device
    assert tablet.get("/day/").status_code == 200 and tablet.get("/").location == "/day/"
    assert tablet.get_cookie("tablet").value == "1" and waiting_cookie(tablet) is None
    assert [tablet.get(page).location for page in ("/tablet/", "/tablet/letters")] == ["/day/"] * 2
    assert tablet.post("/tablet/come-in").location == "/day/", "a second tap does no harm"


def waiting_cookie(tablet: Any) -> Any:
    return tablet.get_cookie(f"knock-{Home.here().key}", path="/tablet/")


def test_what_it_waits_with_is_its_own(tablet, cast):
    answer = tablet.post("/tablet/")
    (cookie,) = SimpleCookie(answer.headers["Set-Cookie"]).values()
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/tablet/", True, "Strict")
    assert cookie.value not in str([*Knock.select().dicts()]) and name() not in answer.headers["Set-Cookie"]
    assert tablet.get("/tablet/letters").headers["Cache-Control"] == "no-store"


def test_the_code_for_a_camera_leads_a_phone_to_its_letters(app, tablet, as_, mara, monkeypatch):
    codes = []
    monkeypatch.setitem(app.jinja_env.globals, "qr_code", lambda text: codes.append(text) or (1, "M0 0"))
    app.config["URL"] = "https://home.example"
    letters = ask(tablet)
    assert codes == [f"https://home.example/kiosks/new?letters={letters}"]
    assert f'value="{letters}"' in as_(mara).get(f"/kiosks/new?letters={letters}").text
    stranger = app.test_client()
    door = stranger.get(f"/kiosks/new?letters={letters}").location
    assert door == f"/sign-in?to=/kiosks/new?letters%3D{letters}"
    Person.update(passphrase=passphrase.seal(HERONS)).where(Person.id == mara.id).execute()
    to = re.search(r'name="to" value="([^"]*)"', stranger.get(door).text)[1]
    back = stranger.post("/sign-in", data={"name": "Mara", "passphrase": HERONS, "to": to})
    assert back.location == f"/kiosks/new?letters={letters}", "one who is not in signs in first, and comes back"


def test_after_ten_minutes_the_page_says_so_and_begins_anew_with_one_tap(tablet, mara, clock):
    letters = ask(tablet)
    with stopped(clock + timedelta(minutes=10)):
        page = tablet.get("/tablet/letters")
        assert page.status_code == 200 and OVER in page.text and letters not in page.text
        assert 'action="/tablet/"' in page.text and "every 3s" not in page.text and "refresh" not in page.text
        assert tablet.post("/tablet/come-in").location == "/tablet/letters"
        fresh = ask(tablet)
        assert fresh != letters and let_in(fresh, mara)
        assert tablet.post("/tablet/come-in").location == "/day/"


def test_one_that_was_sent_away_or_taken_out_reads_the_same(app, tablet, mara, clock):
    Knock.with_letters(ask(tablet)).send_away(by=mara)
    away = tablet.get("/tablet/letters").text
    other = app.test_client()
    let_in(ask(other), mara).revoke(by=mara)
    late = app.test_client()
    ask(late)
    with stopped(clock + timedelta(minutes=10)):
        assert OVER in away and away == other.get("/tablet/letters").text == late.get("/tablet/letters").text


def test_nothing_opens_before_a_partner_said_yes(tablet, cast):
    assert tablet.get("/tablet/letters").location == "/tablet/"
    assert tablet.post("/tablet/come-in").location == "/tablet/letters"
    ask(tablet)
    assert tablet.post("/tablet/come-in").location == "/tablet/letters" and tablet.get_cookie(name()) is None
    for made_up in ("", "x", "x.", ".BCDFGHJK", "x.<script>", "x.BCDFGHJK", "ж" * 500):
        tablet.set_cookie(f"knock-{Home.here().key}", made_up, path="/tablet/")
        assert tablet.get("/tablet/letters").status_code in (200, 303)
        assert tablet.post("/tablet/come-in").location == "/tablet/letters"
    assert Device.select().where(Device.kiosk).count() == 1, "the one there was"


def test_letters_that_somebody_made_longer_are_none(tablet, cast):
    ask(tablet)
    secret = waiting_cookie(tablet).value.partition(".")[0]
    for letters in ("A" * 3500, "BCDFGHJKL", "BCDFGHJ"):
        tablet.set_cookie(f"knock-{Home.here().key}", f"{secret}.{letters}", path="/tablet/")
        assert tablet.get("/tablet/letters").location == "/tablet/", "no code for a camera holds as many"


def test_nobody_fills_the_notebook_with_tablets(app, cast):
    told = [app.test_client().post("/tablet/").status_code for _ in range(22)]
    assert told == [303] * 20 + [429] * 2 and Knock.select().count() == 20


def test_before_there_is_a_home_a_tablet_is_where_one_begins(stranger):
    assert stranger.get("/tablet/").location == "/set-up/" and stranger.post("/tablet/").location == "/set-up/"


# ---- a device that was somebody's


def test_a_device_on_which_somebody_is_in_says_first_that_this_signs_them_out_and_does(as_, mara, jon):
    client = as_(mara)
    old = client.get_cookie(name()).value
    before = Device.known(old)
    assert "Mara. When it is let into the kitchen, you are signed out on it." in seen(client.get("/tablet/"))
    let_in(ask(client), jon)
    assert client.get("/").status_code == 200, "not before it is let in"
    assert client.post("/tablet/come-in").location == "/day/"
    assert Device.known(old) is None and Device.get_by_id(before.id).revoked_at
    assert client.get("/devices/").status_code == 404 and client.get("/").location == "/day/"


def test_a_child_does_not_give_its_own_device_away(as_, theo):
    client = as_(theo)
    for method, path in (("GET", ""), ("POST", ""), ("GET", "letters"), ("POST", "come-in"), ("POST", "take-down")):
        assert client.open(f"/tablet/{path}", method=method).status_code == 404
    assert Knock.select().count() == 0


def test_the_sign_in_page_leads_there_on_a_device_that_has_never_been_in(stranger, as_, mara):
    assert "This is the kitchen tablet" in stranger.get("/sign-in").text
    client = as_(mara)
    client.post("/sign-out")
    assert "This is the kitchen tablet" not in client.get("/sign-in").text


# ---- when it is let out


@pytest.fixture
def let_out(tablet, mara) -> Any:
    """One that stood in the kitchen, and was taken out one night."""
    device = let_in(ask(tablet), mara)
    tablet.post("/tablet/come-in")
    device.revoke(by=mara)
    return tablet


def test_a_tablet_that_is_let_out_stays_dark_and_says_how_it_comes_back(let_out, mara):
    assert let_out.get("/day/").location == "/sign-in?to=/day/" and let_out.get("/live").status_code == 401
    stirs = let_out.get("/day/", headers=PART)
    assert (stirs.status_code, stirs.headers["HX-Redirect"], stirs.data) == (401, "/sign-in", b"")
    page = let_out.get("/sign-in?to=/day/")
    assert page.status_code == 200 and "This tablet is not in the kitchen any more" in page.text
    assert 'data-theme="dark"' in page.text and "passphrase" not in page.text and mara.name not in page.text
    assert let_out.get("/tablet/").text == page.text, "whichever way its page goes"
    words = let_out.post("/day/ask/", data={"own": "Is there soup?"})
    assert words.status_code in (401, 405)
    let_in(ask(let_out), mara)
    assert let_out.post("/tablet/come-in").location == "/day/" and let_out.get("/day/").status_code == 200


def test_what_was_typed_on_it_is_shown_once_more(let_out):
    page = let_out.post("/needs/", data={"own": "Is there soup?"})
    assert page.status_code == 401 and "Is there soup?" in page.text and 'data-theme="dark"' in page.text


def test_one_that_becomes_somebodys_own_shows_the_door_again(let_out, mara):
    assert let_out.post("/tablet/take-down").location == "/sign-in" and let_out.get_cookie("tablet") is None
    assert "Your passphrase" in let_out.get("/sign-in").text


def test_the_mark_goes_when_somebody_comes_in(let_out, cast):
    _, code, _ = Invitation.invite(cast.mara)
    Invitation.get().say_yes(by=cast.jon)
    form = dict(name="Lena", look="own", shape="egg", ink="oat", hair="none", passphrase=HERONS)
    assert let_out.post(f"/invitations/{code}/accept", data=form).status_code == 303
    assert let_out.get_cookie("tablet") is None and let_out.get("/").status_code == 200


def test_the_mark_alone_is_worth_nothing(stranger, as_, mara):
    stranger.set_cookie("tablet", "1")
    assert stranger.get("/day/").status_code == 303 and stranger.get("/live").status_code == 401
    client = as_(mara)
    client.set_cookie("tablet", "1")
    assert client.get("/").status_code == 200, "who is in stays in"
    client.post("/sign-out")
    assert "Your passphrase" in client.get("/sign-in").text, "and finds their door"


# ---- nobody comes in on it


@pytest.fixture
def kitchen(as_, cast) -> Any:
    return as_(cast.kitchen)


def test_whoever_knows_a_passphrase_does_not_come_in_there(kitchen, mara):
    Person.update(passphrase=passphrase.seal(HERONS)).where(Person.id == mara.id).execute()
    assert kitchen.get("/sign-in").location == "/day/"
    before = [*Device.select().dicts()]
    for given in (HERONS, "not this one at all"):
        for who in ({"name": "Mara"}, {"person": mara.key}):
            assert kitchen.post("/sign-in", data=who | {"passphrase": given}).status_code == 404
    assert [*Device.select().dicts()] == before and kitchen.get("/us/").status_code == 404


def test_whoever_has_a_recovery_code_spends_it_elsewhere(kitchen, mara):
    (code, *_) = RecoveryCode.make(mara)
    form = {"name": "Mara", "code": code, "passphrase": HERONS, "again": HERONS}
    assert kitchen.get("/recovery-codes/use").status_code == 404
    assert kitchen.post("/recovery-codes/use", data=form).status_code == 404
    assert Person.get_by_id(mara.id).passphrase == mara.passphrase and RecoveryCode.written(code) is not None


def test_whoever_is_invited_takes_a_chair_elsewhere(kitchen, cast):
    _, code, words = Invitation.invite(cast.mara)
    Invitation.get().say_yes(by=cast.jon)
    form = dict(name="Lena", look="own", shape="egg", ink="oat", hair="none", passphrase=HERONS)
    before = Person.select().count()
    for one in (code, words):
        assert kitchen.get(f"/invitations/{one}").status_code == 404
        assert kitchen.post(f"/invitations/{one}/accept", data=form).status_code == 404
    assert kitchen.post("/invitations/words", data={"words": words}).status_code == 404
    assert Person.select().count() == before and Invitation.with_secret(code) is not None


def test_nobody_sets_a_house_up_there_nor_signs_it_out(kitchen):
    form = dict(home_name="Another", name="Lena", zone="Europe/Berlin", passphrase=HERONS)
    assert kitchen.post("/set-up/", data=form).status_code == 409 and Home.select().count() == 1
    assert kitchen.post("/sign-out").status_code == 404 and kitchen.get("/day/").status_code == 200
