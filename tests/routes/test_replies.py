"""Words under a need, "not now", and taking them back."""

from datetime import timedelta

import pytest

from household.models import Moment, Need, Person, Reply
from household.models.clock import stopped

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
    led = answer.headers.get("HX-Redirect") if way and verb == "not-now" else answer.location
    assert led == f"/needs/{quiet.key}"
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


# ---- not now, with an offer


OFFERS = [
    # what is sent, what Mara reads, the kind of offer, and how many minutes ahead
    ({"offer": "time", "when": "20"}, "I want to be there for this. I can in 20 minutes.", "time", 20),
    ({"offer": "time", "when": "20", "line": "n03"},
     "I am worn out and I care. Give me 20 minutes, then I am yours.", "time", 20),
    ({"offer": "time", "when": "MOMENT", "line": "n03"}, "I want to be there for this. I can tonight after bedtime.",
     "time", 30),
    ({"offer": "time", "when": "10", "line": "own", "words": "Ten minutes, I promise."}, "Ten minutes, I promise.",
     "time", 10),
    ({"offer": "", "instead": "pick up soup"}, "I can't do that one. What I can do is pick up soup.", "else", None),
    ({"offer": "time", "when": "MOMENT"}, "I want to be there for this. I can tonight after bedtime.", "time", 30),
    ({"offer": "time", "when": "MOMENT", "line": "n07"},
     "I do not have it in me tonight. I love you. Can we try tonight after bedtime?", "time", 30),
    ({"offer": "time", "when": "pick", "at": "2026-06-18T19:30"},
     "I want to be there for this. I can tomorrow at 7:30 PM.", "time", 24 * 60),
    ({"offer": "part", "part": "the dishes", "when": "30"},
     "I hear you. I can do the dishes now and the rest in 30 minutes.", "part", 30),
    ({"offer": "else", "instead": "pick up soup"}, "I can't do that one. What I can do is pick up soup.", "else", None),
    ({"offer": "person", "person": "RUTH"}, "I can't today, and it matters. Shall we ask Ruth?", "person", None),
    ({"offer": "word", "when": "10"}, "I am not sure yet. I will tell you in 10 minutes.", "word", None),
    ({"offer": "", "words": "I am wiped out."}, "I am wiped out.", "", None),
    ({"offer": "else", "instead": "sing", "words": "Badly."},
     "I can't do that one. What I can do is sing. Badly.", "else", None),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "words", "kind", "ahead"), OFFERS)
def test_an_offer_says_what_can_be_done_instead(as_, jons, mara, quiet, ruth, clock, sent, words, kind, ahead):
    known = {"MOMENT": Moment.get(Moment.name == "after bedtime").key, "RUTH": ruth.key}
    answer = jons.post(f"/needs/{quiet.key}/not-now", data={name: known.get(one, one) for name, one in sent.items()})
    (reply,) = Reply.select()
    assert (answer.status_code, reply.words, reply.offer) == (303, words, kind)
    assert reply.starts_at == (clock + timedelta(minutes=ahead) if ahead else None)
    assert reply.person == (ruth if kind == "person" else None)
    page = seen(as_(mara).get(f"/needs/{quiet.key}"))
    assert words in page
    assert ("Yes, let’s do that" in page) == (kind in ("time", "part", "else"))
    assert (f'/needs/{quiet.key}/change?beside={ruth.key}#who"' in page) == (kind == "person")


MISTAKES = [
    ({"offer": "a pony"}, "Choose what you can do, or just say “not this time”."),
    ({"offer": "time"}, "Choose when."),
    ({"offer": "time", "when": "someday"}, "Choose when."),
    ({"offer": "time", "when": "pick"}, "Choose a day and a time."),
    ({"offer": "time", "when": "pick", "at": "2026-06-17T19:29"},
     "That time has passed. Please choose one that is still to come."),
    ({"offer": "part", "when": "10"}, "Say which part you can do."),
    ({"offer": "part", "part": "x" * 201, "when": "10"}, "That is too long: up to 200 letters fit here."),
    ({"offer": "else"}, "Say what you can do."),
    ({"offer": "person"}, "Choose who could be asked."),
    ({"offer": "person", "person": "nobody"}, "Choose who could be asked."),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "sentence"), MISTAKES)
