"""The house as it is really run: `household serve`, two workers, many at once, and how it closes."""

import http.client
import os
import random
import re
import socket
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner

from household import config, database
from household.cli.serving import show
from household.models import Card, Device, Home, Invitation, Knock, Need, Person, Role

from .models.conftest import SERVER, empty, leave

HOUSEHOLD = Path(sys.executable).parent / "household"
HERONS = "four quiet herons wading"
FACE = {"shape": "leaf", "ink": "oat", "hair": "none"}
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("HOUSEHOLD_", "DATABASE_"))}


def free_port() -> int:
    """One that no other test is given: those that ask the system for any get higher ones."""
    while True:
        with socket.socket() as tried, suppress(OSError):
            port = random.SystemRandom().randrange(20_000, 32_000)
            tried.bind(("", port))
            return port


def household(*words: str, typed: str = "", **settings: str) -> subprocess.CompletedProcess:
    """Run one command to its end."""
    return subprocess.run(
        [HOUSEHOLD, *words], input=typed, env=ENVIRONMENT | settings, capture_output=True, text=True, timeout=60
    )


@contextmanager
def serving(*words: str, **settings: str) -> Iterator[SimpleNamespace]:
    """`household serve`, from the first line it prints to its end by SIGTERM."""
    port = free_port()
    process = subprocess.Popen(
        [HOUSEHOLD, "serve", "--port", str(port), *words],
        env=ENVIRONMENT | {"HOUSEHOLD_LINES": "0"} | settings,  # all who call here call from one address
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    house = SimpleNamespace(port=port, process=process, said="")
    try:
        while "Ctrl+C" not in house.said and (line := process.stdout.readline()):
            house.said += line
        until(lambda: answers(port), process)
        yield house
    finally:
        process.terminate()
        try:
            house.said += process.communicate(timeout=30)[0]
        except subprocess.TimeoutExpired:
            process.kill()
            raise


def until(true: Callable[[], bool], process: subprocess.Popen, seconds: float = 20) -> None:
    """Look again and again until it is so."""
    end = time.monotonic() + seconds
    while not true():
        assert process.poll() is None and time.monotonic() < end, (
            process.stderr.read() if process.poll() else "no answer"
        )
        time.sleep(0.02)


def answers(port: int) -> bool:
    try:
        return ask(port, "GET", "/health")[:2] == (200, "ok")
    except OSError:
        return False


def ask(port: int, method: str, path: str, form: Any = None, **headers: str) -> tuple[int, str, Any]:
    """One request on a line of its own: (status, body, headers)."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as line:
        return ask_on(line, method, path, form, **headers)


def ask_on(line: http.client.HTTPConnection, method: str, path: str, form: Any, **headers: str) -> tuple[int, str, Any]:
    manners = {"Origin": f"http://127.0.0.1:{line.port}", "Content-Type": "application/x-www-form-urlencoded"}
    line.request(method, path, urlencode(form or {}, doseq=True), manners | headers)
    answer = line.getresponse()
    return answer.status, answer.read().decode(), answer.headers


def all_at_once(port: int, many: list[tuple[str, Any, dict[str, str]]]) -> Counter:
    """POST all of these (path, form, headers) at the same moment; how often each status came back."""
    start, statuses = threading.Barrier(len(many)), []

    def send(path: str, form: Any, headers: dict[str, str]) -> None:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as line:
            line.connect()
            start.wait()
            statuses.append(ask_on(line, "POST", path, form, **headers)[0])

    threads = [threading.Thread(target=send, args=one) for one in many]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(statuses)


# ---- one house for all that follows


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """An open house over a new folder, in which two have just tried to begin a home at once."""
    data = tmp_path_factory.mktemp("house") / "data"
    with serving("--data", str(data)) as house:
        house.data, house.greeting = data, house.said
        two_begin(house)
        yield house
    assert house.process.returncode == 0


def two_begin(house: SimpleNamespace) -> None:
    house.code = re.search(r"code=(\S+)", house.said)[1]
    first = {"step": "passphrase", "zone": "Europe/Berlin", "passphrase": HERONS, "look": "own", "code": house.code}
    names = [first | FACE | {"home_name": f"The {name} door", "name": name} for name in ("Mara", "Jon")]
    house.begun = all_at_once(house.port, [("/set-up/", name, {}) for name in names])


@pytest.fixture
def notebook(house: SimpleNamespace) -> Iterator[None]:
    """The notebook of the open house, read and written beside it."""
    database.init(f"sqlite:///{house.data / 'household.db'}")
    with database.db.connection_context():
        yield


@pytest.fixture
def mara(notebook: None) -> Person:
    return Person.get()


def come_in(person: Person) -> dict[str, str]:
    """The header of a phone on which this person is signed in."""
    return {"Cookie": f"household-{Home.current().key}={Device.enter(person, 'test')[1]}"}


def test_the_addresses_are_printed_with_the_code_of_the_first_evening(house):
    assert f"http://localhost:{house.port}/set-up/?code={house.code}" in house.greeting
    assert "The house is open." in house.greeting and "Ctrl+C closes the house." in house.greeting


def test_the_square_for_the_camera_is_white_on_black_on_a_screen_of_any_colour():
    with CliRunner().isolation(color=True) as (screen, *_):
        show("http://192.168.1.20:8000/")
    lines = screen.getvalue().decode().splitlines()
    assert len(lines) > 10 and all(line[:10] == "\x1b[97m\x1b[40m" and line[-4:] == "\x1b[0m" for line in lines)
    assert {*"".join(line[10:-4] for line in lines)} <= {*" ▀▄█"}


def test_the_house_says_that_it_is_well(house):
    assert ask(house.port, "GET", "/health")[:2] == (200, "ok")
    assert ask(house.port, "HEAD", "/health")[:2] == (200, "")


def test_of_two_set_ups_at_once_one_begins_the_home(house, notebook):
    assert house.begun[303] == 1 and house.begun[409] + house.begun[422] == 1
    assert Home.select().count() == Person.select().count() == 1
    assert Person.get().name in Home.current().name


def test_of_two_hundred_who_claim_at_once_one_has_it(house, mara):
    assert two_hundred_claim(house.port, mara) == {303: 1, 409: 199}


def two_hundred_claim(port: int, asker: Person) -> Counter:
    with database.db.atomic():
        helpers = [Person.join(role=Role.PARTNER, name=f"Helper {n}", face=FACE) for n in range(200)]
        phones = [come_in(person) for person in helpers]
    need = Need.ask(by=asker, word="ride")
    path = f"/needs/{need.key}/claim"
    statuses = all_at_once(port, [(path, {"when": "now"}, phone) for phone in phones])
    assert Need.get_by_id(need.id).claimed_by in helpers
    with database.db.atomic():
        Person.delete().where(Person.id << [person.id for person in helpers]).execute()
    return statuses


@pytest.mark.long
def test_of_fifty_who_take_up_one_invitation_at_once_one_comes_in(house, mara):
    secret = Invitation.invite(mara)[1]
    form = {"name": "Sam", "passphrase": "seven paper boats afloat", "look": "own", **FACE}
    tries = [(f"/invitations/{secret}/accept", form, {}) for _ in range(50)]
    assert all_at_once(house.port, tries) == {303: 1, 409: 49}
    assert Person.select().where(Person.name == "Sam").count() == 1


def test_of_a_hundred_who_take_up_one_card_at_once_one_sits_down_and_of_a_hundred_let_in_one_comes_in(house, mara):
    secret = Card.make(by=mara, name="Lena")[1]
    told = all_at_once(house.port, [(f"/cards/{secret}/take-up", {"name": "Lena", "look": "own", **FACE}, {})] * 100)
    assert told == {303: 1, 409: 99}
    guest = Person.get(Person.name == "Lena")
    phone = {"Cookie": f"household-knock-{Home.get().key}={Knock.with_card(Card.get(), 'Android')}"}
    Knock.get().let_in(by=mara)
    told = all_at_once(house.port, [(f"/cards/{secret}/come-in", {}, phone)] * 100)
    assert told[303] + told[409] == 100, "to their pages, back to the door, or told that they are late"
    assert Device.select().where(Device.person == guest).count() == 2


def test_whoever_guesses_words_is_stopped_by_all_workers_together(house, mara):
    told = all_at_once(house.port, [("/invitations/words", {"words": "robin lamp cedar boat"}, {})] * 40)
    assert told == {422: 5, 429: 35}


def test_one_form_sent_ten_times_at_once_is_asked_once(house, mara):
    phone = come_in(mara)
    offered = re.findall(r'name="who" value="([^"]*)"', ask(house.port, "GET", "/needs/new", **phone)[1])
    form = {"own": "Sit with me?", "who": offered[0], "once": "this-page"}  # whoever came in another test
    assert all_at_once(house.port, [("/needs/", form, phone)] * 10) == {303: 10}
    assert Need.select().where(Need.own == "Sit with me?").count() == 1


def test_another_name_and_another_site_are_turned_away(house, mara):
    phone = come_in(mara)
    assert ask(house.port, "GET", "/health", Host="evil.test")[:2] == (421, "")
    assert ask(house.port, "POST", "/needs/", {"own": "x"}, Origin="http://evil.test", **phone)[0] == 403
    assert (
        ask(house.port, "POST", "/needs/", {"own": "x"}, Origin="http://evil.test", Host="evil.test", **phone)[0] == 421
    )
    assert Need.select().where(Need.own == "x").count() == 0


def test_odd_requests_get_an_answer(house, mara):
    phone = come_in(mara)
    form = {"name": "nobody", "passphrase": "x", "to": "/日本"}
    for way in ({}, {"HX-Request": "true"}):
        assert ask(house.port, "POST", "/sign-in", form, **way)[0] == 422
        assert ask(house.port, "POST", "/nothing", {"own": "x" * 2_000_000}, **way)[0] in (404, 413)
    for path in (b"/needs/%00", b"/needs/\xff", b"/needs/new?like=\xff", b"//", b"/%2e%2e/", b"/needs/%ED%A0%80"):
        with closing(socket.create_connection(("127.0.0.1", house.port), timeout=30)) as line:
            head = b"GET %b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%b\r\n\r\n"
            line.sendall(head % (path, f"Cookie: {phone['Cookie']}".encode()))
            status = int(line.makefile("rb").readline().split()[1])
        assert status < 500, path


def test_only_its_owner_can_read_what_the_house_keeps(house):
    ask(house.port, "POST", "/sign-in", {"name": "Mara", "passphrase": "not this one"})  # so that a try is kept
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (house.data, *house.data.rglob("*"))}
    assert {path.name for path in modes} >= {"household.db", "throttle.db", "lock"}
    assert all(mode == (0o700 if path.is_dir() else 0o600) for path, mode in modes.items()), modes


# ---- beside the open house


def test_a_copy_is_made_and_checked_while_the_house_is_open(house, notebook):
    done = household("backup", "--data", str(house.data))
    assert (done.returncode, done.stderr) == (0, "")
    made = Path(done.stdout.removeprefix("Checked and kept: ").strip())
    assert made.parent == house.data / "backups" and stat.S_IMODE(made.stat().st_mode) == 0o600
    with closing(sqlite3.connect(made)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert copy.execute("SELECT count(*) FROM person").fetchone() == (Person.select().count(),)


def test_the_doctor_looks_at_the_open_house_and_tells_nothing_of_people(house, notebook):
    done = household("doctor", "--port", str(house.port), "--data", str(house.data))
    assert f"The house is open at port {house.port}." in done.stdout and "The notebook is whole." in done.stdout
    assert done.returncode == int("→" in done.stdout) and done.stderr == ""
    assert not [person.name for person in Person.select() if person.name in done.stdout]


def test_a_passphrase_can_be_set_anew_at_the_computer(house, mara):
    phone, new = come_in(mara), "nine owls on a warm roof"
    data = ("--data", str(house.data))
    assert ask(house.port, "GET", "/", **phone)[0] == 200
    done = household("reset-password", *data, mara.name, typed=f"{new}\n{new}\n")
    assert done.returncode == 0 and f"{mara.name} can come in with it now." in done.stdout
    assert new not in done.stdout + done.stderr
    assert ask(house.port, "GET", "/", **phone)[0] == 303
    assert ask(house.port, "POST", "/sign-in", {"name": mara.name, "passphrase": HERONS})[0] == 422
    status, _, headers = ask(house.port, "POST", "/sign-in", {"name": mara.name, "passphrase": new})
    assert status == 303
    page = ask(house.port, "GET", "/us/", Cookie=headers["Set-Cookie"].split(";")[0])[1]
    assert "set anew at the computer of the house, today" in page


def test_tables_are_brought_up_to_date_once(tmp_path):
    first, second = (household("migrate", "--data", str(tmp_path / "new")) for _ in range(2))
    names = ", ".join(sorted(one.stem for one in database.MIGRATIONS.glob("0*.py")))
    applied = f"Brought up to date: {names}.\n"
    assert (first.returncode, first.stdout, first.stderr) == (0, applied, "")
    assert (second.returncode, second.stdout, second.stderr) == (0, "The notebook is up to date.\n", "")


DAMAGED = "The notebook {}/household.db is damaged, so it was not opened."
NEED_A_NOTEBOOK = [("migrate",), ("backup",), ("prove",), ("reset-password", "Mara"), ("revoke-device", "Mara")]


@pytest.mark.long
def test_what_cannot_be_done_is_told_in_one_plain_sentence(house, tmp_path):
    port, data, hurt = str(free_port()), str(tmp_path / "data"), tmp_path / "hurt"
    hurt.mkdir()
    (hurt / "household.db").write_bytes(b"not a notebook" * 1_000)
    (tmp_path / "file").touch()
    serve = ("serve", "--port", port, "--data")
    told = {
        (*serve, str(house.data)): f"Household is already running with the folder {house.data}.",
        ("serve", "--port", str(house.port), "--data", data): f"Port {house.port} is in use by another program.",
        (*serve, str(tmp_path / "file" / "data")): "Household can't write in the folder",
        **{(*words, "--data", str(hurt)): DAMAGED.format(hurt) for words in NEED_A_NOTEBOOK},
        ("serve", "--port", "abc", "--data", data): "The port must be a number from 1 to 65535, not “abc”.",
        ("backup", "--data", data): f"There is no notebook in {data}.",
        (
            "reset-password",
            "--data",
            str(house.data),
            "Nobody",
        ): "Nobody called Nobody comes in with a passphrase here.",
    }
    with ThreadPoolExecutor(2) as at_once:
        for done, sentence in zip(at_once.map(lambda words: household(*words), told), told.values(), strict=True):
            plain(done, sentence)


def test_an_address_that_cannot_be_used_is_told_in_one_plain_sentence(tmp_path):
    serve = ("serve", "--port", str(free_port()), "--data", str(tmp_path / "data"))
    plain(household(*serve, HOUSEHOLD_URL="home.example"), "HOUSEHOLD_URL must look like https://home.example, not")
    server = "postgresql://nobody@127.0.0.1:1/nothing"
    plain(household(*serve, DATABASE_URL=server), "The notebook can’t be opened: ")


SETTINGS = {
    "HOUSEHOLD_URL": (
        "home.example",
        "ftp://x",
        "https://",
        "https://[",
        "https://x/y?z",
        "https://x/../y",
        "//x",
        "x:80",
    ),
    "HOUSEHOLD_PORT": ("0", "-1", "65536", "80 80", "8e3", "٨٠٠٠", "\x00"),
    "HOUSEHOLD_MAIL": (
        "mail.example",
        "smtp://mail.example",
        "smtp://mara@mail.example:587",
        "smtp://mara:sec/ret@mail.example:587",
        "smtp://mara:sec@ret@mail.example:587",
        "smtp://mail.example:65536",
        "http://mail.example:25",
        "smtp://mail.example:25/x",
    ),
    "HOUSEHOLD_MAIL_FROM": ("mara", "mara@", "m@ra@x.y", "m@x\nBcc: y", "Mara <m@x.y>"),
    "HOUSEHOLD_EXTRAS": ("postgres", "notify push", "[push]"),
    "DATABASE_URL": ("mysql://x/y", "notebook.db", "sqlite:///", "postgresql"),
}


def test_every_setting_that_cannot_be_right_is_refused():
    for name, values in SETTINGS.items():
        for value in values:
            with pytest.raises(ValueError, match=r"must (look like|be a number)"):
                config.settings({name: value})
    for good in ("https://a.b/our/house/", "http://küche.local:8000/", "https://[fd12::1]:8000", "http://192.168.1.5"):
        assert config.settings({"HOUSEHOLD_URL": good})["URL"] == good.rstrip("/")


def test_a_password_of_the_mail_server_may_hold_any_letter_and_stands_in_no_error():
    server = config.mail_server("smtp://mara%40mail.example:p%40s%3A%2F%25@[fd12::1]:587")
    assert server == (False, "mara@mail.example", "p@s:/%", "fd12::1", 587) and server.sender == "mara@mail.example"
    assert config.mail_server("smtps://mara:x@mail.example:465").sender == "household@mail.example"
    with pytest.raises(ValueError, match="must look like") as refused:
        config.settings({"HOUSEHOLD_MAIL": "smtp://mara:sec/ret@mail.example:587"})
    assert "sec" not in str(refused.value)


def test_a_password_of_the_database_may_hold_any_letter():
    database.init("postgresql://mar%40:p%2Fw%25@db.lan/house")
    assert {"user": "mar@", "password": "p/w%", "host": "db.lan"}.items() <= database.db.obj.connect_params.items()


def plain(done: subprocess.CompletedProcess, sentence: str) -> None:
    """It ended with 1 and said this, and nothing that only a programmer reads."""
    assert (done.returncode, sentence in done.stderr) == (1, True), (done.args, done.stderr)
    assert "Traceback" not in done.stderr and len(done.stderr.strip().splitlines()) == 1, (done.args, done.stderr)


# ---- over PostgreSQL, where TEST_DATABASE_URL names a database to be emptied


@pytest.mark.long
@pytest.mark.skipif(not SERVER, reason="TEST_DATABASE_URL is not set")
def test_the_same_house_stands_on_postgresql(tmp_path):
    empty(SERVER)
    database.init(SERVER)
    with serving("--data", str(tmp_path / "data"), DATABASE_URL=SERVER) as house:
        two_begin(house)
        assert house.begun[303] == 1 and house.begun[409] + house.begun[422] == 1
        with database.db.connection_context():
            mara = Person.get()
            assert two_hundred_claim(house.port, mara) == {303: 1, 409: 199}
            everyone = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            database.db.execute_sql(f"{everyone} AND pid <> pg_backend_pid()")
            phone = come_in(mara)
            assert [ask(house.port, "GET", "/", **phone)[0] for _ in range(20)] == [200] * 20
        leave()
        done = household("backup", "--data", str(tmp_path / "data"), DATABASE_URL=SERVER)
        plain(done, "This notebook lives in PostgreSQL. Its own tool for copies is pg_dump.")


# ---- the demo, and the end


@pytest.mark.long
def test_the_demo_ends_soon_with_an_open_stream_and_leaves_nothing_behind():
    with serving("--demo") as house:
        assert "This family is made up, and nothing is kept." in house.said
        page = ask(house.port, "GET", "/sign-in")[1]
        key = re.search(r'name="person" value="([^"]+)"', page)[1]
        status, _, headers = ask(house.port, "POST", "/demo/come-in", {"person": key})
        assert status == 303
        data = folder_of(house.process.pid)
        stream = http.client.HTTPConnection("127.0.0.1", house.port, timeout=30)
        stream.request("GET", "/live", headers={"Cookie": headers["Set-Cookie"].split(";")[0]})
        answer = stream.getresponse()
        assert answer.readline().startswith(b"retry:")
        began = time.monotonic()
        house.process.terminate()
        answer.read()
        house.process.wait(timeout=30)
        assert time.monotonic() - began < 10
        assert house.process.returncode == 0
        stream.close()
    assert not data.exists()


def folder_of(pid: int) -> Path:
    """Where the house keeps its lock open."""
    opened = [link.readlink() for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink()]
    (data,) = {path.parent for path in opened if path.name == "lock"}
    assert data.name.startswith("household-demo-")
    return data
