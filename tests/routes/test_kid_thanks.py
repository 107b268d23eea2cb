"""A child says thank you with a picture, and sees what it was thanked for."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest

from household.content import qualities
from household.content.kids import QUALITIES, THANKS_PICTURES
from household.database import db
from household.models import KidView, Need, Thanks
from household.models.kid_view import code_of

from .manners import seen


@pytest.fixture
def theos(as_, theo):
    return as_(theo)


@pytest.fixture
def at(theo):
    """The address of a page of his."""
    return lambda page="": f"/kid/{theo.key}/thanks/{page}"


@pytest.fixture
def dino(theo, jon, at):
    """The address where he gives Jon a dino."""
    return at(f"to/{jon.key}/{code_of(theo, 'dino')}")


def given() -> list[tuple]:
    rows = Thanks.select().order_by(Thanks.id)
    return [(one.by.name, one.to[0].name, one.picture, one.did, one.says, one.audience) for one in rows]


# ---- saying thank you


def test_one_chooses_a_person_a_picture_and_perhaps_words(theos, theo, jon, at, dino):
    page = seen(theos.get(at()))
    assert all(f">{name}<" in page for name in ("Mama", "Papa", "Ida")) and "Ruth" not in page
    page = seen(theos.get(at(f"to/{jon.key}")))
    links = re.findall(rf'href="({at(f"to/{jon.key}")}/\w+)" data-say="(\w+)"', page)
    assert [words.lower() for _, words in links] == [*THANKS_PICTURES] and dino in dict(links)
    assert not re.search("|".join(THANKS_PICTURES), "".join(link for link, _ in links))
    page = seen(theos.get(dino))
    assert "#dino" in page and 'data-say="Thank you, Papa. You are kind."' in page and ">No words<" in page
    answer = theos.post(f"{dino}/thank", data={"quality": "kind", "once": "this-page"})
    assert given() == [("Theo", "Jon", "dino", "", "Thank you, Papa. You are kind.", "home")]
    assert (answer.status_code, answer.location) == (303, at(f"given/{Thanks.get().key}"))
    page = seen(theos.get(answer.location))
    assert "It is on the wall." in page and "#dino" in page and "Thank you, Papa. You are kind." in page


def test_no_words_are_fine_and_the_same_tap_twice_is_one(theos, dino):
    for _ in range(2):
        theos.post(f"{dino}/thank", data={"quality": "", "once": "this-page"})
    assert given() == [("Theo", "Jon", "dino", "", "", "home")]


def test_words_that_nobody_offered_are_not_taken(theos, dino):
    theos.post(f"{dino}/thank", data={"quality": "the best", "words": "Poo."})
    assert given() == [("Theo", "Jon", "dino", "", "", "home")]


def test_own_words_where_a_grown_up_lets_it_write(theos, theo, dino):
    assert "<textarea" not in theos.get(dino).text
    KidView.create(kid=theo, writes_own=True)
    assert "<textarea" in theos.get(dino).text
    long = "x" * 201
    answer = theos.post(f"{dino}/thank", data={"quality": "kind", "words": long})
    assert (answer.status_code, f">{long}</textarea>" in seen(answer), given()) == (422, True, [])
    theos.post(f"{dino}/thank", data={"quality": "kind", "words": "For the <kite>."})
    assert given() == [("Theo", "Jon", "dino", "For the <kite>.", "Thank you, Papa. You are kind.", "home")]


def test_whom_it_does_not_see_and_what_is_no_picture_is_not_there(theos, theo, jon, ruth, at, dino):
    for page in (
        f"to/{ruth.key}", f"to/{theo.key}", "to/nobody", f"to/{ruth.key}/{code_of(theo, 'dino')}",
        f"to/{jon.key}/dino", f"to/{jon.key}/%00", "given/nothing",
    ):  # fmt: skip
        assert theos.get(at(page)).status_code == 404, page
    for page in (f"to/{ruth.key}/{code_of(theo, 'dino')}/thank", f"to/{jon.key}/cake/thank"):
        assert theos.post(at(page), data={"quality": ""}).status_code == 404
    assert given() == []


def test_it_can_be_taken_back(theos, at, dino):
    there = theos.post(f"{dino}/thank", data={"quality": ""}).location
    assert there in theos.get(at()).text
    answer = theos.post(f"{there}/take-back")
    assert (answer.status_code, answer.location, given()) == (303, at(), [])
    assert theos.get(there).status_code == theos.post(f"{there}/take-back").status_code == 404


def test_what_another_gave_is_not_its_own_to_take_back(theos, mara, jon, at):
    note = Thanks.give(by=mara, to=[jon], did="You cooked.", audience="home")
    assert theos.get(at(f"given/{note.key}")).status_code == 404
    assert theos.post(at(f"given/{note.key}/take-back")).status_code == 404


def test_what_can_be_said_is_among_the_words_of_the_house():
    assert {*QUALITIES} <= {*qualities()}


# ---- what there was thanks for


def test_words_to_this_child_by_name_are_shown_with_a_face_and_read_aloud(theos, mara, theo, at):
    Thanks.give(by=mara, to=[theo], did="You set the table.", says="You notice things.")
    page = seen(theos.get(at()))
    for words in ("Mama says thank you.", "You set the table.", "You notice things."):
        assert f">{words}<" in page
    assert 'data-read="Mama says thank you. You set the table. You notice things."' in page


def test_of_thanks_between_others_only_who_and_whom(theos, mara, jon, ida, at):
    Thanks.give(by=jon, to=[mara], did="You got up at four.", says="Brave.", audience="home")
    Thanks.give(by=mara, to=[jon], did="Between us.", audience="partners")
    Thanks.give(by=ida, to=[jon, mara], picture="cat", audience="home")
    page = seen(theos.get(at()))
    assert "Papa said thank you to Mama." in page and "Ida said thank you to Papa and Mama." in page and "#cat" in page
    assert not any(words in page for words in ("four", "Brave", "Between", "Mama said"))


def test_you_helped_stands_where_the_need_was_met_by_this_child(theos, as_, mara, theo, ida, at):
    for helper in (theo, ida):
        need = Need.ask(by=mara, word="tidy_help", audience="home", kids_can_help=True)
        need.claim(by=helper)
        need.meet(by=helper)
        Thanks.give(by=mara, to=[theo, ida], did="Tidy.", need=need)
    assert seen(theos.get(at())).count(">You helped.<") == 1


def test_the_newest_are_there_and_the_older_ones_a_tap_away(theos, mara, theo, at):
    for letter in "abcdefghijklmn":
        Thanks.give(by=mara, to=[theo], did=f"Word {letter}.")
    page = seen(theos.get(at()))
    assert page.count("<article") == 12 and "Word n." in page and "Word b." not in page
    older = re.search(r'href="([^"]+\?before=[^"]+)" data-say="More"', page)[1]
    page = seen(theos.get(older))
    assert page.count("<article") == 2 and "Word a." in page and "Who do you want" not in page and ">Back<" in page
    assert theos.get(at("?before=nothing")).status_code == 404


def test_the_page_asks_as_much_of_the_notebook_for_twelve_as_for_two(theos, mara, theo, at):
    def laid(many):
        for n in range(many):
            need = Need.ask(by=mara, word="tidy_help", audience="home", kids_can_help=True)
            need.claim(by=theo)
            need.meet(by=theo)
            Thanks.give(by=mara, to=[theo], did=f"You came {n}.", need=need)
        theos.get(at())
        ran = []
        db.obj.query_hooks.append(lambda query: ran.append(query.sql))
        theos.get(at())
        db.obj.query_hooks.clear()
        return len(ran)

    assert laid(2) == laid(9)


# ---- where grown-ups see it


def test_a_picture_is_on_the_wall_with_words_and_without(as_, theo, mara, jon):
    Thanks.give(by=theo, to=[jon], picture="dino", audience="home")
    for who, words in (
        (jon, "Theo thanks you with a picture of a dino."),
        (mara, "Theo thanks Jon with a picture of a dino."),
    ):
        for page in ("/thanks/", "/", "/looking-back/", "/looking-back/?q=dino"):
            said = seen(as_(who).get(page))
            assert "#dino" in said and f"<p>{words}</p>" in said, (who, page)
    Thanks.update(says="Thank you, Papa. You are kind.").execute()
    said = seen(as_(jon).get("/thanks/"))
    assert '<p class="hide">Theo thanks you' in said and '<p dir="auto">Thank you, Papa. You are kind.</p>' in said


def test_it_is_a_notice_as_any_thanks(as_, theo, jon):
    Thanks.give(by=theo, to=[jon], picture="dino", audience="home")
    assert "<bdi>Theo</bdi></b> says thank you." in seen(as_(jon).get("/notices/"))


def test_one_takes_it_along(as_, theo, jon):
    Thanks.give(by=theo, to=[jon], picture="dino", audience="home")
    packed = ZipFile(BytesIO(as_(jon).post("/leaving/export", data={}).data))
    assert "With a picture of a dino." in packed.read("words.html").decode()
    assert '"picture": "dino"' in packed.read("words.json").decode()


def test_whoever_was_a_child_takes_its_picture_off_the_wall(as_, jon, mara):
    Thanks.give(by=jon, to=[mara], picture="sun", audience="home")
    page = seen(as_(jon).get("/thanks/"))
    assert "You thank Mara with a picture of a sun." in page.split("Take one of mine back")[1]


def test_who_thanks_knows_that_a_child_hears_it(as_, mara, theo):
    line = "A child you thank by name will see and hear these words."
    assert line in seen(as_(mara).get("/thanks/new"))
