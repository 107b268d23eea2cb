"""The doctor: what it says of a house in order and of one in trouble. It never writes, and tells nothing of people."""

import os
import shutil
import socket
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from werkzeug.serving import make_server

from household import create_app, database
from household.cli import main
from household.config import settings as settings_of
from household.keeping import backup, doctor, instance, prompt
from household.keeping.doctor import computer, house
from household.keeping.doctor.finding import CLOCK, COPIES, DISK, HTTPS, NOTEBOOK, REACHING
from household.models import Device, Home, Invitation, Need, Person, Reply, Role, Upkeep
from household.models.clock import stopped
from household.rescue import create_rescue

from ..conftest import MOMENTS
from ..test_serving import free_port

pytestmark = pytest.mark.usefixtures("on_the_path")
FACE = {"shape": "egg", "ink": "clay", "hair": "bun"}
AT_HOME = ["192.168.1.20"]


@pytest.fixture
def data(tmp_path: Path, clock: datetime) -> Path:
    """The folder of a house that somebody lives in."""
    data = tmp_path / "data"
    data.mkdir(0o700)
    before = os.umask(0o077)
    database.init(f"sqlite:///{data / 'household.db'}")
    database.migrate()
    with database.db.connection_context():
        Home.found("Homecanary", "Europe/Berlin", MOMENTS)
        mara = Person.join(role=Role.PARTNER, name="Maracanary", face=FACE)
        need = Need.ask(by=mara, own="Owncanary", audience="partners")
        Reply.write_under(need, by=mara, words="Replycanary")
        Device.enter(mara, "Labelcanary")
        Invitation.invite(mara)
    os.umask(before)
    return data


def look(data: Path, zone: str = "Europe/Berlin", **env: str) -> list[doctor.Finding]:
    settings = settings_of({"HOUSEHOLD_DATA": str(data), "HOUSEHOLD_PORT": str(free_port())} | env)
    with doctor.visited(settings, AT_HOME, zone) as house:
        return doctor.look(house)


def said(data: Path, group: Any, **env: str) -> dict[str, bool | None]:
    """The sentences of one group, and whether each is well."""
    return {str(one.said): one.good for one in look(data, **env) if one.group is group}


def todo(data: Path, group: Any, **env: str) -> list[tuple[str, str]]:
    return [(str(one.said), one.command) for one in look(data, **env) if one.group is group and one.good is False]


def as_it_lies(data: Path) -> dict[Path, tuple]:
    """Every file there with all that a write would change."""
    found = {path: path.stat() for path in (data, *data.rglob("*"))}
    return {path: (one.st_mode, one.st_mtime_ns, path.is_file() and path.read_bytes()) for path, one in found.items()}


@contextmanager
def unchanged(data: Path) -> Iterator[None]:
    before = as_it_lies(data)
    yield
    assert as_it_lies(data) == before


@contextmanager
def held(data: Path) -> Iterator[None]:
    """As while the house is open."""
    before = os.umask(0o077)
    lock = instance.lock(data / "lock")
    yield
    os.close(lock)
    os.umask(before)


def damage(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (path.stat().st_size - 4096))


def kept(data: Path) -> Path:
    with database.db.connection_context():
        return backup.make(data)


# ---- a house in order


def test_of_a_house_in_order_there_is_nothing_to_do(data, clock):
    kept(data)
    with database.db.connection_context():
        Upkeep.done("proven", at=clock - timedelta(days=3))
        Upkeep.done("second_place", at=clock - timedelta(days=9))
    for state in (held, unchanged):
        with state(data):
            assert said(data, COPIES) == {
                "Last proven restore: Sunday.": True,
                "Last copy: today.": True,
                "Last copy in a second place: 8 June 2026.": True,
            }
            assert set(said(data, NOTEBOOK).values()) == set(said(data, DISK).values()) == {True}
            assert "The computer and the home are in the same time zone." in said(data, CLOCK)


def test_it_never_writes_whether_the_house_is_open_or_closed(data):
    kept(data)
    with unchanged(data):
        look(data)
    with held(data), unchanged(data):
        look(data)


