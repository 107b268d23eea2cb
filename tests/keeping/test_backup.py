"""Copies of the notebook: whole under load, private, rotated, and never a bad one among them."""

import fcntl
import itertools
import os
import resource
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from household import database
from household.keeping.backup import BackupFailed, copies, due, made_at, make, newest, rotate
from household.keeping.files import NoRoom
from household.keeping.soundness import NotSound, require_whole
from household.models.clock import stopped

NIGHT = datetime(2026, 11, 23, 3, 4, 5, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TABLES = """
    CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT CHECK (name <> ''));
    CREATE TABLE need (id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person, words TEXT);
    CREATE INDEX need_words ON need (words);
"""


ERASE = "BEGIN IMMEDIATE; DELETE FROM need WHERE id = {0}; DELETE FROM person WHERE id = {0}; COMMIT"


@pytest.fixture(params=["truncate", "wal"])
def data(tmp_path, request):
    """A folder with a notebook of 600 rows, open on this thread, in either way of journaling."""
    before = database.db.obj
    database.init(f"sqlite:///{tmp_path / 'household.db'}")
    database.ready()
    database.db.execute_sql(f"PRAGMA journal_mode = {request.param}")
    with opened(tmp_path / "household.db") as notebook:
        notebook.executescript(TABLES)
        write(notebook, range(1, 301))
    with stopped(NIGHT):
        yield tmp_path
    database.db.close()
    database.db.initialize(before)


@contextmanager
def opened(path):
    with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as connection:
        yield connection


def write(notebook, numbers):
    """A person and a need each, in one transaction."""
    notebook.execute("BEGIN IMMEDIATE")
    for number in numbers:
        notebook.execute("INSERT INTO person VALUES (?, 'Mara')", (number,))
        notebook.execute("INSERT INTO need VALUES (?, ?, ?)", (number, number, f"milk {number} " * 40))
    notebook.execute("COMMIT")


def write_and_erase_until(done, path, first):
    """How many were written, each on its own, while every third was erased again."""
    with opened(path) as notebook:
        number = first
        while not done.wait(0.002):
            write(notebook, [number])
            if number % 3 == 0:
                notebook.executescript(ERASE.format(number))
            number += 1
    return number - first


def names(data):
    return sorted(found.name for found in (data / "backups").iterdir())


def pretend(data, *moments):
    """Files that are named like copies made at these moments."""
    (data / "backups").mkdir(exist_ok=True)
    for moment in moments:
        (data / "backups" / f"household-{moment:%Y-%m-%d-%H%M%S}.db").write_text("a copy")


def test_a_copy_holds_what_the_notebook_holds(data):
    with opened(make(data)) as copy:
        assert copy.execute("SELECT count(*) FROM person").fetchone() == (300,)
        assert copy.execute("SELECT words FROM need WHERE id = 7").fetchone() == ("milk 7 " * 40,)


def test_a_copy_is_named_after_its_moment_in_utc(data):
    assert make(data) == data / "backups" / "household-2026-11-23-030405.db"
    assert names(data) == ["household-2026-11-23-030405.db"]


def test_copies_are_for_their_owner_only(data):
    before = os.umask(0o022)
    made = make(data)
    os.umask(before)
    assert made.stat().st_mode & 0o777 == 0o600
    assert made.parent.stat().st_mode & 0o777 == 0o700


def test_copies_made_while_others_write_are_whole_and_disturb_nobody(data):
    done = Event()
    with ThreadPoolExecutor(3) as writers:
        starts = (10**4, 10**5, 10**6)
        writing = [writers.submit(write_and_erase_until, done, data / "household.db", first) for first in starts]
        try:
            copies = [people_and_needs_at(data, NIGHT + second * timedelta(seconds=1)) for second in range(15)]
        finally:
            done.set()
    assert all(written.result() > 0 for written in writing)
    assert len(names(data)) == 15
    assert all(people == needs for people, needs in copies)
    assert 300 <= copies[0][0] < copies[-1][0]


def people_and_needs_at(data, moment):
    """How many there are in a copy that is made at this moment."""
    with stopped(moment):
        made = make(data)
    with opened(made) as copy:
        return copy.execute("SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM need)").fetchone()


def test_a_thread_that_has_not_opened_the_notebook_can_make_one(data):
    database.db.close()
    assert make(data).exists()


def test_the_notebook_can_be_written_right_after(data):
    make(data)
    with opened(data / "household.db") as notebook:
        write(notebook, [301])
    database.db.execute_sql("INSERT INTO person VALUES (302, 'Jon')")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("PRAGMA foreign_keys = 0; INSERT INTO need VALUES (999, 999, 'from nobody')", "so it was thrown away"),
        ("PRAGMA ignore_check_constraints = 1; INSERT INTO person VALUES (999, '')", "is damaged, so no copy was made"),
    ],
    ids=["a need from nobody", "a person without a name"],
)
def test_a_notebook_that_is_not_sound_makes_no_copy(data, wrong, told):
    with opened(data / "household.db") as notebook:
        notebook.executescript(wrong)
    with pytest.raises(BackupFailed, match=told):
        make(data)
    assert names(data) == []


