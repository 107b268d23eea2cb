"""Our why: each answers alone, all read together; lines that all keep, and a soft invitation."""

import re
from datetime import timedelta

import pytest
from flask import render_template

from household import policy
from household.content.why import questions
from household.database import db
from household.models import Agreement, Need, Person, Role, WhyAnswer, WhyInvitation, WhyLine, WhyOpening
from household.models.agreement import Words as Promise
from household.models.clock import now, stopped

from .manners import PART, PLAIN, WAYS, seen

LENA = dict(role=Role.PARTNER, name="Lena", face=dict(shape="egg", ink="oat", hair="none"))
Y01 = "/our-why/questions/y01"
KEPT = "We are the ones who come back."


@pytest.fixture
def maras(as_, mara, jon):
    return as_(mara)


@pytest.fixture
def jons(as_, mara, jon):
    return as_(jon)


@pytest.fixture
def opened(mara, jon):
    WhyAnswer.write("y01", by=mara, words="Soup.\n\n<b>And</b> bread.")
    WhyAnswer.write("y01", by=jon, words="Trust.")


def line(*who: Person, words: str = KEPT) -> WhyLine:
    """One that these keep; the first proposed it."""
    made = WhyLine.propose(by=who[0], words=words)
    for one in who[1:]:
        made.keep(by=one)
    return made


def same(page: str) -> str:
    """What is random in every page is made the same."""
    return re.sub(r'(name="once"[^>]*value=)"[^"]*"', r"\1", page)


# ---- answering


@pytest.mark.parametrize("way", WAYS)
def test_an_answer_waits_for_its_writer_alone(maras, jons, way):
    answer = maras.post(f"{Y01}/answer", data={"words": "Soup.\nAnd bread."}, headers=way)
    assert (answer.status_code, answer.location) == (303, Y01)
    page = seen(maras.get(Y01))
    assert "Soup.\nAnd bread." in page and "When Jon has answered too, it opens." in page and "<textarea" not in page
    assert "Soup" not in jons.get(Y01).text


def test_an_answer_that_was_changed_on_another_phone_is_not_written_over(maras, mara, clock):
    read = re.search(r'name="instead_of" value="(.*?)"', maras.get(Y01).text)[1]
    WhyAnswer.write("y01", by=mara, words="Soup.")
    answer = maras.post(f"{Y01}/answer", data={"words": "Bread.", "instead_of": read})
    assert answer.status_code == 409 and "Bread." in seen(answer) and WhyAnswer.get().words == "Soup."
    read = re.search(r'name="instead_of" value="(.*?)"', maras.get(f"{Y01}?change=1").text)[1]
    with stopped(clock + timedelta(minutes=1)):
        for _ in range(2):  # the same tap, twice
            assert maras.post(f"{Y01}/answer", data={"words": "Bread.", "instead_of": read}).status_code == 303
        assert WhyAnswer.get().words == "Bread."
        assert maras.post(f"{Y01}/answer", data={"words": "Rice.", "instead_of": read}).status_code == 409


def test_the_page_says_before_one_writes_when_it_opens(maras, as_, jon):
    assert "until Jon has answered too. Then all your answers open at once." in seen(maras.get(Y01))
    Person.join(**LENA)
    assert "until Jon and Lena have answered too." in seen(maras.get(Y01))


PAGES = ("/our-why/", Y01, f"{Y01}?change=1", "/our-why/lines/new", "/thanks/", "/us/", "/")


def test_no_byte_of_what_the_other_sees_tells_that_an_answer_waits(maras, jons, mara):
    """Nor does a header, nor how many questions the notebook is asked: pages, and the answers to what one sends."""
    asked: list[str] = []
    db.obj.query_hooks.append(lambda query: asked.append(query.sql))

    def all_of_it() -> list:
        del asked[:]
        answers = [jons.get(page) for page in PAGES]
        answers.append(jons.post(f"{Y01}/answer", data={"words": " "}))
        answers.append(jons.post(f"{Y01}/answer", data={"words": "x" * 9_000}))
        headers = [[one for one in answer.headers if one[0] != "Date"] for answer in answers]
        return [[(one.status_code, same(one.text)) for one in answers], headers, list(asked)]

    all_of_it()
    before = all_of_it()
    maras.post(f"{Y01}/answer", data={"words": "Soup."})
    assert all_of_it() == before
    maras.post(f"{Y01}/answer", data={"words": "Soup, and bread."})
    assert all_of_it() == before
    maras.post(f"/our-why/answers/{WhyAnswer.get().key}/take-back")
    assert all_of_it() == before
    db.obj.query_hooks.clear()


