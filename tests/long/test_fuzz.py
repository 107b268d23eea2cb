"""Twenty thousand requests as each of those who may call: nearly right, odd, and broken. The house never breaks."""

import json
import logging
import os
import random
import socket
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from peewee import fn

from household import create_app, database
from household.models import Device, Moment, Need, Person, Thanks
from household.web.throttle import Throttle

from ..routes.test_anything import FIELDS, GOOD, HEADERS, METHODS, VALUES, WHO, Anybody, path_of, query_of
from ..test_serving import ask, serving
from .families import phone_of

pytestmark = pytest.mark.long

REQUESTS = 20_000  # as each
SENT = 300  # over real sockets, as each of three
AFRESH = 50  # requests after which the house is tidied and everyone comes in anew
KEPT = 5  # needs and thanks that stay then

ODD_KEYS = (
    *(str(2**63).encode(), b"-1", b"0", b"%00", b"a\x00b", b"x" * 5_000, b".", b"..", b"...", b"....//"),
    *("ключ".encode(), "\U0001f9d1".encode(), b"\xc0\xaf", b"\xed\xa0\x80", b"\xff\xfe", b"'\"<>", b"{{7*7}}", b"%s"),
    *(b"%2f", b"%5c"),
)
ODD_VALUES = (
    *(b"\xed\xa0\x80", b"\xff", b"\x00", b"a\x00b", "ü".encode("utf-16"), "ü".encode("latin-1"), b"+ADw-", b"\x1b[2J"),
    *(b"\xf0\x9f", b"\r\n\r\n", b"%", b"%zz", b"&&==", b"-0", b"9" * 400, "١٢".encode(), b"[1,2]", b'{"a":1}'),
    b"\xe2\x80\xae",
)
ODD_TEXTS = (" " * 3_000, "\u0301" * 3_000, "x\n" * 5_000, "\U0010ffff", "ﷺ" * 3_000, "heron " * 170_000)
MORE_HEADERS = HEADERS | {
    "Accept-Language": (*HEADERS["Accept-Language"], "ar", "de-DE,de;q=0.9", "*;q=0", "en-" + "x" * 900, "\x00"),
    "If-None-Match": (*HEADERS["If-None-Match"], 'W/"', '"' * 99, "\xff"),
    "If-Modified-Since": ("Wed, 17 Jun 2026 17:30:00 GMT", "yesterday", "9" * 40),
    "Range": (*HEADERS["Range"], "bytes=" + "0-1," * 400, "lines=1-2", "bytes=9-1"),
    "HX-Current-URL": ("http://localhost/%ff", "javascript:1", "\xff"),
    "HX-Target": ("#need", "\xff" * 50),
    "HX-Boosted": ("true",),
    "Accept": ("application/json", "text/event-stream", "*/*;q=x"),
    "Transfer-Encoding": ("chunked", "gzip"),
    "Expect": ("100-continue", "x"),
    "X-Forwarded-Proto": ("https", "gopher"),
    "X-HTTP-Method-Override": ("DELETE",),
    "Upgrade": ("websocket", "h2c"),
}


