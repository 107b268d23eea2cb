"""Word reaches people, from a house as it is really run: a page, a mailbox and a phone each show the right thing."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import time
from types import SimpleNamespace
from typing import Any

import pytest

from household import database
from household.models import Channel, Neighbour, Notice, Person, Quiet
from household.models.notice import KINDS

from .long.families import move_in, phone_of
from .outside.sinks import MailSink, NtfySink
from .test_serving import ask, serving

LITTLE = "Something for you at home"
NEVER, ALWAYS = (time(0), time(0)), (time(0), time(23, 59, 59))


def let_reach(person: Person, kind: str, address: dict[str, str], **more: Any) -> Channel:
    channel = Channel.add(kind, by=person, address=address, language="en", house="http://10.0.0.5:8000")
    Channel.update(works=True, trial="", **more).where(Channel.id == channel.id).execute()
    return channel


def quiet(person: Person, hours: tuple[time, time]) -> None:
    Quiet.keep(by=person, begins=hours[0], ends=hours[1], woken_by_now=False)


@pytest.fixture(scope="module")
def open_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """A house in which Jon is reached by ntfy and by mail; Mara has chosen to be told in words."""
    data = tmp_path_factory.mktemp("word") / "data"
    family = move_in(data, database.journal_mode())
    with ExitStack() as stack:
        phone, mailbox = stack.enter_context(NtfySink()), stack.enter_context(MailSink())
        with database.db.connection_context():
            for sink in (phone, mailbox):
                Neighbour.let("127.0.0.1", sink.port, by=family.mara)
            for person in (family.mara, family.jon):
                words = person == family.mara
                let_reach(person, "ntfy", {"server": phone.url, "topic": person.name, "token": ""}, tells_words=words)
                quiet(person, NEVER)
            let_reach(family.jon, "mail", {"to": "jon@mail.example"}, kinds=" ".join({*KINDS} - {"thanks"}))
            maras, jons = phone_of(family.mara), phone_of(family.jon)
        settings = {"HOUSEHOLD_MAIL": f"smtp://127.0.0.1:{mailbox.port}"}
        house = stack.enter_context(serving("--data", str(data), **settings))
        there = dict(phone=phone, mailbox=mailbox, notebook=database.db.obj, maras=maras, jons=jons)
        yield SimpleNamespace(house=house, **there, **vars(family))


@pytest.fixture
def evening(open_house: SimpleNamespace) -> Iterator[SimpleNamespace]:
    """The house in which nothing was told yet."""
    before = database.db.obj
    database.db.initialize(open_house.notebook)
    with database.db.connection_context():
        Notice.delete().execute()
        Channel.update(rests_until=None).execute()
    open_house.phone.got.clear()
    open_house.mailbox.got.clear()
    yield open_house
    database.db.close()
    database.db.initialize(before)


def test_an_ask_and_its_answer_reach_those_who_are_not_looking_and_say_no_more_than_they_may(evening):
    port, phone, mailbox = evening.house.port, evening.phone, evening.mailbox
    sent = {"own": "Ownwordium?", "who": evening.jon.key}
    status, _, headers = ask(port, "POST", "/needs/", sent, **evening.maras)
    assert status == 303
    path = headers["Location"]
    phone.wait_for(1)
    mailbox.wait_for(1)
    assert "Ownwordium" in ask(port, "GET", "/notices/", **evening.jons)[1]
    assert [(one["topic"], one["message"]) for one in phone.got] == [("Jon", LITTLE)]
    assert [letter["Subject"] for letter in mailbox.got] == [LITTLE]
    assert not any(word in repr(phone.got) + mailbox.got[0].as_string() for word in ("Mara", "Ownwordium", "10.0.0.5"))
    assert ask(port, "POST", f"{path}/claim", {"when": "now"}, **evening.jons)[0] == 303
    phone.wait_for(2)
    assert phone.got[1]["topic"] == "Mara"
    told = phone.got[1]["message"]
    assert told.startswith("Jon has this") and told.endswith("“Ownwordium?”") and phone.got[1]["title"] == LITTLE
    assert phone.got[1]["click"].endswith(path)


def test_who_has_seen_it_and_who_has_quiet_hours_is_called_by_nothing(evening):
    port, phone = evening.house.port, evening.phone
    with database.db.connection_context():
        quiet(evening.jon, ALWAYS)
    assert ask(port, "POST", "/needs/", {"own": "Late?", "who": evening.jon.key}, **evening.maras)[0] == 303
    _, _, headers = ask(port, "POST", "/needs/", {"own": "Early?", "who": evening.mara.key}, **evening.jons)
    phone.wait_for(1)
    assert [one["topic"] for one in phone.got] == ["Mara"], "and Jon sleeps"
    key = headers["Location"].rsplit("/", 1)[1]
    page = ask(port, "GET", "/notices/", **evening.jons)[1]
    keys = [part.split('"')[0] for part in page.split('data-key="')[1:]]
    assert key and ask(port, "POST", "/notices/see", {"keys": " ".join(keys)}, **evening.jons)[0] == 303
    with database.db.connection_context():
        quiet(evening.jon, NEVER)
    assert ask(port, "POST", "/needs/", {"own": "Later?", "who": evening.jon.key}, **evening.maras)[0] == 303
    phone.wait_for(2)
    evening.mailbox.wait_for(1)
    assert [one["topic"] for one in phone.got] == ["Mara", "Jon"] and len(evening.mailbox.got) == 1
