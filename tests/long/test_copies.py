"""Copies made while the family writes come back, fifty times; a restore or an update that is killed is done or not."""

import random
import shutil
import sqlite3
import subprocess
import threading
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from household import database
from household.keeping import backup, restoring
from household.keeping.proving import prove
from household.keeping.soundness import schema_of
from household.models import Need, Reply, Thanks
from household.models.clock import now, stopped

from ..test_serving import ENVIRONMENT, HOUSEHOLD, household

pytestmark = pytest.mark.long

COPIES = 50
KILLS = 30


def write_until(over: threading.Event, family, number: int) -> None:
    """Ask, claim, reply and thank: each need in the end has one reply and one thanks."""
    with database.db.connection_context():
        while not over.is_set():
            with database.db.atomic():
                need = Need.ask(by=family.mara, own=f"Sit with me? {number}", audience="named", named=[family.jon])
                need.claim(by=family.jon)
                Reply.write_under(need, by=family.jon, words="At eight?")
                Thanks.give(by=family.mara, to=[family.jon], did="You sat with me.", need=need)
            over.wait(0.005)


@pytest.mark.parametrize("mode", ["truncate", "wal"])
def test_every_copy_made_under_load_comes_back_whole(family, data, mode, tmp_path):
    over = threading.Event()
    writers = [threading.Thread(target=write_until, args=(over, family, number)) for number in range(3)]
    for writer in writers:
        writer.start()
    try:
        begun = now()
        copies = []
        for number in range(COPIES // 2):
            with stopped(begun.replace(hour=number % 24, minute=number // 24)):
                copies.append(backup.make(data))
    finally:
        over.set()
        for writer in writers:
            writer.join()
    seen = []
    for number, copy in enumerate(copies):
        home = tmp_path / f"home-{number}"
        home.mkdir()
        prove(copy, home)
        restoring.restore(copy, home / "household.db", lambda step: None)
        with closing(sqlite3.connect(home / "household.db")) as opened:
            needs, replies, thanks = (
                opened.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("need", "reply", "thanks")
            )
            assert needs == replies == thanks, "half a change"
        seen.append(needs)
    assert seen[0] < seen[-1], "the family wrote meanwhile"


def words(data: Path) -> list[str]:
    with closing(sqlite3.connect(data / "household.db")) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
        return [own for (own,) in opened.execute("SELECT own FROM need ORDER BY id")]


def killed_after(seconds: float, *command: str) -> bool:
    """Whether it was still at work; it and what it began are gone."""
    process = subprocess.Popen(
        [HOUSEHOLD, *command], env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    if process.poll() is None:
        process.kill()
        process.wait()
        return True
    assert process.returncode == 0
    return False


def how_long(*command: str) -> float:
    begun = time.monotonic()
    done = household(*command)
    assert done.returncode == 0, done.stderr
    return time.monotonic() - begun


def test_a_restore_that_is_killed_is_done_or_not_begun(family, data, tmp_path):
    Need.ask(by=family.mara, own="Kept words")
    copy = shutil.copy(backup.make(data), tmp_path / "copy.db")
    Need.ask(by=family.mara, own="Later words")
    database.db.close()
    shutil.copytree(data, tmp_path / "first")
    lasts = how_long("restore", str(copy), "--data", str(tmp_path / "first"))
    luck, found = random.Random(5), []
    for number in range(KILLS):
        shutil.copytree(data, again := tmp_path / f"home-{number}")
        late = luck.uniform(0.6, 1.5) if number % 3 else luck.uniform(0, 1)
        killed_after(lasts * late, "restore", str(copy), "--data", str(again))
        done = household("migrate", "--data", str(again))  # the next start
        assert done.returncode == 0, done.stderr
        found.append(words(again))
        assert found[-1] in (["Kept words"], ["Kept words", "Later words"])
        assert len(list(again.glob("aside-*"))) == (found[-1] == ["Kept words"])
    assert {len(one) for one in found} == {1, 2}, "some were killed before and some after"


def test_an_update_that_is_killed_is_done_or_not_begun(tmp_path):
    written = (Path(__file__).parents[1] / "notebooks" / "0.1.0.sql").read_text()
    (old := tmp_path / "old").mkdir()
    with closing(sqlite3.connect(old / "household.db")) as opened:
        opened.executescript(written)
    before, kept = schema_of(old / "household.db"), words(old)
    shutil.copytree(old, tmp_path / "first")
    lasts = how_long("migrate", "--data", str(tmp_path / "first"))
    after = schema_of(tmp_path / "first" / "household.db")
    luck, found = random.Random(6), []
    for number in range(KILLS):
        shutil.copytree(old, again := tmp_path / f"home-{number}")
        killed_after(lasts * luck.uniform(0.4, 1.05), "migrate", "--data", str(again))
        if not (again / "household.db.next").exists():
            found.append(schema_of(again / "household.db"))
            assert found[-1] in (before, after)
        assert words(again) == kept
        done = household("migrate", "--data", str(again))
        assert done.returncode == 0 and schema_of(again / "household.db") == after and words(again) == kept
    assert before in found
