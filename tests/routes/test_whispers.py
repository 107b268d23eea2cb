"""Whispers: where they may come up, in which languages, and the one switch."""

import re
import shutil

import pytest

from household.config import ROOT
from household.content import whispering
from household.models import Device, Need, Person

from .manners import WAYS

HERE, TEMPLATES = 'id="whisper"', ROOT / "templates"


@pytest.fixture
def milk(mara) -> Need:
    return Need.ask(by=mara, own="Milk?", audience="orbit")


def test_there_is_a_place_for_it_under_an_ask_and_under_a_reply_to_somebody_elses(as_, mara, jon, ruth, milk):
    jons, ruths = as_(jon), as_(ruth)
    boxes = [
        jons.get("/needs/new"),
        jons.post("/needs/find", data={"found": "lonely:hug"}),
        jons.post("/needs/new/say"),
        as_(mara).get(f"/needs/{milk.key}/change"),
        jons.get(f"/needs/{milk.key}"),
        ruths.get("/guest/ask/"),
        ruths.get(f"/guest/needs/{milk.key}"),
    ]
    for page in (one.text for one in boxes):
        assert page.count(HERE) == 1 and "whisper.js" in page and 'role="status"></p>' in page
        assert page.count('id="hush"') == 1, "and a way to have no more of it"
    mine = as_(mara).get(f"/needs/{milk.key}").text
    assert HERE not in mine and "whisper.js" not in mine, "what one adds to one's own ask is no reply"


def test_everywhere_else_there_is_none(as_, app, cast, milk):
    boxes = {"needs/_own.html", "needs/_replies.html", "guest_asks/_what.html", "guest_needs/_words.html"}
    pages = {str(path.relative_to(TEMPLATES)): path.read_text() for path in TEMPLATES.rglob("*.html")}
    assert {name for name, page in pages.items() if '"whispers/_whisper.html"' in page} == boxes
    shown = {"needs.new", "guest_asks.new"}
    for who in (cast.mara, cast.ruth, cast.theo, cast.kitchen):
        client = as_(who)
        for rule in app.url_map.iter_rules():
            own, stays = {*rule.arguments} <= {"whose"}, rule.endpoint.split(".")[0] != "live"
            if "GET" in rule.methods and own and stays and rule.endpoint not in shown:
                whose = {"whose": getattr(who, "key", "")} if rule.arguments else {}
                page = client.get(app.url_map.bind("localhost").build(rule.endpoint, whose)).text
                assert HERE not in page and "whisper.js" not in page, rule.endpoint


@pytest.mark.parametrize("name", ["mara", "ruth", "theo"])
def test_none_comes_up_at_the_kitchen_tablet_whoever_touched_their_face(as_, app, cast, milk, name):
    person, kitchen = getattr(cast, name), as_(cast.kitchen)
    Device.known(cast.kitchen_token).touch(by=person)
    paths = [f"/day/needs/{milk.key}", f"/needs/{milk.key}", f"/guest/needs/{milk.key}", "/needs/new", "/guest/ask/"]
    pages = [kitchen.get(path, follow_redirects=True) for path in (*paths, "/day/ask/", "/day/needs/", "/whispers/")]
    assert [page.status_code for page in pages if page.status_code >= 500] == []
    assert [page.request.path for page in pages if "whispers/" in page.text or HERE in page.text] == []
    assert kitchen.post("/whispers/hush").status_code != 204 and Person.get_by_id(person.id).whispers


@pytest.mark.parametrize("way", WAYS)
def test_one_tap_hushes_them_for_oneself_and_one_brings_them_back(as_, mara, jon, milk, way):
    client = as_(mara)
    assert client.post("/whispers/hush", headers=way).status_code in (200, 204, 303)
    assert HERE not in client.get("/needs/new").text and not Person.get_by_id(mara.id).whispers
    assert HERE in as_(jon).get("/needs/new").text
    assert "Let it whisper again" in client.get("/whispers/").text
    client.post("/whispers/let", headers=way)
    assert HERE in client.get("/needs/new").text and "No more whispers" in client.get("/whispers/").text


def test_for_who_goes_slowly_none_comes_up(as_, mara):
    mara.go_slowly(by=mara)
    assert HERE not in as_(mara).get("/needs/new").text
    assert "No whisper does." in as_(mara).get("/whispers/").text
    mara.go_as_before(by=mara)
    assert HERE in as_(mara).get("/needs/new").text


def test_a_page_that_was_open_is_another_once_they_are_hushed(as_, jon, milk):
    client = as_(jon)
    token = client.get(f"/needs/{milk.key}").headers["ETag"]
    assert client.get(f"/needs/{milk.key}", headers={"If-None-Match": token}).status_code == 304
    client.post("/whispers/hush")
    assert client.get(f"/needs/{milk.key}", headers={"If-None-Match": token}).status_code == 200


def test_nobody_else_can_tell_whether_somebody_is_whispered_to(as_, mara, jon, milk):
    def read() -> list[str]:
        pages = (as_(jon).get(path).text for path in ("/", "/us/", f"/needs/{milk.key}", "/access/"))
        return [re.sub(r'<input[^>]* name="once"[^>]*>', "", page) for page in pages]

    before = read()
    mara.hush_whispers(by=mara)
    assert read() == before


def test_another_language_is_a_file_and_without_one_there_is_silence(as_, app, mara, tmp_path, monkeypatch):
    app.extensions["languages"] = ["en", "de"]
    german = {"Accept-Language": "de"}
    page = as_(mara).get("/needs/new", headers=german).text
    assert '<html lang="de"' in page and HERE not in page and "whisper.js" not in page
    for file in whispering.FILES.iterdir():
        shutil.copy(file, tmp_path)
    (tmp_path / "de.toml").write_text(GERMAN)
    monkeypatch.setattr(whispering, "FILES", tmp_path)
    found = whispering.rules("de")
    assert whispering.languages() == ["de", "en"] and "weighed" not in found["ask"]
    assert found["ask"]["pattern"][0]["regex"] == r"\b(?:sorry|entschuldigung),? (?:dass ich )?(?:störe|frage)\b"


GERMAN = r"""
longest = 1000
read = 400
mostly = 0.6
letters = "a-zà-öø-ɏ"
enough = 2
[spelled_out]
[endings]
[words]
sorry = "sorry|entschuldigung"
[harm]
patterns = ['schlägst']
[ask]
tried = "entschuldigung, dass ich frage"
hint = "Du musst dir hier nichts verdienen."
start = "Ich brauche "
most = 1
leave = []
turn = []
[[ask.pattern]]
id = "sorry"
regex = '\b<sorry>,? (?:dass ich )?(?:störe|frage)\b'
hint = "Du störst nicht."
example = "Sorry, dass ich störe"
[reply]
tried = "ja, aber"
hint = "Erst etwas Warmes?"
start = "Ich höre dich. "
most = 1
leave = []
turn = []
pattern = []
"""
