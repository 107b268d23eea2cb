"""Asking, and what people do with what was asked: with and without htmx, and whatever is sent."""

import io
from datetime import datetime, timedelta

import pytest

from household.models import Moment, Need
from household.models.clock import stopped
from household.models.need.when import When

from .manners import PART, PLAIN, WAYS, WHOLE, seen

AN_HOUR = timedelta(hours=1)


@pytest.fixture
def form(jon):
    """What Mara sends when she asks Jon for some quiet."""
    return {"word": "quiet", "own": "An hour. <b>Really</b>.", "when": "tonight", "who": jon.key, "once": "this-page"}


@pytest.fixture
def maras(as_, mara):
    return as_(mara)


@pytest.fixture
def jons(as_, jon):
    return as_(jon)


def asked() -> list[Need]:
    return list(Need.select().order_by(Need.id))


def again(need: Need) -> Need:
    return Need.get_by_id(need.id)


# ---- asking


def test_the_ask_page_starts_with_the_need_and_with_the_narrowest(maras, jon):
    page = maras.get("/needs/new").text
    assert page.index('name="word"') < page.index('name="when"') < page.index('name="who"')
    assert f'name="who" value="{jon.key}" data-reader="Jon" checked' in page


def test_asking_again_brings_ones_own_words_and_nobody_elses(maras, jons, mara):
    need = Need.ask(by=mara, own="Sit with me?", audience="partners")
    assert "Sit with me?" in seen(maras.get(f"/needs/new?like={need.key}"))
    assert "Sit with me?" not in seen(jons.get(f"/needs/new?like={need.key}"))
    assert maras.get("/needs/new?like=nothing").status_code == 200


def test_an_ask_leads_to_its_page(maras, form, jon):
    answer = maras.post("/needs/", data=form)
    (need,) = asked()
    assert (answer.status_code, answer.location) == (303, f"/needs/{need.key}")
    assert (need.word, need.own, need.when, need.named) == ("quiet", "An hour. <b>Really</b>.", "tonight", [jon])


@pytest.mark.parametrize("way", [PART, WHOLE])
def test_an_ask_by_htmx_leads_there_too(maras, form, way):
    answer = maras.post("/needs/", data=form, headers=way)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (200, f"/needs/{asked()[0].key}")


def test_the_same_page_sent_twice_asks_once_and_leads_to_the_same_page(maras, form):
    first, second = (maras.post("/needs/", data=form) for _ in range(2))
    assert first.location == second.location and len(asked()) == 1


def test_the_same_page_sent_with_other_words_asks_twice(maras, form):
    first, second = (maras.post("/needs/", data=form | {"own": own}) for own in ("One", "Two"))
    assert first.location != second.location and len(asked()) == 2


MISTAKES = [
    # what is sent instead                        what is said
    ({"word": "", "own": ""}, "Choose what would help, or say it in your own words."),
    ({"word": "", "own": " \n\t "}, "Choose what would help, or say it in your own words."),
    ({"word": "a_pony"}, "Choose what would help, or say it in your own words."),
    ({"word": "{{7*7}}"}, "Choose what would help, or say it in your own words."),
    ({"feeling": "<script>"}, "Choose a feeling from the list, or none."),
    ({"who": "nobody-at-all"}, "Choose who this is for."),
    ({"who": "\x00"}, "Choose who this is for."),
    ({"who": "kids"}, "Choose who this is for."),
    ({"who": "named"}, "Choose who this is for."),
    ({"who": "named", "people": "nobody-at-all"}, "Choose who this is for."),
    ({"when": "someday"}, "Choose when, or “no hurry”."),
    ({"when": "99999999999999999999999"}, "Choose when, or “no hurry”."),
    ({"when": "pick"}, "Choose a day and a time."),
    ({"when": "pick", "at": "soon"}, "We can’t read that day and time. Please choose it again."),
    ({"when": "pick", "at": "2026-02-30T10:00"}, "We can’t read that day and time. Please choose it again."),
    ({"when": "pick", "at": "99999-01-01T10:00"}, "We can’t read that day and time. Please choose it again."),
    ({"when": "pick", "at": "2026-06-17T25:00"}, "We can’t read that day and time. Please choose it again."),
    ({"when": "pick", "at": "9" * 5_000}, "We can’t read that day and time. Please choose it again."),
    ({"when": "pick", "at": "2026-06-17T19:29"}, "That time has passed. Please choose one that is still to come."),
    ({"when": "pick", "at": "0001-01-01T00:00"}, "That time has passed. Please choose one that is still to come."),
    ({"when": "pick", "at": "9999-12-31T23:59"}, "That is more than a year away. Please choose a day within the year."),
    (
        {"when": "pick", "at": "2027-03-28T02:30"},
        "The clocks change then, and that time does not exist. Please choose another.",
    ),
    ({"own": "x" * 2_001}, "That is too long: up to 2000 letters fit here."),
]


