"""The plug is pulled a thousand times while the family writes: what was kept is kept, and nothing is half done."""

import http.client
import multiprocessing
import os
import random
import signal
import threading
import time
from collections import Counter, defaultdict
from contextlib import closing, suppress
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from peewee import fn

from household import database
from household.models import Event, Need, NeedNamed, Notice, Person, Reply, Thanks, ThanksTo

from ..test_serving import ask, ask_on, serving
from .families import cut_off, open_as, phone_of, workers_of

pytestmark = pytest.mark.long

KILLS = {"truncate": 700, "wal": 300}  # by journal mode
HOUSES = 15  # each loses a worker once, then all of its processes
WRITERS = 3  # threads in each process that is killed
LATEST = 24  # acknowledgements until it is

Said = dict[str, set[str]]


def same_form(number: str, mara: Person, jon: Person, ruth: Person) -> dict[str, Any]:
    """What Mara's page sends, however often it is sent."""
    return dict(by=mara, own=f"Sit with me? {number}", audience="named", named=[jon, ruth], once=number)


def write_until_killed(url: str, mode: str, number: int, heard: Any) -> None:
    """One process of the house: it says aloud whatever it has kept."""
    open_as(url, mode)
    with database.db.connection_context():
        mara, jon, ruth = (Person.get(Person.name == name) for name in ("Mara", "Jon", "Ruth"))

    def say(what: str, key: str) -> None:
        os.write(heard.fileno(), f"{what} {key}\n".encode())

    def write(thread: int) -> None:
        with database.db.connection_context():
            for turn in range(1_000):
                form = f"{number}-{thread}-{turn}"
                need = Need.ask(**same_form(form, mara, jon, ruth))
                say("asked", need.key)
                need.claim(by=jon)
                say("claimed", need.key)
                reply = Reply.write_under(need, by=jon, words="At eight? " * (turn % 50 + 1), once=form)
                say("replied", reply.key)
                need.meet(by=jon)
                say("met", need.key)
                thanks = Thanks.give(by=mara, to=[jon, ruth], did="You sat with me.", need=need, once=form)
                say("thanked", thanks.key)
                say("taking", reply.key)
                reply.take_back(by=jon)
                say("took", reply.key)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def hear_and_kill(process: Any, heard: int, lines: int, luck: random.Random) -> list[list[str]]:
    """Let it say so many lines, and a moment later end it; all that it said."""
    said = b""
    while said.count(b"\n") <= lines:
        piece = os.read(heard, 65_536)
        assert piece, "it died by itself"
        said += piece
    time.sleep(luck.uniform(0, 0.005))  # so that it dies in the middle of something else each time
    process.kill()
    while piece := os.read(heard, 65_536):
        said += piece
    return [line.split() for line in said.decode().split("\n")[:-1]]


@pytest.mark.parametrize("mode", KILLS)
def test_a_process_that_is_killed_loses_nothing_it_said_it_kept(family, data, mode):
    nursery = multiprocessing.get_context("forkserver")
    nursery.set_forkserver_preload(["__main__", __name__])
    luck = random.Random(7)
    for number in range(KILLS[mode]):
        ours, its = nursery.Pipe(duplex=False)
        process = nursery.Process(target=write_until_killed, args=(database_url(), mode, number, its))
        process.start()
        its.close()
        kept = gathered(hear_and_kill(process, ours.fileno(), luck.randrange(LATEST), luck))
        process.join()
        ours.close()
        require_kept(kept)
        require_whole()
        send_again(number, kept, family)
        if number % 50 == 49:
            require_sound()
    require_sound()
    assert database.db.execute_sql("PRAGMA journal_mode").fetchone() == (mode,)


def database_url() -> str:
    return f"sqlite:///{database.db.obj.database}"


def gathered(said: list[list[str]]) -> Said:
    """The keys, by what was said of them."""
    kept: Said = defaultdict(set)
    for what, key in said:
        kept[what].add(key)
    return kept


def require_kept(kept: Said) -> None:
    """All that was acknowledged is in the notebook."""
    asked = {need.key: need for need in Need.select().where(Need.key << kept["asked"])}
    assert asked.keys() == kept["asked"], "a lost ask"
    assert all(asked[key].claimed for key in kept["claimed"]), "a lost claim"
    assert all(asked[key].closed_as == "met" for key in kept["met"]), "a lost “We did it”"
    replies, thanks = present(Reply, kept["replied"]), present(Thanks, kept["thanked"])
    assert kept["replied"] - kept["taking"] <= replies, "a lost reply"
    assert not replies & kept["took"], "words that were taken back are there again"
    assert thanks == kept["thanked"], "lost thanks"


def present(model: Any, keys: set[str]) -> set[str]:
    return {row.key for row in model.select(model.key).where(model.key << keys)}


