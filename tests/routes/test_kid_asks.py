"""I need help: a child asks by a picture and hears who comes, without a word that was typed; and the grown-ups' end."""

import logging
import re
from collections.abc import Callable
from datetime import time, timedelta
from html import unescape
from typing import Any

import pytest

from household.content.kids import kid_asks
from household.models import Calendar, KidHears, KidView, Need, Notice, Person, Reply, Role, Thanks
from household.models.clock import now, stopped

from .manners import seen

OWN_TITLE = "<title>I need help · Household</title>"


@pytest.fixture
def theos(as_, theo) -> Any:
    return as_(theo)


@pytest.fixture
def at(theo) -> Callable[..., str]:
    """The address of one of Theo's pages."""

    def at(path: str = "", word: str = "") -> str:
        tile = f"ask/{KidView.of(theo).code(kid_asks()[word])}" if word else ""
        return f"/kid/{theo.key}/{path}{tile}"

    return at


@pytest.fixture
def ask(theos, at) -> Callable[..., Need]:
    """Theo taps a tile and a face."""

    def ask(word: str = "kid_hug", who: Person | None = None, **more: str) -> Need:
        answer = theos.post(at(word=word), data={"who": who.key if who else "", **more})
        assert answer.status_code == 303, answer.text
        return Need.get(Need.key == answer.location.rsplit("/")[-1])

    return ask


def words(page: str) -> str:
    """What it says, without what is in its tags."""
    body = page[page.index("<body") :]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", body, flags=re.S)))


# ---- asking


def test_a_tile_leads_to_the_faces_of_those_who_may_be_asked(theos, at, theo, cast):
    page = seen(theos.get(at(word="kid_hug")))
    assert "I need a hug." in page and "Who can help?" in page and OWN_TITLE in page
    assert re.findall(r'name="who" value="([^"]+)" data-say="(\w+)"', page) == [
        (cast.mara.key, "Mama"),
        (cast.jon.key, "Papa"),
    ]
    assert "Just the one you pick can see this." in page and 'name="own"' not in page
    KidHears.create(kid=theo, person=cast.ida)
    assert f'value="{cast.ida.key}" data-say="Ida"' in seen(theos.get(at(word="kid_hug")))


def test_a_tapped_face_is_asked_for_now_and_nobody_else(theos, ask, theo, jon, mara, home):
    need = ask(who=jon)
    assert (need.asked_by, need.word, need.audience, need.named) == (theo, "kid_hug", "named", [jon])
    assert (need.when, need.day, need.own, need.kids_can_help) == ("now", home.today, "", False)
    page = seen(theos.get(f"/kid/{theo.key}/asked/{need.key}"))
    assert "You asked Papa." in page and "Go and tell Papa too." in page and OWN_TITLE in page


def test_what_hurts_and_what_is_scary_goes_to_every_partner_whatever_is_sent(theos, at, ask, cast):
    page = seen(theos.get(at(word="kid_hurts")))
    assert "Mama and Papa" in page and 'name="who"' not in page and "Mama and Papa can see this." in page
    for word, who in (("kid_hurts", None), ("kid_scared", cast.mara)):
        need = ask(word, who)
        assert need.named == [cast.mara, cast.jon] and need.urgent
        assert "You asked Mama and Papa." in seen(theos.get(at(f"asked/{need.key}")))


def test_who_may_not_be_asked_answers_like_who_never_was(theos, at, theo, cast):
    for who in (cast.ida.key, cast.ruth.key, theo.key, "missing"):
        answer = theos.post(at(word="kid_hug"), data={"who": who})
        assert answer.status_code == 404 and answer.data == theos.post(at(word="kid_hug"), data={"who": "x"}).data
    assert Need.select().count() == 0


def test_without_a_face_one_is_asked_for_it_once_more(theos, at, theo):
    KidView.create(kid=theo, writes_own=True)
    assert "Tap a face." not in theos.get(at(word="kid_hug")).text
    answer = theos.post(at(word="kid_hug"), data={"own": "My knee."})
    assert "Tap a face." in answer.text
    assert answer.status_code == 422 and 'value="My knee."' in seen(answer) and Need.select().count() == 0


def test_own_words_go_along_where_this_child_may_write_some(theos, at, ask, theo, jon):
    assert ask(who=jon, own="My knee.").own == ""
    KidView.create(kid=theo, writes_own=True)
    assert 'name="own"' in theos.get(at(word="kid_hug")).text
    need = ask(who=jon, own=" My\tknee. ")
    assert need.own == "My knee." and "“My knee.”" in seen(theos.get(at(f"asked/{need.key}")))
    long = theos.post(at(word="kid_hug"), data={"who": jon.key, "own": "x" * 201})
    assert long.status_code == 422 and "x" * 201 in long.text and "up to 200 letters" in seen(long)


