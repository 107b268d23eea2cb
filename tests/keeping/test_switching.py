"""Another notebook comes in place of this one: whenever the plug is pulled, it is the old one or the new one."""

import os
import shutil
import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from household.keeping.switching import HALF, InUse, alone, finish, hold_open, replace

from .dying import dies_at


def written(path: Path, words: str) -> Path:
    with closing(sqlite3.connect(path)) as opened, opened:
        opened.execute("CREATE TABLE need (words TEXT)")
        opened.execute("INSERT INTO need VALUES (?)", (words,))
    return path


def words(path: Path) -> str:
    with closing(sqlite3.connect(path)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return opened.execute("SELECT words FROM need").fetchone()[0]


@pytest.fixture(params=["closed well", "cut off in the middle"])
def data(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A folder with an old notebook; where it was cut off, its last words are only in the -wal beside it."""
    data = tmp_path / "data"
    data.mkdir()
    notebook = written(tmp_path / "household.db", "before the old ones")
    with closing(sqlite3.connect(notebook, isolation_level=None)) as opened:
        if request.param == "cut off in the middle":
            opened.execute("PRAGMA journal_mode = wal")
        opened.execute("UPDATE need SET words = 'the old ones'")
        for found in tmp_path.glob("household.db*"):
            shutil.copy(found, data)
    return data


def fresh(data: Path) -> Path:
    (data / "restoring").mkdir()
    return written(data / "restoring" / "household.db", "the new ones")


def test_the_new_one_is_there_and_the_old_one_with_all_its_files_is_aside(data):
    names = {found.name for found in data.iterdir()}
    aside = replace(data / "household.db", fresh(data))
    assert words(data / "household.db") == "the new ones"
    assert {found.name for found in aside.iterdir()} == names
    assert words(aside / "household.db") == "the old ones"
    assert aside.stat().st_mode & 0o777 == 0o700
    assert {found.stat().st_mode & 0o777 for found in aside.iterdir()} == {0o600}
    assert {found.name for found in data.iterdir()} == {"household.db", "restoring", aside.name}


def test_where_there_was_none_nothing_is_aside(tmp_path):
    assert replace(tmp_path / "household.db", fresh(tmp_path)) is None
    assert words(tmp_path / "household.db") == "the new ones"


def test_twice_within_a_second_keeps_both(data, clock):
    first = replace(data / "household.db", fresh(data))
    second = replace(data / "household.db", written(data / "restoring" / "household.db", "newer ones"))
    assert first != second and words(first / "household.db") == "the old ones"
    assert words(second / "household.db") == "the new ones" and words(data / "household.db") == "newer ones"


def killed(data: Path, copy: Path, step: int, again: bool = False) -> str:
    """Whose words are there after the switch was killed at this step, and after the next start; "" for its end."""
    shutil.copytree(data, copy)
    new = fresh(copy)
    died = dies_at(step, lambda: replace(copy / "household.db", new))
    start = (number for number in count(1) if not again or not dies_at(number, lambda: finish(copy / "household.db")))
    assert next(start)
    finish(copy / "household.db")
    found = words(copy / "household.db")
    aside = [words(one / "household.db") for one in copy.glob("aside-*")]
    assert aside == ["the old ones"] * (found == "the new ones")
    assert not (copy / HALF).exists() and not (copy / "household.db.next").exists()
    return found if died else ""


def test_killed_on_the_way_it_is_the_old_one_or_the_new_one_and_never_a_mixture(data, tmp_path):
    found = [killed(data, tmp_path / str(step), step) for step in range(3, 14, 2)]
    assert {*found} - {""} == {"the old ones", "the new ones"}


@pytest.mark.long
def test_killed_at_any_step_and_then_at_any_step_of_the_next_start(data, tmp_path):
    found = list(iter((killed(data, tmp_path / str(step), step, again=True) for step in count(1)).__next__, ""))
    assert len(found) > 8 and {*found} == {"the old ones", "the new ones"}
    assert found == sorted(found, reverse=True), "from one moment on it is the new one"


def test_nothing_is_switched_under_the_hands_of_another_command(data):
    other = hold_open(data)
    with pytest.raises(InUse), alone(data / "household.db"):
        replace(data / "household.db", fresh(data))
    os.close(other)
    assert words(data / "household.db") == "the old ones"
