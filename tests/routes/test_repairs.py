"""Repairs: from "That hurt" to "It is mended", on two phones or one, with a pause, and nobody else the wiser."""

import re
from datetime import timedelta
from typing import Any

import pytest

from household import content, policy
from household.content import agreeing
from household.models import Agreement, Channel, Device, Need, Notice, Person, Repair, Reply, Role, WhyLine
from household.models.agreement import Words
from household.models.clock import stopped
from household.models.leaving import leave
from household.told import said

from .manners import PART, PLAIN, WAYS, WHOLE, seen

AFRAID = "If you are ever afraid of each other, this page is not enough."
CARE = 'href="/care">People who can help</a>'
LITTLE = "Something for you at home"


@pytest.fixture
def two(as_, mara, jon):
    return as_(mara), as_(jon)


@pytest.fixture
def maras(two):
    return two[0]


@pytest.fixture
def jons(two):
    return two[1]


@pytest.fixture
def joke(jon, quiet) -> Reply:
    return Reply.write_under(quiet, by=jon, words="Yeah, but the finale.")


@pytest.fixture
def hurt(mara, jon) -> Repair:
    words = dict(landed="The joke.", feelings="hurt left_out", welcome="p01 p03 p05 p06 p07 p08")
    return Repair.ouch(by=mara, to=jon, **words)


def at(repair: Repair) -> Any:
    return Repair.get_by_id(repair.id)


def page(repair: Repair, verb: str = "") -> str:
    return f"/repairs/{repair.key}" + (f"/{verb}" if verb else "")


# ---- two taps


def test_from_any_reply_and_any_need_of_a_partner_an_ouch_is_two_taps_away(maras, jons, ruth, jon, quiet, joke):
    """Care rule 13."""
    ours = f"/repairs/new?to={jon.key}&need={quiet.key}&reply={joke.key}"
    assert seen(maras.get(f"/needs/{quiet.key}")).count(f'href="{ours}"') == 1
    sheet = seen(maras.get(ours))
    assert "Yeah, but the finale." in sheet and "Tell Jon" in sheet and Repair.select().count() == 0
    under_the_need = seen(jons.get(f"/needs/{quiet.key}"))
    assert under_the_need.count("That hurt") == 1 and f"need={quiet.key}&reply" not in under_the_need
    no = Reply.say_not_now(quiet, by=jon, words="Not tonight.")
    assert f"need={quiet.key}&reply={no.key}" in seen(maras.get(f"/needs/{quiet.key}")), "under a no as well"
    quiet.claim(by=jon)
    whole = seen(maras.get(f"/needs/{quiet.key}"))
    assert whole.count("That hurt") == 3
    assert {f'id="{one}-ouch"' in whole for one in (f"need-{quiet.key}", f"reply-{joke.key}")} == {True}, (
        "two that are called alike are unfolded each for itself"
    )
    assert seen(maras.get("/repairs/")).count(f'href="/repairs/new?to={jon.key}"') == 1, "and out of the blue"
    assert 'href="/repairs/"' in seen(maras.get("/us/"))


def test_nothing_of_it_is_offered_beside_guests_and_kids(maras, meal, ruth, mara, ida):
    Reply.write_under(meal, by=ruth, words="Soup?")
    assert "That hurt" not in seen(maras.get(f"/needs/{meal.key}"))
    for person in (ruth, ida, mara):
        assert maras.get(f"/repairs/new?to={person.key}").status_code == 404
        assert maras.post("/repairs/", data={"to": person.key}).status_code == 422


def test_in_a_home_with_one_partner_it_waits_kindly(as_, cast):
    Person.update(left_at=cast.mara.joined_at).where(Person.id == cast.jon.id).execute()
    said = seen(as_(cast.mara).get("/repairs/"))
    assert "It waits here until a partner sits down with you." in said and "Did something hurt?" not in said


@pytest.mark.parametrize("way", WAYS)
def test_an_ouch_alone_can_be_sent(maras, jons, jon, way):
    answer = maras.post("/repairs/", data={"to": jon.key}, headers=way)
    repair = Repair.get()
    assert answer.status_code == (303 if way is PLAIN else 200)
    assert answer.headers["Location" if way is PLAIN else "HX-Redirect"] == page(repair)
    assert "“Ouch. That hurt.”" in seen(jons.get(page(repair)))