def test_one_form_asks_once(ask, jon, clock):
    first = ask(who=jon, once="form")
    with stopped(clock + timedelta(minutes=3)):
        assert ask(who=jon, once="form") == first
    assert Need.select().count() == 1


def test_a_tile_that_a_grown_up_took_away_is_not_there(theos, at, theo, jon):
    KidView.create(kid=theo, tiles="kid_drink kid_hurts kid_scared")
    assert theos.get(at(word="kid_hug")).status_code == 404
    assert theos.post(at(word="kid_hug"), data={"who": jon.key}).status_code == 404


# ---- the answer


def says(client: Any, address: str) -> str:
    """The sentences that are said aloud there."""
    found = re.search(r'data-aloud="([^"]*)"', client.get(address).text)
    return unescape(found[1]) if found else ""


def test_how_an_ask_stands_is_told_in_a_few_words(theos, ask, at, cast, clock):
    jon, mara = cast.jon, cast.mara
    need = ask(who=jon)
    page = at(f"asked/{need.key}")
    assert says(theos, page) == "You asked Papa. Go and tell Papa too."
    need.claim(by=jon)
    assert says(theos, page) == "Papa is coming."
    need.move(by=jon, starts_at=now() + timedelta(minutes=30))
    assert says(theos, page) == "Papa said, “Not now, but soon.”"
    with stopped(clock + timedelta(minutes=31)):
        assert says(theos, page) == "Papa is coming."
    need.move(by=jon, starts_at=now() + timedelta(days=1))
    assert says(theos, page) == "Papa said, “Not now, but later.”" and "Not now, but later." in seen(theos.get(at()))
    with stopped(clock + timedelta(hours=22, minutes=1)):
        assert says(theos, page) == "Papa said, “Not now, but soon.”"
    need.hand_back(by=jon)
    assert says(theos, page) == "You asked Papa. Go and tell Papa too."
    Reply.say_not_now(need, by=jon)
    assert says(theos, page) == "Papa can’t come now."
    assert theos.post(f"{page}/change", data={"who": mara.key}).location == page
    assert says(theos, page) == "You asked Mama. Go and tell Mama too."
    Reply.say_not_now(Need.get(), by=mara, words="Secretium", offer="time", starts_at=now() + timedelta(hours=1))
    assert says(theos, page) == "Mama said, “Not now, but soon.”"
    need.meet(by=need.asked_by)
    assert says(theos, page) == "It’s better now?"


def test_without_scripts_an_answer_is_seen_within_a_minute_but_no_field_goes_away(theos, ask, at, theo, jon):
    KidView.create(kid=theo, writes_own=True)
    anew = '<noscript><meta http-equiv="refresh" content="60"></noscript>'
    for path in (at(), at("asked/"), at(f"asked/{ask(who=jon).key}"), at("help/")):
        assert anew in theos.get(path).text, path
    who = theos.get(at(word="kid_hug")).text
    assert 'name="own"' in who and "refresh" not in who


def test_of_several_who_were_asked_each_answers_alone(theos, ask, at, cast):
    need = ask("kid_hurts")
    page = at(f"asked/{need.key}")
    Reply.say_not_now(need, by=cast.jon)
    assert says(theos, page) == "Papa can’t come now. You asked Mama. Go and tell Mama too."
    Reply.say_not_now(need, by=cast.mara)
    assert ">They can’t come now.<" in seen(theos.get(at()))
    told = theos.get(page).text
    assert says(theos, page) == "Mama can’t come now. Papa can’t come now. Go and tell Mama and Papa too."
    assert "Ask someone else" not in told and "kid_asks.change" not in told
    need.claim(by=cast.mara)
    assert says(theos, page) == "Mama is coming."


@pytest.mark.parametrize(("word", "smiles"), [("kid_hurts", False), ("kid_scared", False), ("kid_hug", True)])
def test_a_child_who_hurts_or_is_scared_does_not_smile(theos, as_, ask, at, mara, word, smiles):
    need = ask(word, mara)
    for page in (theos.get(at(word=word)), theos.get(at(f"asked/{need.key}")), as_(mara).get(f"/needs/{need.key}")):
        assert ("#wobbly" in page.text) is not smiles


