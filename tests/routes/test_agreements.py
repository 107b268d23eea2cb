"""The agreement's pages: choosing words, reading the difference, saying yes, pausing; and promises that are quoted."""

import re
from datetime import timedelta
from typing import Any

import pytest

from household import policy
from household.content.agreeing import kid_limits, limits, ready
from household.database import db
from household.models import Agreement, Need, Person, Role
from household.models.agreement import Words
from household.models.clock import now, stopped

from .manners import PLAIN, WAYS, WHOLE, seen

FOLLOW = ready()["follow"]
FIRST = [Words(one.text, one.slip, one.kid_words, one.id) for one in (ready()["ask"], FOLLOW)]
OWN = Words("We <b>put</b> the phone away at dinner")
YES, RESTS = "I say yes to this", "This page is resting."


@pytest.fixture
def maras(as_, mara, jon):
    return as_(mara)


@pytest.fixture
def jons(as_, mara, jon):
    return as_(jon)


@pytest.fixture
def propose(home, mara):
    def propose(*promises: Words, by: Person = mara, **more: Any) -> Agreement:
        return Agreement.propose(
            by=by, promises=promises or FIRST, **dict(look_again_on=home.today + timedelta(weeks=8)) | more
        )

    return propose


@pytest.fixture
def agreed(propose, jon):
    agreement = propose()
    agreement.say_yes(by=jon)
    return agreement


def filled(*rows: Words, **more: str) -> dict[str, str]:
    """The form as these words fill it."""
    form = {"look_again_on": "2026-08-12", "once": "this-page"} | more
    for n, row in enumerate(rows):
        form |= {f"p{n}-keep": "y", f"p{n}-word": row.word, f"p{n}-text": row.text, f"p{n}-slip": row.slip}
        form |= {f"p{n}-kid_words": row.kid_words}
    return form


def texts(state: str) -> list[str]:
    found = Agreement.whole(Agreement.select().where(Agreement.state == state))
    return [promise.text for one in found for promise in one.promises]


def page(client: Any, path: str = "/agreement/") -> str:
    return seen(client.get(path))


# ---- proposing


def test_the_ready_promises_are_offered_unchosen_with_eight_weeks_to_look_again(maras):
    form = page(maras, "/agreement/new")
    assert all(one.text in form and one.slip in form for one in ready().values()) and len(ready()) == 8
    assert not re.search(r'type="checkbox" name="p\d+-keep"[^>]* checked', form)
    assert 'value="2026-08-12"' in form and form.count(">In our own words</p>") == 3


@pytest.mark.parametrize("way", WAYS)
def test_chosen_words_are_proposed_and_nothing_stands_yet(maras, jons, way):
    answer = maras.post("/agreement/", data=filled(*FIRST, OWN) | {"p1-keep": ""}, headers=way)
    assert answer.status_code == (303 if way is PLAIN else 200)
    assert answer.headers["Location" if way is PLAIN else "HX-Redirect"] == "/agreement/"
    assert texts("proposed") == [FIRST[0].text, OWN.text] and texts("standing") == []
    mine, yours = page(maras), page(jons)
    assert "Tell Jon?" in mine and "Tell " not in yours
    assert "You proposed these words" in mine and "It starts when you have both said yes." in mine and YES not in mine
    assert "Mara would like us to agree on these words" in yours and YES in yours
    assert "We <b>put</b> the phone" in yours and "<b>put</b>" not in jons.get("/agreement/").text


def test_what_is_changed_begins_from_what_is_proposed_else_from_what_stands(maras, agreed, propose):
    form = page(maras, "/agreement/new")
    assert (
        len(re.findall(r'name="p\d+-keep" value="y" checked', form)) == 2 and 'name="instead_of" type="hidden"' in form
    )
    new = propose(OWN)
    form = page(maras, "/agreement/new")
    assert f'value="{new.key}"' in form and "We <b>put</b> the phone away at dinner</textarea>" in form


MISTAKES = [
    (dict.fromkeys(("p0-keep", "p1-keep", "p2-text"), ""), "Choose a promise, or write one of your own."),
    ({f"p{n}-text": f"Promise {n}" for n in range(2, 10)}, "Up to 8 promises fit on the page."),
    ({"p2-text": "x" * 161}, "That is too long: up to 160 letters fit here."),
    ({"p1-slip": "x" * 161}, "That is too long: up to 160 letters fit here."),
    ({"look_again_on": "2026-06-17"}, "Choose a day that is still to come, within two years."),
    ({"look_again_on": "9999-12-31"}, "Choose a day that is still to come, within two years."),
    ({"look_again_on": ""}, "Choose a day that is still to come, within two years."),
    ({"look_again_on": "soon"}, "We can’t read that day. Please choose it again."),
]


