"""Looking back: sentences by week, and the search in what I may see. Nobody is counted, grouped or looked up."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from flask import request

from household import policy
from household.database import db
from household.models import Details, Draft, Need, Person, Reply, Thanks
from household.models.clock import stopped

from .manners import PART, seen
from .test_typing import BROKEN, KEPT

NAMED = dict(audience="named")


@pytest.fixture(autouse=True)
def long_here(cast: Any, clock: datetime) -> None:
    """The partners came in years ago, so that there is something to look back on."""
    Person.update(joined_at=clock - timedelta(days=2_000)).execute()
    for person in (cast.mara, cast.jon, cast.ida, cast.theo, cast.ruth):
        person.joined_at = clock - timedelta(days=2_000)


@pytest.fixture
def maras(as_, mara):
    return as_(mara)


@pytest.fixture
def asked_of_the_house():
    """Counts the statements that a request runs."""
    seen = []
    db.obj.query_hooks.append(lambda query: seen.append(query.sql))
    yield seen
    db.obj.query_hooks.clear()


def met(at: datetime, by: Person, claimed_by: Person | None = None, **how: Any) -> Need:
    """A need that was asked and met then."""
    with stopped(at):
        need = Need.ask(by=by, **how)
        if claimed_by:
            need.claim(by=claimed_by)
        need.meet(by=by)
    return need


def thanked(at: datetime, by: Person, to: Person, did: str, **how: Any) -> Thanks:
    with stopped(at):
        return Thanks.give(by=by, to=[to], did=did, **how)


def look(client: Any, words: str, **more: Any) -> Any:
    return client.get("/looking-back/", query_string={"q": words, **more})


def told(answer: Any) -> list[str]:
    """The weeks and what they tell, as one reads them, without names and faces under the notes."""
    page = re.sub(r"<footer.*?</footer>|<svg.*?</svg>", "", answer.text, flags=re.S)
    parts = re.findall(r"<h2[^>]*>(.*?)</h2>|<article[^>]*>(.*?)</article>", page, re.S)
    return [re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", "".join(part)))).strip() for part in parts]


def further(answer: Any) -> str:
    """Where “Look further back” leads, or nowhere."""
    found = re.search(r'href="([^"]+)">Look further back', answer.text)
    return unescape(found[1]) if found else ""


def pages(client: Any, address: str) -> list[str]:
    """What all pages tell, one after the other, without the weeks."""
    found = []
    while address:
        answer = client.get(address)
        found += re.findall(r'<article id="(?:need|thanks)-([^"]+?)(?:-told)?"', answer.text)
        address = further(answer)
    return found


# ---- the weeks


def test_it_is_told_as_sentences_by_week_the_newest_first(maras, mara, jon, ruth, clock):
    met(clock - timedelta(days=1), mara, jon, word="quiet", own="Half an hour.", **NAMED, named=[jon])
    thanked(clock, mara, jon, "You shut the door.")
    met(clock - timedelta(days=6), jon, mara, own="Sit with me?", **NAMED, named=[mara])
    met(clock - timedelta(days=9), ruth, None, word="ride", audience="orbit")
    met(clock - timedelta(days=9, hours=1), jon, ruth, word="good_food", audience="orbit")
    met(clock - timedelta(days=400), mara, mara, word="hug")
    assert told(maras.get("/looking-back/")) == [
        "This week",
        "You shut the door.",
        "You asked for some quiet. Jon had this. “Half an hour.”",
        "Last week",
        "Jon asked: “Sit with me?” You had this.",
        "Ruth asked for a ride. It happened.",
        "Jon asked for a good meal. Ruth had this.",
        "The week of 12 May 2025",
        "You asked for a hug. You had this.",
    ]


def test_a_week_begins_on_monday_at_four_in_the_morning_of_this_home(maras, mara, jon, clock):
    monday = datetime(2026, 6, 15, 2, tzinfo=UTC)  # four o'clock in Berlin
    met(monday, mara, word="quiet")
    met(monday - timedelta(minutes=1), mara, word="hug")
    met(monday - timedelta(days=7), mara, word="ride")
    met(monday - timedelta(days=7, minutes=1), mara, word="sleep")
    assert told(maras.get("/looking-back/")) == [
        "This week",
        "You asked for some quiet. It happened.",
        "Last week",
        "You asked for a hug. It happened.",
        "You asked for a ride. It happened.",
        "The week of 1 June",
        "You asked for more sleep. It happened.",
    ]


def test_what_a_wrong_clock_put_ahead_is_this_week(maras, mara, clock):
    met(clock + timedelta(days=40), mara, word="quiet")
    assert told(maras.get("/looking-back/"))[0] == "This week"


def test_what_was_not_met_is_not_told(maras, mara, jon, clock):
    Need.ask(by=mara, word="quiet")
    Need.ask(by=mara, word="hug").rest(by=mara)
    met(clock, mara, word="ride").take_back(by=mara)
    page = maras.get("/looking-back/")
    assert told(page) == [] and "It begins with the first small thing." in page.text


def test_the_wall_and_us_lead_there(maras):
    assert all('href="/looking-back/"' in maras.get(page).text for page in ("/thanks/", "/us/"))


# ---- page by page


def many(mara: Person, jon: Person, clock: datetime, count: int) -> list[str]:
    """Needs and thanks in turn, some of them in the same instant; their keys, the newest first."""
    keys = []
    with db.atomic():
        for turn in range(count):
            at = clock - timedelta(hours=turn // 4)
            if turn % 2:
                keys.append(met(at, mara, jon, own="Tea?", named=[jon], **NAMED).key)
            else:
                keys.append(thanked(at, jon, mara, "For the tea.").key)
    return keys


def test_no_page_tells_anything_twice_or_leaves_it_out(maras, mara, jon, clock):
    keys = many(mara, jon, clock, 95)
    for address in ("/looking-back/", "/looking-back/?q=tea"):
        found = pages(maras, address)
        assert len(found) == len(keys) and set(found) == set(keys), address
    assert maras.get("/looking-back/").text.count("<article") == 30


def test_what_is_still_open_comes_first_and_the_search_goes_on_into_the_weeks(maras, mara, jon, clock):
    past = many(mara, jon, clock, 40)
    waiting = [Need.ask(by=mara, own="Tea?", audience="named", named=[jon]).key for _ in range(35)]
    found = pages(maras, "/looking-back/?q=tea")
    assert found[:35] == waiting[::-1] and len(found) == 75 and set(found[35:]) == set(past)
    assert told(look(maras, "tea"))[0] == "Still open"


def test_a_search_reads_so_much_and_goes_on_from_there(maras, mara, jon, clock, monkeypatch):
    piano = met(clock - timedelta(days=90), mara, jon, own="The piano tuner?").key
    many(mara, jon, clock, 60)
    Need.ask(by=jon, own="Bread?")
    monkeypatch.setattr(policy.looking_back, "BATCH", 7)
    monkeypatch.setattr(policy.looking_back, "READ", 25)
    first = look(maras, "piano")
    assert "There is more further back." in first.text and "piano" in further(first)
    assert pages(maras, "/looking-back/?q=piano") == [piano]
    assert [*pages(maras, "/looking-back/?q=tea"), piano] == pages(maras, "/looking-back/")
    last = maras.get(further(maras.get(further(first))))
    assert told(last) == ["The week of 16 March", "You asked: “The piano tuner?” Jon had this."]
    assert further(last) == ""


def test_from_a_thing_that_is_not_there_nothing_goes_back(maras, jon, ruth, clock):
    hidden = thanked(clock, jon, ruth, "You drove me.").key
    for before in ("nothing", "0", "9" * 30, "\x00", hidden):
        for q in ("", "drove"):
            assert look(maras, q, before=before).status_code == 404, before


def test_whoever_looks_back_from_a_need_that_is_open_again_starts_anew(maras, mara, jon, clock, quiet):
    met(clock, mara, word="ride")
    assert told(maras.get(f"/looking-back/?before={quiet.key}"))[0] == "This week"


# ---- the search


@pytest.fixture
def autumn(mara, jon, ruth, clock):
    """What was said in a house, here and there."""
    walk = met(clock - timedelta(days=8), mara, jon, own="Gehst du mit zu Grünbergs?", named=[jon], **NAMED)
    Reply.write_under(walk, by=jon, words="Ja, mit Rührkuchen.")
    Reply.write_under(walk, by=jon, words="Und Tee.")
    tax = Need.ask(by=jon, word="errand", own="The tax letter.", **NAMED, named=[mara])
    Need.ask(by=mara, own="Some soup?", audience="orbit").rest(by=mara)
    thanked(clock - timedelta(days=2), jon, mara, "The soup.", says="You notice things.")
    return dict(walk=walk, tax=tax)


def test_words_are_found_wherever_they_stand(maras, autumn):
    assert told(look(maras, "GRUENBERGS")) == [
        "Last week",
        "You asked: “Gehst du mit zu Grünbergs?” Jon had this.",
    ]
    assert told(look(maras, "rührkuchen"))[1].endswith("Jon had this. Jon: “Ja, mit Rührkuchen.”")
    assert told(look(maras, "kuchen grunbergs"))[1].endswith("Jon: “Ja, mit Rührkuchen.”")
    assert told(look(maras, "letter tax"))[0] == "Still open"
    assert told(look(maras, "soup")) == [
        "This week",
        "You asked: “Some soup?” Resting.",
        "The soup. You notice things.",
    ]
    assert told(look(maras, "notice"))[1] == "The soup. You notice things."


def test_a_chosen_need_is_found_by_what_it_is_called(maras, autumn):
    chosen = autumn["tax"].chosen
    for words in (chosen.label, chosen.told):
        assert chosen.told in told(look(maras, words))[1]


def test_replies_are_found_though_the_words_above_them_were_taken_back(maras, autumn, mara):
    autumn["walk"].take_back(by=mara)
    assert told(look(maras, "kuchen"))[1] == "You took these words back. Jon: “Ja, mit Rührkuchen.”"
    assert told(look(maras, "Grünbergs")) == []


def test_nobody_is_found_by_name(maras, as_, jon, ruth, autumn):
    Need.ask(by=ruth, word="ride", audience="orbit")
    for name in ("Mara", "Jon", "Ruth", "Mama"):
        assert told(look(maras, name)) == told(look(as_(jon), name)) == [], name


def test_details_drafts_feelings_and_nudges_are_never_searched(maras, mara, jon):
    Need.ask(by=mara, word="ride", feeling="worried", audience="named", named=[jon], details="Code 4711, Quincelane")
    Need.update(nudge_words="Still Pearville?", warmly="With Figtown.").execute()
    Draft.keep(by=mara, own="Plumton some day", details="Cherryburg")
    assert Details.select().count() == Draft.select().count() == 1
    for words in ("4711", "Quincelane", "Plumton", "Cherryburg", "worried", "Pearville", "Figtown"):
        assert told(look(maras, words)) == [], words


def test_of_many_replies_a_few_are_shown(maras, mara, jon, quiet):
    for turn in range(9):
        Reply.write_under(quiet, by=jon, words=f"Tea {turn}?")
    assert look(maras, "tea").text.count("Jon:") == 3


def test_what_is_not_found_is_said_kindly_and_the_words_stay(maras, autumn):
    page = look(maras, 'ze"bra')
    assert "Nothing here has these words." in page.text and 'value="ze&#34;bra"' in page.text
    assert told(page) == [] and "Back to this week" in page.text
    assert "Nothing more with these words." in look(maras, "zebra", before=autumn["walk"].key).text
    assert "This is where it begins." in maras.get(f"/looking-back/?before={autumn['walk'].key}").text


def test_hidden_words_are_found_no_more_than_words_that_never_were(cast, as_, maras, clock):
    mara, jon, ruth = cast.mara, cast.jon, cast.ruth
    shared = Need.ask(by=mara, word="good_food", audience="orbit")
    Need.ask(by=jon, own="Figtown", audience="named", named=[ruth])
    met(clock, jon, ruth, own="Figtown", audience="named", named=[ruth])
    Reply.say_not_now(Need.ask(by=jon, word="ride", audience="orbit"), by=ruth, words="Figtown")
    Reply.write_under(Need.ask(by=jon, word="hug", audience="named", named=[ruth]), by=ruth, words="Figtown")
    thanked(clock, jon, ruth, "Figtown")
    assert as_(jon).get("/looking-back/?q=Figtown").text.count("<article") == 5
    hidden, missing = look(maras, "Figtown"), look(maras, "Nowhere")
    assert hidden.text.replace("Figtown", "Nowhere") == missing.text
    assert list(hidden.headers) == list(missing.headers)
    Reply.say_not_now(shared, by=jon, words="Figtown")  # Mara asked, so this is hers to read
    assert "Figtown" in told(look(maras, "Figtown"))[1]


# ---- whatever is typed


def test_whatever_is_typed_comes_back_whole_and_steers_nothing(maras):
    for typed, kept in KEPT.items():
        page = look(maras, typed)
        assert page.status_code == 200 and f'value="{kept}"' in seen(page), typed
        assert "<script>alert" not in page.text


def test_as_much_as_fits_is_looked_for_and_one_letter_more_comes_back(maras, autumn):
    assert look(maras, "ü" * 80).status_code == 200
    page = look(maras, "ü" * 81)
    assert page.status_code == 422 and "That is too long: up to 80 letters fit here." in page.text
    assert "ü" * 81 in page.text and told(page) == []
    assert look(maras, "heron " * 500).status_code == 422


def test_letters_that_did_not_arrive_whole_are_asked_for_again(maras, autumn):
    page = look(maras, "Ada \ufffd")
    assert page.status_code == 422 and told(page) == []
    assert "Some letters did not arrive whole. Please type them again." in page.text


def test_bytes_that_no_browser_sends_find_nothing(maras, autumn):
    for sent in BROKEN.values():
        query = "q=" + "".join(f"%{byte:02x}" for byte in sent)
        page = maras.get("/looking-back/", environ_overrides={"QUERY_STRING": query})
        assert page.status_code == 200 and told(page) == [], sent


def test_a_sign_without_a_letter_in_it_finds_nothing(maras, autumn, asked_of_the_house):
    assert "Nothing here has these words." in look(maras, "´").text
    assert not [sql for sql in asked_of_the_house if 'FROM "need"' in sql]


def test_what_nobody_can_see_looks_for_nothing(maras, autumn):
    page = maras.get("/looking-back/")
    for typed in ("", " \n\t", "\x00\x07", "\u200b\ufeff"):
        assert look(maras, typed).text == page.text, typed


def test_nothing_that_is_looked_for_is_kept_or_logged(app, maras, autumn, caplog, asked_of_the_house):
    caplog.set_level("DEBUG")
    look(maras, "Figtown")
    assert not [sql for sql in asked_of_the_house if not sql.lstrip().upper().startswith(("SELECT", "PRAGMA", "BEGIN"))]

    def broken(*args: Any) -> None:
        raise RuntimeError(request.args["q"])

    view, app.view_functions["looking_back.index"] = app.view_functions["looking_back.index"], broken
    assert look(maras, "Figtown").status_code == 500
    app.view_functions["looking_back.index"] = view
    assert "Figtown" not in caplog.text and "looking_back.index failed" in caplog.text


def test_htmx_gets_the_same_page(maras, autumn):
    assert maras.get("/looking-back/?q=soup", headers=PART).text == look(maras, "soup").text


# ---- as quick with many as with few


def test_it_asks_the_notebook_as_often_for_500_things_as_for_5(maras, mara, jon, clock, asked_of_the_house):
    def asked(address: str) -> int:
        maras.get(address)
        del asked_of_the_house[:]
        maras.get(address)
        return len(asked_of_the_house)

    keys = many(mara, jon, clock, 5)
    few = asked("/looking-back/"), asked(f"/looking-back/?before={keys[0]}"), asked("/looking-back/?q=tea")
    keys = many(mara, jon, clock, 495)
    assert (asked("/looking-back/"), asked(f"/looking-back/?before={keys[0]}"), asked("/looking-back/?q=tea")) == few
    assert few[0] <= 12


@pytest.mark.parametrize("kind", ["need", "thanks"])
def test_sqlite_goes_through_an_index_in_its_order(home, mara, jon, clock, kind, asked_of_the_house):
    if not db.obj.__class__.__name__.startswith("Sqlite"):
        pytest.skip("PostgreSQL weighs this by what is in the tables")
    keys = many(mara, jon, clock, 8)
    for after in (None, *(policy.one_told(mara, home, key) for key in keys[:2])):
        del asked_of_the_house[:]
        policy.look_back(mara, home, after)
        (sql,) = [one for one in asked_of_the_house if "LIMIT" in one and f'FROM "{kind}"' in one]
        plan = [row[3] for row in db.execute_sql(f"EXPLAIN QUERY PLAN {sql}", [0] * sql.count("?")).fetchall()]
        assert f"USING INDEX {kind}" in plan[0] and not [one for one in plan if "ORDER BY" in one], plan