def test_an_ask_of_another_day_is_over(theos, ask, at, jon, clock):
    need = ask(who=jon)
    with stopped(clock + timedelta(days=1)):
        page = theos.get(at(f"asked/{need.key}")).text
        assert "That is over now." in page and "I still need help" in page
        assert "<h1>Hi Theo</h1>" in theos.get(at()).text
        assert theos.post(at(f"asked/{need.key}/change"), data={"who": jon.key}).status_code == 303


def test_whoever_asked_says_that_it_is_better_or_lets_it_go(theos, ask, at, theo, jon):
    need = ask(who=jon)
    answer = theos.post(at(f"asked/{need.key}/meet"))
    assert answer.location == f"/kid/{theo.key}/thanks/" and Need.get().closed_as == "met"
    assert theos.post(at(f"asked/{need.key}/meet")).status_code == 303, "twice is once"
    late = theos.post(at(f"asked/{need.key}/rest"))
    assert late.status_code == 409 and "Back to my page" in late.text and "That is over now." in seen(late)
    other = ask("kid_drink", jon)
    assert theos.post(at(f"asked/{other.key}/rest")).location == at()
    assert Need.get_by_id(other.id).closed_as == "rested" and "That is over now." in seen(
        theos.get(at(f"asked/{other.key}"))
    )


def test_once_it_is_better_one_can_say_thank_you_or_ask_again(theos, ask, at, theo, jon):
    need = ask(who=jon)
    need.claim(by=jon)
    need.meet(by=jon)
    page = theos.get(at(f"asked/{need.key}")).text
    assert f'href="/kid/{theo.key}/thanks/to/{jon.key}"' in page and f'href="{at(word="kid_hug")}"' in page
    KidView.create(kid=theo, tiles="kid_drink")
    assert f'href="{at()}" data-say="I still need help"' in theos.get(at(f"asked/{need.key}")).text


def test_somebody_who_left_is_not_sent_for(theos, ask, at, cast):
    need = ask(who=cast.jon)
    Person.update(left_at=now()).where(Person.id == cast.jon.id).execute()
    page = theos.get(at(f"asked/{need.key}"))
    assert page.status_code == 200 and "Ask someone else" in page.text and "Papa" not in words(page.text)
    assert cast.mara.key in page.text


# ---- the page that opens first


def test_on_top_of_the_home_stands_what_is_open_and_who_comes(theos, ask, at, theo, jon, mara, clock):
    assert "<h1>Hi Theo</h1>" in theos.get(at()).text and says(theos, at()) == ""
    need = ask(who=jon)
    home = seen(theos.get(at()))
    assert (
        '<h1 class="hide">Hi Theo</h1>' in home
        and f'href="{at(f"asked/{need.key}")}" data-say="You asked Papa. Go' in home
    )
    need.claim(by=jon, starts_at=now() + timedelta(hours=1))
    assert "Not now, but soon." in seen(theos.get(at()))
    with stopped(clock + timedelta(minutes=1)):
        drink = ask("kid_drink", mara)
        assert f'href="{at("asked/")}"' in theos.get(at()).text and "You asked Mama." in says(theos, at())
        pictures = theos.get(at("asked/")).text
        assert re.findall(r'data-say="(A \w+)"', pictures) == ["A drink", "A hug"]
    drink.meet(by=theo)
    assert f'href="{at(f"asked/{need.key}")}"' in theos.get(at()).text, "one is open"
    assert re.findall(r'data-say="(A \w+)"', theos.get(at("asked/")).text) == ["A hug", "A drink"]
    need.rest(by=theo)
    assert "<h1>Hi Theo</h1>" in theos.get(at()).text
    assert "A drink" in theos.get(at("asked/")).text, "it was met today"


def test_at_night_one_still_sees_who_comes(theos, ask, at, theo, mara):
    KidView.of(theo).hush(by=mara, quiet_from=time(19), quiet_until=time(7))
    need = ask("kid_scared")
    need.claim(by=mara)
    assert theos.get(at()).location == at("night/")
    night = seen(theos.get(at("night/")))
    assert f'href="{at(f"asked/{need.key}")}" data-say="Mama is coming."' in night
    assert theos.get(at(f"asked/{need.key}")).status_code == 200