def test_what_is_chosen_becomes_the_words(maras, jons, jon, quiet, joke):
    said = {"to": jon.key, "need": quiet.key, "reply": joke.key, "opener": "r06", "feelings": ["left_out", "hurt"]}
    said |= {"word": "listen", "landed": "The yeah, but.", "asks": "Tonight.", "welcome": ["p01", "nonsense"]}
    maras.post("/repairs/", data=said)
    told = Repair.get()
    assert told.landed == "When I heard that, I felt hurt and left out. I still need someone to listen. The yeah, but."
    assert (told.asks, told.feelings, told.welcome) == ("Someone to listen. Tonight.", "hurt left_out", "p01")
    assert (told.need, told.reply) == (quiet, joke)
    read = seen(jons.get(page(told)))
    assert "I feel hurt and left out." in read and "You wrote:" in read and "Yeah, but the finale." in read


def test_a_line_with_a_blank_is_named_and_nothing_typed_is_lost(maras, jon):
    for way in WAYS:
        answer = maras.post("/repairs/", data={"to": jon.key, "opener": "r04", "landed": "My words."}, headers=way)
        assert answer.status_code == 422 and "That line still has a blank." in seen(answer)
        assert ">My words.</textarea>" in seen(answer)
    assert maras.post("/repairs/", data={"to": jon.key, "opener": "x"}).status_code == 422
    assert maras.post("/repairs/", data={"to": jon.key, "landed": "x" * 2_001}).status_code == 422
    assert Repair.select().count() == 0


def test_what_is_kept_for_oneself_is_told_later_or_thrown_away(maras, jons, jon):
    maras.post("/repairs/", data={"to": jon.key, "landed": "The joke.", "feelings": "hurt", "later": "y"})
    kept = Repair.get()
    assert "Not told yet. Only you see it." in seen(maras.get("/repairs/"))
    mine = seen(maras.get(page(kept)))
    assert ">The joke.</textarea>" in mine and 'value="hurt" checked' in mine and "Throw it away" in mine
    assert jons.get(page(kept)).status_code == 404 and "With Mara" not in seen(jons.get("/repairs/"))
    assert Notice.select().count() == 0
    maras.post(page(kept, "tell"), data={"landed": "The joke, again.", "turn": kept.turn})
    assert "The joke, again." in seen(jons.get(page(kept)))
    assert maras.post(page(kept, "tell"), data={"landed": "Another.", "turn": kept.turn}).status_code == 409
    other = Repair.ouch(by=kept.by, to=jon, told=False)
    assert maras.post(page(other, "let-go")).location == "/repairs/" and Repair.select().count() == 1


# ---- the steps


def test_what_was_not_told_is_neither_answered_nor_paused(maras, mara, jon):
    repair = Repair.ouch(by=mara, to=jon, told=False, landed="The joke.")
    lent = dict(lent="1", words="You came second.")
    for verb, form in (("pause", dict(when="never")), ("pause", dict(when="20")), ("hear", lent), ("own", lent)):
        answer = maras.post(f"/repairs/{repair.key}/{verb}", data=form)
        assert answer.status_code == 409 and form.get("words", "") in seen(answer), verb
    assert Repair.get().stage == "tell" and not Repair.get().resting


