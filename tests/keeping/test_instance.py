"""Before the house opens: what it makes sure of, and how it says no."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from household.keeping import instance, soundness, upgrading
from household.keeping.doctor import reading
from household.keeping.files import scratch
from household.keeping.instance import CannotStart, OutOfReach, hold, require_sound
from household.keeping.restoring import NotRestored, fetched

from .test_doctor import disk

HOLD_AND_EXEC = """
import os, sys
from pathlib import Path
from household.keeping.instance import hold
hold(Path(sys.argv[1]))
os.execv(sys.executable, [sys.executable, "-c", "print('serving', flush=True); input()"])
"""


@pytest.fixture
def held():
    """hold(), let go of at the end."""
    opened = []
    yield lambda data: opened.append(hold(data)) or opened[-1]
    for one in opened:
        os.close(one)


@pytest.fixture
def notebook(tmp_path):
    """A sound notebook of some forty pages."""
    path = tmp_path / "household.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE need (id INTEGER PRIMARY KEY, words TEXT)")
        connection.executemany("INSERT INTO need (words) VALUES (?)", [("milk " * 100,)] * 300)
    return path


def mode(path):
    return path.stat().st_mode & 0o777


def url(path):
    return f"sqlite:///{path}"


def refusal(ask, *given):
    with pytest.raises(CannotStart) as refused:
        ask(*given)
    return str(refused.value)


def copy_named(data, name):
    """A copy that could be brought back."""
    (data / "backups").mkdir(exist_ok=True)
    upgrading.migrate(data / "backups" / name)
    return data / "backups" / name


def damage(path):
    """Noise over a third of it."""
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 3)
        file.write(b"\xa5" * (path.stat().st_size // 3))


def test_a_new_folder_is_private_and_so_is_all_that_comes_into_it(tmp_path, held):
    data = tmp_path / "share" / "household"
    held(data)
    (data / "household.db").write_text("")
    assert (mode(data), mode(data / "lock"), mode(data / "household.db")) == (0o700, 0o600, 0o600)


def test_an_empty_folder_becomes_private(tmp_path, held):
    (tmp_path / "lost+found").mkdir()
    tmp_path.chmod(0o755)
    held(tmp_path)
    assert mode(tmp_path) == 0o700


def test_a_folder_with_a_notebook_brought_from_elsewhere_is_ours(notebook, held):
    notebook.parent.chmod(0o755)
    held(notebook.parent)
    assert mode(notebook.parent) == 0o700


def test_a_folder_with_other_things_is_left_alone(tmp_path):
    (tmp_path / "lock").mkdir()
    tmp_path.chmod(0o755)
    assert refusal(hold, tmp_path) == (
        f"The folder {tmp_path} holds other things. Please give Household a folder of its own."
    )
    assert mode(tmp_path) == 0o755


def test_a_second_copy_on_the_same_folder_is_refused(tmp_path):
    first = hold(tmp_path)
    assert refusal(hold, tmp_path) == (
        f"Household is already running with the folder {tmp_path}. One at a time, please."
    )
    os.close(first)
    os.close(hold(tmp_path))


def test_two_homes_in_two_folders_may_run(tmp_path, held):
    assert held(tmp_path / "ours") != held(tmp_path / "grandmas")


def test_the_folder_stays_held_when_the_server_takes_over_the_process(tmp_path, held):
    server = subprocess.Popen(
        [sys.executable, "-c", HOLD_AND_EXEC, str(tmp_path / "data")],
        cwd=Path(instance.__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with server:
        assert server.stdout.readline() == "serving\n"
        assert "already running" in refusal(hold, tmp_path / "data")
        server.kill()
    held(tmp_path / "data")


@pytest.mark.parametrize("place", ["file", "file/deeper"])
def test_a_folder_that_cannot_be_made_is_told(tmp_path, place):
    (tmp_path / "file").write_text("")
    said = refusal(hold, tmp_path / place)
    assert said.startswith(f"Household can't write in the folder {tmp_path / place}. (")
    assert said.endswith("Please make it writable, or name another folder in HOUSEHOLD_DATA.")


def test_a_nearly_full_disk_is_told(tmp_path, monkeypatch, held):
    monkeypatch.setattr(instance, "ROOM", 10**18)
    said = refusal(hold, tmp_path)
    assert said.startswith(f"The disk with {tmp_path} is nearly full: ") and "needs 1000000000000.0 MB" in said
    monkeypatch.undo()
    held(tmp_path)


@pytest.mark.parametrize("left", instance.OURS)
def test_a_house_that_is_lived_in_opens_on_a_full_disk_too(tmp_path, monkeypatch, held, left):
    (tmp_path / left).touch()
    monkeypatch.setattr(instance, "ROOM", 10**18)
    held(tmp_path)


def test_a_disk_that_can_only_be_read_is_told_as_trouble_with_the_disk(tmp_path):
    with disk(tmp_path, "-o", "size=60m"):
        os.close(hold(tmp_path / "data"))
        subprocess.run(["mount", "-o", "remount,ro", tmp_path], check=True)
        with pytest.raises(OutOfReach, match="Read-only file system"):
            hold(tmp_path / "data")
        with pytest.raises(CannotStart) as refused:
            hold(tmp_path / "new")
    assert not isinstance(refused.value, OutOfReach), "nobody looks for a house there"


def test_a_sound_notebook_may_be_opened(notebook):
    require_sound(url(notebook))


def test_before_the_first_start_there_is_nothing_to_check_and_nothing_is_made(tmp_path):
    require_sound(url(tmp_path / "household.db"))
    assert list(tmp_path.iterdir()) == []


def test_a_notebook_in_postgresql_is_not_ours_to_check():
    require_sound("postgresql://nobody@localhost/household")


@pytest.mark.usefixtures("on_the_path")
def test_a_damaged_notebook_stays_shut_and_the_newest_good_copy_is_named(notebook):
    data = notebook.parent
    copy_named(data, "household-2026-11-01-031500.db")
    good = copy_named(data, "household-2026-11-02-031500.db")
    damage(copy_named(data, "household-2026-11-09-031500.db"))
    (data / "backups" / "household-2026-11-10-031500.db").write_text("")
    (data / "backups" / "household-2026-11-11-031500.db").write_text("This is a shopping list. " * 1000)
    damage(notebook)
    before, kept = notebook.read_bytes(), {found: found.read_bytes() for found in (data / "backups").iterdir()}
    assert refusal(require_sound, url(notebook)) == (
        f"The notebook {notebook} is damaged, so it was not opened. The newest good copy is from 2 November 2026. "
        f"To bring it back: household restore {good} --data {data}"
    )
    assert notebook.read_bytes() == before
    assert {found: found.read_bytes() for found in (data / "backups").iterdir()} == kept


def test_under_a_clock_that_is_behind_the_newest_of_the_copies_ahead_is_named(notebook):
    for day in (1, 2, 3):
        newest = copy_named(notebook.parent, f"household-2326-11-0{day}-031500.db")
    damage(notebook)
    assert str(newest) in refusal(require_sound, url(notebook))


def test_a_copy_that_a_newer_household_made_is_not_offered(notebook):
    made = copy_named(notebook.parent, "household-2026-11-02-031500.db")
    with closing(sqlite3.connect(made)) as copy, copy:
        copy.execute("INSERT INTO schema_migration (name, applied) VALUES ('9999_far_away', '2030-01-01')")
    damage(notebook)
    assert "There is no good copy of it in" in refusal(require_sound, url(notebook))


def garble(path):
    """Of its one table neither the name nor the making can be read: SQLite’s complaint quotes what is no text."""
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"tableneed", b"table\x9ceed").replace(b"CREATE TABLE", b"CREATE XABLE"))


def test_a_notebook_of_which_not_even_the_complaint_can_be_read_is_damaged(notebook):
    garble(notebook)
    with closing(sqlite3.connect(notebook)) as opened, pytest.raises(UnicodeDecodeError):
        opened.execute("PRAGMA quick_check")
    assert "There is no good copy of it in" in refusal(require_sound, url(notebook))
    assert not soundness.good(notebook)
    with pytest.raises(soundness.NotSound):
        soundness.require_whole(notebook)
    with pytest.raises(NotRestored, match="can’t be read as a notebook"):
        (notebook.parent / "restoring").mkdir()
        fetched(notebook, notebook.parent / "restoring")
    with reading.opened(url(notebook), running=False) as (condition, _):
        assert condition == "damaged"


def test_a_damaged_notebook_without_a_copy_is_told_as_it_is(notebook):
    notebook.write_text("This is a shopping list. " * 1000)
    assert refusal(require_sound, url(notebook)) == (
        f"The notebook {notebook} is damaged, so it was not opened. "
        f"There is no good copy of it in {notebook.parent / 'backups'}."
    )


def test_an_emptied_or_lost_notebook_that_has_copies_is_damaged(notebook):
    notebook.write_text("")
    require_sound(url(notebook))
    copy_named(notebook.parent, "household-2026-11-09-031500.db")
    assert "is damaged" in refusal(require_sound, url(notebook))
    notebook.unlink()
    assert "is damaged" in refusal(require_sound, url(notebook))
    assert not notebook.exists()


def test_what_a_power_cut_left_half_done_is_cleared_away(tmp_path, held):
    held(tmp_path)
    for name in instance.SCRATCH:
        (tmp_path / name / "deeper").mkdir(parents=True)
        (tmp_path / name / "deeper" / "household.db").write_text("half")
    instance.tidy(tmp_path)
    assert [found.name for found in tmp_path.iterdir()] == ["lock"]


def test_what_somebody_works_with_is_left_alone(tmp_path, held):
    held(tmp_path)
    with scratch(tmp_path / "proof") as folder:
        (folder / "household.db").write_text("being proven")
        instance.tidy(tmp_path)
        assert (folder / "household.db").read_text() == "being proven"


def test_a_notebook_that_another_program_uses_is_told(notebook):
    with closing(sqlite3.connect(notebook, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert refusal(require_sound, url(notebook)) == (
            f"Another program is using the notebook {notebook}. Please close it, then start again."
        )
    require_sound(url(notebook))


def test_a_notebook_that_cannot_be_read_is_out_of_reach_and_not_damaged(tmp_path):
    copy_named(tmp_path, "household-2026-11-09-031500.db")
    notebook = tmp_path / "household.db"
    for make in (notebook.mkdir, lambda: notebook.symlink_to("/proc/self/mem")):  # which answers with an I/O error
        make()
        with pytest.raises(OutOfReach, match=f"^Household can't open the notebook {notebook}."):
            require_sound(url(notebook))
        notebook.unlink() if notebook.is_symlink() else notebook.rmdir()
    assert instance.condition(tmp_path / ("x" * 300)) == "unreadable", "the disk does not even say whether it is there"