def test_a_page_that_would_say_the_same_is_not_sent_again(theos, ask, at, jon):
    need = ask(who=jon)
    for page in (at(), at(f"asked/{need.key}")):
        known = {"If-None-Match": theos.get(page).headers["ETag"]}
        assert theos.get(page, headers=known).status_code == 304
    known = {page: theos.get(page).headers["ETag"] for page in (at(), at(f"asked/{need.key}"))}
    need.claim(by=jon)
    assert [theos.get(page, headers={"If-None-Match": tag}).status_code for page, tag in known.items()] == [200, 200]


def test_the_pages_ask_the_notebook_no_more_however_much_is_asked(theos, ask, at, cast, caplog):
    def questions(page: str) -> int:
        caplog.clear()
        with caplog.at_level(logging.DEBUG, "peewee"):
            assert theos.get(at(page)).status_code == 200
        return len(caplog.records)

    ask(who=cast.jon)
    ask("kid_drink", cast.mara)
    few = [questions(page) for page in ("", "asked/")]
    for word in [*kid_asks()][6:12]:
        ask(word, cast.mara).claim(by=cast.mara)
    assert max(few) > 0 and [questions(page) for page in ("", "asked/")] <= few


# ---- who sees it, and what is read there


def test_no_other_child_guest_or_partner_sees_it_anywhere(app, as_, theos, ask, cast, theo):
    KidView.create(kid=theo, writes_own=True)
    need = ask(who=cast.jon, own="Kneeium")
    ours = ("/", "/looking-back/?q=kneeium", f"/needs/{need.key}", "/notices/", "/looking-back/?q=hug")
    for who in (cast.mara, cast.ruth, cast.kitchen):
        pages = [as_(who).get(page).text for page in ours]
        assert not any("Kneeium" in page or need.key in page.replace(f"/needs/{need.key}", "") for page in pages), who
    idas = as_(cast.ida)
    pages = [idas.get(f"/kid/{cast.ida.key}/{page}").text for page in ("", "asked/", "help/", f"asked/{need.key}")]
    assert not any("Kneeium" in page or "Theo" in page for page in pages)
    assert "Kneeium" in as_(cast.jon).get("/").text
    assert {name for name in ("mara", "jon", "ida", "ruth") if told(getattr(cast, name), need)} == {"jon"}


def told(who: Person, need: Need) -> bool:
    from household import policy

    return bool(policy.worth_telling(who, Notice.select().where(Notice.need == need)))


def test_no_word_that_grown_ups_type_under_it_is_read_on_a_childs_page(theos, ask, at, cast):
    need = ask("kid_hurts")
    need.claim(by=cast.jon, warmly="Warmium")
    Reply.write_under(need, by=cast.mara, words="Replyium")
    need.hand_back(by=cast.jon)
    Reply.say_not_now(need, by=cast.mara, words="Offerium", offer="else")
    Thanks.give(by=cast.mara, to=[cast.jon], did="Thankium", need=need, audience="home")
    pages = [theos.get(at(page)).text for page in ("", "asked/", f"asked/{need.key}")]
    assert not any(re.search("Warmium|Replyium|Offerium|Thankium", page) for page in pages)


# ---- the grown-ups' end


@pytest.fixture
def jons(as_, jon) -> Any:
    return as_(jon)


def test_a_grown_up_reads_who_asks_and_says_im_coming(jons, ask, jon, theos, at):
    need = ask(who=jon)
    assert "I’m coming" in jons.get("/").text
    page = seen(jons.get(f"/needs/{need.key}"))
    assert '<b><bdi>Theo</bdi></b> asks for <em class="say__what">a hug</em>, now.' in page
    assert "When can you come?" in page and "Say it warmly" not in page and "Not now, but..." not in page
    assert "Theo hears: “Papa is coming”" in page and "Theo reads no words here. Go and say it." in page
    assert 'name="words"' not in page, "nobody would read it"
    assert re.findall(r'name="when" value="(\w+)"( checked)?', page) == [
        ("now", " checked"),
        ("half", ""),
        ("pick", ""),
    ]
    jons.post(f"/needs/{need.key}/claim", data={"when": "now", "wording": need.wording})
    assert says(theos, at(f"asked/{need.key}")) == "Papa is coming."
    page = seen(jons.get(f"/needs/{need.key}"))
    assert "Theo hears: “Papa is coming.”" in page
    jons.post(f"/needs/{need.key}/move", data={"when": "half", "wording": need.wording})
    assert "Theo hears: “Papa said, not now, but soon.”" in seen(jons.get(f"/needs/{need.key}"))
    assert says(theos, at(f"asked/{need.key}")) == "Papa said, “Not now, but soon.”"
    need.move(by=jon, starts_at=now() + timedelta(hours=3))
    assert "Theo hears: “Papa said, not now, but later.”" in seen(jons.get(f"/needs/{need.key}"))


