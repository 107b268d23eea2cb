"""Copies come back: by the commands that people type, with everything that must be true afterwards."""

import os
import pty
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from household import database
from household.cli import main
from household.database import MIGRATIONS
from household.keeping import backup, elsewhere, prompt, upgrading
from household.keeping.instance import hold
from household.models import AccessEntry, Calendar, Channel, Device, Invitation, Need, Notice, RecoveryCode
from household.models.clock import stopped

from .long.families import move_in, phone_of
from .models.conftest import SERVER

EVERYBODY = "Everybody comes in with their passphrase"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def family(data: Path) -> Iterator[SimpleNamespace]:
    """A family with a need in their notebook, a copy of it, and another need that is not in the copy."""
    before = database.db.obj
    family = move_in(data, database.journal_mode())
    with database.db.connection_context():
        family.cookie = phone_of(family.mara)
        family.invitation = Invitation.invite(family.mara)[1]
        family.link = Calendar.make(by=family.mara)[1]
        Channel.add("mail", by=family.jon, address={"to": "jon@mail.example"}, language="en", house="")
        Channel.update(works=True, trial="left").execute()
        Need.ask(by=family.mara, own="Kept words")
        family.copy = backup.make(data)
        Need.ask(by=family.mara, own="Later words")
    yield family
    database.db.close()
    database.db.initialize(before)


