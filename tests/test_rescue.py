"""When the notebook is damaged or out of reach there is one calm page, at every address, that says what helps."""

import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from household.keeping import backup
from household.keeping.instance import OutOfReach
from household.keeping.prompt import INSTALLED
from household.keeping.room import BALLAST
from household.models.clock import stopped
from household.rescue import METHODS, create_rescue, full
from household.web.headers import ALWAYS

from .conftest import WEDNESDAY_EVENING, Client
from .keeping.test_doctor import disk
from .keeping.test_instance import damage
from .test_serving import ENVIRONMENT, HOUSEHOLD, ask, free_port, household, until

NAME = "household-2026-06-17-173000.db"


@pytest.fixture
def data(tmp_path: Path, cast: Any, quiet: Any) -> Path:
    """A damaged notebook, and a good copy of it from Wednesday evening."""
    backup.make(tmp_path)
    shutil.copy(tmp_path / "backups" / NAME, tmp_path / "household.db")
    damage(tmp_path / "household.db")
    return tmp_path


def client_over(data: Path, *state: str, **more: Any) -> Client:
    app = create_rescue(*state, DATA=data, **more)
    app.test_client_class = Client
    return app.test_client()


def page(data: Path) -> str:
    return client_over(data).get("/").text


@pytest.mark.parametrize("path", ["/", "/needs/", "/sign-in", "/live", "/us/devices/?a=b", "/no/such/thing", "/..%2f"])
def test_every_address_answers_with_the_page_whatever_is_asked(data, path):
    client = client_over(data)
    for method in METHODS:
        answer = client.open(path, method=method)
        assert answer.status_code == 503, method
        assert method == "HEAD" or "The notebook is damaged" in answer.text, method
        assert {name: answer.headers[name] for name in ALWAYS} == ALWAYS, method
        assert answer.headers["Cache-Control"] == "no-store" and "Set-Cookie" not in answer.headers, method


def test_it_names_the_newest_good_copy_with_its_day_and_what_to_type(data):
    with stopped(WEDNESDAY_EVENING):
        (data / "backups" / "household-2026-06-17-173500.db").write_text("not a copy at all")
        said = page(data)
    assert "Wednesday, 17 June 2026" in said
    assert f"household restore {data / 'backups' / NAME} --data {data}" in said
    assert "http-equiv" not in said and "<form" not in said


def test_without_a_good_copy_it_says_where_one_might_be(data):
    damage(data / "backups" / NAME)
    said = page(data)
    assert "There is no good copy on the computer of the house." in said and "household restore FILE" in said


def test_a_house_in_the_folder_of_an_installed_one_is_asked_with_sudo_and_no_other(data, monkeypatch):
    assert ">sudo household restore FILE<" in page(INSTALLED)
    monkeypatch.setenv("INVOCATION_ID", "started by systemd for one person")
    assert "sudo" not in page(data) and f" --data {data}<" in page(data)


