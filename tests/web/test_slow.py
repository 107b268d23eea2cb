"""Slow and hostile callers of a house that is really open: they cost it little, and nobody else notices them."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from household.web.callers import home_of

from ..test_serving import FACE, ask, serving, until
from .calling import CLOSE, HEAD, answered, call, calls, heard, last, opened

HALF_A_HEAD = HEAD + b"X-Slow: "
HALF_A_BODY = b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\nname=Ma"
HOSTILE = {"idle": b"", "half a head": HALF_A_HEAD, "half a body": HALF_A_BODY}
ELSEWHERE = [f"127.0.0.{n}" for n in range(2, 21)]
PAGE = HEAD + CLOSE
FORM = b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n"
FORM += b"Content-Type: application/x-www-form-urlencoded\r\n"
DID_NOT_UNDERSTAND = "The house did not understand that."
TOO_MUCH = "That is more than the house can take at once."
CHUNKS = b"Transfer-Encoding: chunked\r\n"
TOO_LATE = b"That took too long to arrive. Please try again."


@pytest.fixture(scope="module")
def house() -> Iterator[SimpleNamespace]:
    """A house with a family in it, and the cookie of one of them."""
    with serving("--demo", HOUSEHOLD_LINES="64") as house:
        house.cookie = come_in(house.port)
        yield house
    assert house.process.returncode == 0


def come_in(port: int) -> str:
    key = re.search(r'name="person" value="([^"]+)"', ask(port, "GET", "/sign-in")[1])[1]
    return ask(port, "POST", "/demo/come-in", {"person": key})[2]["Set-Cookie"].split(";")[0]


def well(port: int, source: str = "127.0.0.1") -> bool:
    """Whether twenty who call one after the other are answered."""
    return [answered(port, PAGE, source) for _ in range(20)] == [(200, b"ok")] * 20


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_two_hundred_from_one_address_keep_nobody_waiting(house, words):
    with calls(house.port, words, ["127.0.0.2"] * 200):
        assert well(house.port)
        assert well(house.port, "127.0.0.2"), "not even who shares their address"


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_ten_from_each_of_many_addresses_keep_nobody_waiting(house, words):
    with calls(house.port, words, ELSEWHERE * 10):
        assert well(house.port)


def test_two_hundred_who_drip_keep_nobody_waiting(house):
    stop = threading.Event()
    with calls(house.port, HALF_A_HEAD, ["127.0.0.2"] * 200) as lines:

        def drip() -> None:
            while not stop.wait(0.2):
                for line in lines:
                    line.send(b"a") if line.fileno() >= 0 and not hung_up(line) else None

        dripping = threading.Thread(target=drip)
        dripping.start()
        try:
            assert well(house.port)
        finally:
            stop.set()
            dripping.join()


def hung_up(line: socket.socket) -> bool:
    try:
        return line.recv(1, socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def test_more_callers_than_there_is_room_for_make_way_for_the_next(house):
    with calls(house.port, HALF_A_HEAD, ELSEWHERE * 47):  # 893, where two workers have room for 800
        assert well(house.port)


def test_who_reads_nothing_of_a_long_answer_keeps_no_thread(house):
    """More of them than there are threads, each with hardly any room for what comes."""
    script = re.search(r'src="(/assets/[^"]+htmx[^"]+)"', ask(house.port, "GET", "/sign-in")[1])[1]
    lines = []
    try:
        for n in range(180):
            line = socket.socket()
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 536)  # a Wi-Fi is no loopback
            line.bind((ELSEWHERE[n % 19], 0))
            line.connect(("127.0.0.1", house.port))
            line.sendall(f"GET {script} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            lines.append(line)
        assert well(house.port)
    finally:
        for line in lines:
            line.close()


def test_who_does_not_hang_up_after_an_answer_keeps_nobody_waiting(house):
    with calls(house.port, b"nonsense\r\n\r\n", ELSEWHERE * 3), calls(house.port, PAGE, ELSEWHERE * 3):
        assert well(house.port)


# ---- what odd requests are told

ODD = {
    # what it is: (what is sent, the status, what is said)
    "a line of 2,048 bytes": (b"GET /%b HTTP/1.1\r\nHost: localhost\r\n%b" % (b"a" * 2034, CLOSE), 404, None),
    "a longer line": (b"GET /%b HTTP/1.1\r\nHost: localhost\r\n%b" % (b"a" * 2035, CLOSE), 414, "too long"),
    "a line without an end": (b"GET /" + b"a" * 200_000, 414, "too long"),
    "38 more fields": (HEAD + b"".join(b"X-%d: a\r\n" % n for n in range(38)) + CLOSE, 200, "ok"),
    "39 more fields": (HEAD + b"".join(b"X-%d: a\r\n" % n for n in range(39)) + CLOSE, 431, "cookies"),
    "a field of 4,096 bytes": (HEAD + b"X: %b\r\n%b" % (b"a" * 4091, CLOSE), 200, "ok"),
    "a longer field": (HEAD + b"X: %b\r\n%b" % (b"a" * 4092, CLOSE), 431, "cookies"),
    "fields without an end": (HEAD + b"X: " + b"a" * 200_000, 431, "cookies"),
    "very many cookies": (
        HEAD + b"Cookie: " + b"; ".join(b"c%d=x" % n for n in range(900)) + b"\r\n" + CLOSE,
        431,
        "cook",
    ),
    "very many cookie fields": (HEAD + b"Cookie: a=b\r\n" * 60 + CLOSE, 431, "cookies"),
    "a body of 1 MiB": (
        FORM + b"Content-Length: 1048576\r\n" + CLOSE + b"name=" + b"a" * 1_048_571,
        422,
        "fit together",
    ),
    "a longer body": (FORM + b"Content-Length: 1048577\r\n" + CLOSE + b"a" * 1_048_577, 413, TOO_MUCH),
    "a body of any length": (FORM + b"Content-Length: %b\r\n" % (b"9" * 18) + CLOSE, 413, TOO_MUCH),
    "a length beyond numbers": (FORM + b"Content-Length: %b\r\n" % (b"9" * 4_000) + CLOSE, 413, TOO_MUCH),
    "a body in chunks": (FORM + CHUNKS + CLOSE + b"6\r\nname=M\r\n0\r\n\r\n", 411, "how long"),
    "a body in endless chunks": (FORM + CHUNKS + CLOSE + b"4\r\nname\r\n" * 200_000, 411, "how long"),
    "another transfer coding": (FORM + b"transfer-encoding:pigeon\r\n" + CLOSE, 411, "how long"),
    "a length and chunks": (FORM + b"Content-Length: 1\r\n" + CHUNKS + CLOSE + b"0\r\n\r\n" * 2, 411, "how long"),
    "two lengths": (FORM + b"Content-Length: 1\r\nContent-Length: 2\r\n" + CLOSE + b"ab", 400, DID_NOT_UNDERSTAND),
    "a length below nothing": (FORM + b"Content-Length: -1\r\n" + CLOSE, 400, DID_NOT_UNDERSTAND),
    "a length in words": (FORM + b"Content-Length: one\r\n" + CLOSE, 400, DID_NOT_UNDERSTAND),
    "who expects a pigeon": (HEAD + b"Expect: pigeon\r\n" + CLOSE, 417, DID_NOT_UNDERSTAND),
    "NUL in a field": (HEAD + b"X: a\x00b\r\n" + CLOSE, 400, DID_NOT_UNDERSTAND),
    "NUL in the address": (b"GET /\x00 HTTP/1.1\r\nHost: localhost\r\n" + CLOSE, 400, DID_NOT_UNDERSTAND),
    "two Hosts": (HEAD + b"Host: localhost\r\n" + CLOSE, 400, DID_NOT_UNDERSTAND),
    "a field without a name": (HEAD + b": a\r\n" + CLOSE, 400, DID_NOT_UNDERSTAND),
    "a field over two lines": (HEAD + b"X: a\r\n b\r\n" + CLOSE, 400, DID_NOT_UNDERSTAND),
    "a space before a colon": (FORM + b"Content-Length : 5\r\n" + CLOSE + b"name=", 400, DID_NOT_UNDERSTAND),
    "another version": (b"GET / HTTP/3.0\r\nHost: localhost\r\n" + CLOSE, 400, DID_NOT_UNDERSTAND),
    "the preface of HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, DID_NOT_UNDERSTAND),
    "a method in small letters": (b"get / HTTP/1.1\r\nHost: localhost\r\n" + CLOSE, 400, DID_NOT_UNDERSTAND),
    "only a line end": (b"\r\n\r\n", 400, DID_NOT_UNDERSTAND),
    "a tunnel": (b"CONNECT localhost:22 HTTP/1.1\r\nHost: localhost\r\n\r\n", 403, None),
    "everything": (b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n" + CLOSE, 404, None),
    "HTTP/1.0 without a Host": (b"GET / HTTP/1.0\r\n\r\n", 421, None),
    "a TLS hello": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\xab" * 500, 400, DID_NOT_UNDERSTAND),
    "bytes": (bytes(range(128, 256)) + b"\r\n\r\n", 400, DID_NOT_UNDERSTAND),
}


@pytest.mark.parametrize(("words", "status", "said"), ODD.values(), ids=ODD)
def test_an_odd_request_is_told_plainly_what_is_wrong(house, words, status, said):
    told, body = answered(house.port, words)
    assert told == status, body
    assert said is None or said in body.decode()
    assert b"Traceback" not in body and b"<h1><p>" not in body


def test_who_waits_to_be_told_to_go_on_is_told(house):
    with closing(call(house.port, FORM + b"Expect: 100-continue\r\nContent-Length: 6\r\n" + CLOSE)) as line:
        assert line.recv(100).startswith(b"HTTP/1.1 100 Continue")
        line.sendall(b"name=M")
        assert last(heard(line))[0] == 422


def test_requests_that_come_in_one_breath_are_answered_in_turn(house):
    with closing(call(house.port, HEAD + b"\r\n" + HEAD + b"\r\n" + PAGE)) as line:
        assert heard(line).count(b"HTTP/1.1 200 OK") == 3


def test_what_follows_a_body_that_was_refused_is_never_a_request(house):
    """A body too long to take might hold what looks like the next request."""
    refused = FORM + b"Content-Length: 2000000\r\n\r\n" + PAGE
    with closing(call(house.port, refused)) as line:
        assert heard(line).count(b"HTTP/1.1") == 1


def test_one_address_is_a_machine_and_not_one_of_its_many_names():
    assert home_of(("192.168.1.5", 40_000)) == home_of(("::ffff:192.168.1.5", 40_001, 0, 0)) == "192.168.1.5"
    assert (
        home_of(("fd12::1", 1, 0, 0)) == home_of(("fd12::ffff:1:2:3", 1, 0, 0)) != home_of(("fd12:0:0:1::1", 1, 0, 0))
    )
    assert home_of(("fe80::1%eth0", 1, 0, 2)) == "fe80::/64"
    assert home_of("") == ""


# ---- what takes its time


@pytest.mark.long
@pytest.mark.parametrize("words", [HALF_A_HEAD, HALF_A_BODY], ids=["half a head", "half a body"])
def test_who_takes_too_long_is_told_so(house, words):
    with closing(call(house.port, words)) as line:
        assert last(heard(line)) == (408, TOO_LATE)


@pytest.mark.long
def test_who_says_nothing_is_hung_up_on_without_a_word(house):
    with closing(call(house.port)) as line:
        assert heard(line) == b""


@pytest.mark.long
def test_a_thousand_who_break_off_leave_nothing_behind(house):
    assert well(house.port)
    before = {pid: held(pid) for pid in workers(house)}
    for n in range(1_000):
        call(house.port, [*HOSTILE.values(), PAGE, b"nonsense\r\n\r\n"][n % 5], ELSEWHERE[n % 19]).close()
    until(lambda: all(files <= before[pid][0] + 3 for pid, (files, _) in now_held(house).items()), house.process)
    assert all(threads <= 64 + 6 for _, threads in now_held(house).values())
    assert set(workers(house)) == set(before), "and no worker had to be replaced"


def workers(house: SimpleNamespace) -> list[int]:
    return [
        int(pid) for pid in Path(f"/proc/{house.process.pid}/task/{house.process.pid}/children").read_text().split()
    ]


def held(pid: int) -> tuple[int, int]:
    """How many files it has open, and how many threads it has."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir())), len(list(Path(f"/proc/{pid}/task").iterdir()))