def household(*words: str, **settings: str) -> SimpleNamespace:
    """One command to its end, in a process of its own that need not begin with Python itself."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        child = os.fork()
        if child == 0:
            os.dup2(out.fileno(), 1), os.dup2(err.fileno(), 2)
            sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115
            os.environ.update(settings)
            code = 70
            try:
                main(list(words))
            except SystemExit as end:
                code = int(end.code or 0)
            except BaseException:
                traceback.print_exc()
            sys.stdout.flush(), sys.stderr.flush()
            os._exit(code)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        out.seek(0), err.seek(0)
        return SimpleNamespace(returncode=code, stdout=out.read(), stderr=err.read())


def do(data: Path, *words: str, **settings: str) -> str:
    done = household(*words, "--data", str(data), **settings)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


def refused(data: Path, *words: str, **settings: str) -> str:
    """One sentence, and not a byte of the notebook is another."""
    before = (data / "household.db").read_bytes() if data.exists() else b""
    done = household(*words, "--data", str(data), **settings)
    assert done.returncode == 1 and not done.stdout and len(done.stderr.splitlines()) == 1, done.stderr
    assert (data / "household.db").read_bytes() == before if data.exists() else True
    assert not list(data.glob("aside-*"))
    return done.stderr


@contextmanager
def reading() -> Iterator[None]:
    database.db.close()
    with database.db.connection_context():
        yield


def needs(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as opened:
        return [own for (own,) in opened.execute("SELECT own FROM need ORDER BY id")]


def aside(data: Path) -> Path:
    (found,) = data.glob("aside-*")
    return found


# ---- restore


def test_a_copy_comes_back_and_the_notebook_until_then_is_aside(data, family):
    said = do(data, "restore", str(family.copy))
    assert f"The notebook is as it was in {family.copy}." in said and EVERYBODY in said
    assert f"The notebook that was there until now: {aside(data)}" in said
    assert needs(data / "household.db") == ["Kept words"]
    assert needs(aside(data) / "household.db") == ["Kept words", "Later words"]
    assert (data / "household.db").stat().st_mode & 0o777 == 0o600
    assert {found.name for found in data.iterdir()} == {"household.db", "lock", "backups", aside(data).name}
    with reading():
        assert next((one.verb, one.by and one.by.name) for one in AccessEntry.newest()) == ("restore", None)


def test_afterwards_every_device_is_a_stranger_and_no_invitation_or_link_comes_to_life(data, family):
    do(data, "restore", str(family.copy))
    with reading():
        token = family.cookie["Cookie"].split("=", 1)[1]
        assert Device.select().count() and Device.known(token) is None
        assert not Device.standing().exists()
        assert not Invitation.select().where(Invitation.used_at.is_null()).exists()
        assert Calendar.with_token(family.link) is None
        assert Channel.calling() == [] and Channel.select().count() == 1, "it stays, until its person tries it again"
        assert Notice.standing() == [], "nobody is called for what is long over"


@pytest.mark.long
def test_what_was_laid_aside_can_itself_be_brought_back_with_its_last_words(data, family):
    """Its last words may be only in the -wal beside it."""
    notebook = data / "household.db"
    with closing(sqlite3.connect(notebook, isolation_level=None)) as opened:
        opened.execute("PRAGMA journal_mode = wal")
        opened.execute("UPDATE need SET own = 'Last words' WHERE own = 'Later words'")
        shutil.copytree(data, data.with_name("cut off"))
    cut = data.with_name("cut off")
    do(cut, "restore", str(cut / "backups" / family.copy.name))
    first = aside(cut)
    assert {found.name for found in first.iterdir()} >= {"household.db", "household.db-wal"}
    do(cut, "restore", str(first / "household.db"))
    assert needs(cut / "household.db") == ["Kept words", "Last words"]


@pytest.mark.long
def test_a_copy_of_an_older_household_is_brought_up_to_date(data, family, tmp_path):
    written = Path(__file__).parent / "notebooks" / "0.1.0.sql"
    with closing(sqlite3.connect(tmp_path / "old.db")) as old:
        old.executescript(written.read_text())
    do(data, "restore", str(tmp_path / "old.db"))
    assert upgrading.schema_of(data / "household.db") == {path.stem for path in MIGRATIONS.glob("[0-9]*.py")}
    assert needs(data / "household.db") == needs(tmp_path / "old.db") != []


@pytest.mark.long
def test_a_copy_comes_back_on_a_new_machine(tmp_path, family):
    do(tmp_path / "new", "restore", str(family.copy))
    assert needs(tmp_path / "new" / "household.db") == ["Kept words"]
    assert not list((tmp_path / "new").glob("aside-*"))


def test_what_is_no_good_copy_is_refused_in_a_sentence(data, family, tmp_path):
    harmed, other, newer = (tmp_path / name for name in ("harmed.db", "other.db", "newer.db"))
    shutil.copy(family.copy, harmed)
    with harmed.open("r+b") as file:
        file.seek(20_000)
        file.write(b"\xa5" * 50_000)
    other.write_text("This is a shopping list. " * 1000)
    shutil.copy(family.copy, newer)
    with closing(sqlite3.connect(newer)) as opened, opened:
        opened.execute("INSERT INTO schema_migration (name, applied) VALUES ('9999_far_away', '2030-01-01')")
    assert "damaged" in (told := refused(data, "restore", str(harmed))) or "can’t be read as a notebook" in told
    assert "can’t be read as a notebook" in refused(data, "restore", str(other))
    assert "newer Household than this one" in refused(data, "restore", str(newer))
    assert "There is no file" in refused(data, "restore", str(tmp_path / "nothing"))
    assert "This is the notebook itself" in refused(data, "restore", str(data / "household.db"))


def test_an_open_house_is_not_touched_and_how_it_is_closed_is_told(data, family, monkeypatch):
    held = hold(data)
    try:
        for words in (("restore", str(family.copy)), ("rollback",), ("migrate",)):
            assert "already running" in refused(data, *words)
        assert refused(data, "rollback").endswith("Please close it first, where it was opened.\n")
        monkeypatch.setattr(prompt, "INSTALLED", data)
        for words in (("restore", str(family.copy)), ("rollback",), ("migrate",)):
            assert refused(data, *words).endswith("Please close it first: sudo systemctl stop household\n")
    finally:
        os.close(held)


# ---- rollback


def upgraded(data: Path, family: Any) -> Path:
    """As after an update: a snapshot of before, and then a need more."""
    with stopped(upgrading.now() - timedelta(hours=1)):  # its name tells the moment
        snapshot = upgrading.snapshot(data / "household.db", data, "0001_initial")
    with reading():
        Need.ask(by=family.mara, own="Since the update")
    return snapshot


def test_back_to_before_the_update_and_what_was_written_since_is_aside(data, family):
    snapshot = upgraded(data, family)
    said = do(data, "rollback")
    assert str(snapshot) in said and str(aside(data)) in said and "What was written since then" in said
    assert needs(data / "household.db") == ["Kept words", "Later words"]
    assert needs(aside(data) / "household.db") == ["Kept words", "Later words", "Since the update"]
    with reading():
        assert next(entry.verb for entry in AccessEntry.newest()) == "rollback"


def test_back_to_the_snapshot_taken_last_though_the_clock_was_behind(data, family):
    upgraded(data, family)
    with stopped(upgrading.now() - timedelta(days=400)):
        upgrading.note(upgrading.snapshot(data / "household.db", data, "0001_initial"))
    do(data, "rollback")
    assert needs(data / "household.db") == ["Kept words", "Later words", "Since the update"]


def test_going_back_calls_those_whose_channels_stand_as_they_were(data, family):
    upgraded(data, family)
    do(data, "rollback")
    with reading():
        assert len(Channel.calling()) == 1 and Notice.standing() == []


def test_going_back_signs_out_only_what_changed_since(data, family):
    with database.db.connection_context():
        gone, left = (Device.enter(family.jon, "phone")[1] for _ in range(2))
    upgraded(data, family)
    with reading():
        Device.known(gone).revoke(by=family.jon)
        Device.known(left).sign_out()
        Invitation.update(used_at=upgrading.now()).execute()
        later = Device.enter(family.jon, "new phone")[1]
    do(data, "rollback")
    with reading():
        token = family.cookie["Cookie"].split("=", 1)[1]
        assert Device.known(token) and not any(Device.known(one) for one in (gone, left, later))
        assert not Invitation.select().where(Invitation.used_at.is_null()).exists()


def test_going_back_wakes_no_code_on_paper_that_was_used_or_replaced_since(data, family):
    with database.db.connection_context():
        used, good = RecoveryCode.make(family.mara)[:2]
        replaced = RecoveryCode.make(family.jon)[0]
    upgraded(data, family)
    with reading():
        RecoveryCode.written(used).use("a new passphrase, sealed")
        RecoveryCode.make(family.jon)
    do(data, "rollback")
    with reading():
        assert RecoveryCode.written(good) and not any(RecoveryCode.written(one) for one in (used, replaced))


def test_a_household_goes_back_from_tables_it_does_not_know(data, family):
    upgraded(data, family)
    with closing(sqlite3.connect(data / "household.db")) as opened, opened:
        opened.execute("INSERT INTO schema_migration (name, applied) VALUES ('9999_far_away', '2030-01-01')")
    assert "household rollback" in refused(data, "serve", "--port", "18999")
    do(data, "rollback")
    do(data, "migrate")
    assert needs(data / "household.db") == ["Kept words", "Later words"]


def test_bringing_it_up_to_date_says_where_the_notebook_of_before_is(tmp_path):
    (old := tmp_path / "old").mkdir()
    with closing(sqlite3.connect(old / "household.db")) as opened:
        opened.executescript((Path(__file__).parent / "notebooks" / "0.1.0.sql").read_text())
    said = do(old, "migrate")
    (snapshot,) = upgrading.snapshots(old)
    assert said.startswith("Brought up to date: ") and said.endswith(f"\nAs it was before, it is in {snapshot}.\n")


def test_without_a_snapshot_there_is_nothing_to_go_back_to(data, family):
    assert "There is no notebook from before an update" in refused(data, "rollback")


# ---- backup


@pytest.mark.parametrize("to", [False, True], ids=["here", "in a second place"])
def test_whoever_waits_for_a_copy_at_a_terminal_is_told_what_is_done(data, family, tmp_path, to):
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "household.cli", "backup", "--data", str(data)]
    more = ["--to", str(tmp_path)] if to else []
    with os.fdopen(ours, "rb", 0) as screen:
        done = subprocess.run([*command, *more], stdout=subprocess.PIPE, stderr=theirs, text=True)
        os.close(theirs)
        assert screen.read(4096).startswith(b"\r\x1b[KMaking a copy and checking it.")
    assert done.stdout.startswith("Checked and kept: ")


# ---- a second place


@pytest.fixture
def memory() -> Iterator[Path]:
    """A folder that goes with the power."""
    folder = Path("/dev/shm") / f"household-memory-{os.getpid()}"
    if not elsewhere.in_memory(folder.parent) or elsewhere.in_memory(Path(tempfile.gettempdir())):
        pytest.skip("there is no memory beside a disk here")
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


def noted(data: Path) -> list[str]:
    """The second places that the notebook knows of."""
    with closing(sqlite3.connect(data / "household.db")) as opened:
        return [place for (place,) in opened.execute("SELECT note FROM upkeep WHERE name = 'second_place'")]


@pytest.mark.long
def test_a_copy_on_another_disk_is_checked_and_noted(data, family, memory, tmp_path):
    """The other disk is the one that all is on here, for a house in memory."""
    database.db.close()
    house = shutil.copytree(data, memory / "house")
    (stick := tmp_path / "stick").mkdir()
    (stick / "holiday.jpg").write_text("not ours")
    said = do(house, "backup", "--to", str(stick))
    (made,) = stick.glob("household-*")
    assert said == f"Checked and kept: {made}\n" and needs(made) == ["Kept words", "Later words"]
    assert noted(house) == [str(stick)]
    do(data, "restore", str(made))
    assert {found.name for found in stick.iterdir()} == {made.name, "holiday.jpg"}


def test_a_copy_in_memory_is_made_but_counts_as_no_second_place(data, family, memory):
    assert "When the power goes, it is gone." in do(data, "backup", "--to", str(memory))
    assert [needs(made) for made in memory.iterdir()] == [["Kept words", "Later words"]] and noted(data) == []


def test_a_copy_on_the_same_disk_is_made_but_counts_as_no_second_place(data, family, tmp_path):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    assert "That is on the same disk as the notebook." in do(data, "backup", "--to", str(folder))
    assert [needs(made) for made in folder.iterdir()] == [["Kept words", "Later words"]]
    assert noted(data) == []


def test_a_place_that_cannot_take_it_is_told(data, family, tmp_path):
    assert "There is no folder" in refused(data, "backup", "--to", str(tmp_path / "nothing"))
    assert "in the folder of the notebook itself" in refused(data, "backup", "--to", str(data / "backups"))
    assert "in the folder of the notebook itself" in refused(data, "backup", "--to", str(data))


def test_a_full_stick_is_told_and_holds_no_half_copy(data, family, tmp_path):
    (small := tmp_path / "small").mkdir()
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", small]).returncode:
        pytest.skip("no disk can be made here")
    try:
        assert f"{small} can’t take the copy: it is full." in refused(data, "backup", "--to", str(small))
        assert list(small.iterdir()) == []
        subprocess.run(["mount", "-o", "remount,ro", small], check=True)
        assert f"{small} can’t take the copy: Read-only file system." in refused(data, "backup", "--to", str(small))
    finally:
        subprocess.run(["umount", "-l", small], check=True)


def test_a_stick_with_the_file_system_of_sticks_will_do(data, family, tmp_path):
    (image := tmp_path / "stick.img").write_bytes(bytes(20_000_000))
    (stick := tmp_path / "stick").mkdir()
    make = next((found for name in ("mkfs.exfat", "mkfs.vfat") if (found := shutil.which(name))), None)
    if os.geteuid() or not make or subprocess.run([make, image], capture_output=True).returncode:
        pytest.skip("no stick can be made here")
    if subprocess.run(["mount", "-o", "loop", image, stick], capture_output=True).returncode:
        pytest.skip("no stick can be put in here")
    try:
        do(data, "backup", "--to", str(stick))
        (made,) = stick.iterdir()
        assert needs(made) == ["Kept words", "Later words"]
    finally:
        subprocess.run(["umount", "-l", stick], check=True)


# ---- PostgreSQL


@pytest.mark.parametrize("words", [("restore", "copy.db"), ("rollback",), ("prove",), ("backup", "--to", "/tmp")])
def test_a_notebook_in_postgresql_is_left_to_its_own_tools(tmp_path, words):
    server = "postgresql://nobody@127.0.0.1:1/nothing"
    done = household(*words, "--data", str(tmp_path), DATABASE_URL=SERVER or server)
    assert done.returncode == 1 and "PostgreSQL" in done.stderr and len(done.stderr.splitlines()) == 1