@pytest.mark.parametrize("way", WAYS)
def test_a_mistake_in_an_offer_is_named_and_nothing_typed_is_lost(jons, quiet, sent, sentence, way):
    typed = {"words": "I would <3 to.", "instead": "sing", "once": "this-page"} if sent["offer"] != "else" else {}
    answer = jons.post(f"/needs/{quiet.key}/not-now", data=typed | sent, headers=way)
    page = seen(answer)
    assert (answer.status_code, sentence in page) == (422, True)
    assert not typed or ("I would <3 to." in page and 'value="sing"' in page and 'value="this-page"' in page)
    assert said() == []


def test_nobody_is_proposed_whom_the_asker_could_not_ask(as_, quiet, jon, mara, ruth):
    """A guest asks partners alone, so nobody else is thought of instead."""
    lift = Need.ask(by=ruth, word="ride", audience="named", named=[mara])
    page = as_(mara).get(f"/needs/{lift.key}/not-now").text
    assert f'name="person" value="{jon.key}"' in page and 'name="person"' in page
    assert page.count('name="person"') == 1


def test_an_offer_is_taken_up_with_one_tap(as_, jons, mara, jon, quiet):
    jons.post(f"/needs/{quiet.key}/not-now", data={"offer": "time", "when": "20"})
    (offer,) = Reply.select()
    maras = as_(mara)
    url = f"/needs/{quiet.key}/replies/{offer.key}/take-up"
    answer = maras.post(url)
    assert (answer.status_code, answer.location) == (303, f"/needs/{quiet.key}")
    assert Need.get_by_id(quiet.id).claimed_by == jon
    assert "You took this up." in seen(maras.get(f"/needs/{quiet.key}"))
    assert "Mara took this up. You have it now." in seen(jons.get(f"/needs/{quiet.key}"))
    assert maras.post(url).status_code == 409, "taken up already"


def test_what_was_offered_to_the_words_before_is_not_taken_up(as_, jons, mara, jon, quiet):
    read = quiet.wording
    quiet.change(by=mara, word="money_talk", audience="named", named=[jon])
    jons.post(f"/needs/{quiet.key}/not-now", data={"offer": "else", "instead": "bring tea", "wording": read})
    page = seen(as_(mara).get(f"/needs/{quiet.key}"))
    assert "Said before the words changed." in page and "Yes, let’s do that" not in page


def test_an_offer_whose_time_is_over_is_a_yes_without_a_past_promise(as_, jons, mara, quiet, clock):
    jons.post(f"/needs/{quiet.key}/not-now", data={"offer": "time", "when": "20"})
    with stopped(clock + timedelta(hours=14)):
        as_(mara).post(f"/needs/{quiet.key}/replies/{Reply.get().key}/take-up")
        need = Need.get_by_id(quiet.id)
        assert need.claimed and need.starts_at is None and not need.due


def test_the_offer_of_a_guest_whose_last_day_is_over_is_not_taken_up(as_, mara, ruth, clock):
    need = Need.ask(by=mara, own="Cake?", audience="orbit")
    offer = Reply.say_not_now(need, by=ruth, offer="time", starts_at=clock + timedelta(days=2))
    Person.update(until=clock.date()).where(Person.id == ruth.id).execute()
    with stopped(clock + timedelta(days=1)):
        answer = as_(mara).post(f"/needs/{need.key}/replies/{offer.key}/take-up")
        assert answer.status_code == 403 and Need.get_by_id(need.id).claimed_by is None


def test_the_table_tells_its_asker_alone_that_somebody_answered(as_, jons, mara, jon, quiet, meal):
    maras = as_(mara)
    known = {"If-None-Match": maras.get("/").headers["ETag"]}
    jons.post(f"/needs/{quiet.key}/not-now")
    page = seen(maras.get("/", headers=known))
    assert page.count("Jon answered") == 1 and "answered" not in jons.get("/").text
    Need.get_by_id(quiet.id).claim(by=jon)
    assert "answered" not in maras.get("/").text


