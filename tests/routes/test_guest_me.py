"""A guest's own page: what they like to be asked for, their card, and what is theirs on pages that all share."""

import json
import re
from datetime import date, time, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from household.models import (
    AccessEntry,
    Calendar,
    Card,
    CareNote,
    Channel,
    Device,
    Home,
    KidHears,
    KioskFace,
    Need,
    Neighbour,
    Notice,
    Person,
    Quiet,
    Reply,
    Role,
    Thanks,
)  # fmt: skip
from household.models.clock import stopped

from .manners import WAYS, seen

PAGES = (
    *("/guest/me/", "/guest/me/likes", "/people/RUTH/edit", "/devices/", "/notices/", "/calendar/", "/slow/"),
    *("/channels/", "/channels/new?kind=ntfy", "/channels/new?kind=push", "/channels/new?kind=webhook"),
    *("/channels/CHANNEL", "/care-note/NOTE", "/leaving/", "/leaving/before", "/leaving/sure", "/packet/"),
)
FOR_PARTNERS = r"agreement|our why|repair|check-in|weather|passphrase|codes?\b|drafts?|invit|the kids|asked somebody in"


@pytest.fixture
def ruths(as_, ruth):
    return as_(ruth)


@pytest.fixture
def pages(ruths, ruth, jon) -> dict[str, Any]:
    """The answers of all pages of her own, with something on each."""
    CareNote.keep(by=jon, helps="Tea.", therapist="Dr Weber")
    CareNote.of(jon).show_to(ruth, by=jon)
    channel = Channel.add("mail", by=ruth, address={"to": "ruth@mail.example"}, language="en", house="")
    Device.enter(ruth, "Android")[0].sign_out()
    Need.ask(by=jon, word="ride", audience="named", named=[ruth])
    keys = {"RUTH": ruth.key, "CHANNEL": channel.key, "NOTE": CareNote.of(jon).key}
    paths = [re.sub("[A-Z]{4,}", lambda name: keys[name[0]], page) for page in PAGES]
    return {path: ruths.get(path) for path in paths}


# ---- the page


def test_it_leads_to_what_is_hers_and_to_nothing_that_is_not(app, ruths, pages):
    for page, answer in pages.items():
        assert answer.status_code == 200, page
        assert 'class="guest' in answer.text and "guest.css" in answer.text, page
        for address in {*re.findall(r'(?:href|action|hx-get|hx-post)="(/[^"#]*)', answer.text)}:
            if app.url_map.bind("localhost").test(address.partition("?")[0], "GET"):
                assert ruths.get(address).status_code == 200, (page, address)


def test_no_word_on_them_fits_only_partners(pages):
    for page, answer in pages.items():
        words = re.sub(r"<[^>]*>", " ", seen(answer).partition("<body")[2])
        assert not re.search(FOR_PARTNERS, words, re.I), (page, re.search(FOR_PARTNERS, words, re.I))


def test_a_pin_is_offered_where_her_face_stands_in_the_kitchen(ruths, ruth, cast):
    assert "/pin/" not in ruths.get("/guest/me/").text
    KioskFace.create(device=Device.known(cast.kitchen_token), person=ruth)
    assert "/pin/" in ruths.get("/guest/me/").text and ruths.get("/pin/").status_code == 200


def test_the_first_thing_on_it_is_what_she_likes_to_be_asked_for(ruths, ruth):
    assert "So that they know what you would love to do." in ruths.get("/guest/me/").text
    ruth.keep_likes(by=ruth, likes=["ride"], own="Tuesdays <are> free.")
    page = ruths.get("/guest/me/").text
    assert "A ride or a pick-up" in page and "Tuesdays &lt;are&gt; free." in page and "Change it" in page


