"""Words under a need, "not now", and taking them back."""

import pytest

from household.models import Need, Reply

from .manners import PART, WAYS, WHOLE, seen


@pytest.fixture
def jons(as_, jon):
    return as_(jon)


def said() -> list[str]:
    return [reply.words for reply in Reply.select().order_by(Reply.id)]


@pytest.mark.parametrize("verb", ["reply", "not-now"])
@pytest.mark.parametrize("way", WAYS)
def test_an_answer_leads_back_to_the_need(jons, quiet, verb, way):
    answer = jons.post(f"/needs/{quiet.key}/{verb}", data={"words": "At eight?"}, headers=way)
    assert (answer.status_code, answer.location) == (303, f"/needs/{quiet.key}")
    assert said() == ["At eight?"]


def test_a_reply_needs_words_and_a_not_now_needs_none(jons, quiet):
    for way in WAYS:
        answer = jons.post(f"/needs/{quiet.key}/reply", data={"words": " "}, headers=way)
        assert (answer.status_code, "Write a word or two first." in answer.text) == (422, True)
    assert jons.post(f"/needs/{quiet.key}/not-now").status_code == 303
    assert said() == [""]


@pytest.mark.parametrize("verb", ["reply", "not-now"])
def test_the_same_page_sent_twice_says_it_once_and_with_other_words_twice(jons, quiet, verb):
    for words in ("At eight?", "At eight?", "At nine?", "At nine?"):
        jons.post(f"/needs/{quiet.key}/{verb}", data={"words": words, "once": "this-page"})
    assert said() == ["At eight?", "At nine?"]


@pytest.mark.parametrize("verb", ["reply", "not-now"])
def test_what_is_refused_comes_back_to_read_and_copy(jons, mara, quiet, verb):
    quiet.take_back(by=mara)
    for words, status in (("At eight <3", 409), ("x" * 2_001, 422)):
        for way in WAYS:
            answer = jons.post(f"/needs/{quiet.key}/{verb}", data={"words": words}, headers=way)
            assert answer.status_code == status
            if not way:
                assert words in seen(answer)
    assert said() == []


@pytest.mark.parametrize("verb", ["reply", "not-now"])
def test_a_hidden_need_takes_no_words_and_gives_them_back(jons, mara, ida, verb):
    hidden = Need.ask(by=mara, word="quiet", audience="named", named=[ida])
    for key in (hidden.key, "nothing", "%00", "A" * 500):
        answer = jons.post(f"/needs/{key}/{verb}", data={"words": "At eight?"})
        assert answer.status_code == 404 and "At eight?" in answer.text
        assert jons.post(f"/needs/{key}/{verb}", data={"words": "x"}, headers=PART).status_code == 404
    assert said() == []


def test_nobody_says_not_now_to_themselves(as_, mara, quiet):
    for way in WAYS:
        answer = as_(mara).post(f"/needs/{quiet.key}/not-now", data={"words": "Later"}, headers=way)
        assert answer.status_code == 403
    assert said() == []


def test_the_page_of_a_not_now_is_a_page(jons, quiet):
    for way in WAYS:
        answer = jons.get(f"/needs/{quiet.key}/not-now", headers=way)
        assert (answer.status_code, "<html" in answer.text) == (200, True)
    assert jons.get("/needs/nothing/not-now").status_code == 404


def test_a_no_to_touch_asks_for_nothing_more(jons, mara, jon):
    hug = Need.ask(by=mara, word="hug", audience="named", named=[jon])
    page = jons.get(f"/needs/{hug.key}/not-now").text
    assert "<textarea" not in page and "A no is always fine." in page


@pytest.mark.parametrize("way", WAYS)
def test_ones_own_words_can_be_taken_back(jons, jon, quiet, way):
    mine = Reply.write_under(quiet, by=jon, words="At eight?")
    url = f"/needs/{quiet.key}/replies/{mine.key}/take-back"
    answer = jons.post(url, headers=way)
    assert (answer.status_code, answer.location, said()) == (303, f"/needs/{quiet.key}", [])
    assert jons.post(url, headers=way).status_code == 404


def test_words_of_others_stay(jons, mara, ruth, quiet, meal):
    maras = Reply.write_under(quiet, by=mara, words="Please.")
    ruths = Reply.say_not_now(meal, by=ruth, words="I am away.")
    answers = {
        f"/needs/{quiet.key}/replies/{maras.key}/take-back": 403,
        f"/needs/{meal.key}/replies/{maras.key}/take-back": 404,
        f"/needs/{meal.key}/replies/{ruths.key}/take-back": 404,
        f"/needs/{quiet.key}/replies/nothing/take-back": 404,
    }
    for way in WAYS:
        assert {url: jons.post(url, headers=way).status_code for url in answers} == answers
    assert said() == ["Please.", "I am away."]


def test_whoever_is_signed_out_while_typing_keeps_every_word(stranger, quiet):
    for verb in ("reply", "not-now"):
        answer = stranger.post(f"/needs/{quiet.key}/{verb}", data={"words": "At eight <3", "once": "x"})
        assert answer.status_code == 401 and "At eight <3" in seen(answer)
        for way in (PART, WHOLE):
            answer = stranger.post(f"/needs/{quiet.key}/{verb}", data={"words": "x"}, headers=way)
            assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/sign-in")
    assert said() == []