def test_it_leaves_nothing_beside_a_notebook_written_the_fast_way(data):
    with closing(sqlite3.connect(data / "household.db")) as notebook:
        notebook.execute("PRAGMA journal_mode = wal")
    with unchanged(data):
        assert said(data, NOTEBOOK)["The notebook is whole."] is True


def test_what_the_open_house_has_just_written_is_read(data):
    with held(data), closing(sqlite3.connect(data / "household.db", isolation_level=None)) as house:
        house.execute("PRAGMA journal_mode = wal")
        house.execute("UPDATE home SET zone = 'Asia/Tokyo'")
        assert "The computer is set to the zone Europe/Berlin, the home to Asia/Tokyo." in said(data, CLOCK)


def test_nothing_of_people_is_in_what_it_says(data, clock):
    kept(data)
    env = {"HOUSEHOLD_DATA": str(data), "HOUSEHOLD_PORT": str(free_port()), "DATABASE_URL": ""}
    told = CliRunner().invoke(main, ["doctor"], env=env).output
    assert "The notebook is whole." in told and "canary" not in told.lower()
    with database.db.connection_context():
        secrets = [row.key for table in (Home, Person, Need, Device, Invitation) for row in table.select()]
        secrets += [row.token_hash for row in Device.select()]
    assert not [one for one in secrets if one in told]


def test_a_password_of_the_database_is_not_told():
    env = {"DATABASE_URL": "postgresql://mara:wordcanary@127.0.0.1:1/house", "HOUSEHOLD_PORT": str(free_port())}
    done = CliRunner().invoke(main, ["doctor"], env=env)
    assert "The notebook lives in PostgreSQL, which can’t be reached." in done.output
    assert "pg_dump" in done.output and "wordcanary" not in done.output
    assert done.exit_code == 1


def test_the_command_says_with_its_exit_code_whether_there_is_something_to_do(data, tmp_path):
    env = {"HOUSEHOLD_PORT": str(free_port()), "DATABASE_URL": ""}
    for folder in (data, tmp_path / "none"):
        done = CliRunner().invoke(main, ["doctor"], env=env | {"HOUSEHOLD_DATA": str(folder)})
        assert done.exit_code == int("→" in done.output)
        assert done.output.strip().endswith("All is well." if done.exit_code == 0 else "to do.")
    assert done.exit_code == 1


def test_one_thing_is_told_as_one():
    one = doctor.Finding(DISK, False, doctor.Said("The disk is nearly full."))
    well = doctor.Finding(DISK, None, doctor.Said("Worth knowing."))
    assert [str(doctor.answer(found)) for found in ([well], [one, well], [one, one])] == [
        "All is well.",
        "One thing to do.",
        "A few things to do.",
    ]


# ---- the notebook


def test_a_damaged_notebook_is_told_with_the_copy_to_go_back_to(data):
    made = kept(data)
    damage(data / "household.db")
    with unchanged(data):
        assert ("The notebook is damaged.", f"household restore {made} --data {data}") in todo(data, NOTEBOOK)
        assert "Last copy: today." in said(data, COPIES)


@pytest.mark.parametrize("left", [b"", b"This is a shopping list. " * 400], ids=["emptied", "no notebook"])
def test_what_is_no_notebook_any_more_is_damaged(data, left):
    made = kept(data)
    (data / "household.db").write_bytes(left)
    with unchanged(data):
        assert ("The notebook is damaged.", f"household restore {made} --data {data}") in todo(data, NOTEBOOK)


def test_a_damaged_notebook_without_a_copy_is_told_as_it_is(data):
    damage(data / "household.db")
    (found,) = [one for one in look(data) if str(one.said) == "The notebook is damaged."]
    assert str(found.todo) == "There is no good copy of it here. Look for one in a second place."


def test_a_missing_folder_and_a_missing_notebook_are_told_and_not_made(tmp_path):
    none = tmp_path / "none"
    assert todo(none, DISK) == [(f"There is no folder {none}.", f"household serve --data {none}")]
    assert todo(none, NOTEBOOK) == [] and not none.exists()
    none.mkdir(0o700)
    assert todo(none, NOTEBOOK) == [(f"There is no notebook in {none}.", f"household serve --data {none}")]
    assert list(none.iterdir()) == [] and said(none, COPIES) == {}


