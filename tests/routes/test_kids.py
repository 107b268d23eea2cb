"""A child's page, as its partners set it and as they see it."""

import re
from datetime import time
from typing import Any

import pytest

from household.content.kids import ALWAYS, MOST, kid_asks
from household.database import db
from household.models import KidHears, KidView, Person
from household.models.clock import now

from .manners import WAYS, WHOLE, seen

ALL = [*kid_asks()]
FEW = ["kid_teddy", "kid_hurts", "kid_hug", "kid_scared"]
SCARED = "“I’m scared” and “It hurts”"


@pytest.fixture
def maras(as_, mara):
    return as_(mara)


@pytest.fixture
def of_theo(theo):
    """The address of one of his pages."""
    return lambda tail="": f"/kids/{theo.key}/{tail}"


def shown(child: Person) -> list[str]:
    return [ask.id for ask in KidView.of(child).asks]


def ticked(page: Any) -> list[str]:
    return re.findall(r'name="tiles" value="(\w+)" checked', page.text)


def value(page: Any, name: str) -> str:
    found = re.search(f'name="{name}" value="([^"]*)"', page.text)
    assert found, name
    return found[1]


# ---- tiles


@pytest.mark.parametrize("way", WAYS)
def test_a_parent_chooses_the_tiles_and_the_child_finds_them_in_that_order(maras, as_, theo, of_theo, way):
    answer = maras.post(of_theo("arrange"), data={"tiles": FEW}, headers=way)
    assert answer.status_code == 303 and answer.location == of_theo("tiles?kept=1")
    assert "It is kept." in maras.get(answer.location).text
    page = as_(theo).get(f"/kid/{theo.key}/").text
    found = [page.find(f"<span>{kid_asks()[id].label}</span>".replace("'", "&#39;")) for id in FEW]
    assert -1 not in found and found == sorted(found) and "A drink" not in page


def test_the_page_shows_what_stands_there_in_order_and_then_the_rest(maras, theo, of_theo, mara):
    KidView.of(theo).arrange(FEW, by=mara, instead_of="")
    page = maras.get(of_theo("tiles"))
    assert ticked(page) == ["kid_teddy", "kid_hug"], "the two that stay are ticked, too, and can't be unticked"
    assert page.text.count("checkbox") == len(ALL) and page.text.count("disabled checked") == len(ALWAYS)
    order = re.findall(r'id="one-(\w+)"', page.text)
    assert order[: len(FEW)] == FEW and sorted(order) == sorted(ALL)
    assert page.text.count('name="earlier"') == page.text.count('name="later"') == len(FEW)


def test_a_picture_moves_one_place_and_the_ticks_are_kept(maras, theo, of_theo):
    moves = [
        ({"earlier": "kid_hug"}, ["kid_teddy", "kid_hug", "kid_hurts", "kid_scared"]),
        ({"later": "kid_teddy"}, ["kid_hurts", "kid_teddy", "kid_hug", "kid_scared"]),
        ({"earlier": "kid_teddy"}, FEW),
        ({"later": "kid_scared"}, FEW),
        ({"earlier": "kid_story"}, FEW),
        ({"later": "lonely"}, FEW),
    ]
    for move, after in moves:
        maras.post(of_theo("arrange"), data={"tiles": FEW, "stood": KidView.of(theo).tiles} | move)
        assert shown(theo) == after, move


@pytest.mark.parametrize("way", WAYS)
def test_what_does_not_fit_is_said_and_every_tick_stands(maras, theo, of_theo, way):
    many = [*reversed(ALL[: MOST + 2])]
    for tiles, sentence in (
        (many, "That is more than fits. Please take a picture off first."),
        (["kid_hug"], f"{SCARED} stay on every child’s page."),
        ([], f"{SCARED} stay on every child’s page."),
    ):
        answer = maras.post(of_theo("arrange"), data={"tiles": tiles}, headers=way)
        assert (answer.status_code, sentence in seen(answer)) == (422, True)
        assert ticked(answer) == [id for id in tiles if id not in ALWAYS]
    assert KidView.select().count() == 0