def test_a_page_that_the_other_has_stays_fresh_while_an_answer_waits(maras, jons, meal):
    held = {page: jons.get(page).headers["ETag"] for page in ("/", f"/needs/{meal.key}")}
    maras.post(f"{Y01}/answer", data={"words": "Soup."})
    for page, tag in held.items():
        assert jons.get(page, headers={"If-None-Match": tag}).status_code == 304
    jons.post(f"{Y01}/answer", data={"words": "Trust."})
    for page, tag in held.items():
        assert jons.get(page, headers={"If-None-Match": tag}).status_code == 200


def test_the_last_answer_opens_them_all_for_each(maras, jons, opened):
    for page in (seen(maras.get(Y01)), seen(jons.get(Y01))):
        assert "Soup.\n\n<b>And</b> bread." in page and "Trust." in page and "<textarea" not in page
    for client in (maras, jons):
        assert "An answer is open to read." in client.get("/our-why/").text
        assert "&lt;b&gt;And" in client.get(Y01).text


def test_that_something_opened_is_told_for_two_days(maras, opened, clock):
    with stopped(clock + timedelta(days=2)):
        page = maras.get("/our-why/").text
        assert "An answer is open to read." not in page and questions()["y01"].text in seen(maras.get("/our-why/"))


def test_before_it_opens_an_answer_can_be_changed_and_taken_back(maras, mara):
    maras.post(f"{Y01}/answer", data={"words": "Soup."})
    page = maras.get(f"{Y01}?change=1").text
    assert ">Soup.</textarea>" in page and re.search(r'<div id="answers"[^>]*></div>', page), (
        "what opens shows here too"
    )
    maras.post(f"{Y01}/answer", data={"words": "Bread."})
    assert "Bread." in maras.get(Y01).text
    assert maras.post(f"/our-why/answers/{WhyAnswer.get().key}/take-back").location == Y01
    assert WhyAnswer.select().count() == 0 and "<textarea" in maras.get(Y01).text


@pytest.mark.parametrize("way", WAYS)
def test_what_comes_after_the_opening_is_told_kindly_and_not_lost(jons, opened, way):
    answer = jons.post(f"{Y01}/answer", data={"words": "Better."}, headers=way)
    assert answer.status_code == 409 and "The answers are open now." in answer.text
    assert ("Better." in answer.text) is (way is PLAIN)
    assert jons.get(f"{Y01}?change=1").text.count("<textarea") == 0


def test_once_open_one_takes_back_ones_own_words_and_nobody_elses(maras, jons, opened, mara, jon):
    keys = {one.by_id: one.key for one in WhyAnswer.select()}
    assert jons.post(f"/our-why/answers/{keys[mara.id]}/take-back").status_code == 403
    assert jons.post(f"/our-why/answers/{keys[jon.id]}/take-back").status_code == 303
    assert "Jon took these words back." in maras.get(Y01).text and "Trust." not in maras.get(Y01).text
    assert "You took these words back." in jons.get(Y01).text and "Soup." in jons.get(Y01).text


MISTAKES = [
    ({"words": " \n"}, "Write a word or two first."),
    ({}, "Write a word or two first."),
    ({"words": "x" * 6_001}, "That is too long: up to 6000 letters fit here."),
    ({"words": "Soup \ufffd"}, "Some letters did not arrive whole. Please type them again."),
]


@pytest.mark.parametrize("way", WAYS)
def test_a_mistake_is_named_and_nothing_typed_is_lost(maras, way):
    for sent, sentence in MISTAKES:
        answer = maras.post(f"{Y01}/answer", data=sent, headers=way)
        assert (answer.status_code, sentence in seen(answer)) == (422, True), sent
        assert f">{sent.get('words', '').strip()}</textarea>" in seen(answer)
    assert WhyAnswer.select().count() == WhyOpening.select().count() == 0


def test_looking_skipping_and_changing_ones_mind_write_nothing(maras):
    for page in (Y01, f"{Y01}?change=1", "/our-why/", "/our-why/lines/new?like=nothing", "/thanks/"):
        assert maras.get(page).status_code == 200
    assert WhyOpening.select().count() == WhyInvitation.select().count() == 0
    for known in questions().values():
        page = seen(maras.get(f"/our-why/questions/{known.id}"))
        onward = f"/our-why/questions/{known.next}" if known.next else "/our-why/"
        assert re.search(f'href="{onward}">Skip this one', page), known
        assert (f'href="/our-why/questions/{known.before}"' in page) or not known.before


def test_a_question_that_never_was_is_not_there(maras):
    for key in ("y99", "y1", "%00", "x" * 300):
        assert maras.get(f"/our-why/questions/{key}").status_code == 404
        assert maras.post(f"/our-why/questions/{key}/answer", data={"words": "Soup."}).status_code == 404