def test_a_scene_from_hurt_to_a_softened_voice(maras, jons, hurt):
    read = seen(jons.get(page(hurt)))
    assert "Not whether it’s fair. Only what it was like for Mara." in read
    assert "It is Jon’s turn. Nothing to do now." in seen(maras.get(page(hurt)))
    jons.post(page(hurt, "hear"), data={"words": "You came second.", "picked": "p05", "turn": at(hurt).turn})
    assert "It is Mara’s turn. Nothing to do now." in seen(jons.get(page(hurt)))
    asked = seen(maras.get(page(hurt)))
    assert "“I hear that you felt hurt and left out. That matters to me. You came second.”" in asked
    maras.post(page(hurt, "answer"), data={"yes": "yes", "turn": at(hurt).turn})
    jons.post(page(hurt, "own"), data={"picked": "p01", "turn": at(hurt).turn})
    fill = {"thing": "The finale", "make_right": "sit with you.", "turn": at(hurt).turn}
    jons.post(page(hurt, "mend"), data=fill)
    assert at(hurt).mends == (
        "The finale can wait. You come first right now. "
        "Thank you for telling me. To make it right, I will sit with you."
    )
    maras.post(page(hurt, "say-mended"), data={"yes": "yes", "turn": at(hurt).turn})
    assert "Mara says it is mended." in seen(jons.get(page(hurt)))
    assert maras.post(page(hurt, "let-go")).location == "/repairs/"
    assert "You let this go. When Jon does too, nothing of it is kept." in seen(maras.get("/repairs/"))
    assert "Mara would let this go. You need not, yet." in seen(jons.get(page(hurt)))
    assert jons.post(page(hurt, "let-go")).location == "/repairs/"
    assert Repair.select().count() == 0 and maras.get(page(hurt)).status_code == 404


def test_only_what_the_hurt_one_marked_is_offered_and_own_words_are_always_welcome(jons, mara, jon, hurt):
    def offered(repair: Repair) -> set[str]:
        return set(re.findall(r'name="picked" value="(\w+)"', jons.get(page(repair)).text))

    assert offered(hurt) == {"p03", "p05"}
    hurt.hear(by=jon)
    assert offered(hurt) == {"p01"}
    hurt.own(by=jon)
    assert offered(hurt) == {"p06", "p08"}
    bare = Repair.ouch(by=mara, to=jon)
    assert offered(bare) == set() and "Your own words are welcome." in seen(jons.get(page(bare)))
    jons.post(page(bare, "hear"), data={"picked": "p03", "words": "You came second.", "turn": bare.turn})
    assert at(bare).heard == "You came second.", "what was not offered can't be sent either"


def test_no_field_asks_to_explain(as_, maras, jons, mara, jon, hurt, clock):
    """Care rule 13: at every step, on both phones, on the one that is passed, and for whoever goes slowly."""
    kept = Repair.ouch(by=mara, to=jon, told=False)
    slow = as_(Person.get_by_id(mara.id))
    pages = [maras.get(f"/repairs/new?to={jon.key}"), maras.get(page(kept))]
    for act in (
        lambda: hurt.hear(by=jon, words="x"), lambda: hurt.answer(by=mara, fits=True), lambda: hurt.own(by=jon),
        lambda: hurt.mend(by=jon), lambda: hurt.pause(by=jon, back_at=clock + timedelta(hours=1)),
        lambda: hurt.come_back(by=jon), lambda: hurt.say_mended(by=mara, mended=True), lambda: None,
    ):  # fmt: skip
        pages += [one.get(page(hurt, verb), follow_redirects=True) for one in (maras, jons) for verb in ("", "pass")]
        act()
    Person.update(slow=True).where(Person.id == mara.id).execute()
    pages += [slow.get(f"{page(kept)}?part={part}") for part in ("landed", "feels", "asks", "welcome")]
    found = set()
    for one in pages:
        assert one.status_code == 200
        labels = re.findall(r"<(?:label|legend|summary|h2|h3|button)\b[^>]*>(.*?)</(?!span|svg|use)", one.text, re.S)
        found |= {*labels, *re.findall(r'(?:placeholder|aria-label|name)="([^"]*)"', one.text)}
    said = " ".join(found)
    assert all(one in said for one in ("What landed", "What I heard", "I’m sorry that", "What I will do", "from_me"))
    assert not re.search(r"\b(explain|reasons?|why|because)\b", re.sub("Our why", "", said), re.I)
    does = [line["does"] for line in content.lines("repair_reply").values()]
    assert len(does) == 8 and {*does} == {"own", "feel", "mend"}