def test_from_the_table_one_tap_is_enough(jons, ask, jon, theos, at):
    need = ask(who=jon)
    jons.post(f"/needs/{need.key}/claim", data={"wording": need.wording})
    assert says(theos, at(f"asked/{need.key}")) == "Papa is coming."


def test_a_no_is_plain_and_says_how_the_child_hears_it(jons, ask, jon, theos, at):
    need = ask(who=jon)
    page = seen(jons.get(f"/needs/{need.key}/not-now"))
    assert "A no is always fine" in page and 'name="words"' not in page
    jons.post(f"/needs/{need.key}/not-now")
    page = seen(jons.get(f"/needs/{need.key}"))
    assert "Theo hears: “Papa can’t come now.”" in page and "Only Theo" not in page


def test_those_who_were_asked_together_can_write_to_each_other_and_are_told_who_reads(as_, jons, ask, cast):
    need = ask("kid_hurts")
    jons.post(f"/needs/{need.key}/reply", data={"words": "Can you go?"})
    page = seen(as_(cast.mara).get(f"/needs/{need.key}"))
    assert "Can you go?" in page and "Theo does not read this. Go and say it." in page and 'name="words"' in page


def test_an_urgent_word_says_to_go(jons, ask):
    ask("kid_scared")
    assert "someone close, feeling scared" in seen(jons.get("/notices/"))
    assert "Please go and see." in seen(jons.get("/notices/"))


def test_all_that_follows_a_claim_works_for_a_childs_ask_too(jons, as_, ask, jon, mara, theo, clock):
    need = ask(who=jon)
    key = f"/needs/{need.key}"
    jons.post(f"{key}/claim", data={"when": "half"})
    with stopped(clock + timedelta(hours=3)):
        assert "Did it happen?" in seen(jons.get(key))
        assert jons.post(f"{key}/nudge", data={"phrase": "g00"}).status_code == 403
        assert jons.post(f"{key}/change", data={"own": "x"}).status_code == 403
        assert jons.get(f"{key}/change").status_code == 403
        assert jons.post(f"{key}/hand-back").status_code == 303
        jons.post(f"{key}/claim")
        assert jons.post(f"{key}/meet").location == f"/thanks/new?need={need.key}"
        thanks = seen(jons.get(f"/thanks/new?need={need.key}"))
        ready = re.search(r'name="picked" value="([^"]*a hug[^"]*)"', thanks)
        assert ready and "Theo" in thanks
        form = {"need": need.key, "to": theo.key, "picked": ready[1], "did": "You asked.", "audience": "named"}
        assert jons.post("/thanks/", data=form).status_code == 303
        assert ready[1] in Thanks.get().says
        assert "a hug" in seen(jons.get("/looking-back/")) and "a hug" in seen(jons.get("/looking-back/?q=hug"))
        assert "a hug" in words(jons.get("/").text)
        assert jons.post("/leaving/export").status_code == 200


def test_a_calendar_says_what_it_is_called(app, ask, jon):
    ask(who=jon).claim(by=jon, starts_at=now() + timedelta(hours=1))
    token = Calendar.make(by=jon)[1]
    Calendar.change(by=jon, tells_words=True)
    assert "a hug" in app.test_client().get(f"/calendar/{token}.ics").text


def test_one_who_has_grown_up_keeps_what_was_asked_and_asks_anew_in_other_words(as_, ask, theo, jon):
    need = ask(who=jon)
    need.rest(by=theo)
    Person.update(role=Role.PARTNER).where(Person.id == theo.id).execute()
    client = as_(Person.get_by_id(theo.id))
    for page in ("/", f"/needs/{need.key}", f"/needs/new?like={need.key}", f"/needs/{need.key}/change", "/leaving/"):
        assert client.get(page).status_code < 400, page
    assert 'value="kid_hug"' not in client.get(f"/needs/new?like={need.key}").text


def test_no_grown_up_is_offered_what_a_child_asks_for(jons, ask, jon):
    need = ask(who=jon)
    for page in ("/needs/new", "/needs/new?word=kid_hug", f"/needs/new?like={need.key}", "/finding/"):
        assert not any(f'value="{id}"' in jons.get(page).text for id in kid_asks())
    assert jons.post("/needs/", data={"word": "kid_hug"}).status_code == 422
    assert jons.post(f"/needs/{need.key}/reopen", data={"when": "now"}).status_code == 403
