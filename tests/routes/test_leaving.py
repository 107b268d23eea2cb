"""Your words to take along, and the way out: alone, in two steps, and nobody is told."""

import json
import re
import threading
from datetime import time, timedelta
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from household.database import db, embedded
from household.models import (
    AccessEntry,
    Agreement,
    Button,
    CareNote,
    Channel,
    CheckIn,
    CheckInKept,
    Device,
    Draft,
    Event,
    Home,
    Mark,
    Need,
    Notice,
    Person,
    Repair,
    Reply,
    Rhythm,
    Thanks,
    Weather,
    WhyAnswer,
    WhyLine,
)  # fmt: skip
from household.models.agreement import Words
from household.models.clock import now, stopped
from household.models.leaving import leave
from household.models.need.when import When

from .manners import seen


def taken(client: Any) -> tuple[str, dict[str, Any]]:
    """(the book, what the file for a computer says)."""
    answer = client.post("/leaving/export")
    assert answer.status_code == 200 and answer.mimetype == "application/zip"
    packed = ZipFile(BytesIO(answer.data))
    assert packed.testzip() is None and set(packed.namelist()) == {"words.html", "words.json"}
    return packed.read("words.html").decode(), json.loads(packed.read("words.json"))


@pytest.fixture
def written(mara: Person, jon: Person, ruth: Person, clock: Any) -> None:
    """Mara has written in every way there is."""
    lift = Need.ask(by=jon, own="To the <station>?", audience="partners")
    lift.claim(by=mara, warmly="I am on my way.")
    supper = Need.ask(by=jon, word="good_food", audience="orbit")
    Reply.write_under(supper, by=mara, words="Soup & bread?")
    Reply.say_not_now(supper, by=mara, words="On Friday.", offer="time")
    with stopped(clock - timedelta(days=400)):
        Need.ask(by=mara, word="quiet", own="Half <b>an hour</b>?", feeling="tired", audience="named", named=[jon])
    ride = Need.ask(by=mara, word="ride", audience="orbit", details="At the gate.")
    ride.claim(by=ruth)
    ride.nudge(by=mara, words="Still good?")
    gone = Need.ask(by=mara, own="Never mind.", audience="partners")
    gone.take_back(by=mara)
    Thanks.give(by=mara, to=[jon], did="You came.", says="You notice things.")
    Thanks.give(by=jon, to=[mara], did="You asked.", audience="home")
    Thanks.give(by=jon, to=[ruth], did="You drove.", audience="partners")
    Draft.keep(by=mara, word="hug", own="A long one?", details="After bedtime.")
    Rhythm.begin(by=mara, own="A walk?", audience="orbit", weekdays=[4], time=time(18)).pause(by=mara)
    Button.make(by=mara, own="Tea?", audience="partners")
    Channel.add("mail", by=mara, address={"to": "mara@mail.example"}, language="en", house="")


def test_one_takes_along_all_that_one_wrote(as_, mara, written):
    book, told = taken(as_(mara))
    assert next((one["word"], one["own"]) for one in told["needs"]) == ("quiet", "Half <b>an hour</b>?")
    assert {one["details"] for one in told["needs"]} == {"", "At the gate."}
    assert {one["nudge"] for one in told["needs"]} == {"", "Still good?"}
    assert {(one["to"], one["words"]) for one in told["replies"]} == {
        ("Jon", "I am on my way."), ("Jon", "Soup & bread?"), ("Jon", "On Friday.")
    }  # fmt: skip
    assert [one["did"] for one in told["thanks"]] == ["You came."]
    assert [(one["by"], one["did"]) for one in told["thanks_to_me"]] == [("Jon", "You asked.")]
    assert [one["own"] for one in told["drafts"]] == ["A long one?"]
    assert [one["own"] for one in told["rhythms"]] == ["A walk?"] and [one["own"] for one in told["buttons"]] == [
        "Tea?"
    ]
    assert told["ways"][0]["ways"] == ["mail"] and "mail.example" not in json.dumps(told)
    for words in (
        "Soup & bread?",
        "Half <b>an hour</b>?",
        "To the <station>?",
        "A long one?",
        "After bedtime.",
        "13 May 2025",
    ):
        assert words in seen_in(book), words
    assert "Never mind" not in book and "You drove" not in book and "mail.example" not in book


