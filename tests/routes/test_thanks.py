"""Thanks: the wall, saying thank you, and taking it back."""

import io

import pytest

from household.models import Need, Reply, Thanks
from household.routes.forms.thanking import sayings

from .manners import PART, PLAIN, WAYS, WHOLE, seen


@pytest.fixture
def maras(as_, mara):
    return as_(mara)


@pytest.fixture
def form(jon):
    return {"to": jon.key, "did": "You tidied <3", "says": "You have a big heart.", "once": "this-page"}


def given() -> list[Thanks]:
    return list(Thanks.select().order_by(Thanks.id))


@pytest.mark.parametrize("way", WAYS)
def test_thanks_lead_to_the_wall(maras, form, jon, way):
    answer = maras.post("/thanks/", data=form, headers=way)
    assert answer.status_code == (303 if way is PLAIN else 200)
    assert answer.headers["Location" if way is PLAIN else "HX-Redirect"] == "/thanks/"
    (thanks,) = given()
    assert (thanks.to, thanks.did, thanks.says) == ([jon], "You tidied <3", "You have a big heart.")
    assert thanks.audience == "named"


def test_ready_sentences_come_before_ones_own(maras, form):
    picked = [sayings()[2], sayings()[0], "You are a fool."]
    maras.post("/thanks/", data=form | {"picked": picked, "did": ""})
    assert given()[0].says == f"{sayings()[0]} {sayings()[2]} You have a big heart."


def test_the_same_page_sent_twice_thanks_once_and_with_other_words_or_people_again(maras, form, ida):
    for other in ({}, {"did": "You cooked."}, {"to": ida.key}):
        for _ in range(2):
            maras.post("/thanks/", data=form | other)
    assert [(thanks.did, thanks.to[0].name) for thanks in given()] == [
        ("You tidied <3", "Jon"),
        ("You cooked.", "Jon"),
        ("You tidied <3", "Ida"),
    ]


WORDS = "Write a word or two first."
WHO = "Choose who you would like to thank."
MISTAKES = [
    ({"did": "", "says": "", "picked": ""}, WORDS),
    ({"did": " ", "says": "\n", "picked": "You are a fool."}, WORDS),
    ({"to": ""}, WHO),
    ({"to": "nobody-at-all"}, WHO),
    ({"to": "\x00"}, WHO),
    ({"audience": "everyone"}, "Choose who may read it."),
    ({"audience": ""}, "Choose who may read it."),
    ({"did": "x" * 2_001}, "That is too long: up to 2000 letters fit here."),
    ({"says": "x" * 2_001}, "That is too long: up to 2000 letters fit here."),
]


@pytest.mark.parametrize("way", WAYS)
def test_a_mistake_is_named_and_nothing_typed_is_lost(maras, form, way):
    for sent, sentence in MISTAKES:
        answer = maras.post("/thanks/", data=form | {"picked": sayings()[0]} | sent, headers=way)
        page, typed = seen(answer), form | sent
        assert (answer.status_code, sentence in page) == (422, True), sent
        assert f">{typed['did'].strip()}</textarea>" in page and f">{typed['says'].strip()}</textarea>" in page, sent
        assert f'value="{sayings()[0]}" checked' in page or "picked" in sent, sent
    assert given() == []


def test_nobody_thanks_themselves(maras, mara, form):
    answer = maras.post("/thanks/", data=form | {"to": mara.key})
    assert (answer.status_code, WHO in answer.text) == (422, True)


def test_many_are_thanked_once_each(maras, form, jon, ida):
    maras.post("/thanks/", data=form | {"to": [ida.key, jon.key, jon.key, "nobody"]})
    assert set(given()[0].to) == {jon, ida}


def test_what_is_no_form_is_no_thanks(maras):
    for kind, body in (("application/json", b'{"did": "x"}'), ("text/plain", b"did=x"), ("", b"\xff\x00")):
        assert maras.post("/thanks/", data=body, content_type=kind).status_code == 422
    assert maras.post("/thanks/", data={"did": (io.BytesIO(b"x"), "x.txt")}).status_code == 422
    assert given() == []


def test_thanks_for_a_need_start_with_those_who_had_a_part_in_it(maras, jon, quiet):
    quiet.claim(by=jon)
    page = maras.get(f"/thanks/new?need={quiet.key}").text
    assert f'name="to" value="{jon.key}" checked' in page and "Thank Jon" in page
    assert f'name="to" value="{jon.key}" checked' in maras.get(f"/thanks/new?to={jon.key}").text
    assert "checked" in maras.get("/thanks/new?to=nobody").text


BRAVE, TRUSTED = "You asked for some quiet. That was brave of you.", "You trusted me with this. You let people in."
KIND_NO = "You said no in a kind way. You are honest, and it builds trust."