class Fuzz:
    """One stream of requests; the same for the same seed."""

    def __init__(self, anybody: Anybody, seed: int) -> None:
        self.anybody, self.luck = anybody, random.Random(seed)
        self.keys = anybody.keys()

    def path(self) -> bytes:
        rule = self.luck.choice(self.anybody.rules)
        path = path_of(rule, self.keys, self.luck)
        if rule.arguments and self.luck.random() < 0.15:
            parts = path.split(b"/")
            parts[self.luck.randrange(1, len(parts))] = self.luck.choice(ODD_KEYS)
            path = b"/".join(parts)
        return path

    def method(self) -> str:
        return self.luck.choice((*["POST", "GET"] * 8, *METHODS, "get", "X" * 50))

    def pairs(self) -> list[tuple[str, Any]]:
        """Fields of the real forms, some of them odd, twice or as lists."""
        luck, form = self.luck, list(GOOD.items())
        for _ in range(luck.randrange(6)):
            value = luck.choice((*VALUES, *self.keys[""], luck.choice(ODD_VALUES), luck.choice(VALUES)))
            name = luck.choice((*FIELDS, *[f"moment-{key}-at" for key in self.keys[""][1:2]], "once", "own[]", ""))
            form.append((name, value))
        if luck.random() < 0.02:
            form.append((luck.choice(FIELDS), luck.choice(ODD_TEXTS)))
        luck.shuffle(form)
        return list(dict(form).items()) if luck.random() < 0.7 else form

    def body(self) -> tuple[bytes, str]:
        """(what is sent, as what)."""
        luck, pairs = self.luck, self.pairs()
        way = luck.choice((*["form"] * 8, "parts", "parts", "json", "noise", "half", "cut", "deep"))
        if way == "parts":
            body = b"".join(part(name, value, luck) for name, value in pairs) + luck.choice((b"--x--\r\n", b"--x", b""))
            return body, luck.choice(("multipart/form-data; boundary=x", "multipart/form-data; boundary=" + "y" * 99))
        if way == "json":
            return json.dumps({name: str(value) for name, value in pairs}).encode(), "application/json"
        if way == "deep":
            return b"[" * 50_000, luck.choice(("application/json", "application/x-www-form-urlencoded"))
        if way == "noise":
            return luck.randbytes(luck.randrange(2_000)), luck.choice(HEADERS["Content-Type"])
        body = urlencode(pairs).encode()
        kind = "application/x-www-form-urlencoded" + luck.choice(("", "", "; charset=utf-16", "; charset=no\xff"))
        return (body[: luck.randrange(len(body) + 1)] if way in ("half", "cut") else body), kind

    def headers(self) -> dict[str, str]:
        named = self.luck.sample(sorted(MORE_HEADERS), self.luck.choice((0, 0, 1, 4)))
        return {name: self.luck.choice(MORE_HEADERS[name]) for name in named}

    def send(self, who: str) -> None:
        (body, kind), query = self.body(), query_of(self.pairs()[:2], self.luck)
        self.anybody.send(who, self.method(), self.path(), query, {"Content-Type": kind} | self.headers(), body)

    def on_the_line(self, port: int, phone: dict[str, str]) -> bytes:
        """A request byte by byte: its length may be wrong, its chunks broken, its lines endless."""
        luck, (body, kind) = self.luck, self.body()
        path = self.path() if luck.random() < 0.1 else quote(self.path()).encode()
        length = {"Content-Length": str(luck.choice((len(body), len(body), len(body), 0, len(body) + 9, "x")))}
        if luck.random() < 0.15:
            length = {"Transfer-Encoding": "chunked"}
            body = luck.choice(
                (b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body), b"zz\r\n", b"-5\r\nx", b"ffffffffff\r\nx")
            )
        manners = {"Host": f"127.0.0.1:{port}", "Origin": f"http://127.0.0.1:{port}", "Content-Type": kind}
        sent = manners | phone | length | (self.headers() if luck.random() < 0.5 else {})
        lines = [f"{name}: {value}".encode("latin-1", "replace") for name, value in sent.items()]
        return self.method().encode() + b" " + path + b" HTTP/1.1\r\n" + b"\r\n".join(lines) + b"\r\n\r\n" + body


def part(name: str, value: Any, luck: random.Random) -> bytes:
    """One field of a form with files; now and then it is a file, or half a head."""
    head = f'Content-Disposition: form-data; name="{quote(name)}"'
    head += luck.choice(("", "", "", '; filename="x.svg"', '; filename="../../x"', "; filename*=utf-8''%ff", "; x"))
    kind = luck.choice(("", "", "\r\nContent-Type: image/svg+xml", "\r\nContent-Transfer-Encoding: base64"))
    whole = value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")
    return f"--x\r\n{head}{kind}\r\n\r\n".encode() + whole + luck.choice((b"\r\n", b"\r\n", b""))


