"""How often somebody may guess, whatever the clock, the disk and the other workers do."""

import multiprocessing
import resource
import sqlite3
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from household.models.clock import stopped
from household.web.throttle import Throttle
from household.web.tries import may_try_code, may_try_passphrase

EVENING = datetime(2026, 11, 23, 20, 15, 0, 123_457, tzinfo=UTC)
SECONDS, YEAR = timedelta(seconds=1), timedelta(days=365)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "throttle.db"


@pytest.fixture
def throttle(path):
    return Throttle(path)


@pytest.fixture
def evening():
    with stopped(EVENING):
        yield


def allowed(throttle, times, key="mara", limit=5, per=300):
    """How many of these tries were allowed."""
    return sum(throttle.allow(key, limit, per) for _ in range(times))


def rows(path):
    connection = sqlite3.connect(path)
    found = connection.execute("SELECT key FROM tries").fetchall()
    connection.close()
    return len(found)


@contextmanager
def full_disk():
    """No file of this process can grow or be written."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def guess_fifty_times(path, start, answers):
    throttle = Throttle(path)
    start.wait()
    answers.put(allowed(throttle, 50))


def test_five_tries_then_one_a_minute(throttle, evening):
    assert allowed(throttle, 9) == 5
    with stopped(EVENING + 59 * SECONDS):
        assert allowed(throttle, 9) == 0
    with stopped(EVENING + 60 * SECONDS):
        assert allowed(throttle, 9) == 1
    with stopped(EVENING + 300 * SECONDS):
        assert allowed(throttle, 9) == 4


@pytest.mark.parametrize(("limit", "per"), [(1, 60), (3, 10), (7, 60), (20, 900), (60, 60), (60, 7)])
def test_no_limit_is_off_by_one(throttle, evening, limit, per):
    assert allowed(throttle, 100, limit=limit, per=per) == limit


def test_each_key_has_tries_of_its_own(throttle, evening):
    assert allowed(throttle, 9, key="mara") == allowed(throttle, 9, key="jon") == 5


def test_four_processes_at_once_get_five_tries_between_them(path):
    spawn = multiprocessing.get_context("spawn")
    start, answers = spawn.Barrier(4), spawn.Queue()
    workers = [spawn.Process(target=guess_fifty_times, args=(path, start, answers)) for _ in range(4)]
    for worker in workers:
        worker.start()
    assert sum(answers.get(timeout=30) for _ in workers) == 5
    for worker in workers:
        worker.join()


def guess_in_eight_threads(folder, start, answers):
    """In one house after the other, each time as the first who ever guess there."""
    for house in range(12):
        throttle = Throttle(folder / f"{house}.db")
        start.wait(30)
        with ThreadPoolExecutor(8) as threads:
            answers.put((house, sum(threads.map(lambda _, asked=throttle: allowed(asked, 1), range(8)))))


def test_those_who_open_the_file_for_the_first_time_at_once_get_five_between_them(tmp_path):
    spawn = multiprocessing.get_context("spawn")
    start, answers = spawn.Barrier(2), spawn.Queue()
    workers = [spawn.Process(target=guess_in_eight_threads, args=(tmp_path, start, answers)) for _ in range(2)]
    for worker in workers:
        worker.start()
    tried = Counter()
    for _ in range(24):
        house, many = answers.get(timeout=30)
        tried[house] += many
    for worker in workers:
        worker.join()
    assert set(tried.values()) == {5}


def test_threads_get_five_tries_between_them(throttle, evening):
    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(lambda _: allowed(throttle, 50), range(8))) == 5


def test_a_restart_forgets_nothing(path, evening):
    assert allowed(Throttle(path), 9) == 5
    assert allowed(Throttle(path), 9) == 0


@pytest.mark.parametrize("back", [YEAR, timedelta(days=20_000), 400 * SECONDS])
def test_a_clock_set_back_locks_nobody_out_for_longer(throttle, evening, back):
    allowed(throttle, 9)
    with stopped(EVENING - back):
        assert allowed(throttle, 9) == 5
    with stopped(EVENING - back + 60 * SECONDS):
        assert allowed(throttle, 9) == 1


@pytest.mark.parametrize("late", [timedelta(microseconds=1), 1 * SECONDS, 30 * SECONDS])
def test_a_try_that_waited_in_line_is_no_clock_set_back(throttle, evening, late):
    allowed(throttle, 9)
    with stopped(EVENING - late):
        assert allowed(throttle, 9) == 0


def test_a_clock_set_forward_gives_no_more_than_one_set_of_tries(throttle, evening):
    allowed(throttle, 9)
    with stopped(EVENING + YEAR):
        assert allowed(throttle, 9) == 5
    assert allowed(throttle, 9) == 5
    assert allowed(throttle, 9) == 0


def test_the_file_is_for_its_owner_only(throttle, path):
    allowed(throttle, 1)
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_file_names_nobody(throttle, path, evening):
    may_try_passphrase(throttle, "mara", "192.168.1.77")
    may_try_passphrase(throttle, "mara", "192.168.1.77", device="the-phone")
    kept = path.read_bytes()
    assert rows(path) == 4
    assert not any(word in kept for word in (b"mara", b"192.168.1.77", b"the-phone", b"strangers"))


def test_what_is_long_past_is_swept(throttle, path, evening):
    for number in range(150):
        allowed(throttle, 1, key=f"address {number}")
    assert rows(path) == 150
    with stopped(EVENING + YEAR):
        allowed(throttle, 100)
        assert rows(path) == 1


def test_what_a_wrong_clock_wrote_is_swept_too(throttle, path, evening):
    with stopped(EVENING + YEAR):
        allowed(throttle, 1, key="jon")
    allowed(throttle, 100)
    assert rows(path) == 1


def test_tries_that_still_count_are_not_swept(throttle, evening):
    allowed(throttle, 9)
    allowed(throttle, 300, key="jon")
    assert allowed(throttle, 1) == 0


def test_on_a_full_disk_five_tries_a_minute_get_through(throttle, path, evening):
    allowed(throttle, 1, key="jon")
    with full_disk():
        assert allowed(throttle, 9, limit=60, per=60) == 5
        with stopped(EVENING + 60 * SECONDS):
            assert allowed(throttle, 9, limit=60, per=60) == 5
    assert allowed(throttle, 99, limit=60, per=60) == 60


def test_on_a_full_disk_strangers_together_get_five_tries(throttle, evening):
    with full_disk():
        tries = [may_try_passphrase(throttle, f"person {n}", f"10.0.0.{n}") for n in range(20)]
        assert sum(tries) == 5
        assert may_try_passphrase(throttle, "person 1", "10.0.0.1", device="the phone")


def test_where_there_can_be_no_file_five_tries_get_through(tmp_path, evening):
    (tmp_path / "not a folder").write_text("")
    assert allowed(Throttle(tmp_path / "not a folder" / "throttle.db"), 9) == 5


def test_the_file_is_used_again_as_soon_as_it_can_be(tmp_path, evening):
    throttle = Throttle(tmp_path / "data" / "throttle.db")
    allowed(throttle, 9)
    (tmp_path / "data").mkdir()
    assert allowed(throttle, 9) == 5
    assert rows(tmp_path / "data" / "throttle.db") == 1


@pytest.mark.parametrize("damage", [b"not a notebook at all" * 400, b""], ids=["garbage", "emptied"])
def test_a_damaged_file_begins_anew_for_every_worker(path, evening, damage):
    first, second = Throttle(path), Throttle(path)
    allowed(first, 1), allowed(second, 1)
    path.write_bytes(damage)
    allowed(first, 1), allowed(second, 1)
    assert allowed(first, 9) + allowed(second, 9) == 5
    assert rows(path) == 1


def test_nobody_can_use_up_the_tries_of_the_owner(throttle, evening):
    for number in range(300):
        may_try_passphrase(throttle, "mara", f"10.0.{number // 250}.{number % 250}")
    assert not may_try_passphrase(throttle, "mara", "10.0.9.9")
    tries = [may_try_passphrase(throttle, "mara", "10.0.0.1", device="her phone") for _ in range(9)]
    assert tries == [True] * 5 + [False] * 4


def test_a_known_device_takes_no_tries_from_others(throttle, evening):
    for _ in range(9):
        may_try_passphrase(throttle, "mara", "10.0.0.1", device="the tablet")
    assert may_try_passphrase(throttle, "mara", "10.0.0.1", device="her phone")
    assert sum(may_try_passphrase(throttle, "mara", "10.0.0.1") for _ in range(9)) == 5


def test_strangers_get_five_tries_at_one_account(throttle, evening):
    assert sum(may_try_passphrase(throttle, "mara", f"10.0.0.{n}") for n in range(30)) == 5
    with stopped(EVENING + 60 * SECONDS):
        assert sum(may_try_passphrase(throttle, "mara", f"10.0.1.{n}") for n in range(30)) == 1


def test_strangers_get_twenty_tries_from_one_address(throttle, evening):
    assert sum(may_try_passphrase(throttle, f"person {n}", "10.0.0.1") for n in range(50)) == 20
    with stopped(EVENING + 45 * SECONDS):
        assert sum(may_try_passphrase(throttle, f"person {n}", "10.0.0.1") for n in range(50, 60)) == 1


def test_strangers_get_sixty_tries_in_all(throttle, evening):
    assert sum(may_try_passphrase(throttle, f"person {n}", f"10.0.0.{n}") for n in range(90)) == 60


def test_an_address_that_is_out_of_tries_uses_up_nobody_elses(throttle, evening):
    for number in range(50):
        may_try_passphrase(throttle, f"person {number}", "10.0.0.1")
    for _ in range(9):
        assert not may_try_passphrase(throttle, "mara", "10.0.0.1")
    assert sum(may_try_passphrase(throttle, "mara", "10.0.0.2") for _ in range(9)) == 5


def test_codes_get_five_tries_a_minute_in_all(throttle, evening):
    assert sum(may_try_code(throttle, f"10.0.0.{n}") for n in range(30)) == 5
    with stopped(EVENING + 12 * SECONDS):
        assert sum(may_try_code(throttle, f"10.0.1.{n}") for n in range(30)) == 1


def test_one_address_cannot_use_up_all_the_codes_tries_for_long(throttle, evening):
    assert sum(may_try_code(throttle, "10.0.0.1") for _ in range(9)) == 5
    with stopped(EVENING + 50 * SECONDS):
        assert not may_try_code(throttle, "10.0.0.1")
        assert may_try_code(throttle, "10.0.0.2")