def test_a_mistake_is_named_and_nothing_typed_is_lost(maras, form):
    for sent, sentence in MISTAKES:
        answer = maras.post("/needs/", data=form | sent)
        page = seen(answer)
        assert (answer.status_code, sentence in page) == (422, True), sent
        assert f">{(form | sent)['own'].strip()}</textarea>" in page, sent
        assert 'value="this-page"' in page
    assert asked() == []


@pytest.mark.parametrize("way", [PART, WHOLE])
def test_a_mistake_by_htmx_comes_with_the_whole_form(maras, form, way):
    answer = maras.post("/needs/", data=form | {"when": "pick"}, headers=way)
    assert answer.status_code == 422
    assert 'id="main"' in answer.text and "An hour. <b>Really</b>." in seen(answer)


def test_what_was_chosen_stays_chosen_after_a_mistake(maras, mara, ida):
    sent = {
        "word": "quiet",
        "own": "x" * 2_001,
        "when": "weekend",
        "who": "home",
        "feeling": "heavy",
        "kids_can_help": "y",
    }
    page = maras.post("/needs/", data=sent).text
    for chosen in ('value="quiet" data-told="some quiet"', 'name="who" value="home"', 'name="kids_can_help" value="y"'):
        assert " checked" in page.split(chosen)[1].split(">")[0], chosen
    assert " checked" in page.split('name="when" value="weekend"')[1].split(">")[0]
    assert " checked" in page.split('name="feeling" value="heavy"')[1].split(">")[0]


def test_what_a_child_should_not_carry_is_refused_with_the_words_kept(maras, form, ida):
    for sent in ({"word": "hug", "who": ida.key}, {"word": "hug", "who": "home", "kids_can_help": "y"}):
        answer = maras.post("/needs/", data=form | sent)
        assert answer.status_code == 422 and form["own"] in seen(answer)
    assert asked() == []


def test_kids_can_help_only_with_what_the_family_sees(maras, form, jon):
    for who in (jon.key, "home"):
        maras.post("/needs/", data={"word": "tidy_help", "who": who, "kids_can_help": "y"})
    assert [need.kids_can_help for need in asked()] == [False, True]


def test_fields_sent_twice_count_once_and_missing_ones_have_a_default(maras, jon):
    maras.post("/needs/", data={"word": ["quiet", "sleep"], "own": ["First", "Second"], "when": ["today", "pick"]})
    maras.post("/needs/", data={"word": "quiet"})
    assert [(need.word, need.own, need.when, need.named) for need in asked()] == [
        ("quiet", "First", "today", [jon]),
        ("quiet", "", "whenever", [jon]),
    ]


def test_people_are_chosen_by_name_and_strangers_among_them_are_nobody(maras, jon, ida):
    maras.post("/needs/", data={"word": "ride", "who": "named", "people": [ida.key, jon.key, jon.key, "nobody"]})
    assert set(asked()[0].named) == {jon, ida}