def test_whoever_helped_can_thank_for_asking_and_that_comes_first(as_, mara, jon, quiet):
    quiet.claim(by=jon)
    quiet.meet(by=mara)
    jons = as_(jon)
    page = seen(jons.get(f"/thanks/new?need={quiet.key}"))
    assert page.index("For asking") < page.index(BRAVE) < page.index(TRUSTED) < page.index('id="did"')
    sent = {"need": quiet.key, "to": mara.key, "picked": [TRUSTED, BRAVE, sayings()[0]]}
    assert f'value="{BRAVE}" checked' in seen(jons.post("/thanks/", data=sent | {"says": "x" * 2_001}))
    jons.post("/thanks/", data=sent)
    assert [(one.by, one.says) for one in given()] == [(jon, f"{BRAVE} {TRUSTED} {sayings()[0]}")]


def test_whoever_asked_is_not_asked_to_thank_for_asking(maras, mara, jon, quiet):
    quiet.claim(by=jon)
    quiet.meet(by=mara)
    page = seen(maras.get(f"/thanks/new?need={quiet.key}"))
    assert "For asking" not in page and "For a kind no" not in page and "That happened" in page


def test_what_was_asked_in_own_words_is_thanked_for_in_words_that_fit(as_, mara, jon):
    need = Need.ask(by=mara, own="Sit with me?", audience="named", named=[jon])
    page = seen(as_(jon).get(f"/thanks/new?need={need.key}&to={mara.key}"))
    assert TRUSTED in page and "You asked for" not in page and "{" not in page.split("<main")[1]


def test_a_kind_no_can_be_thanked_too(maras, mara, jon, ruth, meal):
    Reply.say_not_now(meal, by=jon)
    Reply.write_under(meal, by=ruth, words="Soup?")
    meal.claim(by=ruth)
    page = seen(maras.get(f"/thanks/new?need={meal.key}&to={jon.key}"))
    assert f'name="to" value="{jon.key}" checked' in page and f'name="to" value="{ruth.key}" checked' not in page
    assert page.index("For a kind no") < page.index(KIND_NO) < page.index('id="did"') and "That happened" not in page
    assert "For a kind no" not in seen(maras.get(f"/thanks/new?need={meal.key}"))
    maras.post("/thanks/", data={"need": meal.key, "to": jon.key, "picked": KIND_NO})
    assert [(one.to, one.says, one.need) for one in given()] == [([jon], KIND_NO, meal)]


def test_nobody_learns_of_a_no_that_was_said_to_another(as_, jon, ruth, meal):
    Reply.say_not_now(meal, by=ruth)
    assert "For a kind no" not in seen(as_(jon).get(f"/thanks/new?need={meal.key}&to={ruth.key}"))


def test_thanks_for_a_need_that_is_hidden_are_not_given_and_come_back(maras, jon, ruth, form):
    hidden = Need.ask(by=jon, word="quiet", audience="named", named=[ruth])
    for key in (hidden.key, "nothing", "\x00"):
        assert maras.get("/thanks/new", query_string={"need": key}).status_code == 404
        answer = maras.post("/thanks/", data=form | {"need": key})
        assert answer.status_code == 404 and form["did"] in seen(answer)
        assert maras.post("/thanks/", data=form | {"need": key}, headers=PART).status_code == 404
    assert given() == []


def test_the_wall_goes_back_page_by_page_without_a_number(maras, mara, jon):
    for n in range(31):
        Thanks.give(by=jon, to=[mara], did=f"You tidied {n}.")
    first = maras.get("/thanks/")
    assert first.text.count("<article") == 30 and "tidied 30." in first.text and "tidied 0." not in first.text
    older = maras.get(f"/thanks/?before={given()[1].key}").text
    assert older.count("<article") == 1 and "tidied 0." in older
    for before in ("nothing", "0", "99999999999999999999", "%00"):
        assert maras.get(f"/thanks/?before={before}").status_code == 404


@pytest.mark.parametrize("way", WAYS)
def test_thanks_can_be_taken_back_by_whoever_gave_them(maras, as_, jon, mara, way):
    thanks = Thanks.give(by=mara, to=[jon], did="You tidied.")
    assert as_(jon).post(f"/thanks/{thanks.key}/take-back", headers=way).status_code == 403
    answer = maras.post(f"/thanks/{thanks.key}/take-back", headers=way)
    assert (answer.status_code, answer.location, given()) == (303, "/thanks/", [])
    assert maras.post(f"/thanks/{thanks.key}/take-back", headers=way).status_code == 404


def test_whoever_is_signed_out_while_typing_keeps_every_word(stranger, form, quiet):
    answer = stranger.post("/thanks/", data=form | {"need": quiet.key})
    assert answer.status_code == 401
    assert form["did"] in seen(answer) and form["says"] in seen(answer)
    for way in (PART, WHOLE):
        assert stranger.post("/thanks/", data=form, headers=way).headers["HX-Redirect"] == "/sign-in"
    assert given() == []
