"""The disk is full, or fails: all can be read, what can't be kept is told with the words kept, and then all is well."""

import http.client
import os
import resource
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest

from household import database
from household.keeping.room import BALLAST, WEIGHT
from household.keeping.ticker import Clockwork
from household.models import Device, Event, Need, Person, Reply, Thanks, passphrase
from household.models.clock import now

from ..test_rescue import rescued
from ..test_serving import answers, ask, free_port, serving, until
from ..web.test_trouble import FAILING, FULL, LONG
from .families import HERONS, open_as, phone_of, settings_for, workers_of

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk"),
]

OFFSETS = 50  # pages of 4,096 bytes that are left on the disk, from none
STREAMED = 10  # at every tenth of them, the live stream is listened to as well
SIZE = 96_000_000  # bytes of the disk: what the house needs to open, and some
PAGE = 4_096
WAYS = ({}, {"HX-Request": "true", "HX-Request-Type": "full"}, {"HX-Request": "true", "HX-Request-Type": "partial"})
MODES = pytest.mark.parametrize("mode", ["truncate", "wal"])


class Change(NamedTuple):
    """Something that people send: as whom, where to, what, and how one sees whether it was kept."""

    phone: dict[str, str]
    path: str
    form: dict[str, str]
    words: str
    kept: Callable[[], bool]