def test_what_is_no_form_is_no_ask(maras):
    bodies = {
        "application/json": b'{"word": "quiet", "own": "\\ud800"}',
        "text/plain": b"word=quiet",
        "multipart/form-data": b"word=quiet",
        "multipart/form-data; boundary=x": b"--x\r\nnonsense\x00\r\n--x--",
        "application/x-www-form-urlencoded": b"%&&=;%zz=%",
        "": b"\x00" * 100,
    }
    for kind, body in bodies.items():
        assert maras.post("/needs/", data=body, content_type=kind).status_code == 422, kind
    files = {"word": (io.BytesIO(b"quiet"), "quiet.txt"), "own": (io.BytesIO(b"quiet"), "quiet.txt")}
    assert maras.post("/needs/", data=files).status_code == 422
    assert asked() == []


@pytest.mark.parametrize("way", WAYS)
def test_a_book_is_too_long_and_comes_back_whole(maras, form, way):
    book = "A heron wades. " * 65_000
    answer = maras.post("/needs/", data={"own": book, "who": "partners"}, headers=way)
    assert (answer.status_code, book.strip() in answer.text) == (422, True)


@pytest.mark.parametrize("way", WAYS)
def test_more_than_a_library_is_turned_away_in_a_sentence(maras, quiet, way):
    body = {"own": "x" * 1_048_577, "words": "x"}
    urls = {"/needs/": 413, f"/needs/{quiet.key}/reply": 413, "/sign-in": 413, "/needs/nothing/claim": 404, "/no": 404}
    answers = {url: maras.post(url, data=body, headers=way) for url in urls}
    assert {url: answer.status_code for url, answer in answers.items()} == urls
    assert "That is more than the house can take at once. Please make it shorter." in answers["/needs/"].text


# ---- answering


def test_a_claim_leads_back_to_the_need(jons, jon, quiet):
    answer = jons.post(f"/needs/{quiet.key}/claim", data={"wording": quiet.wording})
    assert (answer.status_code, answer.location) == (303, f"/needs/{quiet.key}")
    assert again(quiet).claimed_by == jon


def test_a_claim_by_htmx_brings_the_fresh_card_or_the_page(as_, jons, ruth, quiet, meal):
    answer = jons.post(f"/needs/{quiet.key}/claim", headers=PART)
    assert (answer.status_code, answer.headers["HX-Trigger"]) == (200, "house-changed")
    assert answer.text.strip().startswith(f'<article id="need-{quiet.key}"') and "You have this" in answer.text
    answer = jons.post(f"/needs/{meal.key}/claim", headers=WHOLE)
    assert (answer.status_code, answer.location) == (303, f"/needs/{meal.key}")


def test_whoever_is_second_is_told_kindly_and_shown_how_it_stands(jons, meal, ruth):
    meal.claim(by=ruth)
    answer = jons.post(f"/needs/{meal.key}/claim")
    assert answer.status_code == 409
    assert "Ruth has this already." in seen(answer) and f'href="/needs/{meal.key}"' in answer.text


@pytest.mark.parametrize("way", [PART, WHOLE])
def test_whoever_is_second_by_htmx_is_told_in_the_notice(jons, meal, ruth, way):
    meal.claim(by=ruth)
    answer = jons.post(f"/needs/{meal.key}/claim", headers=way)
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (409, "#notice")
    assert "Ruth has this already." in answer.text and "<html" not in answer.text
    assert answer.headers["HX-Trigger"] == "house-changed"


def test_a_claim_of_words_that_changed_meanwhile_does_not_hold(jons, mara, quiet):
    read = quiet.wording
    quiet.reopen(by=mara, when=When("today", None))
    answer = jons.post(f"/needs/{quiet.key}/claim", data={"wording": read})
    assert (answer.status_code, again(quiet).claimed) == (409, False)
    assert "This has changed. Please read it once more." in answer.text