def test_who_arranges_over_anothers_choice_is_told_first_and_may_then(maras, as_, jon, theo, of_theo):
    stood = value(maras.get(of_theo("tiles")), "stood")
    as_(jon).post(of_theo("arrange"), data={"tiles": FEW, "stood": stood})
    answer = maras.post(of_theo("arrange"), data={"tiles": [*ALWAYS], "stood": stood})
    assert answer.status_code == 422 and "Someone changed this meanwhile." in seen(answer)
    assert shown(theo) == FEW
    maras.post(of_theo("arrange"), data={"tiles": [*ALWAYS], "stood": value(answer, "stood")})
    assert shown(theo) == [*ALWAYS]


def test_nothing_a_form_says_makes_another_tile(maras, theo, of_theo):
    junk = {"tiles": [*FEW, "lonely", "\x00", "kid_hug", "<script>"], "earlier": "\x00", "stood": "\x00"}
    assert maras.post(of_theo("arrange"), data=junk).status_code == 303
    assert shown(theo) == FEW


# ---- who hears


def test_nobody_but_partners_hears_until_a_partner_switches_it_on(maras, theo, ida, ruth, of_theo):
    page = seen(maras.get(of_theo("hearers")))
    assert f'value="{ida.key}"' in page and f'value="{ruth.key}"' in page and "checked" not in page
    assert "What the two of them ask each other stays with the two." in page


@pytest.mark.parametrize("way", WAYS)
def test_a_sibling_is_let_hear_and_is_not_any_more(maras, as_, theo, ida, of_theo, way):
    assert maras.post(of_theo("let-hear"), data={"hears": ida.key}, headers=way).status_code == 303
    assert "checked" in maras.get(of_theo("hearers")).text
    assert "Mara, Jon, and Ida." in maras.get(of_theo()).text
    assert maras.post(of_theo("let-hear"), headers=way).status_code == 303
    assert KidHears.select().count() == 0


def test_only_who_was_offered_can_be_let_hear(maras, mara, theo, of_theo):
    for key in (mara.key, theo.key, "nobody", "\x00"):
        answer = maras.post(of_theo("let-hear"), data={"hears": key})
        assert answer.status_code == 422 and "Choose from the list." in seen(answer)
    assert KidHears.select().count() == 0


def test_where_nobody_else_is_the_page_says_so(maras, ida, ruth, of_theo):
    Person.update(left_at=now()).where(Person.id << (ida.id, ruth.id)).execute()
    page = maras.get(of_theo("hearers")).text
    assert "Nobody else is here yet." in page and "checkbox" not in page


# ---- own words


def test_own_words_are_switched_on_and_off(maras, theo, of_theo):
    assert "Theo asks with pictures alone." in maras.get(of_theo()).text
    assert maras.post(of_theo("let-write")).location == of_theo()
    assert "Theo can write own words." in maras.get(of_theo()).text and KidView.of(theo).writes_own
    maras.post(of_theo("keep-to-pictures"))
    assert not KidView.of(theo).writes_own


# ---- quiet hours


@pytest.mark.parametrize("way", WAYS)
def test_quiet_hours_are_set_and_taken_off(maras, theo, of_theo, way):
    assert "None yet." in maras.get(of_theo()).text
    maras.post(of_theo("hush"), data={"quiet_from": "19:00", "quiet_until": "06:30"}, headers=way)
    view = KidView.of(theo)
    assert (view.quiet_from, view.quiet_until) == (time(19), time(6, 30))
    assert "From 7:00 PM until 6:30 AM." in maras.get(of_theo()).text
    page = maras.get(of_theo("quiet"))
    assert (value(page, "quiet_from"), value(page, "quiet_until")) == ("19:00", "06:30")
    assert maras.post(of_theo("hush"), data={"quiet_from": "", "quiet_until": " "}, headers=way).status_code == 303
    assert KidView.of(theo).quiet_from is None