def test_a_notebook_that_the_disk_does_not_let_us_read_is_told(tmp_path):
    tmp_path.chmod(0o700)
    (tmp_path / "household.db").symlink_to("/proc/self/mem")  # answers every read with an I/O error
    assert todo(tmp_path, NOTEBOOK) == [(f"The notebook in {tmp_path} can’t be opened.", "sudo dmesg --level err")]


@contextmanager
def as_somebody_else() -> Iterator[None]:
    """Without the rights of the one who keeps the house; only root can step back so."""
    if os.geteuid():
        pytest.skip("only root can be somebody else")
    os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.fixture
def on_the_way() -> Iterator[Path]:
    """A folder that everybody may pass through, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


def test_somebody_who_may_not_look_is_told_to_ask_as_one_who_may(data, on_the_way):
    kept(data)
    data = data.rename(on_the_way / "data")
    sudo = f"sudo household doctor --data {data}"
    with as_somebody_else():
        assert todo(data, DISK) == [(f"You may not look into the folder {data}.", sudo)]
    data.chmod(0o755)
    with as_somebody_else():
        assert said(data, DISK)[f"You may not write in the folder {data}."] is None
    for mode in (0o700, 0o755):
        data.chmod(mode)
        with as_somebody_else():
            assert todo(data, NOTEBOOK) == [(f"The notebook in {data} can’t be opened.", sudo)]
            assert said(data, COPIES) == {"You may not look at the copies.": None}


CUT_OFF = """
import os, sqlite3, sys
notebook = sqlite3.connect(sys.argv[1], isolation_level=None)
notebook.execute("PRAGMA journal_mode = " + sys.argv[2])
notebook.execute("PRAGMA cache_size = 1")
notebook.execute("BEGIN IMMEDIATE")
notebook.execute("UPDATE home SET name = 'half'")
notebook.execute("CREATE TABLE half (words TEXT)")
notebook.executemany("INSERT INTO half VALUES (?)", [("milk " * 100,)] * 400)
if sys.argv[2] == "wal":
    notebook.execute("COMMIT")