def test_not_quite_asks_for_more_and_a_step_can_be_left_out(maras, jons, hurt, jon):
    hurt.hear(by=jon, words="You were cross.")
    maras.post(page(hurt, "answer"), data={"words": "Sad, more than cross.", "turn": at(hurt).turn})
    read = seen(jons.get(page(hurt)))
    assert "“Sad, more than cross.”" in read and ">You were cross.</textarea>" in read
    for verb in ("hear", "own", "mend"):
        jons.post(page(hurt, verb), data={"skip": "y", "words": "typed", "picked": "p06", "turn": at(hurt).turn})
    assert (at(hurt).stage, at(hurt).heard, at(hurt).mends) == ("close", "", "")


@pytest.mark.parametrize("way", WAYS)
def test_what_was_not_read_is_answered_kindly_with_every_word_back(maras, jons, hurt, jon, way):
    stale = hurt.turn
    hurt.hear(by=jon, words="You came second.")
    answer = jons.post(page(hurt, "hear"), data={"words": "Typed elsewhere.", "turn": stale}, headers=way)
    assert answer.status_code == 409 and "This has moved on. Please read it once more." in seen(answer)
    if way is PLAIN:
        assert "Typed elsewhere." in seen(answer)
    again = jons.post(page(hurt, "hear"), data={"words": "You came second.", "turn": stale}, headers=way)
    assert again.status_code == 303, "the same tap twice is once"


def test_what_comes_too_late_and_is_wrong_besides_is_refused_with_every_word_back(maras, jons, hurt, mara, jon, clock):
    wrong = {"words": "Typed elsewhere.", "thing": "x" * 201, "turn": hurt.turn}
    hurt.pause(by=mara, back_at=clock + timedelta(hours=1))
    answer = jons.post(page(hurt, "hear"), data=wrong)
    assert answer.status_code == 409 and "Typed elsewhere." in seen(answer)
    hurt.come_back(by=mara)
    hurt.hear(by=jon, words="You came second.")
    assert jons.post(page(hurt, "hear"), data=wrong).status_code == 409
    kept = Repair.ouch(by=mara, to=jon, told=False, landed="Later.")
    for verb, data in (("hear", {"lent": "y"}), ("pause", {"when": "x"}), ("pause", {"when": "20"})):
        assert maras.post(page(kept, verb), data=data).status_code == 409, "nothing was told yet"
    kept.tell(by=mara)
    assert maras.post(page(kept, "tell"), data={"landed": "Mine.", "opener": "x"}).status_code == 409


def test_a_blank_that_is_not_filled_is_named(jons, hurt, jon):
    hurt.hear(by=jon)
    hurt.own(by=jon)
    answer = jons.post(page(hurt, "mend"), data={"picked": "p06", "words": "Typed.", "turn": at(hurt).turn})
    assert answer.status_code == 422 and "Fill in the blank of that line" in seen(answer)
    assert ">Typed.</textarea>" in seen(answer)


def test_after_a_mistake_the_page_goes_on_asking_for_itself_and_names_the_field(maras, jons, hurt, jon):
    unticked = maras.post(page(hurt, "hear"), data={"words": "You came second.", "lent": "y", "turn": hurt.turn})
    no_time = jons.post(page(hurt, "pause"), data={"when": "pick", "at": "2026-06-10T20:00"})
    blank = Repair.ouch(by=hurt.by, to=jon, welcome="p06")
    blank.hear(by=jon)
    blank.own(by=jon)
    unfilled = jons.post(page(blank, "mend"), data={"picked": "p06", "turn": at(blank).turn})
    wrong = ((maras, unticked, "from_me"), (jons, no_time, "at"), (jons, unfilled, "thing"))
    for client, answer, field in wrong:
        fresh = re.findall(r'id="repair-[^>]*hx-get="([^"]+)"', answer.text)
        assert [client.get(path).status_code for path in fresh] == ([] if client is maras else [200]), "a page"
        assert re.search(rf'name="{field}"[^>]* aria-invalid="true" aria-describedby="notice"', answer.text), field
    assert 'value="2026-06-10T20:00"' in no_time.text


# ---- one phone