def test_nothing_is_counted_in_what_one_takes_along(as_, mara, written):
    """Care rules 1 and 10: no number in it is anybody's, and nothing of when anybody read or came."""
    _, told = taken(as_(mara))

    def leaves(thing: Any, name: str = "") -> list[tuple[str, Any]]:
        if isinstance(thing, dict):
            return [leaf for key, one in thing.items() for leaf in leaves(one, key)]
        return [leaf for one in thing for leaf in leaves(one, name)] if isinstance(thing, list) else [(name, thing)]

    found = leaves(told)
    assert len(found) > 30
    numbers = {name for name, told in found if isinstance(told, int | float) and not isinstance(told, bool)}
    assert numbers == {"weekdays", "every"}, "when a rhythm comes"
    assert [name for name, _ in found if re.search("seen|read_at|login|last|opened|typing|count", name)] == []


class Page(HTMLParser):
    """The words of a page, its tags, and what it would fetch."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags, self.words, self.fetched = [], [], []  # type: ignore[var-annotated]
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.append(tag)
        self.fetched += [value for name, value in attrs if name in ("src", "href", "action", "srcset", "data")]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def seen_in(page: str) -> str:
    return "".join(Page(page).words)


def test_the_book_is_one_file_that_runs_nothing_and_fetches_nothing(as_, mara, written):
    book, _ = taken(as_(mara))
    page = Page(book)
    assert page.fetched == [] and not {"script", "link", "img", "form", "b"} & {*page.tags}
    assert "url(" not in book and "@import" not in book and "default-src 'none'" in book
    assert '<html lang="en" dir="ltr">' in book and "<title>The words of Mara</title>" in book
    assert 'dir="auto">Half &lt;b&gt;an hour&lt;/b&gt;?</blockquote>' in book


def test_the_days_of_a_run_are_told_apart_in_the_book(as_, mara, home):
    days = [When("pick", home.today + timedelta(days=more)) for more in (1, 2)]
    Need.ask_run(by=mara, word="good_food", audience="orbit", whens=days)
    book, _ = taken(as_(mara))
    assert "For 18 June 2026." in book and "For 19 June 2026." in book


def test_a_name_that_is_markup_is_a_name(as_, mara):
    Person.update(name="</title><b>&").execute()
    book, _ = taken(as_(Person.get_by_id(mara.id)))
    assert "b" not in Page(book).tags and "<title>The words of &lt;/title&gt;&lt;b&gt;&amp;</title>" in book


def test_what_one_can_not_see_any_more_is_not_taken_along(as_, mara, jon, ruth):
    need = Need.ask(by=jon, own="Cards?", audience="partners")
    Reply.write_under(need, by=mara, words="Gladly.")
    need.change(by=jon, own="A surprise for Mara", audience="named", named=[ruth])
    book, told = taken(as_(mara))
    assert "surprise" not in book and told["replies"] == [
        {"words": "Gladly.", "not_now": False, "at": now().isoformat(), "offer": ""}
    ]


def test_it_leaves_no_trace_on_disk_or_in_the_notebook(as_, app, mara, written, tmp_path, monkeypatch):
    client = as_(mara)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))  # no file could be made there
    client.get("/leaving/")
    tables = (Event, Mark, Notice, AccessEntry, Device)
    before = files_of(tmp_path), [list(table.select().dicts()) for table in tables]
    taken(client)
    assert (files_of(tmp_path), [list(table.select().dicts()) for table in tables]) == before
    assert client.post("/leaving/export").headers["Cache-Control"] == "no-store"


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.suffix != ".db-shm"}


# ---- leaving


def copies() -> str:
    """What is said of copies: by when those of the house are gone, or that it makes none."""
    return "goes by 20 August 2026" if embedded() else "If somebody made copies"


def test_first_one_reads_what_happens_and_then_one_button_does_it(as_, mara, jon):
    client = as_(mara)
    told = seen(client.get("/leaving/before"))
    for words in (
        "Erased for good",
        "Open again, or at rest",
        "Stays with the others",
        "Nobody is told",
        copies(),
    ):
        assert words in told, words
    assert "Take my words first" in told and "/leaving/leave" not in told
    sure = seen(client.get("/leaving/sure?name=goes"))
    assert "stands “Someone”" in sure and 'action="/leaving/leave"' in sure and "data-sign-out" in sure
    assert Person.get_by_id(mara.id).left_at is None, "looking does nothing"


def test_who_left_is_out_at_once_and_reads_a_kind_word(as_, app, mara, jon, home):
    client, other = as_(mara), as_(mara)
    answer = client.post("/leaving/leave", data={"name": "stays"})
    assert (answer.status_code, answer.location) == (303, "/leaving/goodbye")
    assert client.get_cookie(f"household-{home.key}") is None, "this device is known no more"
    assert "Goodbye, and thank you" in client.get("/leaving/goodbye").text
    assert client.get("/").location == "/sign-in" and other.get("/").location == "/sign-in"
    assert "Mara" not in client.get("/sign-in").text and "Mara" not in other.get("/sign-in").text


def test_over_https_the_browser_takes_its_cookie_back_too(as_, mara, home):
    client = as_(mara)
    client.set_cookie(f"__Host-household-{home.key}", Device.enter(mara, "phone")[1])
    safely = dict(base_url="https://localhost", headers={"Origin": "https://localhost"})
    (cookie,) = client.post("/leaving/leave", **safely).headers.getlist("Set-Cookie")
    assert cookie.startswith(f"__Host-household-{home.key}=;") and "Secure" in cookie and "Max-Age=0" in cookie


def test_what_is_on_its_way_from_another_phone_meanwhile_goes_too(as_, app, mara, jon):
    clients, there = [as_(mara) for _ in range(4)], threading.Barrier(4)
    sent = (
        *(("/leaving/leave", {}), ("/drafts/", {"own": "Drive me?"}), ("/care-note/", {"helps": "Tea."})),
        ("/weather/tell", {"sky": "low"}),
    )

    def send(client: Any, path: str, form: dict[str, str]) -> None:
        there.wait()
        client.post(path, data=form)
        db.close()  # of this thread alone: the others are not done

    phones = [threading.Thread(target=send, args=(one, *what)) for one, what in zip(clients, sent, strict=True)]
    for phone in phones:
        phone.start()
    for phone in phones:
        phone.join()
    assert Person.get_by_id(mara.id).left_at or not embedded()  # a server may ask to try again
    if Person.get_by_id(mara.id).left_at:
        assert not any(table.select().exists() for table in (Draft, CareNote, Weather))


def test_the_others_see_no_word_of_it_but_that_what_was_taken_is_open_again(as_, mara, jon, ruth):
    need = Need.ask(by=jon, word="good_food", audience="orbit")
    need.claim(by=mara)
    Thanks.give(by=mara, to=[jon], did="You came.", audience="home")
    met = Need.ask(by=jon, word="ride", audience="partners")
    met.claim(by=mara)
    met.meet(by=mara)
    named = Need.ask(by=jon, word="quiet", audience="named", named=[mara])
    as_(mara).post("/leaving/leave", data={"name": "stays"})
    jons = as_(jon)
    assert "Open again." in seen(jons.get("/"))
    assert "Mara" not in jons.get("/us/").text and "Mara" not in jons.get("/thanks/new").text
    assert "Mara, to you" in seen(jons.get("/thanks/")), "what was shared stays"
    page = seen(jons.get(f"/needs/{met.key}"))
    assert "Thank Mara" not in page and "Thank someone" in page
    waits = seen(jons.get(f"/needs/{named.key}"))
    assert "will see it" not in waits and "Only you see this now" in waits and "the two of you" not in waits
    assert "Nothing has changed yet." in seen(jons.get("/access-log/"))
    assert "Mara" not in jons.get("/notices/").text


def test_under_what_someone_asked_who_left_nobody_writes_any_more(as_, mara, jon):
    need = Need.ask(by=mara, word="ride", audience="partners")
    said = Reply.say_not_now(
        Need.ask(by=jon, word="ride", audience="partners"), by=mara, words="On Friday.", offer="time"
    )
    leave(by=mara)
    page = as_(jon).get(f"/needs/{need.key}")
    assert "Resting." in page.text and 'name="words"' not in page.text
    assert as_(jon).post(f"/needs/{need.key}/reply", data={"words": "Soup?"}).status_code == 403
    own = seen(as_(jon).get(f"/needs/{said.need.key}"))
    assert "On Friday." in own and "Yes, let’s do that" not in own and "Thank Mara" not in own


def test_without_the_name_no_page_says_it(as_, mara, jon, home):
    need = Need.ask(by=mara, word="ride", audience="partners")
    Reply.write_under(need, by=mara, words="At ten.")
    need.meet(by=mara)
    Thanks.give(by=mara, to=[jon], did="You came.", audience="home")
    Thanks.give(by=jon, to=[mara], did="You asked.", audience="home")
    as_(mara).post("/leaving/leave", data={"name": "goes"})
    jons = as_(jon)
    for page in ("/", "/thanks/", "/looking-back/", f"/needs/{need.key}", "/us/", "/access-log/"):
        assert "Mara" not in jons.get(page).text and "Mama" not in jons.get(page).text, page
    assert "Someone, to you" in seen(jons.get("/thanks/"))


# ---- the last one


def test_what_is_between_the_partners_is_taken_along_as_far_as_one_said_it(as_, mara, jon, home):
    for who in (mara, jon):
        WhyAnswer.write("y01", by=who, words=f"{who.name} opened.")
        WhyAnswer.write(f"y0{2 + (who == jon)}", by=who, words=f"{who.name} waits.")
        WhyLine.propose(by=who, words=f"{who.name} sings.")
        CareNote.keep(by=who, helps=f"{who.name} likes tea.")
        CareNote.of(who).show_to(jon if who == mara else mara, by=who)
        Weather.tell(by=who, sky="low", words=f"{who.name} is up since five.")
        CheckInKept.put_by(who, question="c01", words=f"{who.name} kept.", readers=[mara, jon])
    Repair.ouch(by=jon, to=mara, landed="Jon ached.").hear(by=jon, words="Jon wrote for Mara.", lent=True)
    Repair.ouch(by=jon, to=mara, landed="Jon ached.").hear(by=mara, words="Mara laughed.")
    check_in = CheckIn.start(by=mara, others=[jon], picked=("c01", "c05"))
    check_in.sit_down(by=jon)
    check_in.go_on(by=mara, step="thanks")
    for who in (mara, jon):
        CheckIn.get().answer(by=who, question="c01", words=f"{who.name} said.")
    Agreement.propose(by=jon, promises=[Words("Both ask.")], look_again_on=home.today).say_yes(by=mara)
    Agreement.propose(by=mara, promises=[Words("Mara asks.", "Mara stops.", "Mara plays.")], look_again_on=home.today)
    book, told = taken(as_(mara))
    whole = (
        "Mara opened.", "Mara waits.", "Mara sings.", "Mara likes tea.", "Mara is up since five.", "Mara kept.",
        "Mara laughed.", "Mara said.", "Both ask.", "Mara asks.", "Mara stops.", "Mara plays.",
    )  # fmt: skip
    for words in (seen_in(book), json.dumps(told)):
        assert [one for one in whole if one not in words] == []
        assert [one for one in ("Jon o", "Jon w", "Jon s", "Jon l", "Jon i", "Jon k", "Jon a") if one in words] == []


@pytest.fixture
def last(as_: Any, mara: Person, jon: Person, home: Home) -> Any:
    leave(by=mara)
    return as_(jon)


def test_the_last_partner_is_told_plainly_that_the_home_is_closed(last):
    assert "close it" in seen(last.get("/leaving/"))
    told = seen(last.get("/leaving/before"))
    assert "All of it is erased" in told and "of the kids and guests" in told and copies() in told
    assert 'action="/leaving/close"' in last.get("/leaving/sure").text
    assert last.post("/leaving/leave").status_code == 422


@pytest.mark.parametrize("typed", ["", "The red door", "blue"])
def test_another_name_closes_nothing(last, typed):
    answer = last.post("/leaving/close", data={"name": typed})
    assert answer.status_code == 422 and f'value="{typed}"' in answer.text and Home.current()


def test_with_its_name_the_home_is_closed_and_the_house_begins_anew(last, app, cast):
    app.extensions["throttle"].allow("somebody", 5, 60)
    answer = last.post("/leaving/close", data={"name": " the  Blue door "})
    assert (answer.status_code, answer.location) == (303, "/leaving/goodbye")
    assert "The home is closed" in last.get("/leaving/goodbye").text
    assert [last.get(page).location for page in ("/", "/sign-in")] == ["/set-up/", "/set-up/"]
    assert last.get("/set-up/", headers={"Via": "1.1 somewhere"}).text.count('name="code"') == 1
    throttle = app.extensions["throttle"]
    assert throttle._connection().execute("SELECT * FROM tries").fetchall() == []


def test_while_another_partner_is_here_nobody_closes_the_home(as_, mara, jon):
    answer = as_(mara).post("/leaving/close", data={"name": "The blue door"})
    assert answer.status_code == 409 and "it goes on" in seen(answer) and Home.current()


# ---- what the one who stayed finds


def test_what_the_two_wrote_together_is_still_found_by_the_one_who_stayed(as_, mara, jon):
    doors = ("/agreement/", "/our-why/", "/repairs/", "/check-in/")
    jons = as_(jon)
    WhyLine.propose(by=mara, words="We share.").keep(by=jon)
    CheckInKept.put_by(mara, question="c01", words="Kept.", readers=[mara, jon])
    assert [f'href="{door}"' in jons.get("/us/").text for door in doors] == [True, True, True, True]
    leave(by=mara)
    assert [f'href="{door}"' in jons.get("/us/").text for door in doors] == [False, True, False, True]
    assert "Kept." in jons.get("/check-in/kept").text


def test_what_came_back_for_whoever_left_alone_does_not_come_any_more(as_, mara, jon):
    Rhythm.begin(by=jon, own="A walk?", weekdays=[4], time=time(18), audience="named", named=[mara])
    leave(by=mara)
    page = as_(jon).get("/rhythms/").text
    assert "Nobody is left whom this could ask." in page and "The next one" not in page and "End it for good" in page


def test_under_an_ask_of_someone_who_left_no_heading_stands_alone(as_, mara, jon):
    need = Need.ask(by=mara, own="A walk?", audience="partners")
    leave(by=mara)
    assert "What people say" not in as_(jon).get(f"/needs/{need.key}").text


def test_a_repair_asks_nothing_more_of_the_one_who_stayed(as_, mara, jon):
    said = Repair.ouch(by=mara, to=jon, landed="The joke.")
    said.hear(by=jon, words="I laughed.")
    kept = Repair.ouch(by=jon, to=mara, told=False, landed="Not told.")
    unanswered = Repair.ouch(by=mara, to=jon, landed="The other joke.")
    told = Repair.ouch(by=jon, to=mara, landed="You left.")
    leave(by=mara, called="Someone")
    jons = as_(jon)
    assert jons.get(f"/repairs/{unanswered.key}").status_code == 404, "no word of it is left"
    for repair, words in ((said, "I laughed."), (kept, "Not told."), (told, "You left.")):
        page = jons.get(f"/repairs/{repair.key}").text
        assert words in page and "Someone is not here any more" in page and "joke" not in page
        assert "turn" not in seen_in(page) and "<textarea" not in page
    assert jons.post(f"/repairs/{told.key}/pause", data={"back": "hour"}).status_code == 403
    assert "your turn" not in jons.get("/").text and "turn" not in seen_in(jons.get("/repairs/").text)
    jons.post(f"/repairs/{told.key}/let-go")
    assert jons.get(f"/repairs/{told.key}").status_code == 404, "that takes one alone now"
