"""Recovery codes: ten on paper, each of which lets its person in once, to choose a new passphrase."""

import multiprocessing
import re
import threading
from datetime import timedelta

import pytest

from household import database
from household.models import Device, Event, Person, RecoveryCode, passphrase
from household.models.base import TooLate
from household.models.clock import now, stopped

GONE = "That code has been used. Each one works once; please take another."


@pytest.fixture
def codes(mara) -> list[str]:
    return RecoveryCode.make(mara)


def again(person: Person) -> Person:
    return Person.get_by_id(person.id)


def test_there_are_ten_that_nobody_can_misread(codes):
    assert len(set(codes)) == 10
    assert all(re.fullmatch(r"[BCDFGHJKLMNPQRSTVWXZ]{4}(-[BCDFGHJKLMNPQRSTVWXZ]{4}){3}", code) for code in codes)


def test_only_hashes_are_kept(codes):
    kept = repr(list(RecoveryCode.select().dicts()))
    assert not any(part in kept for code in codes for part in (code, code.replace("-", "")))


def test_a_code_is_known_however_it_is_written(codes, mara):
    code = codes[3]
    for written in (code, code.lower(), code.replace("-", ""), f" {code.replace('-', ' - ')}.\n", "-".join(code)):
        assert RecoveryCode.written(written).person == mara
    for written in ("", "-", code[:-1], code + "B", codes[0][:4] + codes[1][4:], "\x00", "日本", "B" * 1_000_000):
        assert RecoveryCode.written(written) is None, written[:20]


def test_using_one_sets_a_new_passphrase_and_ends_every_device_but_this(codes, mara, jon, clock):
    here, cookie = Device.enter(mara, "iPhone")
    lost, jons = Device.enter(mara, "iPad")[1], Device.enter(jon, "Android")[1]
    RecoveryCode.written(codes[0]).use("sealed", on=here)
    assert (again(mara).passphrase, again(mara).passphrase_reset_at) == ("sealed", clock)
    assert (Device.known(lost), bool(Device.known(cookie)), bool(Device.known(jons))) == (None, True, True)
    assert RecoveryCode.opened_last(again(mara)) and not RecoveryCode.opened_last(jon)
    assert Event.select().order_by(Event.id.desc()).get().circle == {mara.key}


def test_each_works_once_and_the_others_go_on(codes, mara):
    first = RecoveryCode.written(codes[0])
    first.use("one")
    with pytest.raises(TooLate, match=re.escape(GONE)):
        first.use("two")
    assert RecoveryCode.written(codes[0]) is None and again(mara).passphrase == "one"
    for code in codes[1:]:
        assert RecoveryCode.left(mara)
        RecoveryCode.written(code).use(code)
    assert not RecoveryCode.left(mara) and again(mara).passphrase == codes[-1]


def test_new_ones_end_the_old_ones_and_are_not_on_paper_yet(codes, mara, jon):
    jons = RecoveryCode.make(jon)
    RecoveryCode.keep(mara, codes[0])
    assert again(mara).codes_saved_at
    fresh = RecoveryCode.make(mara)
    assert [RecoveryCode.written(code) for code in codes] == [None] * 10
    assert again(mara).codes_saved_at is None
    assert all(RecoveryCode.written(code) for code in fresh + jons)


def test_only_the_newest_can_be_said_to_be_on_paper_and_only_ones_own(codes, mara, jon):
    RecoveryCode.make(mara)
    others = RecoveryCode.make(jon)[0]
    for written in (codes[0], others, "", "nothing"):
        with pytest.raises(TooLate, match="replaced by newer ones"):
            RecoveryCode.keep(mara, written)
    assert again(mara).codes_saved_at is None


def test_a_passphrase_set_anew_at_the_computer_was_not_opened_by_a_code(codes, mara, clock):
    RecoveryCode.written(codes[0]).use("sealed")
    RecoveryCode.make(mara)
    assert RecoveryCode.opened_last(again(mara)), "making new ones does not hide it"
    with stopped(clock + timedelta(hours=1)):
        passphrase.reset(mara, "anew", at=now(), here=True)
        assert not RecoveryCode.opened_last(again(mara))
        passphrase.change(mara, "own")
        assert again(mara).passphrase_reset_at is None


# ---- many at once


def test_of_a_hundred_threads_with_one_code_one_comes_in(codes, mara):
    start, won, code = threading.Barrier(100), [], RecoveryCode.written(codes[0])

    def use(number: int) -> None:
        start.wait()
        with database.db.connection_context():
            try:
                code.use(f"number {number}")
                won.append(number)
            except TooLate:
                won.append(None)

    threads = [threading.Thread(target=use, args=(number,)) for number in range(100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (number,) = set(won) - {None}
    assert (len(won), won.count(None), again(mara).passphrase) == (100, 99, f"number {number}")


def try_again_and_again(url: str, code: str, start: object, answers: object) -> None:
    database.init(url)
    database.ready()
    found = RecoveryCode.written(code)
    start.wait()  # type: ignore[attr-defined]
    won = 0
    for _ in range(25):
        try:
            found.use("mine")  # type: ignore[union-attr]
            won += 1
        except TooLate:
            continue
    answers.put(won)  # type: ignore[attr-defined]


@pytest.mark.long
def test_of_four_processes_with_one_code_one_comes_in(codes, url):
    spawn = multiprocessing.get_context("spawn")
    start, answers = spawn.Barrier(4), spawn.Queue()
    workers = [spawn.Process(target=try_again_and_again, args=(url, codes[0], start, answers)) for _ in range(4)]
    for worker in workers:
        worker.start()
    assert sorted(answers.get(timeout=60) for _ in workers) == [0, 0, 0, 1]
    for worker in workers:
        worker.join()