def test_whoever_said_no_can_still_say_yes(jons, quiet):
    jons.post(f"/needs/{quiet.key}/not-now")
    page = seen(jons.get(f"/needs/{quiet.key}"))
    assert "You have answered. Only Mara reads it." in page
    assert page.index("I can, after all") < page.index("I’ve got this")


def test_whoever_said_no_to_other_words_is_asked_anew(jons, mara, jon, quiet):
    jons.post(f"/needs/{quiet.key}/not-now")
    quiet.change(by=mara, word="quiet", own="Ten minutes.", audience="named", named=[jon])
    page = seen(jons.get(f"/needs/{quiet.key}"))
    assert "I can, after all" not in page and "Not this time" in page


def test_the_page_of_a_not_now_leads_back_once_somebody_has_it(jons, jon, quiet):
    quiet.claim(by=jon)
    answer = jons.get(f"/needs/{quiet.key}/not-now")
    assert (answer.status_code, answer.location) == (303, f"/needs/{quiet.key}")


def test_a_plain_no_said_three_times_is_one(jons, quiet):
    for _ in range(3):
        jons.post(f"/needs/{quiet.key}/not-now", data={"once": f"page {_}"})
    assert said() == [""]


def test_an_offer_is_the_askers_to_take(as_, jons, mara, ruth, meal):
    jons.post(f"/needs/{meal.key}/not-now", data={"offer": "else", "instead": "bring bread"})
    (offer,) = Reply.select()
    url = f"/needs/{meal.key}/replies/{offer.key}/take-up"
    for way in WAYS:
        assert jons.post(url, headers=way).status_code == 403
        assert as_(mara).post(f"/needs/{meal.key}/replies/nothing/take-up", headers=way).status_code == 404
    assert Need.get_by_id(meal.id).waiting


def test_a_plain_no_is_one_tap_and_is_not_offered_twice(jons, quiet):
    url = f"/needs/{quiet.key}"
    assert "Not this time" in jons.get(url).text
    assert jons.post(f"{url}/not-now").status_code == 303
    page = seen(jons.get(url))
    assert "You: not now. Only Mara sees this." in page and "Not this time" not in page


def test_the_asker_of_a_no_is_asked_for_nothing_and_may_say_thank_you(as_, jons, mara, jon, quiet):
    jons.post(f"/needs/{quiet.key}/not-now")
    page = seen(as_(mara).get(f"/needs/{quiet.key}"))
    assert "Jon: not this time. Only you see this." in page
    assert f'href="/thanks/new?need={quiet.key}&to={jon.key}"' in page and "reason" not in page


# ---- the answer sheet


def test_care_comes_first_then_a_when_then_a_no(jons, quiet):
    """Care rule 8."""
    page = jons.get(f"/needs/{quiet.key}").text
    order = ['name="warm"', 'name="when"', "I’ve got this", "Not now, but...", "Not this time"]
    assert [page.index(one) for one in order] == sorted(page.index(one) for one in order)


def test_to_touch_a_no_is_a_no(jons, mara, jon):
    """Care rule 9."""
    hug = Need.ask(by=mara, word="hug", audience="named", named=[jon])
    page = jons.get(f"/needs/{hug.key}").text
    assert "Not this time" in page and "Not now, but..." not in page
    card = jons.get("/").text.split(f'id="need-{hug.key}"')[1].split("</article>")[0]
    assert "Not now, but..." not in card and "<button" in card.split("I’ve got this")[1] and "Not this time" in card


def test_good_news_is_met_with_joy_and_a_question_first(jons, mara, jon):
    """Care rule 17."""
    news = Need.ask(by=mara, word="good_news", audience="named", named=[jon])
    page = jons.get(f"/needs/{news.key}").text
    assert page.index("That makes me glad. Tell me all of it.") < page.index("How did it feel?")
    assert page.index("How did it feel?") < page.index('name="when"') < page.index("Not now, but...")


def test_a_feeling_that_was_told_is_answered_first(jons, mara, jon):
    need = Need.ask(by=mara, word="quiet", feeling="heavy", audience="named", named=[jon])
    page = jons.get(f"/needs/{need.key}").text
    first = page.split('name="warm"')[1]
    assert "It makes sense that you feel heavy. I am coming." in first
