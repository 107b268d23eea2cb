"""I'd love...: what a guest asks for, for whom and how often; and what the house makes of it."""

from datetime import date, timedelta

import pytest

from household import policy
from household.content.guests import first_of, further, wishes
from household.models import Details, Home, Moment, Need, Notice, Person, Reply, Rhythm, Role
from household.models.clock import now, stopped

from .manners import PART, PLAIN, WAYS, seen
from .test_days import checked
from .test_table import section

TODAY = date(2026, 6, 17)
DAYS = [(TODAY + timedelta(days=more)).isoformat() for more in (1, 3, 5)]


@pytest.fixture
def ruths(as_, ruth):
    return as_(ruth)


@pytest.fixture
def form():
    return {"word": "ride", "own": "To the <doctor>.", "who": "partners", "when": "today", "once": "this-page"}


@pytest.fixture
def sundays(mara):
    """A call from Mara, every Sunday at five."""
    return {
        "word": "warm_hello", "own": "", "who": mara.key, "once": "this-page",
        "when": "rhythm", "weekdays": ["6"], "hour": "clock", "clock": "17:00",
    }  # fmt: skip


def asked() -> list[Need]:
    return list(Need.select().order_by(Need.id))


# ---- the page


def test_what_guests_ask_for_most_comes_first_and_everything_else_is_one_tap_further(ruths):
    page = seen(ruths.get("/guest/ask/"))
    tiles = [page.index(f"<span>{wish.label}</span>") for wish in first_of({"kids"})]
    assert tiles == sorted(tiles) and len(tiles) == 8 and tiles[-1] < page.index("<summary>More</summary>")
    assert page.count('name="word"') == 36
    assert checked(page, "when") == ["whenever"] and checked(page, "who") == ["partners"] and not checked(page, "word")


def test_every_first_wish_is_a_need_and_stands_there_once():
    assert len({wish.word.id for wish in wishes()}) == len(wishes())
    for around in ({"kids"}, set()):
        shown = first_of(around)
        left = [word.id for _, words in further(shown) for word in words]
        assert len({*left, *(wish.word.id for wish in shown)}) == len(left) + len(shown) == 36
        assert ("some_fun" in left) is not around or "some_fun" not in [wish.word.id for wish in shown]
    assert not any(wish.word.kids_never for wish in wishes()), "practical things"


def test_who_can_see_it_is_said_before_it_is_sent(ruths, cast):
    page = seen(ruths.get("/guest/ask/"))
    assert "Just Mara" in page and "Only Jon sees it." in page and "Mara and Jon</span>" in page
    assert "The family</span>" in page and "guests too" not in page and "Choose by name" not in page
    Home.update(guests_meet=True).execute()
    assert "The family, and guests too" in seen(ruths.get("/guest/ask/"))


def test_where_there_is_one_partner_nothing_speaks_of_partners_and_where_there_are_no_kids_nothing_of_them(ruths, cast):
    Person.update(left_at=now()).where(Person.id << [cast.jon.id, cast.ida.id, cast.theo.id]).execute()
    page = seen(ruths.get("/guest/ask/"))
    assert checked(page, "who") == [cast.mara.key] and 'value="partners"' not in page
    assert "kids" not in page.split("<main")[1].split("</main>")[0].lower() and "A walk" in page


def test_a_link_proposes_what_to_ask_for(ruths, cast):
    assert checked(ruths.get("/guest/ask/?word=errand").text, "word") == ["errand"]
    hug = seen(ruths.get("/guest/ask/?word=hug"))
    assert checked(hug, "word") == ["hug"] and hug.count('<details class="fold" open>') == 2, "it is not hidden"
    for nothing in ("nowhere", "%00", ""):
        assert not checked(ruths.get(f"/guest/ask/?word={nothing}").text, "word")


def test_ones_own_can_be_asked_for_again_and_nobody_elses(ruths, ruth, mara, meal):
    mine = Need.ask(by=ruth, word="errand", own="Stamps.", audience="named", named=[mara])
    page = ruths.get(f"/guest/ask/?like={mine.key}").text
    assert checked(page, "word") == ["errand"] and ">Stamps.</textarea>" in page
    for key in (meal.key, "nothing", "%00"):
        page = ruths.get(f"/guest/ask/?like={key}").text
        assert not checked(page, "word") and "Stamps." not in page