os._exit(0)
"""


@pytest.mark.parametrize("mode", ["truncate", "wal"])
def test_a_change_that_a_power_cut_left_half_done_is_left_to_the_house(data, mode):
    subprocess.run([sys.executable, "-c", CUT_OFF, str(data / "household.db"), mode], check=True)
    with unchanged(data):
        sentence = "The house was stopped in the middle of a change. It puts that right by itself when it opens."
        assert said(data, NOTEBOOK)[sentence] is None


def test_a_copy_that_a_power_cut_kept_from_its_place_is_left_to_the_house(data):
    (data / "household.db").rename(data / "household.db.next")
    with unchanged(data):
        assert [words for words, one in said(data, NOTEBOOK).items() if one is None] == [
            "The house was stopped in the middle of a change. It puts that right by itself when it opens."
        ]


@pytest.mark.parametrize(
    ("change", "sentence", "good"),
    [
        ("DELETE FROM schema_migration WHERE name LIKE '0002%'", "tables are older", None),
        ("INSERT INTO schema_migration (name, applied) VALUES ('9999_later', '2027-01-01')", "newer Household", False),
    ],
)
def test_tables_of_another_age_are_told(data, monkeypatch, change, sentence, good):
    with closing(sqlite3.connect(data / "household.db")) as notebook, notebook:
        notebook.execute(change)
    assert [one for words, one in said(data, NOTEBOOK).items() if sentence in words] == [good]
    monkeypatch.setattr(prompt, "INSTALLED", data)
    monkeypatch.setattr(house, "INSTALLED", data)
    assert [command for _, command in todo(data, NOTEBOOK)] == ["sudo deploy/update"] * (good is False)


def test_a_notebook_of_before_upkeep_was_written_down_is_read_as_far_as_it_goes(data):
    with closing(sqlite3.connect(data / "household.db")) as notebook, notebook:
        notebook.execute("DROP TABLE upkeep")
    assert said(data, COPIES)["Last proven restore: none yet."] is None


# ---- clock, disk, copies


def test_the_stick_is_where_the_guide_puts_it(data):
    guide = (Path(__file__).parents[2] / "deploy/README.md").read_text()
    (command,) = [one.command for one in look(data) if "--to" in one.command]
    assert f"sudo {command.removesuffix(f' --data {data}')}\n" in guide


def test_memory_is_enough_where_two_workers_have_room():
    assert computer.NEEDED > 110 * 1024**2, "the bench finds so much when all phones are awake"


def test_a_clock_before_the_newest_line_of_the_notebook_is_told(data, clock):
    sentence = "The clock shows an earlier hour than the newest line in the notebook. So one of them is wrong."
    assert sentence not in said(data, CLOCK)
    with stopped(clock - timedelta(hours=1)):
        assert (sentence, "sudo timedatectl set-ntp true") in todo(data, CLOCK)


def test_whether_the_network_sets_the_clock_is_told_one_way_or_another(data):
    assert [words for words in said(data, CLOCK) if "network" in words]


def test_a_folder_open_to_others_is_told(data):
    sentence = "Others who use the computer could read what the house keeps."
    assert said(data, DISK)["Only its owner can read what the house keeps."] is True
    (data / "household.db").chmod(0o644)
    assert todo(data, DISK) == [(sentence, f"chmod -R go= {data}")]


@contextmanager
def disk(at: Path, *options: str) -> Iterator[None]:
    """A small disk of its own; only root may make one, and not everywhere."""
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", *options, "tmpfs", at], capture_output=True).returncode:
        pytest.skip("no disk can be made here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", at], check=True)


def test_a_nearly_full_disk_is_told_and_what_to_take_away(data, tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    with disk(small, "-o", "size=4m,mode=700"):
        shutil.copytree(data, small, dirs_exist_ok=True)
        assert todo(small, DISK) == [("The disk is nearly full.", "df -h")]
        with (small / "ballast").open("wb") as ballast:
            ballast.truncate(0)
        (small / "ballast").chmod(0o600)
        assert todo(small, DISK) == [("The disk is nearly full.", f"rm {small / 'ballast'}")]
        with pytest.raises(OSError, match="No space"):
            (small / "filled").write_bytes(b"x" * 8_000_000)
        (small / "filled").chmod(0o600)
        assert said(small, NOTEBOOK)["The notebook is whole."] is True


def test_a_disk_that_can_only_be_read_is_told_and_the_notebook_still_looked_at(data, tmp_path):
    worn = tmp_path / "worn"
    worn.mkdir()
    with disk(worn, "-o", "size=4m,mode=700"):
        shutil.copytree(data, worn, dirs_exist_ok=True)
        subprocess.run(["mount", "-o", "remount,ro", worn], check=True)
        assert "The disk can only be read. A card does that when it is worn out or loose." in said(worn, DISK)
        assert said(worn, NOTEBOOK)["The notebook is whole."] is True


def test_copies_that_are_missing_or_old_are_told(data, clock):
    again = f"household backup --data {data}"
    assert ("There is no copy of the notebook yet.", again) in todo(data, COPIES)
    kept(data)
    with database.db.connection_context():
        Upkeep.done("proven", at=clock)
    with stopped(clock + timedelta(days=9)), held(data):
        assert [words.split(". ")[0] for words, _ in todo(data, COPIES)[:2]] == [
            "Last proven restore: 17 June 2026",
            "Last copy: 17 June 2026",
        ]
    with stopped(clock + timedelta(days=9)):
        assert len(todo(data, COPIES)) == 1, "a house that was closed for a week owes no copies"


def test_a_home_of_a_week_that_never_proved_a_copy_is_told_while_it_is_open(data, clock):
    kept(data)
    assert said(data, COPIES)["Last proven restore: none yet."] is None
    sentence = "Last proven restore: none yet. There should be one each week."
    with stopped(clock + timedelta(days=8)):
        assert said(data, COPIES)[sentence] is None
        with held(data):
            assert (sentence, f"household prove --data {data}") in todo(data, COPIES)


def test_a_copy_that_could_not_be_brought_back_is_told_until_one_can(data, clock):
    kept(data)
    sentence = "Last try to prove a copy: today. It could not be brought back."
    with database.db.connection_context():
        Upkeep.done("proven", at=clock - timedelta(days=3))
        Upkeep.done("proof_failed", at=clock)
        assert (sentence, f"household prove --data {data}") in todo(data, COPIES)
        Upkeep.done("proven", at=clock + timedelta(minutes=1))
    assert sentence not in said(data, COPIES)


def test_a_made_up_family_needs_no_copies(data):
    assert said(data, COPIES, HOUSEHOLD_DEMO="1") == {"This family is made up, so no copies are kept.": None}


# ---- reaching it


def test_every_address_is_told_with_what_phones_cannot_do_there(data):
    found = said(data, REACHING, HOUSEHOLD_PORT="8765")
    assert found["Phones on your Wi-Fi reach it at http://192.168.1.20:8765."] is True
    assert found["Others on this Wi-Fi who know its password could read along."] is None
    assert "They can’t show notices, stay awake, use passkeys, or show a calm page when the house is away." in found
    assert found["A browser on the computer of the house can do it all, at http://localhost:8765."] is None


def test_with_https_it_is_told_what_phones_can_do_there_and_what_those_of_guests_cannot(data):
    found = said(data, REACHING, HOUSEHOLD_URL=f"https://127.0.0.1:{free_port()}")
    can = "There, phones can show notices, stay awake, use passkeys, and show a calm page when the house is away."
    assert found[can] is found["Nobody on this Wi-Fi can read along."] is None
    assert "A lock of your own making is trusted only by phones that have its root. Guests’ phones don’t." in found
    assert not [words for words in found if "can’t show notices" in words or "could read along" in words]
    assert not [words for words in found if "localhost" in words], "the house sends people to its one address"


def test_names_that_were_set_lead_here_or_not(data):
    found = said(data, REACHING, HOUSEHOLD_HOSTS="localhost, no such name")
    assert found["The name localhost leads here."] is True
    assert found["The computer can’t find the name no such name."] is None


def test_a_name_that_the_computer_tells_itself_is_not_looked_for_at_the_router(data):
    lost = look(data, HOUSEHOLD_URL="https://no-such-house.local", HOUSEHOLD_HOSTS="no-such-house.lan")
    told = {str(one.said): (str(one.todo), one.command) for one in lost if "can’t" in str(one.said)}
    itself = "sudo apt install avahi-daemon libnss-mdns"
    assert told["The name in https://no-such-house.local can’t be found."][1] == itself
    assert told["The computer can’t find the name no-such-house.local."][1] == itself
    assert "router" in told["The computer can’t find the name no-such-house.lan."][0]


def test_an_open_house_is_found_at_its_port(data):
    app = create_app(TESTING=True, DATA=data, DATABASE=f"sqlite:///{data / 'household.db'}")
    with served(app) as port, held(data):
        assert said(data, REACHING, HOUSEHOLD_PORT=str(port))[f"The house is open at port {port}."] is True
        other = free_port()
        assert said(data, REACHING, HOUSEHOLD_PORT=str(other))[f"The house is open, but not at port {other}."] is None


@pytest.mark.parametrize("state", ["damaged", "out of reach"])
def test_the_one_page_of_a_house_that_cannot_open_is_found_at_its_port(data, state):
    page = create_rescue(state, DATA=data, DATABASE=f"sqlite:///{data / 'household.db'}", URL="", HOSTS=())
    with served(page) as port:
        sentence = f"At port {port} is one page for now, which says that the notebook is {state}."
        assert said(data, REACHING, HOUSEHOLD_PORT=str(port))[sentence] is None


def test_a_port_that_another_program_has_is_told(data):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        threading.Thread(target=lambda: other.accept()[0].close(), daemon=True).start()
        sentence = f"The house is closed, and its port {port} can’t be used."
        another = f"household serve --port 8000 --data {data}"
        assert todo(data, REACHING, HOUSEHOLD_PORT=str(port)) == [(sentence, another)]


def test_another_house_at_its_port_is_not_taken_for_this_one(data):
    app = create_app(TESTING=True, DATA=data, DATABASE=f"sqlite:///{data / 'household.db'}")
    with served(app) as port:
        sentence = f"The house is closed, and its port {port} can’t be used."
        assert [words for words, _ in todo(data, REACHING, HOUSEHOLD_PORT=str(port))] == [sentence]


def test_a_computer_in_no_network_is_told(data):
    with doctor.visited(settings_of({"HOUSEHOLD_DATA": str(data)}), [], "UTC") as house:
        told = {str(one.said): one.good for one in doctor.look(house)}
    assert told["The computer is in no home network just now, so phones can’t reach it."] is False


def test_the_one_address_that_was_set_is_the_one_that_counts(data):
    url = f"http://localhost:{free_port()}/home"
    found = said(data, REACHING, HOUSEHOLD_URL=url)
    assert found[f"Phones come in by {url}."] is True and found["The name localhost leads here."] is True
    assert not [words for words in found if "192.168.1.20" in words or ".local" in words]
    assert "Others on this Wi-Fi who know its password could read along." in found


# ---- HTTPS


@contextmanager
def served(app: Callable, **more: Any) -> Iterator[int]:
    server = make_server("127.0.0.1", 0, app, threaded=True, **more)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server.port
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def lock(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A certificate for localhost and its key."""
    folder = tmp_path_factory.mktemp("lock")
    made = (str(folder / "cert.pem"), str(folder / "key.pem"))
    asked = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost"
    if not shutil.which("openssl"):
        pytest.skip("there is no openssl to make a certificate with")
    extra = ["-addext", "subjectAltName=DNS:localhost", "-out", made[0], "-keyout", made[1]]
    subprocess.run(["openssl", *asked.split(), *extra], check=True, capture_output=True)
    return made


