"""A copy proves itself: it is brought back in a folder of its own, and the house itself opens it."""

import os
import pty
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from household import database
from household.keeping import backup, proving, ticker
from household.keeping.proving import FAILED, PROVEN, Busy, NotProven, due, prove, prove_newest
from household.keeping.soundness import NotSound, UnknownSchema, differences
from household.models import Device, Event, Home, Lease, Need, Thanks, Upkeep
from household.models.clock import now, stopped

DAY = timedelta(days=1)
OLD = sorted((Path(__file__).parents[1] / "notebooks").glob("*.sql"))


@pytest.fixture
def data(app, tmp_path, cast, quiet, meal) -> Path:
    """The cast with two needs and thanks, in an open notebook."""
    meal.claim(by=cast.jon)
    meal.meet(by=cast.jon)
    Thanks.give(by=cast.mara, to=[cast.jon], did="You cooked.", need=meal)
    return tmp_path


def state() -> dict[str, list[tuple]]:
    return {model.__name__: list(model.select().tuples()) for model in (Device, Event, Home, Need, Thanks)}


def change(copy: Path, *statements: str) -> None:
    with closing(sqlite3.connect(copy)) as opened, opened:
        opened.execute("PRAGMA foreign_keys = 0")
        for statement in statements:
            opened.execute(statement)


def left(data: Path) -> set[str]:
    return {found.name for found in data.iterdir()} & {"proof", "restoring", "upgrading"}


def test_the_newest_copy_is_opened_by_the_house_and_that_is_noted(data):
    backup.make(data)
    before, steps = state(), []
    copy = prove_newest(data, steps.append)
    content = copy.read_bytes()
    assert Upkeep.last(PROVEN).note == copy.name and Upkeep.last(FAILED) is None
    assert state() == before, "nobody came in to the notebook itself"
    assert copy.read_bytes() == content and [found.name for found in copy.parent.iterdir()] == [copy.name]
    assert left(data) == set() and len(steps) == 3


HARM = [f"DROP TABLE {name}" for name in ("delivery", "notice", "thanks_to", "thanks")]


@pytest.mark.parametrize(
    "harm",
    [["UPDATE home SET zone = 'Nowhere/At_All'"], HARM],
    ids=["a zone that is none", "a table that is gone"],
)
def test_a_copy_that_is_whole_but_cannot_be_lived_in_is_found_out(data, harm):
    copy = backup.make(data)
    change(copy, *harm)
    with pytest.raises(NotProven, match=r"^The house could not open the copy\.$"):
        prove_newest(data)
    assert Upkeep.last(FAILED).note == copy.name
    assert Upkeep.last(PROVEN) is None and left(data) == set()


@pytest.mark.long
@pytest.mark.parametrize("ahead", [-DAY, 365 * DAY])
def test_the_last_try_counts_whatever_the_clock_said_at_the_one_before(data, ahead):
    copy = backup.make(data)
    with stopped(now() + ahead):
        Upkeep.done(PROVEN, note="an older copy")
    kept = copy.read_bytes()
    change(copy, *HARM)
    with pytest.raises(NotProven):
        prove_newest(data)
    assert proving.overdue(data, now()) == "success" and Upkeep.last(PROVEN) is None
    copy.write_bytes(kept)
    with stopped(now() + ahead):
        Upkeep.done(FAILED, note=copy.name)
    prove_newest(data)
    assert proving.overdue(data, now()) == "" and Upkeep.last(FAILED) is None


def test_words_in_the_error_of_a_copy_reach_neither_the_log_nor_the_notebook(data, clockwork, caplog):
    change(backup.make(data), "UPDATE home SET zone = 'Wordcanary/Alone'")
    clockwork.tick()
    assert "The house could not open the copy." in caplog.text and "canary" not in caplog.text.lower()
    assert "canary" not in Upkeep.last(FAILED).note


@pytest.mark.long
def test_whoever_asks_at_a_terminal_is_told_the_very_error_and_no_pipe_is(data):
    change(backup.make(data), "UPDATE home SET zone = 'Wordcanary/Alone'")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "household.cli", "prove", "--data", str(lived_in(data))]
    with os.fdopen(ours, "rb", 0) as screen:
        subprocess.run(command, stderr=theirs)
        os.close(theirs)
        assert b"Wordcanary" in screen.read(4096)
    assert "canary" not in subprocess.run(command, capture_output=True, text=True).stderr


def lived_in(data: Path) -> Path:
    """The folder as the commands know it."""
    database.db.close()
    (data / "test.db").rename(data / "household.db")
    return data


def test_a_damaged_copy_is_found_out_before_it_is_opened(data):
    copy = backup.make(data)
    with copy.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xa5" * 8192)
    with pytest.raises(NotSound):
        prove_newest(data)
    assert copy.name in Upkeep.last(FAILED).note