def test_a_promise_is_an_instant(jons, jon, quiet, clock):
    promises = {
        "now": clock,
        "half": clock + AN_HOUR / 2,
        "asked": None,
        "pick": clock + AN_HOUR,
    }
    for when, instant in promises.items():
        assert jons.post(f"/needs/{quiet.key}/claim", data={"when": when, "at": "2026-06-17T20:30"}).status_code == 303
        assert again(quiet).starts_at == instant, when
        quiet.hand_back(by=jon)


def test_half_an_hour_is_half_an_hour_when_the_clocks_change(as_, jon, quiet):
    for instant in ("2026-10-25T02:45+02:00", "2026-03-29T01:45+01:00"):
        now = datetime.fromisoformat(instant)
        with stopped(now):
            jons = as_(jon)
            jons.post(f"/needs/{quiet.key}/claim", data={"when": "half"})
            assert again(quiet).starts_at == now + AN_HOUR / 2
            jons.post(f"/needs/{quiet.key}/hand-back")


@pytest.mark.parametrize("verb", ["claim", "move"])
def test_a_promise_that_cannot_be_kept_is_refused(jons, jon, quiet, verb):
    if verb == "move":
        quiet.claim(by=jon)
    mistakes = {
        "Choose when you can do it.": {"when": "someday"},
        "Choose a day and a time.": {"when": "pick"},
        "That time has passed. Please choose one that is still to come.": {"when": "pick", "at": "2026-06-17T19:29"},
        "We can’t read that day and time. Please choose it again.": {"when": "pick", "at": "2026-02-30T10:00"},
    }
    for sentence, sent in mistakes.items():
        for way in WAYS:
            answer = jons.post(f"/needs/{quiet.key}/{verb}", data=sent, headers=way)
            assert (answer.status_code, sentence in seen(answer)) == (422, True), sent
    assert again(quiet).claimed == (verb == "move") and again(quiet).starts_at is None


def test_whoever_has_it_can_promise_another_time_or_hand_it_back(jons, jon, quiet, clock):
    quiet.claim(by=jon)
    for way, status in ((PLAIN, 303), (PART, 200), (WHOLE, 303)):
        answer = jons.post(f"/needs/{quiet.key}/move", data={"when": "half"}, headers=way)
        assert (answer.status_code, again(quiet).starts_at) == (status, clock + AN_HOUR / 2)
    for way, status in ((PLAIN, 303), (PART, 200), (WHOLE, 303)):
        again(quiet).claim(by=jon)
        answer = jons.post(f"/needs/{quiet.key}/hand-back", headers=way)
        assert (answer.status_code, again(quiet).claimed) == (status, False)


@pytest.mark.parametrize("verb", ["move", "hand-back", "meet", "rest", "reopen", "take-back"])
def test_what_is_not_ones_own_is_not_ones_to_change(jons, ruth, meal, verb):
    meal.claim(by=ruth)
    for way in WAYS:
        answer = jons.post(f"/needs/{meal.key}/{verb}", headers=way)
        assert (answer.status_code, "That is not yours to do here." in answer.text) == (403, True)
    assert again(meal).open


@pytest.mark.parametrize("verb", ["claim", "move", "hand-back", "meet", "rest", "reopen", "take-back"])
def test_a_hidden_need_answers_like_one_that_never_was(jons, mara, ida, verb):
    hidden = Need.ask(by=mara, word="quiet", audience="named", named=[ida])
    for way in WAYS:
        there, nowhere = (jons.post(f"/needs/{key}/{verb}", headers=way) for key in (hidden.key, "A" * 12))
        assert there.status_code == nowhere.status_code == 404
        assert there.data == nowhere.data and list(there.headers) == list(nowhere.headers)


# ---- the ends


def test_what_happened_leads_to_a_thank_you(maras, quiet):
    for way, status, header in ((PLAIN, 303, "Location"), (PART, 200, "HX-Redirect"), (WHOLE, 200, "HX-Redirect")):
        answer = maras.post(f"/needs/{quiet.key}/meet", headers=way)
        assert (answer.status_code, answer.headers[header]) == (status, f"/thanks/new?need={quiet.key}")
    assert again(quiet).closed_as == "met"