# ---- asking


@pytest.mark.parametrize("way", WAYS)
def test_an_ask_leads_to_its_own_page(ruths, ruth, form, way):
    for _ in range(2):  # by a finger that came down twice
        answer = ruths.post("/guest/ask/", data=form | {"details": "12 Hill Road."}, headers=way)
        (need,) = asked()
        assert answer.status_code == (303 if way is PLAIN else 200)
        assert answer.headers["Location" if way is PLAIN else "HX-Redirect"] == f"/guest/needs/{need.key}"
    assert (need.asked_by, need.word, need.own, need.audience) == (ruth, "ride", "To the <doctor>.", "partners")
    assert (need.day, Details.of(need)) == (TODAY, "12 Hill Road.")


AUDIENCES = [
    # for whom      what is kept, and who sees it beside Ruth
    ("partners", "partners", {"mara", "jon"}),
    ("home", "home", {"mara", "jon", "kitchen"}),
    ("mara", "named", {"mara"}),
    ("", "partners", {"mara", "jon"}),
]


def test_for_whom_it_is(ruths, cast, form):
    for who, audience, seen_by in AUDIENCES:
        key = cast.mara.key if who == "mara" else who
        answer = ruths.post("/guest/ask/", data=form | {"who": key, "once": f"page-{who}"})
        need = asked()[-1]
        assert (answer.status_code, need.audience) == (303, audience)
        everyone = {name for name in ("mara", "jon", "ida", "theo", "ruth", "kitchen")
                    if policy.visible_needs(getattr(cast, name)).where(Need.id == need.id).exists()}  # fmt: skip
        assert everyone == seen_by | {"ruth"}, who


def test_the_kids_see_what_they_may_help_with(ruths, cast, form):
    ruths.post("/guest/ask/", data=form | {"word": "some_fun", "who": "home", "kids_can_help": "y"})
    assert asked()[0] in policy.visible_needs(cast.theo) and asked()[0].kids_can_help
    ruths.post("/guest/ask/", data=form | {"word": "some_fun", "who": "partners", "kids_can_help": "y"})
    assert not asked()[-1].kids_can_help


def test_a_picture_whose_name_says_more_goes_along_in_these_words_unless_others_are_typed(ruths, form):
    for word, own, kept in [
        ("time_together", "", "Company for tea"),
        ("time_together", "At three.", "At three."),
        ("ride", "", ""),
        ("fresh_air", "", ""),  # from further down, under its own name
    ]:
        ruths.post("/guest/ask/", data=form | {"word": word, "own": own})
        assert (asked()[-1].word, asked()[-1].own) == (word, kept)
    page = seen(ruths.get("/guest/ask/"))
    assert 'data-said="Company for tea"' in page and 'data-said="A lift"' not in page


def test_own_words_are_enough(ruths, form):
    ruths.post("/guest/ask/", data=form | {"word": "", "own": "a hand with the curtains"})
    assert (asked()[0].word, asked()[0].own) == ("", "a hand with the curtains")


MISTAKES = [
    # what is sent instead         what is said
    ({"word": "", "own": ""}, "Choose what would help, or say it in your own words."),
    ({"word": "nowhere"}, "Choose what would help, or say it in your own words."),
    ({"word": "\x00"}, "Choose what would help, or say it in your own words."),
    ({"own": "x" * 2_001}, "That is too long: up to 2000 letters fit here."),
    ({"own": "\ufffd"}, "Some letters did not arrive whole. Please type them again."),
    ({"details": "x" * 501}, "That is too long: up to 500 letters fit here."),
    ({"when": "soon"}, "Choose when, or “no hurry”."),
    ({"when": "\x00"}, "Choose when, or “no hurry”."),
    ({"when": "pick"}, "Choose a day and a time."),
    ({"when": "pick", "at": "soon"}, "We can’t read that day and time. Please choose it again."),
    ({"when": "rhythm", "hour": "clock", "clock": "17:00"}, "Choose the days of the week."),
    ({"when": "rhythm", "weekdays": "6"}, "Choose a time of day."),
    ({"when": "run", "days": DAYS[:1]}, "Choose two days or more."),
    ({"when": "run", "days": [*DAYS, "2026-07-01"]}, "Choose days of the next two weeks."),
    ({"who": "orbit"}, "Choose who this is for."),
    ({"who": "everyone"}, "Choose who this is for."),
    ({"who": "\x00"}, "Choose who this is for."),
    ({"who": "named", "people": "nobody"}, "Choose who this is for."),
    ({"word": "hug", "who": "home", "kids_can_help": "y"}, "The kids can’t carry this one."),
    ({"tells": "loudly"}, "Choose how they hear of it."),
    ({"feeling": "grand"}, "Choose a feeling from the list, or none."),
]


