"""Nothing that people write, call, or are known by ever stands in the log of a house that is really open."""

import re
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from household import database
from household.models import Card, Device, Home, Invitation, Knock, Need, Person, Reply

from ..test_serving import FACE, ask
from .calling import CLOSE, answered, call, heard, opened

WORD = "Kanarium"  # in every field, address, header and half of a request
CALLER = "127.0.0.77"
FORM = b"POST /needs/ HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n"
BREAKS = '''
"""The house with pages that break, in every place where something can."""
import threading
from flask import Response, request
from app import app

def said():
    return request.full_path + request.headers["User-Agent"]

@app.get("/breaks/page/<key>")
def page(key):
    raise ValueError(said())

@app.get("/breaks/halfway/<key>")
def halfway(key):
    def lines(words):
        yield "a" * 100_000
        raise RuntimeError(words)
    return Response(lines(said()))

@app.get("/breaks/after/<key>")
def after(key):
    return "fine"

@app.after_request
def break_after(response):
    if request.endpoint == "after":
        raise KeyError(said())
    return response

@app.get("/breaks/header/<key>")
def header(key):
    return Response("", headers={"X-Word": "a\\x7f" + said()})

@app.get("/breaks/thread/<key>")
def thread(key):
    def fail(words):
        raise LookupError(words)
    failing = threading.Thread(target=fail, args=(said(),))
    failing.start()
    failing.join()
    return "fine"

for view in (page, halfway, after, header, thread):
    view.is_public = True
inside = app.wsgi_app

def breaks_outside(environ, start_response):
    if environ["PATH_INFO"].startswith("/breaks/outside"):
        raise OSError(5, environ["QUERY_STRING"]) if "os" in environ["PATH_INFO"] else TypeError(environ["RAW_URI"])
    return inside(environ, start_response)

app.wsgi_app = breaks_outside
'''


@pytest.fixture
def house(tmp_path: Path):
    """A house with one who lives there, as its own pages made it, and pages that break besides."""
    (tmp_path / "breaks.py").write_text(BREAKS)
    with opened(tmp_path, app="breaks:app", PYTHONPATH=str(tmp_path)) as house:
        form = {"step": "passphrase", "zone": "Europe/Berlin", "look": "own", **FACE, "kids_say": WORD}
        form |= {"home_name": WORD, "name": WORD, "passphrase": f"four quiet {WORD} wading"}
        status, _, headers = ask(house.port, "POST", "/set-up/", form, Origin="http://localhost", Host="localhost")
        assert status == 303
        house.cookie = headers["Set-Cookie"].split(";")[0]
        database.init(f"sqlite:///{house.data / 'household.db'}")
        yield house


def lively(house: SimpleNamespace) -> set[str]:
    """An evening with the word in everything; the keys and secrets that came up."""
    sent = {"Cookie": f"{house.cookie}; {WORD}={WORD}", "User-Agent": WORD, "Referer": f"http://127.0.0.1/{WORD}"}
    with database.db.connection_context():
        mara = Person.get()
        need = Need.ask(by=mara, own=WORD, audience="orbit")
        secrets = {Invitation.invite(mara)[1], house.cookie.split("=")[1], Home.get().key, Device.get().key}
        card, *opens = Card.make(by=mara, name=WORD, phone="116 123")
        secrets |= {*opens, knocks := Knock.with_card(card, WORD)}
        phone = sent | {"Cookie": f"household-knock-{Home.get().key}={knocks}"}
        keys = {card.key, Knock.get().key, mara.key, need.key, Reply.write_under(need, by=mara, words=WORD).key}
    every = dict.fromkeys(("own", "words", "did", "says", "name", "passphrase", "home_name", "to", "code"), WORD)
    for key in (*keys, *secrets, WORD):
        for path in (
            f"/needs/{key}",
            f"/needs/new?like={key}&{WORD}={WORD}",
            f"/invitations/{key}",
            f"/people/{key}/edit",
        ):
            ask(house.port, "GET", path, **sent)
        for path in ("/needs/", f"/needs/{key}/reply", f"/needs/{key}/claim", "/thanks/", "/sign-in", f"/{key}?{key}"):
            for more in ({}, {"HX-Request": "true"}, {"Origin": f"http://{WORD}.test"}, {"Host": f"{WORD}.test"}):
                ask(house.port, "POST", path, every, **sent | more)
        for method, tail in (("GET", ""), ("GET", "/waiting"), ("POST", "/knock"), ("POST", "/come-in")):
            ask(house.port, method, f"/cards/{key}{tail}", every, **phone)
    return keys | secrets


ODD = [
    f"GET /{WORD} {WORD}\r\n\r\n",
    f"{WORD} / HTTP/1.1\r\n\r\n",
    f"GET /{WORD} HTTP/{WORD}\r\n\r\n",
    f"GET /{WORD}\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    f"GET /{WORD * 300} HTTP/1.1\r\nHost: localhost\r\n\r\n",
    f"GET / HTTP/1.1\r\nHost: localhost\r\n{WORD}: {WORD}\x00\r\n\r\n",
    f"GET / HTTP/1.1\r\nHost: localhost\r\n{WORD}\r\n\r\n",
    f"GET / HTTP/1.1\r\nHost: localhost\r\nX {WORD}: a\r\n\r\n",
    f"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: {WORD * 800}\r\n\r\n",
    f"GET / HTTP/1.1\r\nHost: localhost\r\nExpect: {WORD}\r\n\r\n",
    f"GET / HTTP/1.1\r\nHost: localhost\r\nX: a\r\n {WORD}\r\n\r\n",
    f"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: {WORD}\r\n\r\n",
    f"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: {WORD}\r\n\r\n",
    f"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\nname={WORD}",
    f"\x16\x03\x01{WORD}",
    f"PROXY TCP4 {WORD} 127.0.0.1 1 2\r\n",
]
BREAKING = {
    "/breaks/page": (500, "ValueError"),
    "/breaks/halfway": (200, "RuntimeError"),
    "/breaks/after": (500, "KeyError"),
    "/breaks/header": (500, "InvalidResponseHeader"),
    "/breaks/thread": (200, "LookupError"),
    "/breaks/outside": (500, "TypeError"),
}


def test_the_log_holds_kinds_of_trouble_and_nothing_of_anybody(house):
    known = lively(house)
    for words in ODD:
        with closing(call(house.port, words.encode("latin-1"), CALLER)) as line:
            line.shutdown(1)
            heard(line)
    head = f"HTTP/1.1\r\nHost: localhost\r\nUser-Agent: {WORD}\r\nCookie: {house.cookie}\r\n".encode()
    for path, (status, _) in BREAKING.items():
        told, body = answered(house.port, f"GET {path}/{WORD}?{WORD} ".encode() + head + CLOSE, CALLER)
        assert told == status, path
        assert status == 200 or b"Something in the house broke. It is not your fault." in body
    answered(house.port, f"GET /breaks/outside-os?{WORD} ".encode() + head + CLOSE, CALLER)
    log = house.log.read_text()
    assert {kind for _, kind in BREAKING.values()} <= set(re.findall(r"\w+", log))
    for private in (WORD, CALLER, "127.0.0.1", "?", "/breaks/", "/needs/", *known):
        assert private not in log, [line for line in log.splitlines() if private in line]