def test_a_copy_of_a_newer_household_is_not_opened(data):
    copy = backup.make(data)
    change(copy, "INSERT INTO schema_migration (name, applied) VALUES ('9999_far_away', '2030-01-01')")
    with pytest.raises(UnknownSchema):
        prove(copy, data)


@pytest.mark.long
@pytest.mark.parametrize("written", OLD, ids=lambda path: path.stem)
def test_a_copy_of_every_release_is_brought_up_to_date_on_the_way(data, tmp_path, written):
    with closing(sqlite3.connect(tmp_path / "old.db")) as old:
        old.executescript(written.read_text())
    prove(tmp_path / "old.db", data)


def test_a_copy_from_before_there_was_a_home_can_be_proven(app, tmp_path):
    backup.make(tmp_path)
    prove_newest(tmp_path)
    assert Upkeep.last(PROVEN)


@pytest.mark.parametrize(
    "changed",
    [
        "DELETE FROM thanks",
        "UPDATE need SET own = 'other words'",
        "INSERT INTO moment (key, name, at) VALUES ('k', 'n', '12:00')",
        "DROP TABLE lease",
    ],
)
def test_what_comes_back_otherwise_than_it_was_is_told(data, tmp_path, changed):
    copy = backup.make(data)
    restored = tmp_path / "restored.db"
    restored.write_bytes(copy.read_bytes())
    assert differences(copy, restored) == []
    change(restored, changed)
    assert len(differences(copy, restored)) == 1


def test_two_copies_are_never_proven_at_once_and_that_is_no_failure(data):
    backup.make(data)
    with proving.scratch(data / "proof"), pytest.raises(Busy):
        prove_newest(data)
    assert Upkeep.last(FAILED) is None


@pytest.mark.parametrize(
    ("proven", "failed", "expected"),
    [
        (None, None, True),
        (6.9, None, False),
        (7.1, None, True),
        (None, 0.9, False),
        (None, 1.1, True),
        (7.1, 0.5, False),
        (-3000, None, True),
    ],
)
def test_it_is_due_once_a_week_and_after_a_failure_once_a_day(data, clock, proven, failed, expected):
    assert not due(data), "without a copy"
    backup.make(data)
    for care, days in ((PROVEN, proven), (FAILED, failed)):
        if days is not None:
            Upkeep.done(care, at=now() - days * DAY)
    assert due(data) is expected


@pytest.mark.long
def test_a_copy_that_proved_itself_is_no_news_however_long_ago_it_did(data, clock):
    backup.make(data)
    prove_newest(data)
    with stopped(clock + 30 * DAY):
        assert not due(data) and proving.overdue(data, clock) == "copy"
        backup.make(data)
        assert due(data) and proving.overdue(data, clock) == "proof"


# ---- by itself


@pytest.fixture
def clockwork(data):
    return ticker.Clockwork("this test", data)


def test_the_clockwork_copies_and_proves_by_itself(data, clockwork):
    clockwork.tick()
    (copy,) = backup.copies(data)
    assert Upkeep.last(PROVEN).note == copy.name
    written = (data / "test.db").stat().st_mtime_ns
    assert not due(data) and not backup.due(data) and written
    database.ready()


def test_what_goes_wrong_is_tried_again_later_and_keeps_nothing_else_from_being_done(data, clockwork, caplog):
    (data / "backups").write_text("a file where the folder should be")
    Event.record(Need(), "ask", {"a"}, {"a"})
    with stopped(now() + 3 * DAY):
        for _ in range(5):
            clockwork.tick()
    assert [record.getMessage().split(":")[0] for record in caplog.records] == ["the house's clockwork"]
    database.ready()
    assert Event.select().count() == 0, "old events were forgotten all the same"


@pytest.mark.long
def test_copies_that_fail_for_weeks_are_not_covered_up_by_proofs_of_an_old_one(data, clockwork, clock):
    clockwork.tick()
    (copy,) = backup.copies(data)
    change(data / "test.db", "INSERT INTO thanks_to (thanks_id, person_id) VALUES (999, 999)")  # no copy of it is sound
    for week in (1, 2, 3):
        with stopped(clock + 7 * week * DAY):
            ticker.Clockwork("this test", data).tick()
            assert Upkeep.last(PROVEN).at == clock and backup.copies(data) == [copy]
            assert proving.overdue(data, clock) == "copy"


def test_a_clockwork_whose_turn_it_is_not_does_nothing(data, clockwork):
    assert Lease.hold("ticker", "another worker", timedelta(minutes=30))
    clockwork.tick()
    assert backup.copies(data) == []


def test_even_a_notebook_that_is_gone_does_not_end_it(data, clockwork, caplog):
    database.db.close()
    database.init(f"sqlite:///{data / 'nowhere' / 'household.db'}")
    clockwork.tick()
    assert caplog.records