def now_held(house: SimpleNamespace) -> dict[int, tuple[int, int]]:
    return {pid: held(pid) for pid in workers(house)}


def quick(port: int) -> bool:
    try:
        with closing(call(port, PAGE, seconds=3)) as line:
            return last(heard(line)) == (200, b"ok")
    except OSError:
        return False


@pytest.mark.long
@pytest.mark.parametrize("words", [HALF_A_HEAD, HALF_A_BODY], ids=["half a head", "half a body"])
def test_the_same_callers_bring_a_plain_worker_to_a_stop(tmp_path, words):
    """Else the tests above would prove nothing."""
    plain = opened(tmp_path, "-k", "gthread", "--graceful-timeout", "1")
    with plain as house, calls(house.port, words, ["127.0.0.2"] * 200):
        assert not quick(house.port)


# ---- streams


def stream(house: SimpleNamespace) -> bytes:
    return b"GET /live HTTP/1.1\r\nHost: localhost\r\nCookie: %b\r\n\r\n" % house.cookie.encode()


@pytest.mark.long
def test_a_stream_outlives_every_deadline(house):
    with closing(call(house.port, stream(house))) as line:
        said = b""
        while said.count(b": still here") < 2:  # a beat comes every twenty seconds
            more = line.recv(65_536)
            assert more, said  # hung up, or no room for it
            said += more