@pytest.mark.parametrize("way", WAYS)
def test_a_mistake_is_named_and_nothing_typed_is_lost(maras, way):
    for sent, sentence in MISTAKES:
        data = filled(*FIRST, OWN) | sent
        answer = maras.post("/agreement/", data=data, headers=way)
        assert (answer.status_code, sentence in seen(answer)) == (422, True), sent
        assert f">{data['p1-slip']}</textarea>" in seen(answer) and 'value="this-page"' in answer.text, sent
        assert not data["p2-text"] or f">{data['p2-text']}</textarea>" in seen(answer)
    assert Agreement.select().count() == 0


def test_anything_at_all_is_answered_in_words(maras):
    odd = {"p²-text": "x", "p99-text": "x", "p0-word": "a pony", "p1-word": "\0", "kids_see": "<", "go": ""}
    assert maras.post("/agreement/", data=filled(*FIRST) | odd).status_code == 303
    for go in ("-1", "999999", "²", "1e3", "x"):
        assert maras.post("/agreement/", data=filled(*FIRST, go=go)).status_code == 200, go
    for read in ("", "nothing", "\0", "\ufffd"):
        for verb in ("say-yes", "let-go"):
            assert maras.post(f"/agreement/{verb}", data={"words_read": read}).status_code == 409


def test_the_same_form_sent_twice_proposes_once(maras):
    for _ in range(2):
        assert maras.post("/agreement/", data=filled(*FIRST)).status_code == 303
    assert texts("proposed") == [one.text for one in FIRST]


@pytest.mark.parametrize("way", WAYS)
def test_whoever_is_second_reads_what_is_proposed_and_keeps_every_word(maras, propose, jon, way):
    propose(*FIRST, by=jon)
    answer = maras.post("/agreement/", data=filled(OWN), headers=way)
    said = seen(answer)
    assert answer.status_code == 409 and "Jon proposed other words just before." in said and FOLLOW.text in said
    assert ">We <b>put</b> the phone away at dinner</textarea>" in said and texts("proposed") == [
        FIRST[0].text,
        FOLLOW.text,
    ]
    read = re.search(r'name="instead_of" type="hidden" value="([^"]+)"', said)
    assert read and maras.post("/agreement/", data=filled(OWN, instead_of=read[1])).status_code == 303
    assert texts("proposed") == [OWN.text]


# ---- answering


@pytest.mark.parametrize("way", WAYS)
def test_the_last_yes_lets_it_stand_with_both_names(maras, jons, propose, way):
    read = {"words_read": propose().key}
    answer = jons.post("/agreement/say-yes", data=read, headers=way)
    assert (answer.status_code, answer.location) == (303, "/agreement/")
    for client in (maras, jons):
        said = page(client)
        assert said.count("17 June 2026") == 2 and YES not in said and "Pause my yes" in said
        assert "Print for the fridge" in said


def test_nobody_says_yes_to_words_they_did_not_read(jons, propose):
    read = propose()
    propose(OWN, instead_of=read.key)
    for way in WAYS:
        answer = jons.post("/agreement/say-yes", data={"words_read": read.key}, headers=way)
        assert answer.status_code == 409 and "The words changed. Please read them and say yes again." in seen(answer)
    assert texts("standing") == []


def test_the_difference_is_shown_to_those_who_have_not_answered(maras, jons, agreed, propose):
    propose(FIRST[0]._replace(text="We ask out loud. Nobody has to guess."), OWN)
    said = page(jons)
    assert '<ins class="change__in"><span class="hide">put in: </span>Nobody has' in said
    assert '<del class="change__out"><span class="hide">taken out: </span>We do not wait' in said
    for kind, words in (("New", OWN.text), ("Would go", FOLLOW.text)):
        assert re.search(rf"{kind}</p>\s*<p[^>]*>{re.escape(words)}", said), kind
    assert "<details" not in said.split("<ins")[0].split("h-proposed")[1]
    assert "What would change</summary>" in page(maras), "who has answered can unfold it"


def test_the_old_words_stand_beside_it_and_then_are_on_no_page(maras, jons, agreed, propose, jon):
    new = propose(OWN)
    assert FOLLOW.text in page(maras) and "The words that stand until then" in page(maras)
    assert policy.promises_for(jon, "nudge")[0].text == FOLLOW.text
    new.say_yes(by=jon)
    assert not any(FOLLOW.text in page(client) for client in (maras, jons))


@pytest.mark.parametrize("way", WAYS)
def test_a_pause_rests_the_page_at_once_and_never_says_who(maras, jons, agreed, way):
    answer = jons.post("/agreement/pause", headers=way)
    assert (answer.status_code, answer.location) == (303, "/agreement/")
    for client in (maras, jons):
        assert RESTS in page(client) and "Print for the fridge" not in page(client)
    assert page(maras).count("17 June 2026") == 2 and not re.search(r"Jon (has )?paused|paused by", page(maras))
    assert "You paused your yes." in page(jons) and "You paused" not in page(maras)
    jons.post("/agreement/say-yes", data={"words_read": agreed.key})
    assert RESTS not in page(maras) + page(jons)


