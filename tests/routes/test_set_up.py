"""The first evening: one question a page, and at the end a table to sit at."""

from datetime import timedelta
from itertools import pairwise

import pytest

from household.models import Device, Home, Invitation, Person
from household.models.clock import stopped
from household.models.invitation import hashed

from .manners import PART, PLAIN, WAYS, seen

FACE = {"look": "own", "shape": "leaf", "ink": "oat", "hair": "none"}
PHONE = {"REMOTE_ADDR": "192.168.1.7"}
LAN = "http://192.168.1.5:8000"


@pytest.fixture
def form(app):
    """Every answer, as the last page sends them."""
    answers = {
        "home_name": "The <blue> door",
        "zone": "Europe/Berlin",
        "name": "Mara {{7*7}}",
        "kids_say": "Mama",
        **FACE,
    }
    return answers | {"step": "passphrase", "passphrase": "four quiet herons wading"}


@pytest.fixture
def code(app) -> str:
    """What the house prints when it is started."""
    return Invitation.invite(None)[2]


def ask(client, way=PLAIN, **answers):
    """Send a page from the machine itself."""
    return client.post("/set-up/", data=answers, headers=way)


def ask_from_a_phone(client, **answers):
    return client.post("/set-up/", LAN, data=answers, headers={"Origin": LAN}, environ_base=PHONE)


def nobody_is_home() -> bool:
    return Home.current() is None and Person.select().count() == 0


def test_one_page_leads_to_the_next_and_the_answers_travel_along(stranger, form):
    steps = ["home", "zone", "you", "passphrase"]
    assert 'name="home_name"' in stranger.get("/set-up/").text
    for step, following in pairwise(steps):
        answer = ask(stranger, **form | {"step": step})
        assert (answer.status_code, f'name="step" value="{following}"' in answer.text) == (200, True)
        for name in ("home_name", "zone", "name"):
            assert name in answer.text and form[name] in seen(answer), (step, name)
        assert form["passphrase"] not in answer.text
    assert nobody_is_home()


@pytest.mark.parametrize("way", WAYS)
def test_the_last_page_begins_the_home_and_lets_its_first_partner_in(stranger, form, way):
    answer = ask(stranger, way, **form)
    assert answer.status_code == (303 if way is PLAIN else 200)
    assert answer.headers["Location" if way is PLAIN else "HX-Redirect"] == "/recovery-codes/?new=1"
    home, mara = Home.current(), Person.get()
    assert (home.name, home.zone, mara.name, mara.kids_say) == (
        "The <blue> door",
        "Europe/Berlin",
        "Mara {{7*7}}",
        "Mama",
    )
    cookie = stranger.get_cookie(f"household-{home.key}").value
    assert Device.known(cookie).holder == mara
    assert "Mara {{7*7}}" in seen(stranger.get("/"))


def test_who_reads_the_files_is_said_before_there_is_a_home_and_to_whoever_is_asked_in(app, stranger, form):
    """Care rule 24."""
    assert "Whoever looks after this machine could open its files." in seen(stranger.get("/set-up/"))
    ask(stranger, **form)
    _, token, _ = Invitation.invite(Person.get())
    asked_in = seen(app.test_client().get(f"/invitations/{token}"))
    assert "Whoever looks after its computer could open the files." in asked_in
    assert "The person who runs this site at home could read what is kept in it." in seen(stranger.get("/care"))


def test_the_last_page_sent_twice_begins_one_home(stranger, form):
    ask(stranger, **form)
    for way in WAYS:
        answer = ask(stranger, way, **form | {"home_name": "Another"})
        assert (answer.status_code, "There is a home here already." in answer.text) == (409, True)
    assert [home.name for home in Home.select()] == ["The <blue> door"] and Person.select().count() == 1


def test_where_there_is_a_home_setting_up_leads_to_the_table(stranger, home):
    assert stranger.get("/set-up/").location == "/"


MISTAKES = [
    ("home_name", "", "Write a name first."),
    ("home_name", " ", "Write a name first."),
    ("home_name", "x" * 61, "That is too long: up to 60 letters fit here."),
    ("zone", "", "We do not know that time zone. Please choose one from the list."),
    ("zone", "Mars/Olympus", "We do not know that time zone. Please choose one from the list."),
    ("name", " ", "Write a name first."),
    ("name", "x" * 41, "That is too long: up to 40 letters fit here."),
    ("kids_say", "x" * 41, "That is too long: up to 40 letters fit here."),
    ("shape", "triangle", "Choose one of these."),
    ("ink", "<script>", "Choose one of these."),
    ("hair", "\x00", "Choose one of these."),
    ("passphrase", "", "Twelve letters or more, please. Four words you like are easy to keep in mind."),
    ("passphrase", "password1234", "Many people use that one"),
    ("passphrase", "x" * 257, "That is longer than we can keep. Up to 256 letters, please."),
]


