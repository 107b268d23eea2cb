"""The notebook's tables are brought up to date: with a snapshot before, counted after, all at once or not at all."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from household.database import MIGRATIONS
from household.keeping import prompt
from household.keeping.soundness import UnknownSchema, schema_of
from household.keeping.switching import InUse, hold_open
from household.keeping.upgrading import UpgradeFailed, bring_up_to_date, snapshots
from household.models.clock import stopped

from .dying import dies_at

FIRST = """
def up(migrator, db):
    db.execute_sql("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT)")
    db.execute_sql("CREATE TABLE need (id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person, words TEXT)")
"""
NEW_COLUMN = """
from peewee import TextField
def up(migrator, db):
    migrator.migrate(migrator.add_column("person", "face", TextField(default="oat")))
"""
LOSES = "def up(migrator, db):\n    db.execute_sql('DELETE FROM need WHERE id > 3')\n"
ORPHANS = (
    "def up(migrator, db):\n    db.execute_sql('PRAGMA foreign_keys = 0')\n"
    "    db.execute_sql('INSERT INTO need VALUES (999, 999, 1)')\nrows = {'need': lambda before: before['need'] + 1}\n"
)
BREAKS = "def up(migrator, db):\n    db.execute_sql('CREATE TABLE half (id)')\n    raise ValueError('oh')\n"
DECLARED = LOSES + "rows = {'need': lambda before: 3, 'person': lambda before: before['person']}\n"
DROPS = "def up(migrator, db):\n    db.execute_sql('DROP TABLE need')\nrows = {'need': None}\n"


class House:
    """A notebook in a folder, and the migrations that a Household has."""

    def __init__(self, data: Path, folder: Path) -> None:
        self.data, self.folder, self.said = data, folder, []
        self.notebook = data / "household.db"

    def learns(self, name: str, source: str) -> None:
        (self.folder / f"{name}.py").write_text(source)

    def upgrade(self) -> list[str]:
        return bring_up_to_date(f"sqlite:///{self.notebook}", self.data, self.folder, self.said.append)

    def rows(self, table: str) -> list[tuple]:
        with closing(sqlite3.connect(self.notebook)) as opened:
            return opened.execute(f"SELECT * FROM {table}").fetchall()


@pytest.fixture
def house(tmp_path: Path, clock: datetime) -> House:
    """Twenty needs of one person, kept by the first Household."""
    house = House(tmp_path / "data", tmp_path / "migrations")
    house.data.mkdir()
    house.folder.mkdir()
    house.learns("0001_initial", FIRST)
    assert house.upgrade() == ["0001_initial"]
    with closing(sqlite3.connect(house.notebook)) as opened, opened:
        opened.execute("INSERT INTO person VALUES (1, 'Mara')")
        opened.executemany("INSERT INTO need VALUES (?, 1, 'milk')", [(n,) for n in range(1, 21)])
    return house


def test_a_new_notebook_has_no_snapshot(house):
    assert snapshots(house.data) == [] and house.said == []
    assert {found.name for found in house.data.iterdir()} == {"household.db"}


def test_where_nothing_is_new_nothing_is_written(house):
    before = house.notebook.read_bytes(), house.notebook.stat()
    assert house.upgrade() == []
    assert (house.notebook.read_bytes(), house.notebook.stat()) == before and snapshots(house.data) == []


def test_a_snapshot_is_kept_under_the_name_of_its_moment_and_its_tables(house):
    house.learns("0002_faces", NEW_COLUMN)
    assert house.upgrade() == ["0002_faces"]
    (snapshot,) = snapshots(house.data)
    assert snapshot.name == "household-2026-06-17-173000-0001_initial.db"
    assert snapshot.stat().st_mode & 0o777 == 0o600 and snapshot.parent.stat().st_mode & 0o777 == 0o700
    assert schema_of(snapshot) == {"0001_initial"} and schema_of(house.notebook) == {"0001_initial", "0002_faces"}
    assert house.rows("person") == [(1, "Mara", "oat")] and len(house.rows("need")) == 20
    assert house.said == ["The notebook is being brought up to date. A copy of it is made first."]


def test_a_snapshot_outlives_two_upgrades(house, clock):
    for number in range(2, 6):
        house.learns(f"000{number}_more", f"def up(migrator, db):\n    db.execute_sql('CREATE TABLE t{number} (id)')\n")
        with stopped(clock + number * timedelta(days=30)):
            house.upgrade()
    assert [max(schema_of(found)) for found in snapshots(house.data)] == ["0003_more", "0004_more"]


@pytest.mark.parametrize("behind", [timedelta(hours=5), 4000 * timedelta(days=1)])
def test_under_a_clock_that_is_behind_the_snapshot_just_taken_is_kept_and_is_the_last(house, clock, behind):
    for number, at in enumerate([clock, clock + timedelta(days=30), clock - behind, clock - behind / 2], 2):
        house.learns(f"000{number}_more", f"def up(migrator, db):\n    db.execute_sql('CREATE TABLE t{number} (id)')\n")
        before = schema_of(house.notebook)
        with stopped(at):
            house.upgrade()
            assert schema_of(snapshots(house.data)[-1]) == before
        assert schema_of(snapshots(house.data)[-1]) == before, "also once the clock is right again"
    assert {max(schema_of(found)) for found in snapshots(house.data)} >= {"0004_more"}
    assert len(snapshots(house.data)) == 2


def test_an_upgrade_that_fails_is_not_noted_as_one_to_go_back_to(house, clock):
    house.learns("0002_faces", NEW_COLUMN)
    house.upgrade()
    kept = snapshots(house.data)
    house.learns("0003_bad", BREAKS)
    with stopped(clock + timedelta(days=1)), pytest.raises(UpgradeFailed):
        house.upgrade()
    assert snapshots(house.data) == kept and (kept[0].with_name("last")).read_text() == kept[0].name


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (LOSES, "would have lost rows of need"),
        (BREAKS, r"could not be brought up to date \(ValueError\)\."),
        (ORPHANS, "would have damaged it"),
    ],
    ids=["it loses rows", "it breaks", "it leaves a need of nobody"],
)
def test_a_bad_migration_changes_nothing_not_even_by_the_good_one_before_it(house, source, told):
    house.learns("0002_faces", NEW_COLUMN)
    house.learns("0003_bad", source)
    before = house.notebook.read_bytes()
    with pytest.raises(UpgradeFailed, match=told) as refused:
        house.upgrade()
    assert "it was left as it was" in str(refused.value)
    assert house.notebook.read_bytes() == before and snapshots(house.data) == []
    assert {found.name for found in house.data.iterdir()} == {"household.db", "snapshots"}
    (house.folder / "0003_bad.py").unlink()
    assert house.upgrade() == ["0002_faces"]


@pytest.mark.parametrize(("source", "needs"), [(DECLARED, 3), (DROPS, None)], ids=["fewer rows", "a table less"])
def test_what_a_migration_declares_it_may_do(house, source, needs):
    house.learns("0002_on_purpose", source)
    assert house.upgrade() == ["0002_on_purpose"]
    if needs:
        assert len(house.rows("need")) == needs
    else:
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            house.rows("need")


@pytest.mark.usefixtures("on_the_path")
def test_tables_of_a_newer_household_are_refused_and_left_alone(house, monkeypatch):
    with closing(sqlite3.connect(house.notebook)) as opened, opened:
        opened.execute("INSERT INTO schema_migration (name, applied) VALUES ('0009_far_away', '2030-01-01')")
    before = house.notebook.read_bytes()
    house.learns("0002_faces", NEW_COLUMN)
    with pytest.raises(UnknownSchema, match="newer Household than this one") as refused:
        house.upgrade()
    assert "0009_far_away" in str(refused.value) and f"household rollback --data {house.data}" in str(refused.value)
    assert house.notebook.read_bytes() == before
    monkeypatch.setattr(prompt, "INSTALLED", house.data)
    with pytest.raises(UnknownSchema) as refused:
        house.upgrade()
    whole = "sudo systemctl stop household && sudo household rollback && sudo systemctl start household"
    assert str(refused.value).endswith(f": {whole}")


KNOCKS = """
from pathlib import Path
import pytest
from household.keeping.switching import InUse, hold_open
def up(migrator, db):
    with pytest.raises(InUse, match="is being put in its place right now"):
        hold_open(Path(db.database).parent.parent)
