"""The door: coming in by face or name with a passphrase, and going out."""

import pytest

from household.models import Device, Home, Person, passphrase

from .manners import PART, PLAIN, WAYS, WHOLE, seen

HERONS, BOATS = "four quiet herons wading", "seven paper boats afloat"
WRONG = "That name and passphrase don’t fit together. Please try again."
ENOUGH = "That was a lot of tries. Please wait a minute, then try again."


@pytest.fixture(scope="module")
def sealed() -> dict[str, str]:
    return {words: passphrase.seal(words) for words in (HERONS, BOATS)}


@pytest.fixture
def locked(mara, jon, sealed) -> None:
    """Mara and Jon have passphrases."""
    for person, words in ((mara, HERONS), (jon, BOATS)):
        Person.update(passphrase=sealed[words]).where(Person.id == person.id).execute()


@pytest.fixture
def form(locked):
    return {"name": "Mara", "passphrase": HERONS, "to": "/us/"}


def cookie(client) -> str:
    found = client.get_cookie(f"household-{Home.current().key}")
    return found.value if found else ""


@pytest.mark.parametrize("way", WAYS)
def test_a_name_and_a_passphrase_open_the_door(stranger, mara, form, way):
    answer = stranger.post("/sign-in", data=form, headers=way)
    assert answer.status_code == (303 if way is PLAIN else 200)
    assert answer.headers["Location" if way is PLAIN else "HX-Redirect"] == "/us/"
    assert Device.known(cookie(stranger)).holder == mara
    for part in ("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=31536000"):
        assert part in answer.headers["Set-Cookie"]
    assert stranger.get("/").status_code == 200


def test_a_name_is_read_whatever_its_capitals(stranger, form):
    assert stranger.post("/sign-in", data=form | {"name": "  mARA "}).status_code == 303


def test_a_passphrase_is_one_however_a_phone_spells_its_letters(stranger, mara, form):
    Person.update(passphrase=passphrase.seal("vier stille Kröten")).where(Person.id == mara.id).execute()
    assert stranger.post("/sign-in", data=form | {"passphrase": "vier stille Kro\u0308ten"}).status_code == 303


NOT_SO = [
    {"passphrase": BOATS},
    {"passphrase": ""},
    {"passphrase": HERONS.upper()},
    {"passphrase": f" {HERONS}"},
    {"name": ""},
    {"name": "Ida", "passphrase": ""},
    {"name": "Theo"},
    {"name": "nobody"},
    {"name": "x" * 100_000},
    {"passphrase": "x" * 900_000},
    {"passphrase": "\x00"},
    {"name": "<script>alert(1)</script>"},
    {"name": "{{7*7}}"},
    {"person": "nobody-at-all"},
]


@pytest.mark.parametrize("sent", NOT_SO, ids=lambda sent: repr(sent)[:30])
def test_anything_else_does_not_and_the_name_stays(stranger, form, sent):
    answer = stranger.post("/sign-in", data=form | sent)
    assert (answer.status_code, WRONG in seen(answer)) == (422, True)
    assert f'value="{(form | sent)["name"]}"' in seen(answer) and 'value="/us/"' in answer.text
    assert HERONS not in answer.text and "<script>alert" not in answer.text
    assert not cookie(stranger)


def test_a_form_with_nothing_in_it_opens_nothing(stranger, form):
    for kind, body in (("application/json", b'{"name": "Mara"}'), ("", b"\xff"), ("multipart/form-data", b"x")):
        assert stranger.post("/sign-in", data=body, content_type=kind).status_code == 422


@pytest.mark.parametrize(
    "to",
    [
        *("", "us", "//evil.test", "/\\evil.test", "https://evil.test", "javascript:alert(1)", "\\/evil.test"),
        *("/\t/evil.test", "/\r\nSet-Cookie: a=b", "/us/\x00", "/日本", "/us/?q=ü"),
    ],
)
def test_the_way_on_is_a_path_of_our_own_or_the_table(stranger, form, to):
    for way in (PLAIN, PART):
        answer = stranger.post("/sign-in", data=form | {"to": to}, headers=way)
        assert answer.headers["HX-Redirect" if way else "Location"] == "/"
        assert all(value.isascii() for _, value in answer.headers)


def test_a_long_way_on_is_kept(stranger, form):
    to = "/needs/new?like=" + "x" * 500
    assert stranger.post("/sign-in", data=form | {"to": to}).location == to


def test_faces_are_shown_only_where_a_partner_has_been(as_, stranger, mara, jon, ida, form):
    assert jon.key not in stranger.get("/sign-in").text
    maras = as_(mara)
    maras.post("/sign-out")
    page = maras.get("/sign-in").text
    assert mara.key in page and jon.key in page and ida.key not in page
    answer = maras.post("/sign-in", data={"person": jon.key, "passphrase": BOATS})
    assert answer.status_code == 303 and Device.known(cookie(maras)).holder == jon
    assert stranger.post("/sign-in", data={"person": jon.key, "passphrase": BOATS}).status_code == 422


def test_after_five_tries_a_stranger_waits_even_with_the_right_words(stranger, form):
    for _ in range(5):
        assert stranger.post("/sign-in", data=form | {"passphrase": BOATS}).status_code == 422
    answer = stranger.post("/sign-in", data=form)
    assert (answer.status_code, ENOUGH in answer.text) == (429, True)
    assert 'value="Mara"' in answer.text and not cookie(stranger)


def test_a_phone_that_has_been_here_has_tries_of_its_own(as_, stranger, mara, form):
    maras = as_(mara)
    maras.post("/sign-out")
    for _ in range(6):
        stranger.post("/sign-in", data=form | {"passphrase": BOATS})
    assert maras.post("/sign-in", data={"person": mara.key, "passphrase": HERONS}).status_code == 303


def test_of_two_with_one_name_each_comes_in_with_their_own(stranger, mara, jon, form):
    Person.update(name="Mara").where(Person.id == jon.id).execute()
    stranger.post("/sign-in", data=form | {"passphrase": BOATS})
    assert Device.known(cookie(stranger)).holder == jon


def test_coming_in_ends_the_cookie_that_was_there(as_, mara, jon, form):
    client = as_(mara)
    old = cookie(client)
    client.post("/sign-in", data={"name": "Jon", "passphrase": BOATS})
    assert Device.known(old) is None and Device.known(cookie(client)).holder == jon


@pytest.mark.parametrize("way", WAYS)
def test_going_out_ends_the_cookie_and_remembers_the_phone(as_, mara, way):
    client = as_(mara)
    old = cookie(client)
    answer = client.post("/sign-out", headers=way)
    assert (answer.status_code, answer.location) == (303, "/sign-in?bye=1")
    assert Device.known(old) is None and Device.known(cookie(client)).holder is None
    assert client.get("/").location == "/sign-in"


def test_nobody_goes_out_twice(stranger, home):
    assert stranger.post("/sign-out").status_code == 401
    for way in (PART, WHOLE):
        assert stranger.post("/sign-out", headers=way).status_code == 401


def test_where_there_is_no_home_yet_the_door_leads_to_setting_up(stranger, app):
    assert stranger.get("/sign-in").location == "/set-up/"
    assert stranger.post("/sign-in", data={"name": "Mara"}).location == "/set-up/"
    assert stranger.get("/").location == "/set-up/"


def test_a_cookie_that_is_no_cookie_is_a_stranger(stranger, home, mara):
    for value in ("", "x", "x" * 3_000, "%00", "../..", "é"):
        stranger.set_cookie(f"household-{home.key}", value)
        assert stranger.get("/").status_code == 303
