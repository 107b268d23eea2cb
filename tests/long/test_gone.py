"""Who leaves is gone from every corner of the notebook, and a home that is closed is too; the plug decides nothing."""

import http.client
import multiprocessing
import os
import random
import secrets
import time
from contextlib import closing
from datetime import time as clock_time
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

import pytest

from household import database
from household.keeping import backup
from household.models import (
    TABLES,
    Button,
    Channel,
    Device,
    Draft,
    Home,
    Lease,
    Need,
    Notice,
    Person,
    Reply,
    Rhythm,
    Role,
    Thanks,
    Upkeep,
)  # fmt: skip
from household.models.leaving import leave
from household.models.leaving.becoming import BECOMES
from household.models.need.when import When

from ..test_serving import ask, serving
from .families import open_as, phone_of, settings_for
from .test_erased import places_of

pytestmark = pytest.mark.long

MANY = 25  # of each private thing, so that the pages are shared
KILLS = 60


def write_privately(person: Person, jon: Person, marker: str) -> None:
    """The marker in every field that only this person can read, among things that stay."""
    home: Any = Home.current()
    passed = When("today", home.today - timedelta(days=1))
    with database.db.atomic():
        for turn in range(MANY):
            words = f"{marker} {turn} " * (1 + 6 * (turn % 8))
            asked = dict(own=words, feeling=marker[:24], details=words)
            Draft.keep(by=person, **asked)
            Button.make(by=person, **asked)
            Rhythm.begin(by=person, own="A walk?", details=words, weekdays=[4], time=clock_time(18))
            Need.ask(by=person, word="ride", audience="partners", details=words)
            alone = Need.ask(by=person, own=words, audience="partners", when=passed)
            Reply.write_under(alone, by=person, words=words)
            mine = Need.ask(by=jon, own=f"Sit with me {turn}?" * 9, audience="partners")
            mine.claim(by=person, warmly=words)
            held = Need.ask(by=person, word="ride", audience="partners")
            held.claim(by=jon)
            held.nudge(by=person, words=words)
            Thanks.give(by=jon, to=[person], did=f"You came {turn}." * 9)
        for turn in range(5):
            Channel.add("mail", by=person, address={"to": f"{marker}{turn}@x.example"}, language="en", house=marker)
        Device.enter(person, marker)


def gone_from(data: Path, marker: str) -> set[str]:
    """Where it still is, but for dated copies, and for one that is being proven just now."""
    return {place for place in places_of(marker, data) if place.split("/")[0] not in ("backups", "proof")}


def take_along(port: int, phone: dict[str, str]) -> bytes:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    with closing(line):
        line.request("POST", "/leaving/export", headers={"Origin": f"http://127.0.0.1:{port}", **phone})
        return ZipFile(BytesIO(line.getresponse().read())).read("words.html")


@pytest.mark.parametrize("mode", ["truncate", "wal"])
def test_of_who_left_no_private_word_is_in_any_file_but_dated_copies(family, data, mode, tmp_path):
    marker = f"heron{secrets.token_hex(12)}"
    with serving("--data", str(data), **settings_for(mode, tmp_path)) as house:
        write_privately(family.mara, family.jon, marker)
        assert gone_from(data, marker) & {"household.db", "household.db-wal"}, "it was there"
        copy = backup.make(data)
        phone = phone_of(family.mara)
        assert marker.encode() in take_along(house.port, phone)
        assert ask(house.port, "POST", "/packet/", {"kinds": "needs", "all": "y"}, **phone)[0] == 200
        assert ask(house.port, "POST", "/leaving/leave", {"name": "stays"}, **phone)[0] == 303
        assert gone_from(data, marker) == set(), "at once, and without being tidied"
    assert gone_from(data, marker) == set() and marker.encode() in copy.read_bytes()


@pytest.mark.parametrize("mode", ["truncate", "wal"])
def test_of_a_home_that_was_closed_no_word_is_in_any_file_but_dated_copies(family, data, mode, tmp_path):
    marker = f"heron{secrets.token_hex(12)}"
    with serving("--data", str(data), **settings_for(mode, tmp_path)) as house:
        write_privately(family.mara, family.jon, marker)
        for turn in range(MANY):
            need = Need.ask(by=family.jon, own=f"{marker} {turn}" * 9, audience="orbit", named=[])
            Reply.write_under(need, by=family.ruth, words=marker * 20)
            Thanks.give(by=family.mara, to=[family.jon], did=marker * 20, audience="home")
        leave(by=family.mara)
        Home.update(name=marker).execute()
        jons = phone_of(family.jon)
        assert ask(house.port, "POST", "/leaving/close", {"name": marker}, **jons)[0] == 303
        assert gone_from(data, marker) == set(), "at once, and without being tidied"
        assert not any(table.select().exists() for table in TABLES if table not in (Lease, Upkeep)), (
            "the clockwork goes on"
        )
        assert ask(house.port, "GET", "/", **jons)[0] == 303
    assert gone_from(data, marker) == set()


def leave_and_say(url: str, mode: str, key: str, ready: Any) -> None:
    open_as(url, mode)
    with database.db.connection_context():
        person = Person.get(Person.key == key)
        os.write(ready.fileno(), b".")
        leave(by=person)
        os.write(ready.fileno(), b".")


@pytest.mark.parametrize("mode", ["truncate", "wal"])
def test_a_plug_that_is_pulled_while_somebody_leaves_leaves_all_or_nothing(family, data, mode):
    nursery = multiprocessing.get_context("forkserver")
    nursery.set_forkserver_preload(["__main__", __name__])
    luck, seen = random.Random(7), set()
    for number in range(KILLS):
        face = dict(shape="egg", ink="oat", hair="none")
        person = Person.join(role=Role.PARTNER, name=f"Lena {number}", face=face)
        write_a_little(person, family)
        ours, its = nursery.Pipe(duplex=False)
        url = f"sqlite:///{database.db.obj.database}"
        process = nursery.Process(target=leave_and_say, args=(url, mode, person.key, its))
        process.start()
        its.close()
        os.read(ours.fileno(), 1)
        time.sleep(luck.uniform(0, 0.03))
        process.kill()
        process.join()
        said = os.read(ours.fileno(), 1)
        left = require_whole(person, family)
        assert left or not said, "who was told goodbye has left"
        seen.add(left)
        if not left:
            leave(by=person)
        assert require_whole(person, family)
        assert database.db.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
    assert seen == {True, False}, "the plug was pulled before and after"


def write_a_little(person: Person, family: SimpleNamespace) -> None:
    for _ in range(3):
        Draft.keep(by=person, own="A walk?")
        Need.ask(by=person, word="ride", audience="partners").claim(by=family.jon)
        Need.ask(by=family.jon, word="ride", audience="partners").claim(by=person)
    Device.enter(person, "phone")


def require_whole(person: Person, family: SimpleNamespace) -> bool:
    """Whether they have left: then all of it has happened, else none of it."""
    left = Person.get_by_id(person.id).left_at is not None
    held = Need.select().where((Need.claimed_by == person) & Need.closed_at.is_null()).count()
    mine = Need.select().where((Need.asked_by == person) & Need.closed_at.is_null()).count()
    assert (held, mine) == ((0, 0) if left else (3, 3))
    assert Draft.select().where(Draft.by == person).count() == (0 if left else 3)
    assert Device.select().where(Device.person == person).count() == (0 if left else 1)
    assert Notice.select().where(Notice.but == person).exists() != left
    assert all(
        not table.select().where(getattr(table, name) == person.id).exists()
        for table, fields in BECOMES.items()
        for name, fate in fields.items()
        if left and fate == "erased"
    )
    return left