def test_an_index_that_lies_makes_no_copy_though_the_copy_would_be_whole(data):
    with opened(data / "household.db") as notebook:
        notebook.execute("PRAGMA writable_schema = 1")
        notebook.execute("UPDATE sqlite_master SET sql = 'CREATE INDEX need_words ON need (id)' WHERE type = 'index'")
    with pytest.raises(BackupFailed, match="is damaged, so no copy was made"):
        make(data)
    assert names(data) == []


def test_a_damaged_notebook_makes_no_copy(data):
    database.db.close()
    with opened(data / "household.db") as notebook:
        notebook.execute("PRAGMA journal_mode = delete")
    damage(data / "household.db")
    with pytest.raises(BackupFailed, match=r"could not be copied: .*malformed|is damaged"):
        make(data)
    assert names(data) == []


def damage(path):
    """Noise over the middle third of a file."""
    with path.open("r+b") as file:
        third = path.stat().st_size // 3
        file.seek(third)
        file.write(b"\xa5" * third)


def empty_sector(path):
    with path.open("r+b") as file:
        file.seek(20 * 4096)
        file.write(bytes(512))


def halve(path):
    os.truncate(path, path.stat().st_size // 2)


def lose_a_row(path):
    with opened(path) as copy:
        copy.execute("DELETE FROM need WHERE id = 300")


def lose_a_table(path):
    with opened(path) as copy:
        copy.execute("DROP TABLE need")


def overwrite(path):
    path.write_text("This is a shopping list. " * 1000)


def empty(path):
    path.write_text("")


@pytest.mark.parametrize("harm", [damage, empty_sector, halve, lose_a_row, lose_a_table, overwrite, empty])
def test_a_harmed_copy_is_found_out(data, harm):
    rows = {"person": 300, "need": 300}
    made = make(data)
    require_whole(made, rows)
    harm(made)
    with pytest.raises(NotSound, match=f"{made.name} is damaged"):
        require_whole(made, rows)


def test_without_room_for_twice_the_notebook_and_some_to_spare_there_is_no_copy(data):
    os.truncate(data / "household.db", 2 * 10**12)
    with pytest.raises(NoRoom, match=r"There is no room for a copy: it needs 4000100\.0 MB and \d+\.\d MB are"):
        make(data)
    assert names(data) == []


def test_a_disk_that_fills_up_midway_leaves_no_half_copy(data):
    earlier = make(data)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, hard))
    try:
        with stopped(NIGHT + DAY), pytest.raises(BackupFailed, match="could not be copied"):
            make(data)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert names(data) == [earlier.name]
    with stopped(NIGHT + DAY):
        assert make(data).exists()


def test_what_a_power_cut_left_half_made_is_cleared_away(data):
    (data / "backups").mkdir()
    for left in ("half-made.db", "half-made.db-journal"):
        (data / "backups" / left).write_text("half")
    make(data)
    assert names(data) == ["household-2026-11-23-030405.db"]


def test_two_copies_are_never_made_at_once(data):
    (data / "backups").mkdir()
    (data / "backups" / "half-made.db").write_text("by another process")
    other = os.open(data / "backups", os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_EX)
    with pytest.raises(BackupFailed, match="Another copy of the notebook is being made right now"):
        make(data)
    assert names(data) == ["half-made.db"]
    os.close(other)
    assert make(data).exists()


def test_a_file_where_the_folder_should_be_is_told(data):
    (data / "backups").write_text("")
    with pytest.raises(BackupFailed, match="could not be copied"):
        make(data)


def test_a_notebook_in_postgresql_is_left_to_its_own_tool(data):
    sqlite = database.db.obj
    database.init("postgresql://nobody@localhost/household")
    try:
        with pytest.raises(BackupFailed, match="pg_dump"):
            make(data)
    finally:
        database.db.initialize(sqlite)
    assert not (data / "backups").exists()


def day(found):
    return made_at(found).date()


def test_fourteen_days_are_kept_and_before_them_eight_weeks(tmp_path):
    """What lies in the folder after a year of nights, each of which made a copy and then rotated."""
    others = ["household-notes.db", "household-2026-02-31-000000.db", "household-2020-1-1-000000.db", "list.txt"]
    pretend(tmp_path)
    for other in others:
        (tmp_path / "backups" / other).write_text("not ours")
    for night in (NIGHT + n * DAY for n in range(365)):
        pretend(tmp_path, night)
        with stopped(night):
            rotate(tmp_path)
    with stopped(night):
        days = [day(found) for found in copies(tmp_path)]
    assert days[-14:] == [(night - n * DAY).date() for n in reversed(range(14))]
    weekly = days[:-14]
    assert len(weekly) == 8 and all(one.isoweekday() == 7 for one in weekly[:-1]), "the newest of each week"
    assert {(later - one).days for one, later in itertools.pairwise(weekly[:-1])} == {7}
    assert {found.name for found in (tmp_path / "backups").iterdir()} >= set(others)