"""


def test_no_other_command_may_open_it_from_before_the_snapshot_until_it_is_replaced(house):
    """What it wrote meanwhile would be lost."""

    def knock(step: str) -> None:
        with pytest.raises(InUse):
            hold_open(house.data)

    house.learns("0002_knocks", KNOCKS)
    assert bring_up_to_date(f"sqlite:///{house.notebook}", house.data, house.folder, knock) == ["0002_knocks"]
    os.close(hold_open(house.data))


def test_while_another_command_has_it_open_it_is_left_alone(house):
    house.learns("0002_faces", NEW_COLUMN)
    before, other = house.notebook.read_bytes(), hold_open(house.data)
    with pytest.raises(InUse, match="Another command is at work"):
        house.upgrade()
    os.close(other)
    assert (house.notebook.read_bytes(), snapshots(house.data), house.said) == (before, [], [])
    assert house.upgrade() == ["0002_faces"]


def test_a_file_of_something_else_is_left_alone(tmp_path):
    with closing(sqlite3.connect(tmp_path / "household.db")) as other, other:
        other.execute("CREATE TABLE person (favourite_film TEXT)")
    before = (tmp_path / "household.db").read_bytes()
    with pytest.raises(UnknownSchema, match="no notebook of a household"):
        bring_up_to_date(f"sqlite:///{tmp_path / 'household.db'}", tmp_path, MIGRATIONS, print)
    assert (tmp_path / "household.db").read_bytes() == before


def killed(house: House, step: int) -> bool:
    """Upgrade a copy of this house in a process that dies at this step: whether it died."""
    copy = House(house.data.with_name("killed"), house.folder)
    shutil.rmtree(copy.data, ignore_errors=True)
    shutil.copytree(house.data, copy.data)
    died = dies_at(step, copy.upgrade)
    before, after = {"0001_initial"}, {"0001_initial", "0002_faces", "0003_more"}
    if not (copy.data / "household.db.next").exists():
        assert schema_of(copy.notebook) in ((before, after) if died else (after,)), "between the old and the new"
        assert copy.rows("need") == house.rows("need")
    copy.upgrade()
    assert schema_of(copy.notebook) == after and copy.rows("need") == house.rows("need")
    return died


def learn_two(house: House) -> None:
    house.learns("0002_faces", NEW_COLUMN)
    house.learns("0003_more", "def up(migrator, db):\n    db.execute_sql('CREATE TABLE more (id)')\n")


def test_killed_on_the_way_it_is_the_old_one_or_the_new_one(house):
    learn_two(house)
    assert all(killed(house, step) for step in (3, 12, 18, 20, 22))


@pytest.mark.long
def test_killed_at_any_step_it_is_the_old_one_or_the_new_one(house):
    learn_two(house)
    assert next(step for step in count(1) if not killed(house, step)) > 25