def require_whole() -> None:
    """Nothing is there without its other half: an event for each change, and everyone who was named."""
    needs, replies, thanks = (model.select().count() for model in (Need, Reply, Thanks))
    counted = Event.select(Event.kind, Event.verb, fn.COUNT(Event.id)).group_by(Event.kind, Event.verb).tuples()
    told = Counter({(kind, verb): many for kind, verb, many in counted})
    assert told["need", "ask"] == needs and NeedNamed.select().count() == 2 * needs
    assert Notice.select().where(Notice.verb == "ask").count() == needs
    assert told["thanks", "thank"] == thanks and ThanksTo.select().count() == 2 * thanks
    assert told["reply", "reply"] - told["reply", "take_back"] == replies
    claimed, met = (Need.select().where(field).count() for field in (Need.claimed_at > 0, Need.closed_as == "met"))
    assert (told["need", "claim"], told["need", "meet"]) == (claimed, met)
    assert not Need.select().where(Need.claimed_by.is_null() != Need.claimed_at.is_null()).exists()


def send_again(number: int, kept: Said, family: SimpleNamespace) -> None:
    """Whoever saw no answer sends the form once more: then it is there once, whether it was kept before or not."""
    for thread in range(WRITERS):
        mine = Need.select().where(Need.own.startswith(f"Sit with me? {number}-{thread}-"))
        turn = sum(need.key in kept["asked"] for need in mine)
        form = f"{number}-{thread}-{turn}"
        Need.ask(**same_form(form, family.mara, family.jon, family.ruth))
        assert Need.select().where(Need.own == f"Sit with me? {form}").count() == 1


def require_sound() -> None:
    assert database.db.execute_sql("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.db.execute_sql("PRAGMA foreign_key_check").fetchall() == []


# ---- the same over HTTP


class Evening:
    """Mara and Jon on their phones: they ask, claim, reply and thank, and remember each yes of the house."""

    def __init__(self, port: int, name: str, maras: dict[str, str], jons: dict[str, str], family: Any) -> None:
        self.port, self.name, self.maras, self.jons = port, name, maras, jons
        self.jon, self.mara = family.jon.key, family.mara.key
        self.kept: list[tuple[str, str]] = []
        self.over = False

    def spend(self) -> None:
        turn = 0
        while not self.over:
            form = f"{self.name}-{turn}"
            answer = self.sent("/needs/", {"own": form, "who": self.jon, "once": form}, self.maras)
            if not answer:
                return
            key = answer.rsplit("/", 1)[1]
            self.kept.append(("asked", form))
            if self.sent(f"/needs/{key}/claim", {"when": "now"}, self.jons):
                self.kept.append(("claimed", form))
            if self.sent(f"/needs/{key}/reply", {"words": form, "once": form}, self.jons):
                self.kept.append(("replied", form))
            if self.sent("/thanks/", {"did": form, "to": self.jon, "need": key, "once": form}, self.maras):
                self.kept.append(("thanked", form))
            turn += 1

    def sent(self, path: str, form: dict[str, str], phone: dict[str, str]) -> str:
        """Send it until there is an answer; where to go from there, or nothing when the evening is over."""
        while not self.over:
            with suppress(OSError, http.client.HTTPException), closing(self.line()) as line:
                status, _, headers = ask_on(line, "POST", path, form, **phone)
                assert status == 303, (status, path)
                return urlsplit(headers["Location"]).path
        return ""

    def line(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)


def test_a_house_that_is_killed_under_load_opens_again_with_all_it_said_yes_to(family, data):
    luck = random.Random(11)
    maras, jons = phone_of(family.mara), phone_of(family.jon)
    for number in range(HOUSES):
        with serving("--data", str(data)) as house:
            evenings = [Evening(house.port, f"{number}-{n}", maras, jons, family) for n in range(WRITERS)]
            threads = [threading.Thread(target=evening.spend) for evening in evenings]
            for thread in threads:
                thread.start()
            wait_for(evenings, luck.randrange(4, 40))
            os.kill(luck.choice(workers_of(house.process.pid)), signal.SIGKILL)
            wait_for(evenings, luck.randrange(44, 90))
            cut_off(house)
            for evening in evenings:
                evening.over = True
            for thread in threads:
                thread.join()
        require_evenings(evenings)
    require_sound()
    with serving("--data", str(data)) as house:
        assert ask(house.port, "GET", "/", **maras)[0] == 200


def wait_for(evenings: list[Evening], many: int) -> None:
    end = time.monotonic() + 30
    while sum(len(evening.kept) for evening in evenings) < many:
        assert time.monotonic() < end, "the house takes nothing any more"
        time.sleep(0.001)


def require_evenings(evenings: list[Evening]) -> None:
    """Each yes is in the notebook, once; each thing has its event and its people."""
    kept = gathered([[what, form] for evening in evenings for what, form in evening.kept])
    asked = {need.own: need for need in Need.select().where(Need.own << kept["asked"])}
    assert asked.keys() == kept["asked"] and all(asked[form].claimed for form in kept["claimed"])
    assert {reply.words for reply in Reply.select()} >= kept["replied"]
    assert {thanks.did for thanks in Thanks.select()} >= kept["thanked"]
    for model, told in ((Need, "ask"), (Reply, "reply"), (Thanks, "thank")):
        many = model.select().count()
        assert model.select(model.once).distinct().count() == many, "something was kept twice"
        assert Event.select().where(Event.verb == told).count() == many
    assert NeedNamed.select().count() == Need.select().count() and ThanksTo.select().count() == Thanks.select().count()