@pytest.mark.parametrize("way", WAYS)
def test_what_she_likes_is_kept_and_stands_there_when_she_changes_it(ruths, ruth, way):
    answer = ruths.post("/guest/me/keep-likes", data={"likes": ["ride", "errand"], "own": " Soup. "}, headers=way)
    assert answer.status_code == (200 if way else 303)
    assert answer.headers["HX-Redirect" if way else "Location"] == "/guest/me/"
    assert Person.get_by_id(ruth.id).likes == "errand ride" and Person.get_by_id(ruth.id).likes_own == "Soup."
    page = ruths.get("/guest/me/likes").text
    assert re.findall(r'value="(\w+)" checked', page) == ["errand", "ride"] and ">Soup.</textarea>" in page


@pytest.mark.parametrize("way", WAYS)
def test_a_mistake_is_named_and_nothing_typed_is_lost(ruths, ruth, way):
    for sent, sentence in (
        ({"likes": ["ride", "hug"], "own": "Soup."}, "Choose from the list."),
        ({"likes": ["ride"], "own": "Soup." * 101}, "That is too long: up to 500 letters fit here."),
    ):
        answer = ruths.post("/guest/me/keep-likes", data=sent, headers=way)
        assert (answer.status_code, sentence in answer.text, "Soup." in answer.text) == (422, True, True)
        assert re.findall(r'value="(\w+)" checked', answer.text) == ["ride"]
    assert Person.get_by_id(ruth.id).likes == Person.get_by_id(ruth.id).likes_own == ""


def test_how_long_her_card_works_and_who_made_it(app, as_, mara, clock):
    home = Home.here()
    for until, sentence in (
        (None, "Your card works until someone ends it."),
        (home.today, "Its last day is today."),
        (home.today + timedelta(days=2), "Its last day is on Friday."),
        (date(2026, 7, 19), "Its last day is on 19 July."),
    ):
        card = Card.make(by=mara, name="Lena", until=until)[0]
        lena = card.take_up(name="Lena", face=dict(shape="egg", ink="oat", hair="none"))
        page = seen(as_(lena).get("/guest/me/"))
        assert sentence in page and "Mara made it for you." in page
    Person.update(left_at=clock).where(Person.id == mara.id).execute()
    Card.update(by=None).execute()
    page = seen(as_(lena).get("/guest/me/"))
    assert sentence in page and "made it" not in page


def test_a_note_that_is_shown_to_her_is_there_until_it_is_not(ruths, ruth, mara, jon):
    for who in (mara, jon):
        CareNote.keep(by=who, helps="Tea.", therapist="Dr Weber")
    note = CareNote.of(jon)
    note.show_to(ruth, by=jon)
    page = seen(ruths.get("/guest/me/"))
    assert "What helps Jon" in page and "What helps Mara" not in page
    page = seen(ruths.get(f"/care-note/{note.key}"))
    assert "Tea." in page and "Dr Weber" not in page and 'href="/care-note/"' not in page
    note.hide_from(ruth, by=jon)
    assert "What helps Jon" not in seen(ruths.get("/guest/me/"))
    assert ruths.get(f"/care-note/{note.key}").status_code == 404


# ---- what is shared


def test_her_name_and_face_are_hers_to_change_and_lead_back_to_her_page(ruths, ruth):
    page = seen(ruths.get(f"/people/{ruth.key}/edit"))
    assert "What do the children call you?" in page
    sent = {"name": "Grandma", "kids_say": "Nana", "look": "own", "shape": "leaf", "ink": "oat", "hair": "none"}
    assert ruths.post(f"/people/{ruth.key}/change", data=sent).location == "/guest/me/"
    assert Person.get_by_id(ruth.id).kids_say == "Nana"
    assert ruths.get("/people/new").status_code == ruths.post("/people/", data=sent).status_code == 404


def test_only_her_devices_are_there_and_nobody_asks_for_a_passphrase(ruths, ruth, mara, ida, cast):
    for who in (mara, ida):
        Device.enter(who, "iPad")
    with stopped(Home.here().local() - timedelta(days=3)):
        out = Device.enter(ruth, "Windows")[0]
    out.sign_out()
    lost = Device.enter(ruth, "Android")[0]
    Device.update(confirmed_at=None).execute()
    page = seen(ruths.get("/devices/"))
    assert "iPad" not in page and "kitchen" not in page and 'type="password"' not in page
    assert "Not signed in." in page and "your face at the door" not in page and "it is gone from this list" in page
    assert ruths.post(f"/devices/{lost.key}/revoke").status_code == 303
    assert Device.get_by_id(lost.id).revoked_at and not Device.get_by_id(out.id).revoked_at
    assert ruths.post("/devices/revoke-others").status_code == 303
    assert Device.get_by_id(out.id).revoked_at and ruths.get("/guest/me/").status_code == 200