class Callers(Anybody):
    """The same, with phones that are kept for a while and a house that is tidied now and then."""

    def refresh(self, folder: Path) -> None:
        self.phones: dict[str, Any] = {}
        self.app.extensions["throttle"] = Throttle(folder / f"throttle-{random.getrandbits(32)}.db")
        theirs = [person.id for person in vars(self.cast).values() if isinstance(person, Person)]
        newest = Need.select(fn.MAX(Need.id)).scalar() or 0
        Need.delete().where(Need.id < newest - KEPT).execute()
        Person.delete().where(Person.id.not_in(theirs)).execute()
        Moment.delete().where(Moment.id > 2).execute()
        Device.delete().where(Device.kiosk == False).execute()  # noqa: E712
        self.lay_out()
        Thanks.delete().where(Thanks.id < (Thanks.select(fn.MAX(Thanks.id)).scalar() or 0) - KEPT).execute()

    def client(self, who: str) -> Any:
        if who not in self.phones:
            self.phones[who] = super().client(who)
        return self.phones[who]


@pytest.mark.parametrize("who", WHO)
def test_whoever_sends_whatever_the_house_answers_and_never_breaks(app, as_, cast, who, caplog, tmp_path):
    seed = random.SystemRandom().randrange(10**9)
    callers = Callers(app, as_, cast)
    callers.refresh(tmp_path)
    database.db.execute_sql("PRAGMA synchronous = OFF")  # no test here cuts the power
    fuzz = Fuzz(callers, seed)
    caplog.set_level(logging.ERROR)
    for turn in range(REQUESTS):
        if turn % AFRESH == 0:
            callers.refresh(tmp_path)
            fuzz.keys = callers.keys()
        try:
            fuzz.send(who)
        except Exception as broke:
            raise AssertionError(f"request {turn} of seed {seed} as {who}") from broke
        assert not caplog.records, (f"request {turn} of seed {seed} as {who}", caplog.text)


# ---- over real sockets


def test_no_bytes_on_the_line_break_it_either(family, data):
    seed = random.SystemRandom().randrange(10**9)
    app = create_app(DATA=data, DATABASE=f"sqlite:///{data / 'household.db'}")
    need = Need.ask(by=family.mara, own="Sit with me?", audience="named", named=[family.jon])
    keys = {"needs": [need.key], "people": [family.ida.key], "": [need.key, family.ida.key]}
    fuzz = Fuzz(SimpleNamespace(rules=[*app.url_map.iter_rules()], keys=lambda: keys), seed)
    with serving("--data", str(data)) as house:
        lost = phone_of(family.jon)
        Device.revoke_all(family.jon)
        for who, phone in {"mara": phone_of(family.mara), "a stranger": {}, "a lost phone": lost}.items():
            for turn in range(SENT):
                status = said_to(house.port, fuzz.on_the_line(house.port, phone))
                assert status < 500 or status == 501, f"request {turn} of seed {seed} as {who}: {status}"
        assert ask(house.port, "GET", "/", **phone_of(family.mara))[0] == 200
        assert complaints(house) == b""


def said_to(port: int, request: bytes) -> int:
    """The status of the answer; 0 where the house hung up without a word."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        with suppress(OSError):
            line.sendall(request)
            line.shutdown(socket.SHUT_WR)
        try:
            head = line.recv(65_536).split(b" ")
        except ConnectionError:
            return 0
    return int(head[1]) if len(head) > 1 else 0


def complaints(house: SimpleNamespace) -> bytes:
    """What the house has logged so far."""
    log = house.process.stderr.fileno()
    os.set_blocking(log, False)
    try:
        return os.read(log, 65_536)
    except BlockingIOError:
        return b""