def test_what_has_a_blank_and_comes_too_late_comes_back_too(maras, jons, hurt, jon):
    Repair.update(welcome="p05 p06").execute()
    sent = dict(picked=["p06"], words="I laughed at you.")
    for change in (
        lambda: maras.post(f"/repairs/{hurt.key}/pause", data={"when": "20"}),
        lambda: Repair.update(back_at=None, stage="close").execute(),
    ):
        change()
        answer = jons.post(f"/repairs/{hurt.key}/own", data=sent)
        assert answer.status_code == 409 and "I laughed at you." in seen(answer)


def test_only_the_hurt_ones_phone_is_passed_on_and_what_is_said_there_is_marked(maras, jons, hurt):
    assert jons.get(page(hurt, "pass")).status_code == 303
    passed = seen(maras.get(page(hurt, "pass")))
    assert "I am Jon, and this is from me" in passed and "data-draft" not in passed.split('id="main"')[1]
    said = {"words": "You came second.", "lent": "y", "turn": hurt.turn}
    refused = maras.post(page(hurt, "hear"), data=said)
    assert refused.status_code == 422 and "Please tick the box." in seen(refused) and at(hurt).heard == ""
    assert maras.post(page(hurt, "hear"), data=said | {"from_me": "y"}).status_code == 303
    assert "Jon, written on your phone" in seen(maras.get(page(hurt)))
    read = seen(jons.get(page(hurt)))
    assert "Said for you, on Mara’s phone" in read and "Are they yours?" in read
    jons.post(page(hurt, "keep-words"))
    assert "Are they yours?" not in seen(jons.get(page(hurt))) and "written on your phone" not in seen(
        maras.get(page(hurt))
    )


def test_on_one_phone_it_goes_on_there_and_comes_back_to_its_owner(maras, hurt):
    said = {"words": "You came second.", "lent": "y", "from_me": "y"}
    assert maras.post(page(hurt, "hear"), data=said).location == page(hurt)
    maras.post(page(hurt, "answer"), data={"yes": "yes"})
    assert maras.post(page(hurt, "own"), data=said).location == page(hurt, "pass")
    assert maras.post(page(hurt, "mend"), data=said).location == page(hurt)
    assert maras.get(page(hurt, "pass")).location == page(hurt)


def test_nobody_says_anything_for_the_one_who_was_hurt(jons, hurt, jon):
    hurt.hear(by=jon, words="You came second.")
    for verb in ("answer", "say-mended", "tell"):
        assert jons.post(page(hurt, verb), data={"yes": "yes"}).status_code == 403
    for verb in ("hear", "own", "mend"):
        assert jons.post(page(hurt, verb), data={"lent": "y", "from_me": "y"}).status_code == 403


# ---- a pause


def test_a_pause_says_when_one_is_back_and_leaves_both_in_peace(maras, jons, hurt, clock):
    """Care rule 14."""
    assert jons.post(page(hurt, "pause"), data={"when": "20"}).status_code == 303
    read = seen(maras.get(page(hurt)))
    assert "“I need 20 minutes to cool down. Then I will come back and make it right.”" in read
    assert "Jon will be back tonight at 7:50 PM. Until then there is nothing to do." in read
    assert not re.search(r"\d+ minutes? (left|to go)|in \d+ minutes", read), "and no countdown"
    assert 'method="post"' not in read.split('id="ending"')[0].split('class="steps hush"')[1]
    assert maras.post(page(hurt, "pause"), data={"when": "60"}).status_code == 409
    assert jons.post(page(hurt, "hear"), data={"words": "Now.", "turn": hurt.turn}).status_code == 409
    assert "Resting. You can both leave it for now." in seen(maras.get("/repairs/"))
    with stopped(clock + timedelta(minutes=20)):
        assert "Not whether it’s fair." in seen(jons.get(page(hurt)))