def test_what_is_new_is_hers_and_leads_to_her_pages(ruths, ruth, mara, jon):
    need = Need.ask(by=mara, word="ride", audience="named", named=[ruth])
    Need.ask(by=mara, word="ride", audience="partners")
    Thanks.give(by=jon, to=[ruth], did="You came.")
    page = ruths.get("/notices/").text
    links = re.findall(r'class="news__one" href="([^"]+)', page)
    assert sorted(links) == sorted([f"/guest/needs/{need.key}", "/guest/thanks/"])
    keys = " ".join(one.key for one in Notice.select())
    assert ruths.post("/notices/see", data={"keys": keys}).location == "/guest/"
    assert "Nothing new just now." in ruths.get("/notices/").text
    assert 'data-see="/notices/see"' in ruths.get("/guest/me/").text


def test_who_goes_slowly_finds_news_at_the_end_of_each_page(ruths, ruth, mara):
    ruth.go_slowly(by=ruth)
    page = ruths.get("/guest/me/").text
    assert 'href="/notices/"' in page and "data-see" not in page and "slow.js" in page


def test_her_calendar_says_no_more_than_her_pages_do_and_leads_to_them(app, ruths, ruth, mara, stranger):
    lena = Person.join(role=Role.GUEST, name="Lena", face=dict(shape="egg", ink="oat", hair="none"))
    ruths.post("/calendar/make")
    token = re.search(r"/calendar/([\w-]+)\.ics", seen(ruths.post("/calendar/make")))[1]
    Calendar.change(by=ruth, tells_words=True)
    at = Home.here().local() + timedelta(days=1)
    held = Need.ask(by=mara, own="Theirium", audience="orbit")
    held.claim(by=ruth, starts_at=at)
    Need.ask(by=mara, own="Partnerium", audience="partners").claim(by=mara, starts_at=at)
    own = Need.ask(by=ruth, own="Mineium", audience="orbit")
    own.claim(by=lena, starts_at=at)
    said = re.sub(r"\r\n ", "", stranger.get(f"/calendar/{token}.ics").text)
    assert "SUMMARY:Mara: “Theirium”" in said and f"/guest/needs/{held.key}" in said and "Partnerium" not in said
    assert "SUMMARY:Someone has this: “Mineium”" in said and "Lena" not in said, "guests don't know of each other"
    Home.update(guests_meet=True).execute()
    assert "SUMMARY:Lena has this: “Mineium”" in re.sub(r"\r\n ", "", stranger.get(f"/calendar/{token}.ics").text)


# ---- how word reaches her


def test_she_is_offered_what_works_and_no_machine_at_home(app, ruths, as_, mara):
    offered = [set(re.findall(r'href="/channels/new\?kind=(\w+)"', one.get("/channels/").text))
               for one in (ruths, as_(mara))]  # fmt: skip
    assert "ntfy" in offered[0] and not {"webhook", "mail"} & offered[0] and len(offered[1]) == 5
    for kind in ("ntfy", "webhook"):
        assert "192.168" not in ruths.get(f"/channels/new?kind={kind}").text
        assert "192.168" in as_(mara).get(f"/channels/new?kind={kind}").text


def test_whether_a_machine_at_home_was_let_is_not_told(ruths, ruth, mara):
    """The page, and what it answers, is the same to the letter."""
    address = {"url": "http://10.0.0.9/hook", "secret": "whsec_x"}
    channel = Channel.add("webhook", by=ruth, address=address, language="en", house="")
    Channel.update(trial="failed", trouble="forbidden").execute()
    told = []
    for _ in range(2):
        page = ruths.get(f"/channels/{channel.key}").text
        let = ruths.post(f"/channels/{channel.key}/let-send")
        told.append((page, ruths.get("/channels/").text, let.status_code, let.text))
        Neighbour.let("10.0.0.9", 80, by=mara)
    assert told[0] == told[1]
    page, index, status, _ = told[0]
    assert "It sends you word only over the internet." in page and "let-send" not in page and "partner" not in page
    assert "10.0.0.9:80" not in index and status == 403
    Channel.update(trouble="unreachable").execute()
    assert ruths.get(f"/channels/{channel.key}").text == page, "nor whether there is such a machine at all"