@pytest.mark.parametrize("way", WAYS)
def test_a_mistake_is_named_and_nothing_typed_is_lost(ruths, form, way):
    for sent, sentence in MISTAKES:
        typed = form | {"details": "12 Hill <Road>."} | sent
        answer = ruths.post("/guest/ask/", data=typed, headers=way)
        page = seen(answer)
        assert (answer.status_code, sentence in page) == (422, True), sent
        assert f">{typed['own']}</textarea>" in page and f">{typed['details']}</textarea>" in page, sent
        assert 'value="this-page"' in page
    assert asked() == [] and Rhythm.select().count() == 0


def test_what_was_chosen_stays_chosen_after_a_mistake(ruths, form, mara):
    chosen = {"when": "rhythm", "weekdays": ["6"], "hour": "clock", "who": mara.key}
    page = ruths.post("/guest/ask/", data=form | chosen).text
    found = {name: checked(page, name) for name in ("word", "when", "weekdays", "hour", "who")}
    assert found == {"word": ["ride"], "when": ["rhythm"], "weekdays": ["6"], "hour": ["clock"], "who": [mara.key]}
    page = ruths.post("/guest/ask/", data=form | {"who": "home", "kids_can_help": "y", "word": "ride"}).text
    assert checked(page, "who") == ["home"] and checked(page, "kids_can_help") == ["y"]


def test_nobody_is_asked_by_the_key_of_somebody_whom_a_guest_does_not_ask(ruths, cast, form):
    lena = Person.join(role=Role.GUEST, name="Lena", face=dict(shape="egg", ink="oat", hair="none"))
    for who in (cast.theo, cast.ruth, lena, cast.kitchen):
        for sent in ({"who": who.key}, {"who": "named", "people": [who.key]}):
            answer = ruths.post("/guest/ask/", data=form | sent)
            assert (answer.status_code, "Lena" in answer.text) == (422, False)
    assert asked() == []


def test_nobody_else_asks_here(as_, cast, stranger, form):
    for client in (as_(cast.mara), as_(cast.theo), as_(cast.kitchen)):
        assert client.post("/guest/ask/", data=form).status_code == 404
    answer = stranger.post("/guest/ask/", data=form)
    assert answer.status_code == 401 and "To the <doctor>." in seen(answer), "the words come back at the door"
    assert asked() == []


# ---- more than once


def test_a_call_every_sunday(ruths, ruth, mara, sundays):
    answer = ruths.post("/guest/ask/", data=sundays)
    one, (need,) = Rhythm.get(), asked()
    assert (answer.status_code, answer.location) == (303, f"/rhythms/{one.key}")
    assert (one.by, one.weekdays, one.every, one.own) == (ruth, "6", 1, "A call")
    assert (need.day, need.named, need.own) == (TODAY + timedelta(days=4), [mara], "A call")
    page = seen(ruths.get(answer.location))
    assert "every Sunday at 5:00 PM" in page and "Just the two of you" in page
    assert f'href="/guest/needs/{need.key}"' in page and "/needs/new" not in page and "/us/" not in page
    assert 'href="/rhythms/"' in ruths.get("/guest/ask/").text


def test_six_dinners(ruths, form):
    bedtime = Moment.get(Moment.name == "after bedtime")
    answer = ruths.post("/guest/ask/", data=form | {"when": "run", "days": DAYS, "hour": bedtime.key})
    assert answer.location == f"/guest/needs/{asked()[0].key}"
    assert [need.day.isoformat() for need in asked()] == DAYS and len({need.run for need in asked()}) == 1


