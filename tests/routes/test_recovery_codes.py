"""Ten codes on paper: made when asked for, shown once, and used at the door by whoever lost their passphrase."""

import re
from datetime import timedelta

import pytest

from household.models import Device, Home, Person, RecoveryCode, passphrase
from household.models.clock import now, stopped

from .manners import PLAIN, WAYS, seen

HERONS, BOATS = "four quiet herons wading", "seven paper boats afloat"
CODE = r"[B-Z]{4}(?:-[B-Z]{4}){3}"
QUIET = "You have no codes on paper yet"
APART = "That name and code don’t fit together."


@pytest.fixture
def maras(as_, mara):
    Person.update(passphrase=passphrase.seal(HERONS)).where(Person.id == mara.id).execute()
    return as_(mara)


@pytest.fixture
def codes(maras, mara) -> list[str]:
    return RecoveryCode.make(Person.get_by_id(mara.id))


@pytest.fixture
def form(codes):
    return {"name": "Mara", "code": codes[0], "passphrase": BOATS, "again": BOATS}


def shown(answer) -> list[str]:
    return re.findall(f"<li>({CODE})</li>", answer.text)


def mara_now() -> Person:
    return Person.get(Person.name == "Mara")


def token(client) -> str:
    found = client.get_cookie(f"household-{Home.current().key}")
    return found.value if found else ""


def cookie(app, token: str):
    client = app.test_client()
    client.set_cookie(f"household-{Home.current().key}", token)
    return client


# ---- making them


@pytest.mark.parametrize("way", WAYS)
def test_ten_are_shown_once_and_said_to_be_on_paper(maras, way):
    assert QUIET in maras.get("/us/").text
    answer = maras.post("/recovery-codes/", headers=way)
    codes = shown(answer)
    assert (answer.status_code, len(codes)) == (200, 10) and "They are shown this once." in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    assert QUIET in maras.get("/us/").text, "made, but not on paper yet"
    answer = maras.post("/recovery-codes/keep", data={"first": codes[0]}, headers=way)
    assert answer.headers["Location" if way is PLAIN else "HX-Redirect"] == "/us/"
    pages = "".join(maras.get(path).text for path in ("/us/", "/passphrase/", "/recovery-codes/"))
    assert QUIET not in pages and not re.search(CODE, pages) and "You have them on paper." in pages


def test_a_phone_in_another_hand_makes_none(maras, mara, clock):
    """However fresh its sign-in is: only who has just joined need not say the words once more."""
    Person.update(joined_at=clock - timedelta(minutes=11)).where(Person.id == mara.id).execute()
    assert 'name="passphrase"' in maras.get("/recovery-codes/").text
    assert (maras.post("/recovery-codes/").status_code, RecoveryCode.left(mara)) == (422, False)
    assert len(shown(maras.post("/recovery-codes/", data={"passphrase": HERONS}))) == 10


def test_a_new_passphrase_ends_the_codes_that_somebody_else_may_have_made(maras, mara, stranger, codes, form):
    assert "Some were made, though." in maras.get("/passphrase/").text
    maras.post("/passphrase/change", data={"old": HERONS, "passphrase": BOATS, "again": BOATS})
    assert not RecoveryCode.left(mara) and mara_now().codes_saved_at is None
    assert APART in stranger.post("/recovery-codes/use", data=form).text


def test_the_passphrase_is_asked_again(maras, clock):
    with stopped(clock + timedelta(minutes=11)):
        assert 'name="passphrase"' in maras.get("/recovery-codes/").text
        for sent in ({}, {"passphrase": BOATS}):
            answer = maras.post("/recovery-codes/", data=sent)
            assert (answer.status_code, shown(answer)) == (422, []) and "That is not your passphrase." in answer.text
        assert RecoveryCode.select().count() == 0
        assert len(shown(maras.post("/recovery-codes/", data={"passphrase": HERONS}))) == 10


def test_of_two_pages_with_codes_only_the_newest_can_be_kept(maras):
    first, second = (shown(maras.post("/recovery-codes/"))[0] for _ in range(2))
    answer = maras.post("/recovery-codes/keep", data={"first": first})
    assert (answer.status_code, "replaced by newer ones" in answer.text) == (409, True)
    assert maras.post("/recovery-codes/keep", data={"first": second}).status_code == 303


def test_when_all_are_used_up_us_asks_again(maras, codes):
    RecoveryCode.keep(mara_now(), codes[0])
    assert QUIET not in maras.get("/us/").text
    RecoveryCode.update(used_at=now()).execute()
    assert QUIET in maras.get("/us/").text


def test_whoever_has_no_passphrase_is_not_asked_to_make_any(as_, jon):
    assert QUIET not in as_(jon).get("/us/").text


def test_someone_new_is_offered_them_and_can_do_it_later(maras):
    page = maras.get("/recovery-codes/?new=1").text
    assert "One more thing" in page and ">Later<" in page and 'href="/"' in page
    assert "Later" not in maras.get("/recovery-codes/").text
    made = maras.post("/recovery-codes/", data={"new": "1"})
    assert 'name="new"' in made.text
    assert maras.post("/recovery-codes/keep", data={"new": "1", "first": shown(made)[0]}).location == "/"


# ---- using one


