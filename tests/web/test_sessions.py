"""What a sign-in is worth over time: how it ends, what a wrong clock does to it, and what others see of it."""

import re
from datetime import timedelta
from typing import Any

import pytest

from household.models import AccessEntry, Device, Home, Person, RecoveryCode, Role, passphrase
from household.models.clock import now, stopped

HERONS, BOATS = "four quiet herons wading", "seven paper boats afloat"
DAY = timedelta(days=1)


@pytest.fixture
def couple(mara: Person, jon: Person) -> tuple[Person, Person]:
    """Mara and Jon, with passphrases."""
    Person.update(passphrase=passphrase.seal(HERONS)).where(Person.id << [mara.id, jon.id]).execute()
    return Person.get_by_id(mara.id), Person.get_by_id(jon.id)


def token(client: Any) -> str:
    found = client.get_cookie(f"household-{Home.current().key}")  # type: ignore[union-attr]
    return found.value if found else ""


def with_cookie(app: Any, value: str) -> Any:
    client = app.test_client()
    client.set_cookie(f"household-{Home.current().key}", value)  # type: ignore[union-attr]
    return client


def is_in(client: Any) -> bool:
    return client.get("/").status_code == 200


# ---- how it ends, on the very next request


def endings(mara: Person) -> dict[str, Any]:
    device = Device.get(Device.label == "test")
    return {
        "sign-out": lambda: device.sign_out(),
        "revoke": lambda: device.revoke(by=mara),
        "at the computer": lambda: device.revoke(by=None),
        "reset": lambda: passphrase.reset(mara, "sealed", at=now(), here=True),
        "a code": lambda: RecoveryCode.written(RecoveryCode.make(mara)[0]).use("sealed"),  # type: ignore[union-attr]
        "a new passphrase": lambda: passphrase.change(mara, "sealed"),
        "leaving": lambda: Person.update(left_at=now()).where(Person.id == mara.id).execute(),
    }


ENDINGS = ("sign-out", "revoke", "at the computer", "reset", "a code", "a new passphrase", "leaving")


@pytest.mark.parametrize("how", ENDINGS)
def test_a_session_that_has_ended_is_worth_nothing_however_it_is_sent_again(app, as_, mara, how):
    client = as_(mara)
    old = token(client)
    assert is_in(client)
    endings(mara)[how]()
    assert not is_in(client) and not is_in(with_cookie(app, old))
    assert client.post("/needs/", data={"word": "quiet"}).status_code == 401
    assert client.get("/live").status_code == 401
    assert mara.key not in client.get("/sign-in").text or how == "leaving"


def test_another_role_counts_on_the_very_next_request(as_, mara):
    client = as_(mara)
    for role, first, own, log in (
        (Role.GUEST, 303, 200, 404),
        (Role.KID, 303, 404, 404),
        (Role.PARTNER, 200, 200, 200),
    ):
        Person.update(role=role).where(Person.id == mara.id).execute()
        assert [client.get(path).status_code for path in ("/", "/devices/", "/access-log/")] == [first, own, log]


def test_another_address_and_another_browser_sign_nobody_out(as_, mara):
    client = as_(mara)
    for number in range(5):
        answer = client.get("/", environ_base={"REMOTE_ADDR": f"10.0.0.{number}"}, headers={"User-Agent": f"x{number}"})
        assert answer.status_code == 200


@pytest.mark.parametrize("planted", ["planted", "of a stranger", "of a revoked one", "of jon"])
def test_a_planted_cookie_is_never_taken_over(app, stranger, couple, planted):
    mara, jon = couple
    if planted == "of a revoked one":
        device, planted = Device.enter(mara, "lost")
        device.revoke(by=mara)
    elif planted == "of jon":
        planted = Device.enter(jon, "his")[1]
    victim = with_cookie(app, planted)
    assert victim.post("/sign-in", data={"name": "Mara", "passphrase": HERONS}).status_code == 303
    assert is_in(victim) and token(victim) != planted
    assert not is_in(with_cookie(app, planted))


