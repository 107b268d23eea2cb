"""The check-in's pages: on one phone, where nothing is written, and with a phone each."""

import re

import pytest

from household.database import db
from household.models import CheckIn, CheckInAnswer, CheckInKept, Draft, Event, Need, Person, Role

from ..conftest import FACES
from .manners import PLAIN, WAYS, WHOLE, seen

PICKED = ["c01", "c05", "c12"]
OVER = "This check-in is over. Stopping is always fine."
MOVED = "It has gone on by now. Your words are still here."


@pytest.fixture
def maras(as_, mara, jon):
    return as_(mara)


@pytest.fixture
def jons(as_, jon):
    return as_(jon)


@pytest.fixture
def check_in(maras, mara, jon) -> CheckIn:
    """Both sit at the first question."""
    check_in = CheckIn.start(by=mara, others=[jon], picked=tuple(PICKED))
    check_in.sit_down(by=jon)
    check_in.go_on(by=mara, step="thanks")
    return CheckIn.get()


def page(client, path: str = "/check-in/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return seen(answer)


def post(client, check_in: CheckIn, verb: str, headers=PLAIN, **form):
    return client.post(f"/check-in/{check_in.key}/{verb}", data={"step": "c01"} | form, headers=headers)


# ---- before it begins


def test_three_questions_lie_ready_and_the_load_is_among_them(maras):
    ready = page(maras)
    assert "Wednesday, the two of you" in ready and "Start when you’re both here" in ready
    assert "Does the load at home feel okay to you?" in ready.split("Pick your own three")[0]
    assert "Begin with one thank-you each. End with one thing to look forward to." in ready
    assert {"You first", "Jon first"} <= {*re.findall(r"You first|Jon first", ready)}
    others = page(maras, "/check-in/?others=1")
    assert others.split("Pick your own three")[0] != ready.split("Pick your own three")[0]
    assert 'href="/check-in/?others=2"' in others


def test_no_page_of_it_draws_a_chart(maras, jons, check_in, mara, jon):
    """Care rule 2."""
    pages = [page(maras, f"/check-in/{path}") for path in ("aloud", "aloud?at=2", "one-ask", "")]
    for who in (mara, jon):
        CheckIn.get().answer(by=who, question="c01", words="The load feels okay.")
    pages.append(page(maras))
    CheckInAnswer.get(CheckInAnswer.by == mara).keep(by=mara)
    CheckIn.get().leave(by=mara)
    pages += [page(maras, f"/check-in/{path}") for path in ("kept", "", "?of=missing")]
    pages.append(page(jons))
    assert "The load feels okay." in pages[4] + pages[5]
    for one in pages:
        assert not re.search(r"<(canvas|meter|progress|table|img|rect|path|polyline|circle)\b|\bchart\b", one)
        assert {name.split()[0] for name in re.findall(r'<svg class="([^"]+)"', one)} <= {"icon", "pic", "face"}


def test_one_picks_ones_own_three(maras):
    ready = page(maras, "/check-in/?pick=c12&pick=c01&pick=%00&pick=c99")
    cards = ready.split("Pick your own three")[0]
    assert "When did you feel cared for this week?" in cards and "in the next seven days?" in cards
    assert "the load" not in cards and "Three are enough" not in cards
    many = page(maras, "/check-in/?" + "&".join(f"pick=c{n:02}" for n in range(1, 6)))
    assert "Three are enough for one evening. These are the first three." in many
    assert many.split("Pick your own three")[0].count('class="say"') == 4


@pytest.mark.parametrize("asked", ["?others=x", "?others=99999", "?others=%EF%BC%91", "?of=%00", "?at=%00&of=x"])
def test_any_address_is_a_page(maras, asked):
    assert "Start when you’re both here" in page(maras, f"/check-in/{asked}")
    assert "Begin with one thank-you each." in page(maras, f"/check-in/aloud{asked.replace('others', 'at')}")


def test_alone_it_waits_until_there_is_someone(as_, mara, jon):
    Person.update(role=Role.GUEST).where(Person.id == jon.id).execute()
    alone = as_(mara)
    said = page(alone)
    assert "This page waits until someone sits here with you." in said and "Start when" not in said
    assert "the two of you" not in said and alone.get("/check-in/aloud").status_code == 303
    answer = alone.post("/check-in/start")
    assert answer.status_code == 422 and "It takes two." in seen(answer)


# ---- on one phone


def test_on_one_phone_each_speaks_in_turn_and_nothing_is_written(maras):
    rows = len(list(Event.select()))
    at, said = "/check-in/aloud?pick=c01&pick=c05", []
    while at:
        now = page(maras, at)
        said.append(
            (re.search(r"turn__question\">(.*?)</h1>", now)[1], re.findall(r"(?:Mara|Jon) first|Now (?:Mara|Jon)", now))
        )
        found = re.search(r'class="btn" href="([^"]+)">(Next|Done)', now)
        at = found[1] if found[2] == "Next" else ""
    first, second = ("Mara", "Jon") if said[1][1] == ["Mara first"] else ("Jon", "Mara")
    cared, load = "When did you feel cared for this week?", "Does the load at home feel okay to you?"
    assert said == [
        ("Begin with one thank-you each.", []),
        (cared, [f"{first} first"]),
        (cared, [f"Now {second}"]),
        (f"{load} What is one job we could move?", [f"{second} first"]),
        (f"{load} What is one job we could move?", [f"Now {first}"]),
        ("End with one thing to look forward to.", []),
    ]
    assert CheckIn.select().count() == 0 and len(list(Event.select())) == rows


def test_on_one_phone_a_question_can_be_skipped_whoever_speaks(maras):
    for at in (1, 2):
        skip = re.search(r'href="([^"]+)">Skip this one', page(maras, f"/check-in/aloud?pick=c01&pick=c05&at={at}"))[1]
        assert "Does the load" in page(maras, skip)
    assert "Stop here" in page(maras, "/check-in/aloud?pick=c01&at=99") and "Begin with" in page(
        maras, "/check-in/aloud?at=99"
    )


def test_three_choose_who_is_here(maras, jon):
    lena = Person.join(
        role=Role.PARTNER, name="Lena", face=dict(zip(("shape", "ink", "hair"), FACES["Ruth"], strict=True))
    )
    assert "Wednesday, all of you" in page(maras) and "Who is here?" in page(maras)
    two = page(maras, f"/check-in/aloud?pick=c01&who={lena.key}&at=1")
    assert "Lena" in two and "Jon" not in two and f"who={lena.key}" in two
    three = page(maras, "/check-in/aloud?pick=c02&at=1")
    assert re.search("(Mara|Jon) and (Jon|Lena) only listen|Jon and Mara only listen", three), three
    maras.post("/check-in/start", data={"who": lena.key})
    assert [one.name for one in CheckIn.get().missing] == ["Lena"]


# ---- with a phone each


@pytest.mark.parametrize("way", WAYS)
def test_one_starts_and_the_other_sits_down(maras, jons, way):
    answer = maras.post("/check-in/start", data={"pick": PICKED}, headers=way)
    assert answer.headers["Location" if way is PLAIN else "HX-Redirect"] == "/check-in/"
    assert "It begins when Jon sits down too." in page(maras)
    asked = page(jons)
    assert "Mara has sat down. Sit down too?" in asked and "Start when" not in asked and "cared for" in asked
    assert post(jons, CheckIn.get(), "sit-down", headers=way).status_code == (303 if way is PLAIN else 200)
    for client in (maras, jons):
        assert "Begin with one thank-you each." in page(client)


def test_what_one_wrote_shows_nowhere_until_all_of_it_opens(maras, jons, check_in):
    before = page(jons)
    post(maras, check_in, "answer", words="On <b>Sunday</b>.")
    assert page(jons) == before, "to the letter"
    mine = page(maras)
    assert "On <b>Sunday</b>." in mine and "Until then only you can read it here." in mine and "Next" not in mine
    post(jons, check_in, "pass-over")
    for client, skipped in ((maras, "Jon skipped this one."), (jons, "You skipped this one.")):
        opened = page(client)
        assert "On <b>Sunday</b>." in opened and skipped in opened and ">Next<" in opened


def test_the_house_asks_the_notebook_the_same_whether_somebody_has_answered_or_not(maras, jons, check_in):
    def asked() -> list[str]:
        ran: list[str] = []
        db.obj.query_hooks.append(lambda query: ran.append(query.sql))
        page(jons)
        db.obj.query_hooks.clear()
        return ran

    page(jons)
    before = asked()
    post(maras, check_in, "answer", words="On Sunday.")
    assert asked() == before and before


@pytest.mark.parametrize("way", WAYS)
def test_a_mistake_is_named_and_a_lost_race_keeps_every_word(maras, jons, check_in, mara, way):
    for words, sentence in ((" ", "Write a word or two first, or skip this one."), ("x" * 2_001, "That is too long")):
        answer = post(maras, check_in, "answer", headers=way, words=words)
        assert answer.status_code == 422 and sentence in seen(answer) and (words.strip() in seen(answer))
    for verb in ("answer", "answer"):
        assert post(maras, check_in, verb, words="On Sunday.").status_code == 303
    late = post(maras, check_in, "answer", headers=way, words="Quite another.")
    assert late.status_code == 409 and "You have answered this one already." in seen(late)
    assert way is not PLAIN or "Quite another." in seen(late)
    late = post(jons, check_in, "answer", headers=way, step="c12", words="Too soon.")
    assert late.status_code == 409 and MOVED in seen(late)


def test_an_answer_can_be_written_anew(maras, check_in):
    post(maras, check_in, "answer", words="On Sunday.")
    maras.post(f"/check-in/answers/{CheckInAnswer.get().key}/take-back")
    assert ">On Sunday.</textarea>" in page(maras)


def test_both_go_on_with_one_tap(maras, jons, check_in):
    for client in (maras, jons):
        post(client, check_in, "pass-over")
    for client in (maras, jons, maras):
        assert post(client, check_in, "go-on").status_code == 303
    for client in (maras, jons):
        now = page(client)
        assert "Does the load at home feel okay" in now and "What was said before" in now and "skipped this one." in now


def test_whoever_types_is_told_that_it_went_on_and_keeps_the_words(maras, jons, check_in):
    typing = f"/check-in/?of={check_in.key}&at=c01"
    assert f'hx-get="{typing}"' in page(maras) and 'id="together"' not in page(maras), "only a line is drawn anew"
    assert MOVED not in page(maras, typing)
    post(jons, check_in, "leave")
    assert MOVED in re.search(r'<div id="beside">(.*?)</div>', page(maras, typing))[1]
    answer = post(maras, check_in, "answer", words="On Sunday.")
    assert answer.status_code == 409 and "On Sunday." in seen(answer)
    post(maras, check_in, "leave")
    beside = re.search(r'<div id="beside">(.*?)</div>', page(maras, typing))[1]
    assert OVER in beside and 'id="beside" hidden' in page(maras)
    assert 'hx-get="/check-in/?of=aloud"' in page(maras, "/check-in/?of=aloud"), "the line stays"
    answer = post(maras, check_in, "answer", words="On Sunday.")
    assert answer.status_code == 409 and OVER in seen(answer) and "On Sunday." in seen(answer)


def test_whoever_goes_slowly_opens_the_others_words_when_ready(as_, maras, jon, check_in):
    Person.update(slow=True).where(Person.id == jon.id).execute()
    jons = as_(Person.get_by_id(jon.id))
    post(maras, check_in, "answer", words="On Sunday.")
    post(jons, check_in, "answer", words="Yesterday.")
    opened = page(jons)
    assert re.search(r"Open it when you are ready</summary>\s*<blockquote[^>]*><p>“On Sunday.”", opened)
    assert opened.count("Open it when you are ready") == 1, "one's own words lie open"
    assert "Open it when you are ready" not in page(maras)


def test_only_what_is_kept_stays_and_its_writer_takes_it_back(maras, jons, check_in):
    post(maras, check_in, "answer", words="On Sunday.")
    post(jons, check_in, "answer", words="Yesterday.")
    mine, theirs = CheckInAnswer.select().order_by(CheckInAnswer.id)
    assert jons.post(f"/check-in/answers/{mine.key}/keep").status_code == 403
    for _ in range(2):
        assert maras.post(f"/check-in/answers/{mine.key}/keep").status_code == 303
    assert "You keep this." in page(maras)
    post(maras, check_in, "stop")
    assert post(jons, check_in, "leave").location == "/check-in/one-ask"
    post(maras, check_in, "leave")
    for client in (maras, jons):
        assert ">What you kept</a>" in page(client)
        now = page(client, "/check-in/kept")
        assert "On Sunday." in now and "Yesterday." not in now
        assert ("Take this back" in now) is (client is maras)
    kept = CheckInKept.get()
    assert jons.post(f"/check-in/kept/{kept.key}/take-back").status_code == 403
    assert maras.post(f"/check-in/kept/{kept.key}/take-back").location == "/check-in/kept"
    assert "What you kept" not in page(jons) and "Nothing is kept here just now." in page(jons, "/check-in/kept")
    assert maras.post(f"/check-in/answers/{theirs.key}/keep").status_code == 409, "it is over"


def test_much_that_was_kept_comes_page_by_page(maras, mara, jon):
    for n in range(40):
        CheckInKept.put_by(mara, question="c01", words=f"Line {n}.", readers=[mara, jon])
    first = page(maras, "/check-in/kept")
    assert "Line 39." in first and "Line 9." not in first
    assert "Line 9." in page(maras, re.search(r'href="([^"#]+)[^"]*">Older words', first)[1])


# ---- one ask each


@pytest.mark.parametrize("way", WAYS)
def test_it_ends_with_an_ask_that_is_ready_and_not_sent(maras, mara, way):
    assert "Nothing goes by itself." in page(maras, "/check-in/one-ask")
    answer = maras.post("/check-in/one-ask", data={"own": "An hour alone?", "once": "this-page"}, headers=way)
    draft = Draft.get()
    assert answer.headers["Location" if way is PLAIN else "HX-Redirect"] == f"/needs/new?draft={draft.key}"
    assert (draft.by, draft.own, Need.select().count()) == (mara, "An hour alone?", 0)
    assert ">An hour alone?</textarea>" in page(maras, f"/needs/new?draft={draft.key}")


@pytest.mark.parametrize("way", [PLAIN, WHOLE])
def test_an_ask_without_words_is_asked_for_them(maras, way):
    answer = maras.post("/check-in/one-ask", data={"own": " ", "once": "this-page"}, headers=way)
    assert answer.status_code == 422 and "say it in your own words." in seen(answer)
    assert 'value="this-page"' in answer.text and Draft.select().count() == 0