@pytest.mark.parametrize("way", WAYS)
def test_a_name_and_a_code_lead_to_new_words_and_in(stranger, app, maras, form, way):
    assert "/recovery-codes/use" in stranger.get("/sign-in").text
    assert "A code from your paper" in stranger.get("/recovery-codes/use", headers=way).text
    found = {name: form[name] for name in ("name", "code")}
    answer = stranger.post("/recovery-codes/use", data=found, headers=way)
    assert (answer.status_code, "Choose new words" in answer.text, token(stranger)) == (200, True, "")
    assert RecoveryCode.written(form["code"]), "looking spends nothing"
    answer = stranger.post("/recovery-codes/use", data=form, headers=way)
    assert answer.headers["Location" if way is PLAIN else "HX-Redirect"] == "/us/"
    assert Device.known(token(stranger)).holder == mara_now() and passphrase.opens(BOATS, mara_now().passphrase)
    assert "Your passphrase was last set anew with one of your codes, today." in stranger.get("/us/").text
    assert maras.get("/").status_code == 303, "every other session has ended"
    again = app.test_client().post("/recovery-codes/use", data=form, headers=way)
    assert (again.status_code, APART in seen(again)) == (422, True)


def test_the_phone_that_was_here_before_keeps_its_name(app, codes, form, mara):
    phone, token_ = Device.enter(mara, "Mara’s phone")
    client = cookie(app, phone.sign_out())
    assert client.post("/recovery-codes/use", data=form).status_code == 303
    assert (Device.known(token(client)), Device.known(token(client)).label) == (phone, "Mara’s phone")
    assert Device.known(token_) is None


NOT_SO = [
    {"code": "BCDF-GHJK-LMNP-QRST"},
    {"code": ""},
    {"code": "\x00"},
    {"code": "<script>alert(1)</script>"},
    {"name": "Jon"},
    {"name": ""},
    {"name": "Nobody"},
    {"name": "x" * 100_000},
]


@pytest.mark.parametrize("sent", NOT_SO, ids=lambda sent: repr(sent)[:30])
def test_anything_else_opens_nothing(stranger, form, sent):
    answer = stranger.post("/recovery-codes/use", data=form | sent)
    assert (answer.status_code, APART in seen(answer), token(stranger)) == (422, True, "")
    assert BOATS not in answer.text and "<script>alert" not in answer.text
    assert RecoveryCode.written(form["code"]) and passphrase.opens(HERONS, mara_now().passphrase)


def test_a_name_that_is_here_and_one_that_is_not_sound_the_same(stranger, form):
    wrong = form | {"code": "BCDF-GHJK-LMNP-QRST"}
    told = [stranger.post("/recovery-codes/use", data=wrong | {"name": name}) for name in ("Mara", "Ida", "Nora")]
    assert len({(one.status_code, re.sub("Mara|Ida|Nora", "", one.text)) for one in told}) == 1


def test_someone_with_the_right_code_can_mistype_the_rest_many_times(stranger, form):
    for sent in ({"passphrase": "short"}, {"again": "another"}, {"passphrase": "mara mara mara"}, {"again": ""}) * 4:
        answer = stranger.post("/recovery-codes/use", data=form | sent)
        assert answer.status_code == 422 and "Choose new words" in answer.text and form["code"] in answer.text
    assert stranger.post("/recovery-codes/use", data=form).status_code == 303


def test_after_five_wrong_codes_even_the_right_one_waits(stranger, app, form, mara, clock):
    phone = cookie(app, Device.enter(mara, "x")[0].sign_out())
    for _ in range(5):
        assert stranger.post("/recovery-codes/use", data=form | {"code": "BCDFGHJKLMNPQRST"}).status_code == 422
    answer = stranger.post("/recovery-codes/use", data=form)
    assert answer.status_code == 429 and "Please wait a minute" in answer.text and BOATS not in answer.text
    assert phone.post("/recovery-codes/use", data=form).status_code == 303, "her own phone has tries of its own"
    with stopped(clock + timedelta(minutes=5)):
        fresh = form | {"code": RecoveryCode.make(mara)[0]}
        assert stranger.post("/recovery-codes/use", data=fresh).status_code == 303


def test_one_account_has_five_tries_from_wherever_they_come(app, form, clock):
    def tried(minute: int, code: str) -> int:
        with stopped(clock + timedelta(seconds=15 * minute)):
            where = {"REMOTE_ADDR": f"10.0.0.{minute}"}
            return (
                app.test_client()
                .post("/recovery-codes/use", data=form | {"code": code}, environ_base=where)
                .status_code
            )

    assert [tried(minute, "BCDFGHJKLMNPQRST") for minute in range(7)] == [422] * 6 + [429]
    assert tried(8, form["code"]) == 303


def test_someone_who_left_has_no_codes_that_work(stranger, form, mara):
    Person.update(left_at=now()).where(Person.id == mara.id).execute()
    assert stranger.post("/recovery-codes/use", data=form).status_code == 422


def test_before_there_is_a_home_there_is_nothing_to_find(stranger, app):
    assert stranger.get("/recovery-codes/use").status_code == 200
    assert stranger.post("/recovery-codes/use", data={"name": "Mara", "code": "x"}).status_code == 422