@pytest.mark.parametrize("way", WAYS)
def test_a_mistake_in_the_times_is_named_and_both_come_back(maras, theo, of_theo, way):
    for start, end, sentence in (
        ("19:00", "", "Please say both, from and until."),
        ("", "07:00", "Please say both, from and until."),
        ("19:00", "19:00", "From and until are the same."),
        ("soon", "07:00", "We can’t read that time. It looks like 20:00."),
        ("19:00", "25:00", "We can’t read that time. It looks like 20:00."),
        ("<b>", "\x00", "We can’t read that time. It looks like 20:00."),
    ):
        answer = maras.post(of_theo("hush"), data={"quiet_from": start, "quiet_until": end}, headers=way)
        assert (answer.status_code, sentence in seen(answer)) == (422, True), (start, end)
        assert f'value="{start}"' in seen(answer) and f'value="{end}"' in seen(answer)
    assert KidView.select().count() == 0


# ---- what the child sees


def tiles_of(page: Any) -> str:
    return re.sub(' id="tiles".*?>', "", page.text.split('<ul class="bigs" role="list"')[1].split("</ul>")[0])


def test_a_parent_sees_the_tiles_of_the_child_and_can_press_none(maras, as_, theo, mara, of_theo):
    KidView.of(theo).arrange(FEW, by=mara, instead_of="")
    page = maras.get(of_theo("view"))
    look, tiles = tiles_of(page), tiles_of(as_(theo).get(f"/kid/{theo.key}/"))
    assert re.findall(r"#(\w+)\"|<span>([^<]+)", look) == re.findall(r"#(\w+)\"|<span>([^<]+)", tiles) != []
    assert tiles.count("<a ") == len(FEW) and not re.search("<a |<button|hx-", look) and "/kid/" not in page.text


def test_what_is_said_of_quiet_times_and_of_who_hears_is_true(maras, theo, ida, mara, of_theo):
    assert "Mara and Jon." in seen(maras.get(of_theo("view"))) and "Night night" not in maras.get(of_theo("view")).text
    KidView.of(theo).let_hear([ida], by=mara)
    KidView.of(theo).hush(by=mara, quiet_from=time(19), quiet_until=time(7))
    page = seen(maras.get(of_theo("view")))
    assert "Mara, Jon, and Ida." in page and "From 7:00 PM until 7:00 AM the page says “Night night”." in page


# ---- whose pages there are


def test_there_is_a_page_for_each_child_and_for_nobody_else(maras, mara, jon, ruth, ida):
    Person.update(left_at=now()).where(Person.id == ida.id).execute()
    for key in (mara.key, jon.key, ruth.key, ida.key, "nobody", "%00"):
        for page in ("", "view", "tiles", "hearers", "quiet"):
            assert maras.get(f"/kids/{key}/{page}").status_code == 404
        for verb in ("arrange", "let-hear", "hush", "let-write", "keep-to-pictures"):
            assert maras.post(f"/kids/{key}/{verb}", data={"tiles": FEW}, headers=WHOLE).status_code == 404
    assert KidView.select().count() == 0


@pytest.fixture
def asked_of_the_house():
    """Counts the statements that a request runs."""
    seen = []
    db.obj.query_hooks.append(lambda query: seen.append(query.sql))
    yield seen
    db.obj.query_hooks.clear()


def test_a_page_runs_as_many_queries_for_many_siblings_as_for_one(maras, mara, theo, ida, of_theo, asked_of_the_house):
    def asked(page: str) -> int:
        del asked_of_the_house[:]
        assert maras.get(of_theo(page)).status_code == 200
        return len(asked_of_the_house)

    pages, heard = ("", "view", "tiles", "hearers", "quiet"), [ida]
    maras.get(of_theo())
    KidView.of(theo).let_hear(heard, by=mara)
    few = [asked(page) for page in pages]
    face = dict(shape="egg", ink="oat", hair="none")
    heard += [Person.join(role=theo.role, name=f"Mo {n}", face=face) for n in range(8)]
    KidView.of(theo).let_hear(heard, by=mara)
    assert [asked(page) for page in pages] == few