# ---- a wrong clock


@pytest.mark.parametrize("away", [-400 * DAY, -1 * DAY, timedelta(hours=-1), timedelta(hours=1), 40 * DAY], ids=str)
def test_a_wrong_clock_signs_nobody_out_and_back_again(as_, cast, away, clock):
    clients = [as_(cast.mara), as_(cast.jon)]
    for at in (clock + away, clock, clock + away, clock + timedelta(minutes=1)):
        with stopped(at):
            assert all(is_in(client) for client in clients), at
            assert clients[0].get("/devices/").status_code == 200


def test_a_clock_that_jumps_a_year_ahead_and_back_destroys_nothing(as_, cast, clock):
    client, before = as_(cast.mara), Device.select().count()
    with stopped(clock + 366 * DAY):
        assert not is_in(client), "it looks unused for a year"
        assert client.get("/sign-in").status_code == 200
    assert is_in(client) and Device.select().where(Device.revoked_at.is_null()).count() == before


def test_a_phone_used_while_the_clock_was_ahead_is_not_idle_when_it_is_right_again(as_, cast, clock):
    client = as_(cast.mara)
    with stopped(clock + 40 * DAY):
        assert is_in(client)
    for days in (0, 30, 89, 129):
        with stopped(clock + days * DAY):
            assert is_in(client), days
    with stopped(clock + (129 + 91) * DAY):
        assert not is_in(client)


# ---- side by side


PAGES = (
    "/",
    "/us/",
    "/devices/",
    "/passphrase/",
    "/recovery-codes/",
    "/access-log/",
    "/thanks/",
    "/home/edit",
    "/needs/new",
)


def seen_by(client: Any) -> list[str]:
    """Every page, but for what is random in it."""
    return [re.sub(r'(name="once"[^>]*value=)"[^"]*"', r"\1", client.get(page).text) for page in PAGES]


def test_what_jon_does_with_his_own_leaves_no_trace_in_maras_pages(app, as_, couple, stranger):
    mara, jon = couple
    maras, jons = as_(mara), as_(jon)
    before = seen_by(maras)
    tablet = Device.enter(jon, "iPad")[0]
    assert stranger.post("/sign-in", data={"name": "Jon", "passphrase": "wrong words here"}).status_code == 422
    assert stranger.post("/sign-in", data={"name": "Jon", "passphrase": HERONS}).status_code == 303
    assert jons.post(f"/devices/{tablet.key}/rename", data={"name": "Jon’s tablet"}).status_code == 303
    assert jons.post(f"/devices/{tablet.key}/revoke").status_code == 303
    assert jons.post("/devices/revoke-others").status_code == 303
    assert jons.post("/passphrase/change", data={"old": HERONS, "passphrase": BOATS, "again": BOATS}).status_code == 303
    codes = re.findall(r"<li>([B-Z-]{19})</li>", jons.post("/recovery-codes/").text)
    assert jons.post("/recovery-codes/keep", data={"first": codes[0]}).status_code == 303
    form = {"name": "Jon", "code": codes[1], "passphrase": HERONS, "again": HERONS}
    assert app.test_client().post("/recovery-codes/use", data=form).status_code == 303
    Device.enter(jon, "lost")[0].revoke(by=None)
    jons.post("/sign-out")
    assert seen_by(maras) == before and AccessEntry.select().count() == 0


def test_what_is_seen_by_both_is_that_a_passphrase_was_set_anew_at_the_computer(as_, couple):
    mara, jon = couple
    passphrase.reset(jon, "sealed", at=now(), here=True)
    for who in couple:
        assert (
            "The passphrase of Jon was set anew at the computer of the house, today."
            in as_(who).get("/access-log/").text
        )
    assert "set anew" not in as_(mara).get("/us/").text and "set anew" in as_(jon).get("/us/").text