def test_words_that_were_just_sent_are_given_back_and_no_passphrase(data):
    client = client_over(data)
    said = client.post("/needs/", data={"own": "Hold me tonight?", "passphrase": "four quiet herons"}).text
    assert "Hold me tonight?" in said and "herons" not in said
    answer = client.post("/needs/", data={"own": "Hold me?"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (503, "#notice")
    assert "Not saved: the notebook is damaged." in answer.text and "<html" not in answer.text


def test_its_looks_come_from_the_house_and_its_health_is_told(data):
    client = client_over(data)
    for address in re.findall(r'(?:href|src)="(/(?:assets|static)/[^"#]+)', page(data)):
        assert client.get(address).status_code == 200, address
    health = client.get("/health")
    assert (health.status_code, health.text) == (503, "damaged")


def test_the_front_door_is_guarded_all_the_same(data):
    client = client_over(data)
    assert client.get("/", headers={"Host": "evil.test"}).status_code == 421
    assert client.post("/needs/", headers={"Origin": "http://evil.test"}).status_code == 403


def test_nothing_on_the_disk_is_another_afterwards(data):
    before = {found: found.read_bytes() for found in data.rglob("*") if found.is_file()}
    page(data)
    assert {found: found.read_bytes() for found in data.rglob("*") if found.is_file()} == before


# ---- the care page is there all the same


@pytest.mark.parametrize("state", [(), (OutOfReach.state,)])
def test_the_care_page_and_the_way_from_it_are_there_without_the_notebook(data, state):
    client = client_over(data, *state)
    assert 'href="/care"' in client.get("/").text
    client.set_cookie("household-1234", "somebody’s")
    answer = client.get("/care")
    assert answer.status_code == 200 and "When it is not safe" in answer.text and "Set-Cookie" not in answer.headers
    for address in re.findall(r'(?:href|src)="(/assets/[^"#]+)', answer.text):
        assert client.get(address).status_code == 200, address
    answer = client.post("/leave-now")
    assert (answer.status_code, answer.location) == (303, "/measures")
    assert client.get_cookie("household-1234") is None
    assert "<title>Kitchen measures</title>" in client.get("/measures").text


# ---- a notebook that its disk doesn't let us have


def test_a_notebook_out_of_reach_is_told_at_every_address_with_what_to_ask(data):
    client = client_over(data, OutOfReach.state)
    for method in METHODS:
        answer = client.open("/needs/", method=method)
        assert answer.status_code == 503
        assert method == "HEAD" or "The notebook is out of reach" in answer.text
    said = client.get("/").text
    assert f"household doctor --data {data}<" in said and "restore" not in said and "damaged" not in said
    assert client.get("/health").text == "out of reach"


def test_words_sent_to_a_notebook_out_of_reach_are_given_back(data):
    client = client_over(data, OutOfReach.state)
    assert "Hold me tonight?" in client.post("/needs/", data={"own": "Hold me tonight?"}).text
    answer = client.post("/needs/", data={"own": "Hold me?"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (503, "#notice")
    assert "Not saved: the notebook is out of reach." in answer.text


def test_on_a_full_disk_it_says_what_to_throw_away(data, tmp_path):
    assert not full(data)
    with disk(tmp_path, "-o", "size=1m"):
        assert not full(tmp_path)
        (tmp_path / BALLAST).touch()
        assert f">rm {tmp_path / BALLAST}<" in client_over(tmp_path, OutOfReach.state).get("/").text


# ---- as it is really opened


@contextmanager
def rescued(house: Path, port: str, **settings: str) -> Iterator[subprocess.Popen]:
    command, env = [HOUSEHOLD, "serve", "--port", port, "--data", str(house)], ENVIRONMENT | settings
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        try:
            until(lambda: health(int(port)) == 503, process)
            yield process
        finally:
            process.terminate()
            process.communicate(timeout=30)
    assert process.returncode == 0


def health(port: int) -> int:
    try:
        return ask(port, "GET", "/health")[0]
    except OSError:
        return 0


@pytest.mark.long
def test_once_a_copy_is_back_the_house_opens_by_itself(data):
    port = str(free_port())
    house = data.parent / "house"
    shutil.copytree(data, house, ignore=shutil.ignore_patterns("test.db*", "throttle.db*"))
    with rescued(house, port) as process:
        assert ask(int(port), "GET", "/health")[:2] == (503, "damaged")
        done = household("restore", str(house / "backups" / NAME), "--data", str(house))
        assert done.returncode == 0, done.stderr
        until(lambda: health(int(port)) == 200, process)
        assert ask(int(port), "GET", "/sign-in")[0] == 200
        with closing(sqlite3.connect(house / "household.db")) as opened:
            assert opened.execute("SELECT count(*) FROM person").fetchone()[0] > 3


@pytest.mark.long
def test_once_the_disk_lets_us_read_the_house_opens_by_itself(tmp_path):
    port, house = str(free_port()), tmp_path / "house"
    assert household("migrate", "--data", str(house)).returncode == 0
    (house / "household.db").rename(tmp_path / "aside.db")
    (house / "household.db").symlink_to("/proc/self/mem")  # answers every read with an I/O error
    with rescued(house, port) as process:
        assert ask(int(port), "GET", "/health")[:2] == (503, "out of reach")
        (tmp_path / "aside.db").replace(house / "household.db")
        until(lambda: health(int(port)) == 200, process)


@pytest.mark.long
def test_once_the_disk_can_be_written_again_the_house_opens_by_itself(tmp_path):
    port, card = str(free_port()), tmp_path / "card"
    card.mkdir()
    with disk(card, "-o", "size=60m"):
        assert household("migrate", "--data", str(card / "house")).returncode == 0
        subprocess.run(["mount", "-o", "remount,ro", card], check=True)
        with rescued(card / "house", port) as process:
            assert "The notebook is out of reach" in ask(int(port), "GET", "/")[1]
            subprocess.run(["mount", "-o", "remount,rw", card], check=True)
            until(lambda: health(int(port)) == 200, process)