def test_each_way_to_name_a_time_to_come_back(maras, hurt, home, clock):
    moment = re.search(r'name="when" value="([\w-]{12})"', maras.get(page(hurt)).text)
    assert moment
    whens = [{"when": "60"}, {"when": "tomorrow"}, {"when": moment[1]}, {"when": "pick", "at": "2026-06-18T20:00"}]
    for when in whens:
        assert maras.post(page(hurt, "pause"), data=when).status_code == 303, when
        assert clock < at(hurt).back_at < clock + timedelta(days=2)
    assert "You are taking a break" in seen(maras.get(page(hurt)))
    wrong = [{"when": "x"}, {"when": "pick"}, {"when": "pick", "at": "2026-06-10T20:00"}, {"when": "now"}, {"when": ""}]
    wrong.append({"when": "pick", "at": "2026-08-01T20:00"})
    for when in wrong:
        assert maras.post(page(hurt, "pause"), data=when).status_code == 422, when
    assert 'name="at" value="2026-06-10T20:00"' in maras.post(page(hurt, "pause"), data=wrong[2]).text
    assert maras.post(page(hurt, "come-back")).status_code == 303 and at(hurt).back_at is None


def test_the_short_break_of_the_hurt_one_is_said_in_its_own_words(maras, jons, hurt):
    maras.post(page(hurt, "pause"), data={"when": "60"})
    assert "“I need a short break. I will be back tonight at 8:30 PM.”" in seen(jons.get(page(hurt)))


def test_the_table_keeps_the_place_for_whose_turn_it_is_and_rests_with_it(maras, jons, hurt, jon, clock):
    line = "your turn, and no hurry"
    assert [line in seen(one.get("/")) for one in (maras, jons)] == [False, True]
    assert "Nobody is waiting" not in seen(jons.get("/"))
    hurt.pause(by=jon, back_at=clock + timedelta(minutes=20))
    assert [line in seen(one.get("/")) for one in (maras, jons)] == [False, False]
    other = Repair.ouch(by=jon, to=hurt.by)
    assert line not in seen(maras.get("/")), "another Ouch waits, too"
    with stopped(clock + timedelta(minutes=20)):
        assert line in seen(jons.get("/")) and page(other) in seen(maras.get("/"))


# ---- words that go


def test_each_takes_their_own_words_back_alone(maras, jons, hurt, jon):
    hurt.hear(by=jon, words="You came second.")
    maras.post(page(hurt, "take-back"))
    read = seen(jons.get(page(hurt)))
    assert "Mara took these words back." in read and "The joke." not in read and "You came second." in read
    jons.post(page(hurt, "take-back"))
    read = seen(maras.get(page(hurt)))
    assert "You came second." not in read and "Jon took these words back." in read
    assert "Is that it?" not in read, "without words there is nothing to be asked about"
    hurt = at(hurt)
    hurt.hear(by=jon, words="It stung.")
    assert "Jon took these words back." not in seen(maras.get(page(hurt)))


def test_what_one_who_left_had_begun_can_rest_and_asks_for_nothing(as_, mara, jon):
    begun = Repair.ouch(by=mara, to=jon, landed="The joke.")
    begun.hear(by=jon, words="You came second.")
    kept = Repair.ouch(by=mara, to=jon, told=False)
    leave(by=jon)
    maras = as_(mara)
    read = seen(maras.get(page(begun)))
    assert "Jon is not here any more" in read and "When you let it go, every word of it is gone" in read
    assert not re.search(r"turn\. Nothing to do|Pass the phone|Let’s pause|would let this go|Is that it", read)
    assert maras.get(page(begun, "pass")).status_code == 303
    assert ">Tell Jon<" not in seen(maras.get(page(kept)))
    assert seen(maras.get("/repairs/")).count("Jon is not here any more.") == 2
    assert "no hurry" not in seen(maras.get("/"))
    maras.post(page(begun, "let-go"))
    assert Repair.select().count() == 1


# ---- what stands on every page of it


def test_every_step_says_quietly_where_help_is_and_counts_nothing(maras, jons, hurt, jon, clock):
    def both() -> list[str]:
        return [seen(one.get(page(hurt))) for one in (maras, jons)]

    pages = [seen(maras.get("/repairs/")), seen(maras.get(f"/repairs/new?to={jon.key}")), *both()]
    hurt.pause(by=jon, back_at=clock + timedelta(hours=1))
    pages += both()
    hurt.come_back(by=jon)
    for act in (
        lambda: hurt.hear(by=jon, words="x"), lambda: hurt.answer(by=hurt.by, fits=True), lambda: hurt.own(by=jon),
        lambda: hurt.mend(by=jon), lambda: hurt.say_mended(by=hurt.by, mended=True),
    ):  # fmt: skip
        act()
        pages += both()
    assert all(AFRAID in one and CARE in one and '<body class="quiet"' in one for one in pages)
    assert not any(re.search(r"is reading|has read|seen by|waiting since", one) for one in pages)