def test_a_house_that_is_seldom_open_keeps_what_it_has(tmp_path):
    pretend(tmp_path, *(NIGHT - 7 * n * DAY for n in range(22)))
    with stopped(NIGHT):
        rotate(tmp_path)
    assert len(names(tmp_path)) == 22
    pretend(tmp_path, NIGHT - 7 * 22 * DAY)
    with stopped(NIGHT):
        rotate(tmp_path)
    assert len(names(tmp_path)) == 22


def test_many_copies_of_one_day_push_neither_the_days_nor_the_weeks_out(tmp_path):
    """As by whoever copies to a stick every hour."""
    days = [NIGHT - n * DAY for n in range(1, 14)]
    weeks = [NIGHT - 7 * n * DAY for n in range(2, 10)]
    pretend(tmp_path, *days, *weeks)
    for hour in (NIGHT + n * HOUR for n in range(20)):
        pretend(tmp_path, hour)
        with stopped(hour):
            rotate(tmp_path)
    newest_three = [NIGHT + n * HOUR for n in (17, 18, 19)]
    with stopped(hour):
        assert [made_at(found) for found in copies(tmp_path)] == [*reversed(weeks), *reversed(days), *newest_three]


def test_fewer_than_fourteen_are_all_kept(tmp_path):
    pretend(tmp_path, *(NIGHT - n * DAY for n in range(14)))
    with stopped(NIGHT):
        rotate(tmp_path)
    assert len(names(tmp_path)) == 14


def test_copies_from_the_future_are_kept_as_well_but_none_of_them_counts_as_the_newest(tmp_path):
    pretend(tmp_path, NIGHT, *(NIGHT + (365 + n) * DAY for n in range(14)))
    with stopped(NIGHT):
        rotate(tmp_path)
        assert newest(tmp_path).name == "household-2026-11-23-030405.db"
    assert len(names(tmp_path)) == 15


@pytest.mark.parametrize("behind", [365 * DAY, 40 * DAY, 10_000 * DAY])
def test_a_clock_that_is_behind_pushes_no_copy_out_that_is_ahead_of_it(tmp_path, behind):
    """As on a small machine without a battery or the internet."""
    true = [*(NIGHT - n * DAY for n in range(14)), *(NIGHT - 7 * n * DAY for n in range(2, 10))]
    pretend(tmp_path, *true)
    for night in (NIGHT - behind + n * DAY for n in range(20)):
        pretend(tmp_path, night)
        with stopped(night):
            rotate(tmp_path)
        assert named(night, *(one for one in true if one > night)) <= set(names(tmp_path))
    assert len(names(tmp_path)) <= 2 * (14 + 8)
    pretend(tmp_path, NIGHT + DAY)
    with stopped(NIGHT + DAY):
        rotate(tmp_path)
    assert named(NIGHT + DAY, *true[:13]) <= set(names(tmp_path)), "and they are the newest once it is right again"


def named(*moments):
    return {f"household-{moment:%Y-%m-%d-%H%M%S}.db" for moment in moments}


def test_what_lies_ahead_goes_once_there_are_fourteen_days_and_eight_weeks_without_it(tmp_path):
    pretend(tmp_path, *(NIGHT + (9000 + n) * DAY for n in range(14)))
    for night in (NIGHT + n * DAY for n in range(100)):
        pretend(tmp_path, night)
        with stopped(night):
            rotate(tmp_path)
    assert len(names(tmp_path)) == 14 + 8 and names(tmp_path)[-1] in named(night)


def test_however_often_the_clock_is_wrong_the_copies_stay_few(tmp_path):
    for jump in range(30):
        for night in (NIGHT - jump * 100 * DAY + n * DAY for n in range(20)):
            pretend(tmp_path, night)
            with stopped(night):
                rotate(tmp_path)
    assert len(names(tmp_path)) <= 2 * (14 + 8)


def test_the_newest_is_known_by_its_name(tmp_path):
    pretend(tmp_path, NIGHT, NIGHT - DAY, NIGHT - 2 * DAY)
    with stopped(NIGHT):
        assert newest(tmp_path) == tmp_path / "backups" / "household-2026-11-23-030405.db"


def test_before_the_first_copy_there_is_no_newest_and_one_is_due(tmp_path):
    rotate(tmp_path)
    assert newest(tmp_path) is None
    assert due(tmp_path)


@pytest.mark.parametrize(
    ("later", "expected"),
    [(0 * HOUR, False), (22.9 * HOUR, False), (23 * HOUR, True), (-5 * HOUR, False), (-365 * DAY, True)],
)
def test_a_copy_is_due_once_a_day(tmp_path, later, expected):
    pretend(tmp_path, NIGHT - 9 * DAY, NIGHT)
    with stopped(NIGHT + later):
        assert due(tmp_path) is expected


def test_a_file_that_is_no_copy_puts_nothing_off(tmp_path):
    pretend(tmp_path)
    (tmp_path / "backups" / "household-today.db").write_text("")
    assert due(tmp_path)


def test_a_clock_set_back_does_not_copy_every_minute(data):
    pretend(data, *(NIGHT + n * DAY for n in range(300, 320)))
    made = 0
    for minute in range(60):
        with stopped(NIGHT + minute * timedelta(minutes=1)):
            if due(data):
                make(data), rotate(data)
                made += 1
    assert made == 1
