"""The numbers on the care page: any partner writes, changes, checks and takes them off."""

from datetime import timedelta

import pytest

from household.database import db
from household.models import Contact, Device
from household.models.clock import stopped

from .manners import PLAIN, WAYS, seen

FORM = {"what": "helpline", "name": "Someone to <b>talk</b> to", "reach": "0800 / 111 0 111", "once": "this-page"}


@pytest.fixture
def maras(as_, mara, jon):
    return as_(mara)


@pytest.fixture
def number(mara) -> Contact:
    return Contact.add(by=mara, kind="emergency", reach="112")


def test_a_new_home_has_none_and_the_page_says_what_fits(maras):
    page = seen(maras.get("/care/contacts/"))
    assert "Add the names and numbers that fit where you live." in page and "Checked in" not in page
    assert "Emergency number" not in maras.get("/care").text


@pytest.mark.parametrize("way", WAYS)
def test_what_is_written_down_stands_on_the_care_page_with_its_month(maras, stranger, way):
    for _ in range(2):  # the same form, twice
        answer = maras.post("/care/contacts/", data=FORM, headers=way)
        assert answer.status_code == (303 if way is PLAIN else 200)
    assert Contact.select().count() == 1
    for page in (stranger.get("/care"), maras.get("/care/contacts/")):
        assert (
            'href="tel:08001110111"' in page.text
            and "&lt;b&gt;talk" in page.text
            and "Checked in June 2026" in page.text
        )


def test_a_web_address_is_a_link_that_tells_nobody_where_it_stood(maras, stranger):
    maras.post("/care/contacts/", data=FORM | {"reach": "https://chat.example/"})
    assert '<a class="link" href="https://chat.example/" rel="noreferrer">' in stranger.get("/care").text
    maras.post("/care/contacts/", data=FORM | {"reach": "javascript:alert(1)", "name": "wrong"})
    assert 'href="javascript' not in stranger.get("/care").text


MISTAKES = [
    ({"reach": " "}, "Write how to reach them first."),
    ({"reach": "1" * 201}, "That is too long: up to 200 letters fit here."),
    ({"name": "x" * 61}, "That is too long: up to 60 letters fit here."),
    ({"what": "a_pony"}, "Choose what it is."),
    ({"what": ""}, "Choose what it is."),
]


@pytest.mark.parametrize("way", WAYS)
def test_a_mistake_is_named_and_nothing_typed_is_lost(maras, number, way):
    for sent, sentence in MISTAKES:
        for address in ("/care/contacts/", f"/care/contacts/{number.key}/change"):
            answer = maras.post(address, data=FORM | sent, headers=way)
            page = seen(answer)
            assert (answer.status_code, page.count(sentence)) == (422, 1), (sent, address)
            assert f'value="{(FORM | sent)["reach"].strip()}"' in page
            assert ('value="this-page"' in page) is True
    assert [one.reach for one in Contact.select()] == ["112"]


def test_it_can_be_changed_checked_and_taken_off(maras, number, clock, mara):
    with stopped(clock + timedelta(days=370)):
        Device.update(last_day=(clock + timedelta(days=370)).date()).execute()
        assert "Worth checking again." in maras.get("/care/contacts/").text
        assert "Worth checking again." not in maras.get("/care").text
        maras.post(f"/care/contacts/{number.key}/check")
        assert "Worth checking again." not in maras.get("/care/contacts/").text
        assert "Checked in June 2027" in maras.get("/care").text
    maras.post(
        f"/care/contacts/{number.key}/change",
        data={"what": "child_helpline", "name": "For children", "reach": "116 111"},
    )
    assert "For children" in maras.get("/care").text and "116 111" in maras.get("/care").text
    assert maras.post(f"/care/contacts/{number.key}/remove").status_code == 303
    assert "116 111" not in maras.get("/care").text
    for verb in ("change", "check", "remove"):
        answer = maras.post(f"/care/contacts/{number.key}/{verb}", data=FORM)
        assert answer.status_code == 404 and FORM["reach"] in answer.text, "somebody took it off, and no word is lost"


def test_nine_numbers_cost_no_more_questions_than_one(maras, mara, number):
    def count() -> int:
        ran = []
        db.obj.query_hooks.append(lambda query: ran.append(query.sql))
        maras.get("/care")
        maras.get("/care/contacts/")
        db.obj.query_hooks.clear()
        return len(ran)

    count()
    few = count()
    for _ in range(8):
        Contact.add(by=mara, kind="helpline", reach="116 123")
    assert count() == few > 0