def test_a_mistake_leads_back_to_its_page_and_nothing_typed_is_lost(stranger, form):
    for field, typed, sentence in MISTAKES:
        answer = ask(stranger, **form | {field: typed})
        page = seen(answer)
        assert (answer.status_code, sentence in page) == (422, True), (field, typed)
        for name in {"home_name", "zone", "name", "kids_say"} - {"zone" if field == "zone" else ""}:
            assert (form | {field: typed})[name].strip() in page, (field, typed, name)
        assert "four quiet herons" not in page
    assert nobody_is_home()


def test_what_was_not_asked_yet_is_no_mistake(stranger, form):
    answer = ask(stranger, step="home", home_name="The blue door")
    assert (answer.status_code, "field__error" in answer.text) == (200, False)


def test_a_step_that_is_not_there_is_the_first_one(stranger, form):
    for step in ("", "nowhere", "\x00", "code"):
        answer = ask(stranger, **form | {"step": step})
        assert (answer.status_code, 'name="home_name"' in answer.text) == (200, True)
    assert nobody_is_home()


def test_what_is_no_form_begins_nothing(stranger, app):
    for kind, body in (
        ("application/json", b'{"step": "passphrase"}'),
        ("", b"\xff\x00"),
        ("text/plain", b"step=zone"),
    ):
        assert stranger.post("/set-up/", data=body, content_type=kind).status_code == 422
    assert nobody_is_home()


# ---- from a phone


def test_a_phone_needs_the_code_that_the_house_printed(stranger, form, code):
    for wrong in ("", "nothing", code[:-1], hashed(code), "\x00" + "x" * 10_000):
        answer = ask_from_a_phone(stranger, **form, code=wrong)
        assert (answer.status_code, 'name="code"' in answer.text) == (422, True)
        assert "That is not the code. It stands where the house was started." in answer.text
    assert nobody_is_home()
    page = stranger.get("/set-up/", LAN, query_string={"code": code}, environ_base=PHONE).text
    assert 'name="home_name"' in page and f'value="{code}"' in page
    assert ask_from_a_phone(stranger, **form, code=code).status_code == 303


def test_a_phone_without_the_code_is_asked_for_it(stranger, code):
    for url in ("/set-up/", "/set-up/?code=nothing"):
        answer = stranger.get(url, LAN, environ_base=PHONE)
        assert answer.status_code == 200 and 'name="home_name"' not in answer.text


@pytest.mark.usefixtures("on_the_path")
def test_whose_code_was_replaced_is_told_what_to_type_for_the_newest(stranger, form, code, app):
    Invitation.invite(None)
    page = seen(ask_from_a_phone(stranger, **form, code=code))
    assert "Only the newest code works." in page and f"household welcome --data {app.config['DATA']}" in page


def test_a_proxy_on_this_machine_does_not_make_a_phone_the_machine(stranger, form, code):
    for header in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"):
        answer = stranger.post("/set-up/", data=form, headers={header: "192.168.1.7"})
        assert answer.status_code == 422
    assert nobody_is_home()


def test_somebody_with_the_right_code_can_mistype_the_rest_many_times(stranger, form, code):
    for _ in range(20):
        answer = ask_from_a_phone(stranger, **form | {"passphrase": "short"}, code=code)
        assert "Twelve letters or more" in answer.text
    assert ask_from_a_phone(stranger, **form, code=code).status_code == 303


def test_after_five_wrong_codes_even_the_right_one_waits(stranger, form, code, clock):
    for _ in range(5):
        assert ask_from_a_phone(stranger, **form, code="robin lamp cedar boat").status_code == 422
    answer = ask_from_a_phone(stranger, **form, code=code)
    assert answer.status_code == 429 and "Please wait a minute, then try again." in answer.text
    assert f'value="{code}"' in answer.text and "four quiet herons" not in answer.text
    assert nobody_is_home()
    with stopped(clock + timedelta(minutes=5)):
        assert ask_from_a_phone(stranger, **form, code=code).status_code == 303


def test_a_wrong_code_with_htmx_is_wrong_too(stranger, form, code):
    answer = stranger.post("/set-up/", LAN, data=form, headers={"Origin": LAN, **PART}, environ_base=PHONE)
    assert answer.status_code == 422 and nobody_is_home()
