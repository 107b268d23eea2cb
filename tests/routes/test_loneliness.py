"""The private check: asked, answered kindly, and nowhere."""

import logging
import queue
import threading
from pathlib import Path

import pytest

from household.content.checking import answers, question
from household.models import TABLES, Person, Role
from household.models.clock import now

from .manners import WAYS, seen

KEPT = "Nothing is kept, and nobody hears of it."


@pytest.fixture
def maras(as_, mara, jon):
    return as_(mara)


def dump() -> list:
    return [list(model.select().order_by(model.id).tuples()) for model in TABLES]


def files(folder: Path) -> dict[str, bytes]:
    """The notebook, and every file beside it."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_asks_one_question_with_four_answers_of_equal_weight(maras):
    page = seen(maras.get("/private-check/"))
    assert question() in page and KEPT in page and page.count('name="answer"') == 4
    assert all(
        f'<button class="chip" name="answer" value="{id}">{one.label}</button>' in page for id, one in answers().items()
    )


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("chosen", answers())
def test_each_answer_is_met_kindly_and_none_is_shown_again(maras, jon, chosen, way):
    answer = maras.post("/private-check/", data={"answer": chosen}, headers=way)
    page = seen(answer)
    assert (
        answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store" and answers()[chosen].said in page
    )
    assert (f"/needs/new?word=time_together&who={jon.key}" in page) is (chosen != "not_much")
    assert "HX-Push-Url" not in answer.headers and "Set-Cookie" not in answer.headers and "ETag" not in answer.headers
    again = seen(maras.get("/private-check/"))
    assert question() in again and answers()[chosen].said not in again and " checked" not in again


@pytest.mark.parametrize("sent", [{}, {"answer": ""}, {"answer": "5"}, {"answer": "<b>"}, {"answer": "x" * 5_000}])
def test_what_is_no_answer_asks_once_more(maras, sent):
    answer = maras.post("/private-check/", data=sent)
    assert (
        answer.status_code == 422 and question() in seen(answer) and "Choose one of the four, or none." in seen(answer)
    )


def test_an_answer_in_an_address_is_none(maras):
    assert maras.get("/private-check/?answer=a_lot").data == maras.get("/private-check/").data


def test_nothing_of_it_is_written_logged_or_told(app, as_, cast, caplog, tmp_path):
    caplog.set_level(logging.INFO)
    hub = app.extensions["hub"]
    hub.thread = threading.current_thread()  # this test looks for itself
    lines = [hub.join(who) for who in (cast.mara, cast.jon, cast.kitchen)]
    client = as_(cast.mara)
    client.get("/private-check/")
    last, version = hub.look(None, None)
    notebook, disk = dump(), files(tmp_path)
    for chosen in answers():
        client.post("/private-check/", data={"answer": chosen})
    hub.look(last, version)
    assert (dump(), files(tmp_path)) == (notebook, disk)
    for line in lines:
        with pytest.raises(queue.Empty):
            line.get_nowait()
        hub.leave(line)
    assert caplog.text == ""


def test_who_lives_alone_is_offered_their_people_and_no_partner(as_, mara):
    Person.update(left_at=now()).where((Person.role == Role.PARTNER) & (Person.id != mara.id)).execute()
    page = seen(as_(mara).post("/private-check/", data={"answer": "a_lot"}))
    assert "for company" not in page and "/needs/new?word=my_people" in page and 'href="/care"' in page


def test_it_is_reached_from_the_practice(maras):
    assert 'href="/private-check/"' in maras.get("/practice/").text