def behind_proxy(app: Callable, **told: str) -> Callable:
    """The house as a proxy on the same machine calls it, with these words of the request put right or wrong."""

    def proxy(environ: dict, start_response: Any) -> Any:
        passed = environ | {"wsgi.url_scheme": "http", "HTTP_X_FORWARDED_FOR": "192.168.1.30"} | told
        return app(passed, start_response)

    return proxy


@pytest.mark.parametrize(
    ("told", "sentence", "good"),
    [
        ({"HTTP_X_FORWARDED_PROTO": "https"}, "comes through the proxy to the house.", True),
        ({}, "The proxy doesn’t tell the house that people come by HTTPS.", False),
        ({"HTTP_HOST": "backend.test"}, "The proxy doesn’t pass the name of the house on.", False),
        ({"HTTP_X_FORWARDED_PROTO": "http"}, "by which name and way people come.", False),
        ({"PATH_INFO": "/elsewhere"}, "Something else answers at", False),
    ],
)
def test_a_request_goes_through_the_proxy_and_its_headers_are_believed(data, lock, monkeypatch, told, sentence, good):
    monkeypatch.setenv("SSL_CERT_FILE", lock[0])
    port = free_port()
    url = f"https://localhost:{port}"
    app = create_app(TESTING=True, DATA=data, DATABASE=f"sqlite:///{data / 'household.db'}", URL=url)
    with served(behind_proxy(app, **told), ssl_context=context(lock)) as at:
        found = said(data, HTTPS, HOUSEHOLD_URL=f"https://localhost:{at}")
    assert [one for words, one in found.items() if sentence in words] == [good], found