def test_who_goes_slowly_opens_what_others_wrote_when_they_are_ready(maras, jons, opened, mara, jon):
    Person.update(slow=True).where(Person.id == mara.id).execute()
    line(jon)
    page = maras.get(Y01).text
    assert page.count("Open it when you are ready") == 1 and page.index("<details") < page.index("Trust.")
    assert page.index("Make a line of this", page.index("Trust.")) < page.index("</details>"), "it would show the words"
    assert maras.get("/our-why/").text.count("Open it when you are ready") == 1
    assert "<details" not in jons.get(Y01).text


# ---- who comes later, and who is alone


def test_someone_new_reads_nothing_older_and_all_can_answer_anew(maras, as_, opened, jon):
    lena = Person.join(**LENA)
    lenas = as_(lena)
    assert "Soup." not in lenas.get(Y01).text and "<textarea" in lenas.get(Y01).text
    assert "Opened together" not in lenas.get("/our-why/").text
    page = seen(maras.get(Y01))
    assert "Soup." in page and "Not all of you were here then." in page and "<textarea" in page
    for client in (lenas, as_(jon), maras):
        client.post(f"{Y01}/answer", data={"words": "Anew."})
    assert lenas.get(Y01).text.count("Anew.") == 3 and "Soup." not in lenas.get(Y01).text
    page = seen(maras.get(Y01))
    assert page.index("Anew.") < page.index("Soup.") and "<textarea" not in page


def test_where_one_is_alone_it_waits_kindly(maras, mara, jon):
    line(mara, jon)
    WhyAnswer.write("y01", by=mara, words="Soup.")
    Person.update(left_at=now()).where(Person.id == jon.id).execute()
    page = seen(maras.get("/our-why/"))
    assert "Answer a question" not in page and "Ask me" not in page and KEPT in page
    assert "The questions wait until there is someone to share them with." in seen(maras.get(Y01))
    assert "Soup." in maras.get(Y01).text and "<textarea" not in maras.get(f"{Y01}?change=1").text
    assert "wait until there is someone" in seen(maras.get("/our-why/lines/new"))
    assert maras.post(f"{Y01}/answer", data={"words": "More."}).status_code == 422
    need = Need.ask(by=mara, word="good_food", audience="home")
    assert "our-why" not in maras.get(f"/needs/{need.key}").text


# ---- lines


@pytest.mark.parametrize("way", WAYS)
def test_a_line_is_proposed_kept_and_then_on_the_page(maras, jons, way):
    answer = maras.post("/our-why/lines/", data={"words": KEPT, "once": "this-page"}, headers=way)
    assert answer.headers["Location" if way is PLAIN else "HX-Redirect"] == "/our-why/"
    for client, mine in ((maras, True), (jons, False)):
        page = seen(client.get("/our-why/"))
        assert "Waiting to be kept by all" in page and ("You keep this." in page, "I keep this" in page) == (
            mine,
            not mine,
        )
    key = WhyLine.get().key
    assert jons.post(f"/our-why/lines/{key}/keep", headers=way).location == "/our-why/"
    for client in (maras, jons):
        page = seen(client.get("/our-why/"))
        assert KEPT in page and "Waiting to be kept by all" not in page


def test_a_line_may_begin_with_the_words_of_an_open_answer_alone(maras, opened, mara, jon):
    keys = {one.by_id: one.key for one in WhyAnswer.select()}
    assert ">Soup. <b>And</b> bread.</textarea>" in seen(maras.get(f"/our-why/lines/new?like={keys[mara.id]}"))
    assert ">Trust.</textarea>" in maras.get(f"/our-why/lines/new?like={keys[jon.id]}").text
    WhyAnswer.write("y02", by=jon, words="Hidden.")
    hidden = WhyAnswer.get(WhyAnswer.words == "Hidden.").key
    assert "></textarea>" in maras.get(f"/our-why/lines/new?like={hidden}").text


def test_a_line_that_is_none_comes_back_with_what_was_typed(maras):
    for words, sentence in ((" ", MISTAKES[0][1]), ("x" * 161, "That is too long: up to 160 letters fit here.")):
        answer = maras.post("/our-why/lines/", data={"words": words, "once": "this-page"})
        assert answer.status_code == 422 and sentence in answer.text and f">{words.strip()}</textarea>" in answer.text
        assert 'value="this-page"' in answer.text
    assert WhyLine.select().count() == 0


def test_the_same_form_sent_twice_is_one_line(maras):
    for _ in range(2):
        maras.post("/our-why/lines/", data={"words": KEPT, "once": "this-page"})
    assert WhyLine.select().count() == 1


@pytest.mark.parametrize("way", WAYS)
def test_anyone_takes_a_line_off(jons, mara, jon, way):
    made = line(mara, jon)
    assert jons.post(f"/our-why/lines/{made.key}/take-off", headers=way).location == "/our-why/"
    assert KEPT not in jons.get("/our-why/").text
    for verb in ("keep", "take-off"):
        assert jons.post(f"/our-why/lines/{made.key}/{verb}", headers=way).status_code == 404