def test_a_need_can_rest_and_come_back(maras, quiet, home):
    moment = Moment.get(Moment.name == "after bedtime")
    for way in WAYS:
        assert maras.post(f"/needs/{quiet.key}/rest", headers=way).status_code == 303
        assert again(quiet).closed_as == "rested"
        answer = maras.post(f"/needs/{quiet.key}/reopen", data={"when": moment.key}, headers=way)
        assert (answer.status_code, again(quiet).moment, again(quiet).day) == (303, moment, home.today)


def test_it_comes_back_only_for_a_time_that_is_there(maras, mara, quiet):
    quiet.rest(by=mara)
    for sent in ({"when": "someday"}, {"when": "pick"}, {"when": "pick", "at": "2026-06-01T10:00"}):
        assert maras.post(f"/needs/{quiet.key}/reopen", data=sent).status_code == 422
    assert again(quiet).closed_as == "rested"


def test_words_taken_back_are_on_no_page(maras, jons, mara, jon):
    need = Need.ask(by=mara, own="Because of Heronday.", audience="named", named=[jon])
    for way, status in ((PLAIN, 303), (PART, 200)):
        assert maras.post(f"/needs/{need.key}/take-back", headers=way).status_code == status
    for client in (maras, jons):
        for url in ("/", f"/needs/{need.key}", f"/needs/new?like={need.key}"):
            assert "Heronday" not in client.get(url).text


ENDED = [
    # first     then         what is said
    ("meet", "rest", "This has happened already."),
    ("rest", "meet", "Mara let this rest."),
    ("take_back", "meet", "Mara took these words back."),
    ("take_back", "reopen", "Mara took these words back."),
    ("take_back", "reply", "Mara took these words back."),
]


@pytest.mark.parametrize(("first", "then", "sentence"), ENDED)
def test_what_is_over_is_told_kindly(maras, mara, quiet, first, then, sentence):
    getattr(quiet, first)(by=mara)
    for way in WAYS:
        answer = maras.post(f"/needs/{quiet.key}/{then}", data={"words": "Wait <3"}, headers=way)
        assert (answer.status_code, sentence in answer.text) == (409, True)
    assert "Wait <3" in seen(maras.post(f"/needs/{quiet.key}/{then}", data={"words": "Wait <3"}))


# ---- signed out while typing


def test_whoever_is_signed_out_while_typing_keeps_every_word(maras, mara, form):
    maras.post("/sign-out")
    answer = maras.post("/needs/", data=form)
    assert answer.status_code == 401
    assert form["own"] in seen(answer) and "Come in again; here is what you typed." in answer.text
    assert asked() == []


@pytest.mark.parametrize("way", [PART, WHOLE])
def test_whoever_is_signed_out_while_typing_with_htmx_is_shown_the_door(stranger, home, form, way):
    answer = stranger.post("/needs/", data=form, headers=way)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/sign-in")
    assert asked() == []


def test_a_stranger_who_follows_a_link_comes_back_to_it(stranger, quiet):
    answer = stranger.get(f"/needs/{quiet.key}?a=b")
    assert (answer.status_code, answer.location) == (303, f"/sign-in?to=/needs/{quiet.key}?a%3Db")


# ---- said with a claim, and what comes after it


def test_a_warm_line_is_said_with_the_claim_and_shown_to_both(as_, maras, jons, quiet):
    jons.post(f"/needs/{quiet.key}/claim", data={"warm": "w01", "when": "half"})
    assert again(quiet).warmly == "Yes. I am glad you asked."
    for client in (maras, jons):
        assert "“Yes. I am glad you asked.”" in seen(client.get(f"/needs/{quiet.key}"))