def test_a_promise_that_fits_is_offered_and_goes_along_if_one_chooses_it(maras, mara, jon, clock):
    """The essay: “We agreed to care for each other, and I’m saying that I need your care.”"""
    promises = [Words(agreeing.ready()[one].text, word=one) for one in ("say_ouch", "follow")]
    Agreement.propose(by=mara, promises=promises, look_again_on=clock.date()).say_yes(by=jon)
    fits, other = Agreement.whole(Agreement.select())[0].promises
    sheet = seen(maras.get(f"/repairs/new?to={jon.key}"))
    assert f'value="{fits.key}"' in sheet and other.text not in sheet and agreeing.limits() in sheet
    told = {"to": jon.key, "promise": fits.key, "asks": "Sit with me."}
    assert maras.post("/repairs/", data=told).status_code == 303
    assert Repair.get().asks == f"We promised: “{fits.text}” Sit with me."
    Agreement.pause(by=jon)
    for key in (fits.key, other.key, "nonsense"):
        answer = maras.post("/repairs/", data=told | {"promise": key})
        assert (
            answer.status_code == 422 and "not on our page any more" in seen(answer) and "Sit with me." in answer.text
        )
    assert Repair.select().count() == 1


def test_every_step_leans_on_the_agreement_and_our_why(maras, jons, mara, jon, hurt, clock):
    promises = [Words(agreeing.ready()["say_ouch"].text)]
    agreed = Agreement.propose(by=mara, promises=promises, look_again_on=clock.date())
    agreed.say_yes(by=jon)
    WhyLine.propose(by=mara, words="We share.").keep(by=jon)
    said, why = "When it hurts, we say so. The other one listens first.", 'href="/our-why/"'
    for one in (maras, jons):
        for where in ("/repairs/", page(hurt), f"/repairs/new?to={(jon if one is maras else mara).key}"):
            read = seen(one.get(where))
            assert read.count(said) == 1 and why in read, where
    for verb in ("hear", "own", "mend"):
        getattr(hurt, verb)(by=jon)
    assert seen(maras.get(page(hurt))).count(said) == 1
    Agreement.pause(by=jon)
    assert said not in seen(maras.get(page(hurt))), "a page that rests is not held up to anyone"


def test_what_the_other_may_not_see_is_not_quoted(as_, mara, jon, ruth):
    visit = Need.ask(by=mara, own="Drive me?", audience="named", named=[ruth])
    repair = Repair.ouch(by=mara, to=jon, need=visit, landed="You laughed.")
    assert "Drive me?" in seen(as_(mara).get(page(repair)))
    assert "Drive me?" not in seen(as_(jon).get(page(repair)))


def test_whoever_goes_slowly_is_asked_one_thing_a_page_and_opens_words_when_ready(as_, mara, jon, hurt):
    Person.update(slow=True).execute()
    maras, jons = as_(Person.get_by_id(mara.id)), as_(Person.get_by_id(jon.id))
    assert "Open it when you are ready" in seen(jons.get(page(hurt)))
    first = maras.get(f"/repairs/new?to={jon.key}").text
    assert 'name="landed"' in first and 'name="feels"' not in first
    assert 'value="r07"' in first and 'value="r06"' not in first, "no line whose blank is on another page"
    went = maras.post("/repairs/", data={"to": jon.key, "landed": "Ouch.", "part": "landed", "later": "next"}).location
    kept = Repair.select().order_by(Repair.id.desc()).get()
    assert went == f"/repairs/{kept.key}?part=feels"
    second = maras.get(went).text
    assert 'name="feels"' in second and 'name="landed"' not in second
    maras.post(page(kept, "tell"), data={"part": "feels", "feels": "Small.", "turn": kept.turn, "later": "next"})
    assert (at(kept).landed, at(kept).feels, at(kept).stage) == ("Ouch.", "Small.", "tell")
    maras.post(page(kept, "tell"), data={"part": "asks", "asks": "A hug.", "turn": at(kept).turn})
    assert (at(kept).landed, at(kept).asks, at(kept).stage) == ("Ouch.", "A hug.", "hear")


