"""Whatever the house asks somebody about themselves can be passed by, and then nothing is written (care rule 25)."""

import pytest

from household.models import TABLES, CheckIn, Person, Repair

from .manners import seen


@pytest.fixture
def hurt(mara: Person, jon: Person) -> Repair:
    return Repair.ouch(by=mara, to=jon, landed="The joke.")


@pytest.fixture
def sat_down(mara: Person, jon: Person) -> CheckIn:
    """Both sit at the first question."""
    check_in = CheckIn.start(by=mara, others=[jon], picked=("c01", "c05", "c12"))
    check_in.sit_down(by=jon)
    check_in.go_on(by=mara, step="thanks")
    return check_in


def test_every_form_can_be_passed_by(as_, mara, jon, ruth, hurt, sat_down):
    maras, jons = as_(mara), as_(jon)
    asks = [
        (maras, "/our-why/questions/y01", "Skip this one"),
        (maras, "/check-in/", "Skip this one"),
        (maras, "/check-in/aloud?at=2", "Skip this one"),
        (maras, "/check-in/one-ask", "Nothing to ask for today"),
        (maras, "/private-check/", "Not today"),
        (maras, "/weather/", "Not today"),
        (maras, "/practice/", "Not today is fine."),
        (maras, "/care-note/", "Leave out what you like."),
        (maras, f"/repairs/new?to={jon.key}", "Leave out what you like."),
        (maras, f"/repairs/{hurt.key}/pass", "Leave this one out"),
        *((jons, f"/repairs/{hurt.key}", "Leave this one out") for _ in range(3)),
    ]
    for client, path, way_past in asks:
        page = seen(client.get(path))
        assert way_past in page and " required" not in page.split('id="main"')[1], path
        if client is jons:
            client.post(f"{path}/{hurt.get().stage}", data={"skip": "y", "words": "typed"})
    assert (hurt.get().stage, hurt.get().heard, hurt.get().owns, hurt.get().mends) == ("close", "", "", "")


def test_looking_at_what_is_asked_and_going_on_writes_nothing(as_, mara, jon, ruth):
    client = as_(mara)
    client.get("/")

    def rows() -> list:
        return [list(table.select().order_by(table.id).tuples()) for table in TABLES]

    before = rows()
    for path in (
        *("/our-why/questions/y01", "/our-why/questions/y02", "/our-why/lines/new", "/agreement/new", "/weather/"),
        *("/check-in/", "/check-in/aloud?at=1", "/check-in/aloud?at=2", "/check-in/one-ask", "/practice/?another=1"),
        *("/private-check/", "/care-note/", f"/repairs/new?to={jon.key}", "/packet/", "/leaving/", "/slow/", "/care"),
    ):
        assert client.get(path).status_code == 200
    assert rows() == before