@pytest.mark.parametrize("state", ["damaged", "out of reach"])
def test_the_one_page_of_a_house_that_cannot_open_is_known_behind_the_proxy_too(data, lock, monkeypatch, state):
    monkeypatch.setenv("SSL_CERT_FILE", lock[0])
    page = create_rescue(state, DATA=data, URL=f"https://localhost:{free_port()}", HOSTS=())
    with served(behind_proxy(page, HTTP_X_FORWARDED_PROTO="https"), ssl_context=context(lock)) as at:
        assert list(said(data, HTTPS, HOUSEHOLD_URL=f"https://localhost:{at}").values()) == [True]


def context(lock: tuple[str, str]) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(*lock)
    return made


def test_a_lock_that_nobody_trusts_is_told(data, lock):
    with served(lambda environ, start: start("200 OK", []), ssl_context=context(lock)) as port:
        (good,) = said(data, HTTPS, HOUSEHOLD_URL=f"https://localhost:{port}").values()
    assert good is None


def test_an_address_where_nothing_answers_is_told_soon(data):
    url = f"https://127.0.0.1:{free_port()}"
    assert said(data, HTTPS, HOUSEHOLD_URL=url) == {f"Nothing answers at {url}.": False}
    assert said(data, REACHING, HOUSEHOLD_URL=url)[f"Phones come in by {url}."] is True
