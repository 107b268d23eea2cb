"""What was done in one's name at the kitchen tablet stands on one's own table, and is undone there."""

from datetime import timedelta

import pytest

from household.models import Deed, Need, Thanks
from household.models.clock import stopped

from .manners import WAYS, seen

HEADING = "At the kitchen tablet, in your name"


@pytest.fixture
def errand(jon):
    return Need.ask(by=jon, word="errand", audience="home")


@pytest.fixture
def maras(as_, mara):
    return as_(mara)


def lines(page):
    return page.split(HEADING)[1].split("</section>")[0] if HEADING in page else ""


def test_the_table_says_what_was_done_in_ones_name_and_to_nobody_else(maras, as_, mara, jon, errand):
    assert lines(seen(maras.get("/"))) == ""
    Deed.claim(errand, by=mara)
    told = lines(seen(maras.get("/")))
    assert "You said “I’ve got this”." in told and "That was not me: undo" in told
    assert lines(seen(as_(jon).get("/"))) == ""


def test_the_last_one_stands_first(maras, mara, jon, errand):
    Deed.claim(errand, by=mara)
    Deed.thank(by=mara, to=[jon], did="You came.", audience="home")
    need = Deed.ask(by=mara, word="ride", audience="home")
    Deed.meet(need, by=mara)
    first, before = lines(seen(maras.get("/"))).split("<details")
    assert "You said “We did it”." in first
    assert before.index("You thanked Jon.") < before.index("You said “I’ve got this”.")
    Deed.hand_back(Need.get_by_id(errand.id), by=mara)
    assert "You handed this back." in lines(seen(maras.get("/")))


def test_what_was_done_twice_stands_there_once(maras, mara, errand):
    for _ in "12":
        Deed.claim(Need.get_by_id(errand.id), by=mara)
        Deed.hand_back(Need.get_by_id(errand.id), by=mara)
    assert lines(seen(maras.get("/"))).count("That was not me: undo") == 1


def test_what_has_changed_since_stands_there_no_more(maras, mara, jon, errand, clock):
    Deed.claim(errand, by=mara)
    Need.get_by_id(errand.id).hand_back(by=mara)
    note = Deed.thank(by=mara, to=[jon], did="You came.", audience="home")
    note.take_back(by=mara)
    assert lines(seen(maras.get("/"))) == ""
    Deed.claim(Need.get_by_id(errand.id), by=mara)
    assert lines(seen(maras.get("/")))
    with stopped(clock + timedelta(days=1)):
        assert lines(seen(maras.get("/"))) == ""


@pytest.mark.parametrize("way", WAYS)
def test_one_tap_undoes_it(maras, mara, errand, way):
    Deed.claim(errand, by=mara)
    deed = Deed.get()
    for _ in "12":  # a finger that comes down twice
        answer = maras.post(f"/deeds/{deed.key}/undo", headers=way)
        assert (answer.status_code, answer.location) == (303, "/")
    assert Need.get_by_id(errand.id).waiting and lines(seen(maras.get("/"))) == ""


@pytest.mark.parametrize("way", WAYS)
def test_what_can_t_be_undone_any_more_is_said_kindly(maras, mara, ruth, jon, way):
    ride = Need.ask(by=jon, word="ride", audience="orbit")
    ride.claim(by=mara)
    Deed.hand_back(ride, by=mara)
    Need.get_by_id(ride.id).claim(by=ruth)
    answer = maras.post(f"/deeds/{Deed.get().key}/undo", headers=way)
    assert answer.status_code == 409 and "Ruth has this already." in seen(answer)


def test_nobody_undoes_what_was_done_in_somebody_elses_name(as_, cast, mara, errand):
    Deed.claim(errand, by=mara)
    for who in (cast.jon, cast.ruth, cast.theo, cast.kitchen):
        assert as_(who).post(f"/deeds/{Deed.get().key}/undo").status_code == 404
    assert Deed.get().undone_at is None


def test_a_guest_undoes_what_was_done_in_theirs(as_, ruth, mara):
    Deed.thank(by=ruth, to=[mara], did="You drove me.", audience="home")
    answer = as_(ruth).post(f"/deeds/{Deed.get().key}/undo")
    assert answer.location == "/guest/" and Thanks.select().count() == 0