class Disk:
    """A small disk with other things on it than the notebook, which can take all of its room."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.films = folder, folder / "films"

    def fill(self, pages: int) -> None:
        """Leave so many pages free."""
        self.empty()
        with self.films.open("wb") as films:
            os.posix_fallocate(films.fileno(), 0, shutil.disk_usage(self.folder).free - pages * PAGE)

    def empty(self) -> None:
        self.films.write_bytes(b"")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder], capture_output=True)
    if mounted.returncode:
        pytest.skip("no small disk can be mounted here")
    yield Disk(folder)
    database.db.close()
    subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture
def data(disk: Disk) -> Path:
    return disk.folder / "data"


@pytest.fixture
def house(family: SimpleNamespace, data: Path, mode: str, tmp_path: Path) -> Iterator[SimpleNamespace]:
    Person.update(passphrase=passphrase.seal(HERONS)).where(Person.id == family.mara.id).execute()
    with serving("--data", str(data), **settings_for(mode, tmp_path)) as house:
        house.phones = {person.name: phone_of(person) for person in (family.mara, family.jon)}
        yield house


def changes(family: SimpleNamespace, house: SimpleNamespace, once: str) -> dict[str, Change]:
    """One of everything that is written, each with words of its own."""
    mara, jon = family.mara, family.jon
    need = Need.ask(by=mara, own=f"Old {once}", audience="named", named=[jon])
    reply = Reply.write_under(need, by=jon, words=f"Old {once}")
    thanks = Thanks.give(by=jon, to=[mara], did=f"Old {once}")
    device, _ = Device.enter(mara, f"left {once}")
    door = {"Cookie": f"household-{family.home.key}={device.sign_out()}"}
    maras, jons, words = house.phones["Mara"], house.phones["Jon"], f"{once}: {LONG}"[:1_990].strip()

    def there(model: Any, field: Any, value: str) -> Callable[[], bool]:
        return lambda: model.select().where(field == value).count() == 1

    def gone(record: Any) -> Callable[[], bool]:
        return lambda: type(record).get_or_none(type(record).key == record.key) is None

    asked, said, thanked, child = {"own": words, "who": jon.key}, {"words": words}, {"did": words, "to": jon.key}, once
    return {
        "an ask": Change(maras, "/needs/", asked, words, there(Need, Need.own, words)),
        "a reply": Change(jons, f"/needs/{need.key}/reply", said, words, there(Reply, Reply.words, words)),
        "a claim": Change(
            jons, f"/needs/{need.key}/claim", {"when": "now"}, "", lambda: Need.get_by_id(need.id).claimed
        ),
        "thanks": Change(maras, "/thanks/", thanked, words, there(Thanks, Thanks.did, words)),
        "a child": Change(
            maras, "/people/", {"name": child, "look": "leaf-oat-none"}, child, there(Person, Person.name, child)
        ),
        "a reply taken back": Change(jons, f"/needs/{need.key}/replies/{reply.key}/take-back", {}, "", gone(reply)),
        "thanks taken back": Change(jons, f"/thanks/{thanks.key}/take-back", {}, "", gone(thanks)),
        "coming in": Change(
            door,
            "/sign-in",
            {"person": mara.key, "passphrase": HERONS},
            "",
            lambda: Device.get_by_id(device.id).signed_in,
        ),
    }


def in_turn(sent: dict[str, Change], number: int) -> list[tuple[str, Change]]:
    """Each time another one comes first, while there is some room."""
    start = number % len(sent)
    return [*sent.items()][start:] + [*sent.items()][:start]


def send(house: SimpleNamespace, change: Change, once: str, way: dict[str, str]) -> tuple[int, str, Any]:
    status, page, headers = ask(house.port, "POST", change.path, change.form | {"once": once}, **change.phone, **way)
    return status, unescape(page), headers


def require_told(change: Change, answer: tuple[int, str, Any], way: dict[str, str], sentences: set[str]) -> None:
    """A yes is kept; a no says so in a sentence, and has the words with it or leaves them where they were typed."""
    status, page, headers = answer
    if status in (200, 303):
        assert change.kept(), change
        return
    assert status == 503 and not change.kept(), (status, change)
    assert any(sentence in page for sentence in sentences), page
    assert HERONS not in page
    if way:
        assert headers["HX-Retarget"] == "#notice" and "<html" not in page
    else:
        assert f'action="{change.path}"' in page and "Try again" in page
        assert change.words in page and all(
            f'name="{name}" value="{value}"' in page for name, value in change.form.items() if value != HERONS
        )


def require_readable(house: SimpleNamespace, need: Need) -> None:
    for phone in house.phones.values():
        for path in ("/", f"/needs/{need.key}", "/thanks/", "/us/", "/needs/new"):
            assert ask(house.port, "GET", path, **phone)[0] == 200, path


class Listener:
    """A page that is open all the while, and counts how often it is told to look."""

    def __init__(self, house: SimpleNamespace) -> None:
        self.told, self.house = 0, house
        self.line = http.client.HTTPConnection("127.0.0.1", house.port, timeout=60)
        self.line.request("GET", "/live", headers=house.phones["Jon"])
        self.stream = self.line.getresponse()
        assert self.stream.status == 200
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        with suppress(OSError, ValueError, AttributeError, http.client.HTTPException):
            while line := self.stream.readline():
                self.told += line.startswith(b"event: house-changed")

    def require_news(self, before: int) -> None:
        until(lambda: self.told > before, self.house.process)

    def close(self) -> None:
        self.line.close()


@MODES
def test_wherever_the_disk_ends_nothing_is_lost_and_no_word_either(house, family, disk, mode):
    answered, listener = set(), Listener(house)
    for pages in range(OFFSETS):
        once = f"with {pages} pages {mode}"
        sent = changes(family, house, once)
        Device.update(last_day=now().date() - timedelta(days=1)).execute()
        database.db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        way = WAYS[pages % len(WAYS)]
        disk.fill(pages)
        require_readable(house, Need.get(Need.own == f"Old {once}"))
        for what, change in in_turn(sent, pages):
            answer = send(house, change, once, way)
            require_told(change, answer, way, {FULL, FAILING})
            answered.add((what, answer[0] == 503))
        require_readable(house, Need.get(Need.own == f"Old {once}"))
        disk.empty()
        before = listener.told
        for change in sent.values():
            assert change.kept() or send(house, change, once, way)[0] in (200, 303), (pages, change)
            assert change.kept(), (pages, change)
        if pages % STREAMED == 0:
            Event.record(family.home, "change", {"partners"}, {"partners"})
            listener.require_news(before)
    assert answered == {(what, full) for what in sent for full in (True, False)}, "each was once told no, and once yes"
    assert database.db.execute_sql("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.db.execute_sql("PRAGMA journal_mode").fetchone() == (mode,)
    listener.close()


@MODES
def test_a_house_that_starts_on_a_full_disk_opens_and_goes_on_once_there_is_room(family, disk, data, mode, tmp_path):
    phone = {person.name: phone_of(person) for person in (family.mara, family.jon)}
    database.db.close()
    disk.fill(8 if mode == "wal" else 0)  # reading takes 32 kB of the disk in that mode
    with serving("--data", str(data), **settings_for(mode, tmp_path)) as house:
        house.phones = phone
        assert ask(house.port, "GET", "/", **phone["Jon"])[0] == 200
        ask_for = {"own": LONG[:1_990].strip(), "who": family.jon.key}
        answer = ask(house.port, "POST", "/needs/", ask_for, **phone["Mara"])
        assert answer[0] == 503 and FULL in unescape(answer[1]) and ask_for["own"] in unescape(answer[1])
        disk.empty()
        assert ask(house.port, "POST", "/needs/", ask_for, **phone["Mara"])[0] == 303
        require_readable(house, Need.get(Need.own == ask_for["own"]))


def test_where_not_even_reading_has_room_the_one_page_says_what_to_throw_away_and_that_is_enough(
    family, disk, data, tmp_path
):
    open_as(f"sqlite:///{data / 'household.db'}", "wal")
    database.ready()
    database.db.close()
    with (data / BALLAST).open("wb") as ballast:
        os.posix_fallocate(ballast.fileno(), 0, WEIGHT)
    disk.fill(0)
    port = free_port()
    with rescued(data, str(port), **settings_for("wal", tmp_path)) as process:
        assert f">rm {data / BALLAST}<" in ask(port, "GET", "/")[1]
        (data / BALLAST).unlink()
        until(lambda: answers(port), process)


@MODES
def test_on_a_full_disk_a_guesser_is_still_counted(house, disk):
    disk.fill(0)
    told = [ask(house.port, "POST", "/sign-in", {"name": "Mara", "passphrase": f"wrong {n}"})[0] for n in range(30)]
    assert set(told) == {422, 429} and told.count(422) <= 5 * len(workers_of(house.process.pid))
    disk.empty()


@MODES
def test_the_houses_clockwork_waits_for_the_disk(family, disk, data, caplog):
    Event.record(family.home, "change", {"partners"}, {"partners"})
    Event.update(at=now() - timedelta(days=2)).execute()
    disk.fill(0)
    Clockwork("this one", data).tick()
    assert "the house's clockwork" in caplog.text and Event.select().exists()
    disk.empty()
    Clockwork("this one", data).tick()  # as it is an hour later
    assert not Event.select().exists()


# ---- a card that fails


@contextmanager
def failing(house: SimpleNamespace) -> Iterator[None]:
    """Whatever the house writes, the system says that it could not."""
    everyone = workers_of(house.process.pid)
    before = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in everyone}
    for pid in everyone:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, before[pid][1]))
    try:
        yield
    finally:
        for pid in everyone:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, before[pid])


@MODES
def test_while_the_card_fails_all_can_be_read_and_afterwards_written(house, family):
    for number in range(10):
        once, way = f"turn {number}", WAYS[number % len(WAYS)]
        sent = changes(family, house, once)
        Device.update(last_day=now().date() - timedelta(days=1)).execute()
        with failing(house):
            require_readable(house, Need.get(Need.own == f"Old {once}"))
            for change in sent.values():
                answer = send(house, change, once, way)
                assert answer[0] == 503
                require_told(change, answer, way, {FAILING})
        for change in sent.values():
            assert send(house, change, once, way)[0] in (200, 303) and change.kept()


@pytest.fixture
def card(tmp_path: Path) -> Iterator[Path]:
    """A card of its own, with a file system that can be told to give up."""
    image, folder = tmp_path / "card.img", tmp_path / "card"
    folder.mkdir()
    with image.open("wb") as file:
        file.truncate(2 * SIZE)
    made = subprocess.run(["mkfs.ext4", "-q", image], capture_output=True)
    if made.returncode or subprocess.run(["mount", "-o", "loop", image, folder], capture_output=True).returncode:
        pytest.skip("no file can be mounted as a card here")
    yield folder
    database.db.close()
    subprocess.run(["umount", "--lazy", folder], check=True)


class TestACardThatHasGivenUp:
    """ext4 lets nothing be written any more, until the card is mounted anew."""

    @pytest.fixture
    def data(self, card: Path) -> Path:
        return card / "data"

    @MODES
    def test_it_can_still_be_read_and_has_all_that_was_kept(self, house, family, data, mode, tmp_path):
        sent = changes(family, house, "once")
        answers = [send(house, change, "once", {})[0] for change in sent.values()]
        assert set(answers) == {303}
        more = changes(family, house, "twice")
        Device.update(last_day=now().date() - timedelta(days=1)).execute()
        subprocess.run(["mount", "-o", "remount,abort", data.parent], check=True)
        require_readable(house, Need.get(Need.own == "Old twice"))
        for way in WAYS:
            for change in more.values():
                answer = send(house, change, "twice", way)
                assert answer[0] == 503
                require_told(change, answer, way, {FAILING})
        require_readable(house, Need.get(Need.own == "Old twice"))
        assert all(change.kept() for change in sent.values())
        again = tmp_path / "again"
        with closing(database.db):
            shutil.copytree(data, again)
        with serving("--data", str(again), **settings_for(mode, tmp_path)) as house:
            assert ask(house.port, "GET", "/", **phone_at(again, family.mara, mode))[0] == 200
        assert all(change.kept() for change in sent.values())


def phone_at(data: Path, person: Person, mode: str) -> dict[str, str]:
    open_as(f"sqlite:///{data / 'household.db'}", mode)
    return phone_of(person)