def test_a_pause_is_taken_while_a_proposal_waits_even_as_the_words_change(maras, jons, agreed, propose, jon):
    new = propose(OWN, by=jon)
    maras.post("/agreement/pause")
    assert RESTS in page(jons)
    new.say_yes(by=jon)
    assert texts("standing") == [FIRST[0].text, FOLLOW.text]


@pytest.mark.parametrize("way", WAYS)
def test_any_partner_lets_a_proposal_go(jons, agreed, propose, way):
    new = propose(OWN)
    assert "Keep the words as they are" in page(jons)
    answer = jons.post("/agreement/let-go", data={"words_read": new.key}, headers=way)
    assert (answer.status_code, answer.location) == (303, "/agreement/")
    assert texts("proposed") == [] and texts("standing") and OWN.text not in page(jons)
    assert jons.post("/agreement/let-go", data={"words_read": agreed.key}, headers=way).status_code == 422


def test_a_newcomer_reads_what_stands_and_is_asked(as_, agreed, jons):
    lena = as_(Person.join(role=Role.PARTNER, name="Lena", face=dict(shape="egg", ink="oat", hair="none")))
    for client in (lena, jons):
        assert "It stands again when all of you have said yes." in page(client) and RESTS not in page(client)
    assert FOLLOW.text in page(lena) and YES in page(lena)
    lena.post("/agreement/say-yes", data={"words_read": agreed.key})
    assert page(jons).count("17 June 2026") == 3


def test_where_one_is_alone_the_page_waits_and_old_words_can_go(maras, mara, jon, agreed):
    Person.update(left_at=now()).where(Person.id == jon.id).execute()
    said = page(maras)
    assert "It waits here until someone sits down beside you." in said and "Jon" not in said
    assert maras.get("/agreement/new").location == "/agreement/"
    answer = maras.post("/agreement/", data=filled(OWN))
    assert answer.status_code == 422 and "This page takes two." in seen(answer)
    assert '<p class="kept" dir="auto">We <b>put</b> the phone away at dinner</p>' in seen(answer)
    maras.post("/agreement/let-go", data={"words_read": agreed.key})
    assert FOLLOW.text not in page(maras) and Agreement.select().count() == 0


def test_the_day_to_look_again_is_one_calm_line(maras, agreed, clock):
    line = "You wanted to look at this page again about now."
    assert line not in page(maras) and "You look at them again on 12 August." in page(maras)
    with stopped(clock + timedelta(weeks=8)):
        assert page(maras).count(line) == 1


# ---- one thing at a time


def test_who_goes_slowly_reads_and_chooses_one_thing_at_a_time(as_, mara, jon, agreed, propose):
    Person.update(slow=True).execute()
    maras = as_(mara)
    Agreement.delete().execute()
    said = page(maras, "/agreement/new")
    shown = re.compile(r"<textarea class=\"field promise__words\"[^>]*>([^<]+)<")
    assert shown.findall(said) == [ready()["ask"].text] and limits() in said
    form = {f"p{n}-text": one.text for n, one in enumerate(ready().values())}
    form |= {f"p{n}-word": one for n, one in enumerate(ready())} | {"p8-text": "", "look_again_on": "2026-08-12"}
    said = seen(maras.post("/agreement/", data=form | {"p0-keep": "y", "go": "1"}, headers=WHOLE))
    assert shown.findall(said) == [ready()["care_first"].text] and 'name="p0-keep" value="y"' in said
    said = seen(maras.post("/agreement/", data=form | {"p0-keep": "y", "go": "9"}))
    assert "Propose these words" in said and shown.findall(said) == []
    assert maras.post("/agreement/", data=form | {"p0-keep": "y"}).status_code == 303
    assert texts("proposed") == [ready()["ask"].text]
    said = page(as_(jon))
    assert said.index("Open it when you are ready") < said.index(ready()["ask"].text) < said.index(YES)


def test_a_mistake_of_one_thing_is_shown_where_it_is(as_, mara, jon):
    Person.update(slow=True).execute()
    said = seen(as_(mara).post("/agreement/", data=filled(*FIRST) | {"p1-text": "x" * 161}))
    assert (
        ">xxx" in said
        and "That is too long" in said
        and f'type="hidden" name="p0-text" value="{FIRST[0].text}"' in said
    )


# ---- its limits, wherever it is