def test_a_warm_line_tells_the_time_that_is_promised(jons, mara, jon, home):
    need = Need.ask(by=mara, word="quiet", audience="named", named=[jon], when=When("tonight", home.today))
    jons.post(f"/needs/{need.key}/claim", data={"warm": "w02", "when": "pick", "at": "2026-06-17T21:00"})
    assert again(need).warmly == "Yes, with love. I can do that from 9 o’clock."
    need.hand_back(by=jon)
    jons.post(f"/needs/{need.key}/claim", data={"warm": "w02"})
    assert again(need).warmly == "Yes, with love. I can do that tonight."


def test_a_warm_line_that_is_none_of_ours_says_nothing(jons, quiet):
    for warm in ("", "w99", "n01", "<script>", "w02"):  # without a when, w02 has no words for its blank
        jons.post(f"/needs/{quiet.key}/claim", data={"warm": warm})
        assert again(quiet).claimed and again(quiet).warmly == ""
        jons.post(f"/needs/{quiet.key}/hand-back")


def test_after_the_time_the_claimer_alone_is_asked_whether_it_happened(maras, jons, jon, quiet, clock):
    quiet.claim(by=jon, starts_at=clock)
    for later, asked_now in ((0, False), (59, False), (60, True)):
        with stopped(clock + timedelta(minutes=later)):
            for page in ("/", f"/needs/{quiet.key}"):
                assert ("Did it happen?" in jons.get(page).text) == asked_now, (later, page)
                assert "Did it happen?" not in maras.get(page).text


def test_a_page_that_was_read_before_the_time_is_not_called_unchanged_after_it(jons, jon, quiet, clock):
    quiet.claim(by=jon, starts_at=clock)
    for page in ("/", f"/needs/{quiet.key}"):
        known = {"If-None-Match": jons.get(page).headers["ETag"]}
        assert jons.get(page, headers=known).status_code == 304
        with stopped(clock + timedelta(minutes=60)):
            assert jons.get(page, headers=known).status_code == 200, page


def test_one_gentle_nudge_reaches_the_claimer(maras, jons, jon, mara, quiet):
    quiet.claim(by=jon)
    page = seen(maras.get(f"/needs/{quiet.key}"))
    assert "Is this still good, or shall someone else?" in page and "It arrives now." in page
    answer = maras.post(f"/needs/{quiet.key}/nudge", data={"phrase": "g01"})
    assert (answer.status_code, answer.location) == (303, f"/needs/{quiet.key}")
    words = "A soft nudge about some quiet. Is it still yours, or shall we swap?"
    assert words in seen(jons.get(f"/needs/{quiet.key}"))
    assert "Mara asks: is it still good?" in seen(jons.get("/"))
    page = seen(maras.get(f"/needs/{quiet.key}"))
    assert "Your gentle nudge to Jon:" in page and "A gentle nudge</summary>" not in page
    answer = maras.post(f"/needs/{quiet.key}/nudge")
    assert (answer.status_code, "once is enough" in answer.text) == (422, True)


def test_at_night_a_nudge_says_when_it_will_arrive_and_is_not_seen_before(maras, jons, jon, quiet, clock):
    quiet.claim(by=jon)
    with stopped(clock + timedelta(hours=3)):  # half past ten
        assert "It arrives tomorrow at 7:00 AM." in seen(maras.get(f"/needs/{quiet.key}"))
        maras.post(f"/needs/{quiet.key}/nudge")
        assert "Your gentle nudge arrives tomorrow at 7:00 AM:" in seen(maras.get(f"/needs/{quiet.key}"))
        known = {page: jons.get(page).headers["ETag"] for page in ("/", f"/needs/{quiet.key}")}
        assert not any("still good" in jons.get(page).text for page in known)
    with stopped(clock + timedelta(hours=11, minutes=31)):
        for page, token in known.items():
            answer = jons.get(page, headers={"If-None-Match": token})
            assert "still good" in answer.text, page