def test_a_third_partner_learns_nothing(as_, app, home, hurt):
    _, token = Device.enter(
        Person.join(role=Role.PARTNER, name="Lena", face=dict(shape="egg", ink="oat", hair="none")), "t"
    )
    third = app.test_client()
    third.set_cookie(f"household-{home.key}", token)
    assert third.get(page(hurt)).status_code == 404
    assert "With " not in seen(third.get("/repairs/")) and "no hurry" not in seen(third.get("/"))
    assert "come back" not in seen(third.get("/notices/"))


@pytest.mark.parametrize("way", [PART, WHOLE])
def test_by_htmx_a_step_is_taken_in_place(jons, hurt, way):
    answer = jons.post(page(hurt, "hear"), data={"words": "You came second."}, headers=way, follow_redirects=True)
    assert answer.status_code == 200 and at(hurt).stage == "fit"


def test_notices_say_that_it_is_their_turn_and_no_word_of_it(jons, maras, hurt, jon):
    news = seen(jons.get("/notices/"))
    assert "Mara would like to come back to something with you." in news and "The joke." not in news
    assert f'href="{page(hurt)}"' in news
    hurt.hear(by=jon, words="You came second.")
    assert "Jon has answered. It is your turn, and there is no hurry." in seen(maras.get("/notices/"))
    assert "come back to something" not in seen(jons.get("/notices/"))


def test_what_goes_out_of_the_house_holds_no_word_of_it(app, mara, jon, hurt, clock):
    """Care rule 24: on a locked screen there is nothing to read."""
    words = ("joke", "second", "sorry", "finale", "hurt", "left out", "repair", "ouch")
    steps = (
        ("ouch", lambda: hurt.hear(by=jon, words="You came second.")),
        ("turn", lambda: hurt.answer(by=mara, fits=True)),
        ("turn", lambda: hurt.own(by=mara, words="Sorry.", lent=True)),
        ("lend", lambda: hurt.mend(by=jon, words="The finale can wait.")),
        ("turn", lambda: hurt.pause(by=jon, back_at=clock + timedelta(hours=1))),
        ("pause", lambda: None),
    )
    heard = set()
    for verb, act in steps:
        for person in (mara, jon):
            for told in policy.worth_telling(person, [one for one in Notice.standing() if one.at <= clock]):
                for tells_words in (False, True):
                    channel = Channel(kind="push", person=person, tells_words=tells_words, language="en", house="")
                    text, url, title = said(app, channel, [told])
                    told_of = f"{text} {title}".lower()
                    assert not [word for word in words if word in told_of], (verb, told_of)
                    assert url.endswith(page(hurt)) if tells_words else (text, url, title) == (LITTLE, "", "")
                heard.add(told.verb)
        act()
    assert heard >= {"ouch", "turn", "lend", "pause"}


def test_while_it_rests_nobody_is_told_and_then_whoever_paused_alone(jons, maras, hurt, jon, clock):
    """Care rule 14."""
    hurt.hear(by=jon, words="You came second.")
    hurt.pause(by=jon, back_at=clock + timedelta(hours=1))
    Repair.ouch(by=jon, to=hurt.by, landed="You walked off.")
    once = seen(maras.get("/notices/"))
    assert "Jon needs a break, and will be back. Until then there is nothing to do." in once
    assert "your turn" not in once and "come back to something" not in once
    assert "Nothing new just now." in seen(jons.get("/notices/"))
    with stopped(clock + timedelta(hours=1)):
        assert "The time you named is here. When you are ready" in seen(jons.get("/notices/"))
        assert "The time you named" not in seen(maras.get("/notices/"))