def test_what_comes_back_is_paused_brought_back_left_out_once_and_ended_by_the_guest(ruths, sundays):
    ruths.post("/guest/ask/", data=sundays)
    at = f"/rhythms/{Rhythm.get().key}"
    assert "It rests until you bring it back." in ruths.post(f"{at}/pause", headers=PART).text
    assert asked()[0].closed_as == "paused"
    assert ruths.post(f"{at}/resume").location == at and asked()[0].open
    ruths.post(f"{at}/skip", data={"day": asked()[0].day.isoformat()})
    assert asked()[0].closed_as == "rested" and Rhythm.get().next.day == date(2026, 6, 28)
    ruths.post(f"{at}/end")
    assert Rhythm.get().ended_at and "Nothing comes back just now." in ruths.get("/rhythms/").text


def test_a_guests_rhythm_is_nobody_elses(ruths, as_, jon, mara, sundays):
    ruths.post("/guest/ask/", data=sundays)
    others = Rhythm.begin(by=jon, word="quiet", weekdays=[4], time=Rhythm.get().time)
    assert "some quiet" not in ruths.get("/rhythms/").text and "warm hello" not in as_(mara).get("/rhythms/").text
    for verb in ("pause", "resume", "skip", "end"):
        assert ruths.post(f"/rhythms/{others.key}/{verb}").status_code == 404
    assert ruths.get(f"/rhythms/{others.key}").status_code == 404


def test_it_comes_no_more_once_the_card_is_over_and_again_when_it_is_not(ruths, ruth, sundays, clock):
    ruths.post("/guest/ask/", data=sundays)
    Person.update(until=TODAY + timedelta(days=2)).where(Person.id == ruth.id).execute()
    with stopped(clock + timedelta(days=6)):  # the Tuesday after that Sunday
        Rhythm.bring_due()
        assert len(asked()) == 1
        Person.update(until=None).where(Person.id == ruth.id).execute()
        Rhythm.bring_due()
        assert [need.day for need in asked()] == [TODAY + timedelta(days=4), TODAY + timedelta(days=11)]


# ---- what becomes of it


def test_a_guests_ask_lies_on_the_table_and_is_answered_like_any_other(ruths, as_, ruth, mara, jon, form):
    ruths.post("/guest/ask/", data=form | {"details": "12 Hill Road."})
    (need,) = asked()
    maras, jons = as_(mara), as_(jon)
    waits = section(seen(jons.get("/")), "Waiting for someone")
    assert "Ruth</bdi></b> asks for" in waits and "“To the <doctor>.”" in waits and "I’ve got this" in waits
    assert "12 Hill Road." not in jons.get(f"/needs/{need.key}").text
    (notice,) = Notice.select().where(Notice.verb == "ask")
    assert [one.name for one in (mara, jon, ruth) if policy.worth_telling(one, [notice])] == ["Mara", "Jon"]
    jons.post(f"/needs/{need.key}/reply", data={"words": "Which one?"})
    assert [reply.words for reply in policy.visible_replies(ruth, need)] == ["Which one?"]
    jons.post(f"/needs/{need.key}/claim", data={"wording": need.wording, "when": "asked"})
    assert "12 Hill Road." in jons.get(f"/needs/{need.key}").text
    assert "Jon has this" in section(seen(maras.get("/")), "Someone has it")
    last = Notice.select().order_by(Notice.id.desc()).get()
    assert last.verb == "claim" and policy.worth_telling(ruth, [last])
    assert Reply.select().count() == 1


def test_on_the_kitchen_tablet_an_ask_of_the_family_is_a_headline(ruths, cast, form):
    for who in ("home", "partners"):
        ruths.post("/guest/ask/", data=form | {"who": who, "once": who})
    assert [need.audience for need in policy.visible_needs(cast.kitchen)] == ["home"]


def test_the_page_asks_no_more_of_the_notebook_the_more_people_there_are(ruths, reads):
    few = reads(ruths, "/guest/ask/")
    for name in ("Lena", "Noor"):
        for role in (Role.PARTNER, Role.KID, Role.GUEST):
            Person.join(role=role, name=name, face=dict(shape="egg", ink="oat", hair="none"))
    assert reads(ruths, "/guest/ask/") == few