def test_what_she_can_choose_to_hear_of_is_what_can_reach_her(ruths, ruth, theo):
    page = ruths.get("/channels/").text
    assert 'value="ask"' in page and 'value="repair"' not in page and 'value="feeling"' not in page
    assert "always comes through" not in page
    KidHears.create(kid=theo, person=ruth)
    assert 'value="feeling"' in ruths.get("/channels/").text
    assert ruths.post("/quiet/keep", data={"begins": "21:00", "ends": "08:00"}).location == "/channels/?saved=1"


# ---- her words, and leaving


def test_she_takes_her_words_along_and_no_name_that_she_may_not_read(ruths, ruth, mara, clock):
    lena = Person.join(role=Role.GUEST, name="Lena", face=dict(shape="egg", ink="oat", hair="none"))
    ruth.keep_likes(by=ruth, likes=["ride"], own="Tuesdays are free.")
    Reply.write_under(Need.ask(by=mara, word="ride", audience="orbit"), by=ruth, words="At ten?")
    Thanks.give(by=mara, to=[ruth, lena], did="You both came.")
    packed = ZipFile(BytesIO(ruths.post("/leaving/export").data))
    book, told = packed.read("words.html").decode(), packed.read("words.json").decode()
    for words in ("Tuesdays are free.", "At ten?", "You both came."):
        assert words in book and words in told
    assert "A ride or a pick-up" in book and json.loads(told)["about_me"][0]["likes"] == ["ride"]
    assert "Lena" not in book + told


def test_a_packet_is_made_from_what_she_can_have_written(ruths, ruth, mara):
    Thanks.give(by=ruth, to=[mara], did="You drove me.")
    page = ruths.get("/packet/?kinds=thanks&kinds=repairs&span=all").text
    assert re.findall(r'name="kinds" value="(\w+)"', page)[:3] == ["needs", "replies", "thanks"]
    assert "You drove me." in page and "repairs" not in page
    assert "You drove me." in ruths.post("/packet/", data={"kinds": "thanks", "span": "all", "all": "y"}).text


def test_she_leaves_by_herself_in_two_steps_and_her_card_with_her(as_, mara, jon):
    card, secret, _ = Card.make(by=mara, name="Lena")
    lena = card.take_up(name="Lena", face=dict(shape="egg", ink="oat", hair="none"))
    client = as_(lena)
    need = Need.ask(by=mara, word="ride", audience="orbit")
    need.claim(by=lena)
    before = AccessEntry.select().count()
    page = seen(client.get("/leaving/before"))
    assert "Your card ends, and opens nothing any more." in page and "Nobody is told" in page
    assert "They could make you a new card" in seen(client.get("/leaving/sure"))
    assert client.post("/leaving/leave").location == "/leaving/goodbye"
    assert client.get("/guest/").location.startswith("/sign-in")
    assert Person.get_by_id(lena.id).left_at and Card.with_secret(secret) is None
    assert AccessEntry.select().count() == before and Need.get_by_id(need.id).waiting
    assert "Lena" not in as_(jon).get("/us/").text


def test_she_signs_out_behind_a_line_that_says_how_she_comes_in_again(ruths):
    page = ruths.get("/guest/me/").text
    assert "To come in again, open your card." in page
    assert page.index("<details") < page.index('action="/sign-out"')


def test_quiet_hours_are_hers(ruths, ruth):
    ruths.post("/quiet/keep", data={"begins": "21:00", "ends": "08:00"})
    assert (Quiet.of(ruth).begins, Quiet.of(ruth).ends) == (time(21), time(8))