def test_no_render_is_without_its_limits(maras, jons, agreed, propose, mara, jon, quiet):
    quiet.claim(by=jon)
    pages = {"stands": page(maras), "form": page(maras, "/agreement/new"), "nudge": page(maras, f"/needs/{quiet.key}")}
    jons.post("/agreement/pause")
    pages |= {"rests": page(maras), "paused": page(jons)}
    new = propose(OWN, kids_see=True)
    pages |= {"proposed": page(maras), "difference": page(jons)}
    pages["mistake"] = seen(maras.post("/agreement/", data={}))
    pages["second"] = seen(jons.post("/agreement/", data=filled(OWN._replace(text="Another."))))
    assert "What the kids see of it" in pages["proposed"] and kid_limits() in pages["proposed"]
    new.let_go(by=mara)
    agreed.say_yes(by=jon)
    render = maras.application.jinja_env.get_template("agreements/_quote.html")
    promises = policy.promises_for(mara, "care")
    with maras.application.test_request_context("/"):
        pages["quote"] = render.render(promises=promises)
    Person.update(left_at=now()).where(Person.id == jon.id).execute()
    pages["alone"] = page(maras)
    Agreement.delete().execute()
    Person.update(left_at=None).where(Person.id == jon.id).execute()
    pages["nothing yet"] = page(maras)
    assert [name for name, said in pages.items() if limits() not in said.replace("&#39;", "'")] == []


# ---- it is quoted where it helps


def nudge_lines(client: Any, need: Need) -> dict[str, str]:
    found = re.findall(
        r'name="phrase" value="([^"]+)".*?<span>([^<]+)</span>', page(client, f"/needs/{need.key}"), re.S
    )
    return dict(found)


def test_a_nudge_between_partners_may_quote_the_promise_that_fits(maras, jons, agreed, quiet, jon):
    quiet.claim(by=jon)
    promise = next(one for one in Agreement.whole(Agreement.select())[0].promises if one.word == "follow")
    line = f"Remember our page? We said: {promise.text} I could use that today."
    assert nudge_lines(maras, quiet)[f"g03-{promise.key}"] == line
    assert [id for id in nudge_lines(maras, quiet) if id.startswith("g03")] == [f"g03-{promise.key}"], (
        "the other does not fit"
    )
    assert limits() in page(maras, f"/needs/{quiet.key}")
    assert maras.post(f"/needs/{quiet.key}/nudge", data={"phrase": f"g03-{promise.key}"}).status_code == 303
    assert line in page(jons, f"/needs/{quiet.key}")


def test_what_does_not_stand_is_not_quoted(maras, agreed, quiet, mara, jon, propose):
    quiet.claim(by=jon)
    (id,) = [one for one in nudge_lines(maras, quiet) if one.startswith("g03")]
    Agreement.pause(by=jon)
    assert not [one for one in nudge_lines(maras, quiet) if one.startswith("g03")]
    assert limits() not in page(maras, f"/needs/{quiet.key}")
    assert maras.post(f"/needs/{quiet.key}/nudge", data={"phrase": id}).status_code == 422
    agreed.say_yes(by=jon)
    propose(Words("We put the phone away")).say_yes(by=jon)
    assert maras.post(f"/needs/{quiet.key}/nudge", data={"phrase": id}).status_code == 422, "these words are gone"
    said = nudge_lines(maras, quiet).values()
    assert any("the phone away. I could use" in one for one in said), "own words fit, and end as sentences do"


def test_no_guest_and_no_child_is_nudged_with_what_is_between_partners(as_, maras, agreed, meal, ruth):
    meal.claim(by=ruth)
    assert not [one for one in nudge_lines(maras, meal) if one.startswith("g03")]
    trip = Need.ask(by=ruth, word="ride", audience="orbit")
    trip.claim(by=Person.get(Person.name == "Mara"))
    assert policy.promises_for(ruth, "nudge") == []


def test_the_kids_are_shown_it_only_where_all_said_yes_to_that(agreed, propose, ida, ruth, mara, jon):
    assert policy.agreement_for_kids(ida) is None
    new = propose(*FIRST, OWN._replace(kid_words="We typed this."), kids_see=True)
    assert policy.agreement_for_kids(ida) is None
    new.say_yes(by=jon)
    shown = policy.agreement_for_kids(ida)
    assert shown and (shown.promises, shown.limits) == ([one.kid_words for one in FIRST], kid_limits())
    assert [policy.agreement_for_kids(who) for who in (ruth, mara)] == [None, None]
    Agreement.pause(by=mara)
    assert policy.agreement_for_kids(ida) is None


def test_reading_it_takes_no_more_questions_the_more_it_holds(maras, propose, jon):
    def asked() -> int:
        ran: list[str] = []
        db.obj.query_hooks.append(lambda query: ran.append(query.sql))
        page(maras)
        db.obj.query_hooks.clear()
        return len(ran)

    propose().say_yes(by=jon)
    asked()
    few = asked()
    propose(*[Words(f"Promise {n}") for n in range(8)]).say_yes(by=jon)
    assert asked() == few