def test_our_why_can_be_read_from_any_ask_once_there_is_a_line(maras, jons, mara, jon, quiet, meal):
    link = 'href="/our-why/"'
    made = line(mara)
    assert link not in jons.get(f"/needs/{quiet.key}").text
    tag = jons.get(f"/needs/{quiet.key}").headers["ETag"]
    made.keep(by=jon)
    assert jons.get(f"/needs/{quiet.key}", headers={"If-None-Match": tag}).status_code == 200
    for client in (maras, jons):
        for need in (quiet, meal):
            assert client.get(f"/needs/{need.key}").text.count(link) == 1
    Person.join(**LENA)
    assert link not in jons.get(f"/needs/{quiet.key}").text, "Lena has not kept it yet"


def test_our_why_can_be_read_from_the_agreement_even_where_it_leaves_no_room_for_a_line(maras, mara, jon, clock):
    """Care rule 19."""
    line(mara, jon)
    long = [Promise(f"{n}{'wm ' * 50}", f"{n}{'wm ' * 50}") for n in range(8)]
    for promises, quoted in (([Promise("We ask.")], 1), (long, 0)):
        Agreement.delete().execute()
        Agreement.propose(by=mara, promises=promises, look_again_on=clock.date()).say_yes(by=jon)
        page = seen(maras.get("/agreement/"))
        assert (page.count(KEPT), page.count('href="/our-why/"')) == (quoted, 1)


def test_other_pages_quote_the_lines_or_say_nothing(app, mara, jon):
    line(mara, jon)
    with app.test_request_context():
        quoted = render_template("our_why/_lines.html", our_why=policy.our_why_lines(mara))
        assert KEPT in quoted and ">Our why</h2>" in quoted
        assert render_template("our_why/_lines.html", our_why=[]).strip() == ""


# ---- the invitation


@pytest.fixture
def a_month_later(clock):
    with stopped(clock + timedelta(days=30)):
        yield clock + timedelta(days=30)


def invited(client) -> bool:
    return "For our why, if you like" in client.get("/thanks/").text


def test_on_one_day_of_a_month_a_question_lies_on_the_wall_for_a_partner(maras, jons, mara, jon, clock):
    found = []
    for more in range(62):
        with stopped(clock + timedelta(days=more)):
            if invited(maras):
                found.append(clock.date() + timedelta(days=more))
                assert [one.text for one in questions().values() if one.text in seen(maras.get("/thanks/"))]
    assert [str(one) for one in found] == ["2026-07-17", "2026-08-17"]
    with stopped(clock + timedelta(days=30)):
        for question in questions():
            WhyAnswer.write(question, by=jon, words="Said.")
        assert not invited(jons)


@pytest.mark.parametrize("way", (PLAIN, PART))
def test_it_is_put_off_for_a_month_or_for_good(maras, jons, clock, a_month_later, way):
    for client, verb in ((maras, "put-off"), (jons, "end")):
        assert invited(client)
        answer = client.post(f"/our-why/invitation/{verb}", headers=way)
        assert answer.status_code == (303 if way is PLAIN else 200) and "For our why" not in answer.text
        assert not invited(client)
    with stopped(a_month_later + timedelta(days=31)):
        assert (invited(maras), invited(jons)) == (True, False)
        jons.post("/our-why/invitation/begin")
        assert not invited(jons)
    assert "Ask me now and then" not in jons.get("/our-why/").text


def test_nothing_tells_one_what_the_other_chose(maras, jons, jon):
    before = [same(jons.get(page).text) for page in PAGES]
    maras.post("/our-why/invitation/end")
    assert [same(jons.get(page).text) for page in PAGES] == before
    assert "Ask me now and then" in maras.get("/our-why/").text


def test_nobody_is_invited_where_one_is_alone(maras, jon, a_month_later):
    assert invited(maras)
    Person.update(left_at=now()).where(Person.id == jon.id).execute()
    assert not invited(maras)


def test_a_page_asks_no_more_of_the_notebook_for_many_lines_than_for_few(maras, mara, jon, opened):
    asked: list[str] = []

    def many() -> int:
        del asked[:]
        for page in ("/our-why/", Y01):
            maras.get(page)
        return len(asked)

    db.obj.query_hooks.append(lambda query: asked.append(query.sql))
    line(mara, jon), line(mara)
    maras.get("/our-why/")
    few = many()
    for number in range(9):
        line(mara, jon, words=f"Kept {number}."), line(mara, words=f"Waiting {number}.")
        WhyAnswer.write(f"y{number + 2:02}", by=mara, words="Soup.")
        WhyAnswer.write(f"y{number + 2:02}", by=jon, words="Soup.")
    assert many() == few
    db.obj.query_hooks.clear()