def test_streams_beyond_the_last_are_told_to_ask_by_themselves_and_the_house_lives_on(house):
    with calls(house.port, stream(house), ELSEWHERE * 6) as lines:  # 114, where two workers have room for 96
        statuses = [int(line.recv(12)[-3:]) for line in lines]
        assert {200, 204} == set(statuses) and statuses.count(200) <= 96
        assert well(house.port)
        assert ask(house.port, "GET", "/", Cookie=house.cookie)[0] == 200


@pytest.mark.long
def test_the_house_closes_soon_whoever_is_still_there(tmp_path):
    """Where it might take a minute, so that a busy machine does not matter."""
    with opened(tmp_path, "--graceful-timeout", "60") as house:
        form = {"step": "passphrase", "zone": "Europe/Berlin", "look": "own", **FACE, "home_name": "The blue door"}
        form |= {"name": "Mara", "passphrase": "four quiet herons wading"}
        house.cookie = ask(house.port, "POST", "/set-up/", form)[2]["Set-Cookie"].split(";")[0]
        with calls(house.port, stream(house), ELSEWHERE) as streams:
            assert all(b" 200 " in line.recv(100) for line in streams)
            with calls(house.port, HALF_A_HEAD, ELSEWHERE), calls(house.port, b"", ELSEWHERE):
                house.process.terminate()
                assert house.process.wait(timeout=25) == 0