def test_a_nudge_that_is_none_of_ours_is_not_sent(maras, jon, quiet):
    quiet.claim(by=jon)
    for phrase in ("g99", "g03", "<script>"):
        answer = maras.post(f"/needs/{quiet.key}/nudge", data={"phrase": phrase})
        assert (answer.status_code, "Choose one of the lines." in answer.text) == (422, True)
    assert again(quiet).nudged_at is None


def test_a_nudge_is_between_the_two(as_, maras, jon, meal, ruth):
    meal.claim(by=ruth)
    maras.post(f"/needs/{meal.key}/nudge")
    for page in ("/", f"/needs/{meal.key}"):
        assert "still good" not in as_(jon).get(page).text


def test_what_was_handed_back_is_open_again_and_says_no_name(maras, jons, mara, jon, quiet):
    quiet.claim(by=jon, warmly="Yes.")
    jons.post(f"/needs/{quiet.key}/hand-back")
    page = seen(maras.get(f"/needs/{quiet.key}"))
    assert "Open again." in page and "Jon has" not in page and "“Yes.”" not in page


def test_details_are_for_whoever_has_it_while_they_have_it(maras, jons, mara, jon, form):
    maras.post("/needs/", data=form | {"details": "The code is 1234."})
    url = f"/needs/{asked()[0].key}"
    assert "1234" in maras.get(url).text and "1234" not in jons.get(url).text
    jons.post(f"{url}/claim")
    assert "1234" in jons.get(url).text and "1234" not in jons.get("/").text
    jons.post(f"{url}/hand-back")
    assert "1234" not in jons.get(url).text


def test_a_whole_job_shows_its_three_parts_to_whoever_takes_it(jons, mara, jon):
    job = Need.ask(by=mara, word="off_my_mind", audience="named", named=[jon])
    assert "To notice:" not in jons.get(f"/needs/{job.key}").text
    jons.post(f"/needs/{job.key}/claim")
    page = jons.get(f"/needs/{job.key}").text
    assert all(part in page for part in ("To notice:", "To plan:", "To do:"))


def test_a_hand_back_after_its_day_leads_to_the_table(jons, mara, jon, home, clock):
    need = Need.ask(by=mara, word="quiet", audience="named", named=[jon], when=When("today", home.today))
    need.claim(by=jon)
    with stopped(clock + timedelta(days=1)):
        for way, where in ((PLAIN, "Location"), (WHOLE, "HX-Redirect")):
            need.claim(by=jon)
            answer = jons.post(f"/needs/{need.key}/hand-back", headers=way)
            assert answer.headers[where] == "/"


def test_without_a_promised_time_it_is_asked_when_the_day_is_over(jons, mara, jon, home, clock):
    need = Need.ask(by=mara, word="quiet", audience="named", named=[jon], when=When("tonight", home.today))
    need.claim(by=jon)
    for hours, asked_now in ((7, False), (8.5, True)):  # half past two in the night, four in the morning
        with stopped(clock + timedelta(hours=hours)):
            assert ("Did it happen?" in jons.get("/").text) == asked_now, hours


def test_a_need_that_waited_with_its_asker_stays_hidden_when_it_rests(maras, jons, mara, jon, home, clock):
    need = Need.ask(by=mara, own="Cake?", audience="partners", when=When("today", home.today))
    with stopped(clock + timedelta(days=2)):
        assert jons.get(f"/needs/{need.key}").status_code == 404
        maras.post(f"/needs/{need.key}/rest")
        assert jons.get(f"/needs/{need.key}").status_code == 404
        assert "Cake" not in jons.get("/looking-back/?q=cake").text.split("<main")[1].replace('value="cake"', "")


def test_before_four_the_night_is_still_going(maras, mara, jon, home, clock):
    moment = Moment.get(Moment.name == "after bedtime")
    need = Need.ask(by=mara, word="quiet", audience="named", named=[jon], when=When("moment", home.today, moment))
    with stopped(clock + timedelta(hours=5)):  # half past midnight
        page = maras.get(f"/needs/{need.key}").text
        assert "tonight after bedtime" in page and "yesterday" not in page
