"""A full disk, a failing one, a busy or a damaged notebook: reading goes on where it can, and no word is lost."""

import resource
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from peewee import PeeweeException

from household import database
from household.models import TABLES, Need, Person, Repair, Reply, Thanks, passphrase
from household.models.clock import stopped

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}
WHOLE = {"HX-Request": "true", "HX-Request-Type": "full"}
FULL = "Not saved: the disk of the house is full. Your words are still here."
BUSY = "Not saved: the notebook is busy. Your words are still here. Please try again."
FAILING = "Not saved. The notebook can’t be written right now. Your words are still here."
DAMAGED = "The notebook is damaged. Whoever looks after the house can bring back a copy."
ROOMY = 1_073_741_823  # pages, SQLite's own limit
FACE = {"shape": "leaf", "ink": "oat", "hair": "none"}
LONG = "Sit with me? <3 " * 125


@pytest.fixture
def maras(as_, mara):
    database.db.execute_sql("PRAGMA synchronous = OFF")  # no test here cuts the power
    return as_(mara)


@pytest.fixture
def forms(jon, quiet, meal) -> dict[str, tuple[str, dict[str, str], str]]:
    """What people send: where to, with what, and which of it are their words."""
    return {
        "an ask": ("/needs/", {"own": LONG, "who": jon.key, "feeling": "heavy"}, "own"),
        "a reply": (f"/needs/{quiet.key}/reply", {"words": LONG}, "words"),
        "thanks": ("/thanks/", {"did": LONG, "to": jon.key}, "did"),
        "a child": ("/people/", {"name": "Mo <3", "look": "leaf-oat-none"}, "name"),
    }


def rows() -> list[int]:
    return [table.select().count() for table in TABLES]


def pages() -> int:
    return database.db.execute_sql("PRAGMA page_count").fetchone()[0]


@contextmanager
def full_disk(room: int = 0) -> Iterator[None]:
    """The notebook can grow by so many pages and no more."""
    database.db.execute_sql(f"PRAGMA max_page_count = {pages() + room}")
    try:
        yield
    finally:
        database.db.execute_sql(f"PRAGMA max_page_count = {ROOMY}")


@contextmanager
def failing_disk() -> Iterator[None]:
    """No file of this process can be written."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def somebody_writing(how: str = "IMMEDIATE") -> Iterator[None]:
    """Another program has begun to write in the notebook and does not end."""
    database.db.execute_sql("PRAGMA busy_timeout = 10")
    with closing(sqlite3.connect(database.db.obj.database, isolation_level=None)) as other:
        other.execute(f"BEGIN {how}")
        yield
        other.execute("ROLLBACK")


TROUBLES = [(full_disk, FULL), (failing_disk, FAILING), (somebody_writing, BUSY)]


def fill() -> None:
    """No page of the notebook has any room left for another row."""
    first = Need.select().order_by(Need.id).get()
    then, by = {"at": first.asked_at}, first.asked_by
    with full_disk():
        for table, row in (
            (Need, dict(asked_by=by, own="x", audience="named", asked_at=first.asked_at, closed_at=first.asked_at)),
            (Reply, dict(need=first, by=by, words="x", audience="named", not_now="yes", **then)),
            (Thanks, dict(by=by, did="x", audience="named", **then)),
            (Person, dict(name="x", role="guest", left_at=first.asked_at, joined_at=first.asked_at, **FACE)),
        ):
            with pytest.raises(PeeweeException, match="full"):
                while True:
                    table.insert(**row).execute()


def test_what_cannot_be_saved_is_told_and_comes_back_to_be_sent_again(maras, forms):
    for trouble, sentence in TROUBLES:
        fill()
        for what, (url, form, words) in forms.items():
            before, once = rows(), f"{trouble.__name__} {what}"
            with trouble():
                answer = maras.post(url, data=form | {"once": once})
                page = unescape(answer.text)
                assert (answer.status_code, sentence in page) == (503, True), once
                assert f'class="kept" dir="auto">{form[words]}</p>' in page, once
                for name, value in form.items():
                    assert f'name="{name}" value="{value}"' in page, once
                assert f'action="{url}"' in page and "Try again" in page, once
            assert rows() == before and not database.db.in_transaction(), once
            again = maras.post(url, data=form | {"once": once})
            assert again.status_code == 303 and rows() != before, once


def test_with_htmx_the_words_stay_where_they_were_typed(maras, forms):
    for trouble, sentence in TROUBLES:
        fill()
        for what, (url, form, _) in forms.items():
            before = rows()
            for way in (PART, WHOLE):
                with trouble():
                    answer = maras.post(url, data=form, headers=way)
                assert (answer.status_code, answer.headers["HX-Retarget"]) == (503, "#notice"), what
                assert sentence in unescape(answer.text) and "<html" not in answer.text, what
            assert rows() == before, what
        assert maras.post(url, data=form, headers=WHOLE).status_code in (200, 303)


def test_reading_goes_on(as_, mara, quiet, clock):
    for trouble, _ in TROUBLES:
        maras = as_(mara)
        fill()
        with trouble():
            for url in ("/", f"/needs/{quiet.key}", "/thanks/", "/us/"):
                assert maras.get(url).status_code == 200, (url, trouble)
                with stopped(clock + timedelta(days=1)):  # the first request of a new day is a reading one too
                    assert maras.get(url).status_code == 200, (url, trouble)


def test_a_claim_on_a_full_disk_holds_or_is_told(as_, jon, quiet):
    fill()
    jons = as_(jon)
    with full_disk():
        answer = jons.post(f"/needs/{quiet.key}/claim")
    held = Need.get_by_id(quiet.id).claimed
    assert (answer.status_code, held) in ((303, True), (503, False))
    assert jons.post(f"/needs/{quiet.key}/claim").status_code == 303


def test_wherever_the_disk_ends_all_of_it_is_kept_or_nothing(maras, quiet, jon, ida, theo):
    people = [jon.key, ida.key, theo.key]
    ended = []
    for room in range(12):
        fill()
        before = rows()
        with full_disk(room):
            answer = maras.post("/needs/", data={"own": LONG, "who": "named", "people": people, "once": room})
        ended.append(answer.status_code)
        assert answer.status_code in (303, 503) and not database.db.in_transaction()
        assert (rows() == before) == (answer.status_code == 503)
    assert set(ended) == {303, 503}
    assert all(len(need.named) == 3 for need in Need.select().where(Need.own == LONG.strip()))
    assert database.db.execute_sql("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_nobody_reads_while_somebody_locks_everything_and_then_everybody_does(maras, forms):
    for _ in range(2):
        with somebody_writing("EXCLUSIVE"):
            for url in ("/", "/nothing", "/needs/nothing"):
                answer = maras.get(url)
                assert (answer.status_code, "One moment" in answer.text) == (503, True), url
            answer = maras.post("/needs/", data=forms["an ask"][1])
            assert (answer.status_code, LONG.strip() in unescape(answer.text)) == (503, True)
            assert maras.get("/health").status_code == maras.get("/assets/any/icon.svg").status_code == 200
        assert maras.get("/").status_code == 200


def test_nobody_comes_in_halfway_and_no_passphrase_stands_on_the_page(stranger, mara):
    Person.update(passphrase=passphrase.seal("four quiet herons wading")).where(Person.id == mara.id).execute()
    form = {"name": "Mara", "passphrase": "four quiet herons wading", "to": "/us/"}
    before = rows()
    with somebody_writing():
        answer = stranger.post("/sign-in", data=form)
    assert (answer.status_code, rows(), "Set-Cookie" in answer.headers) == (503, before, False)
    assert "herons" not in answer.text and 'name="to" value="/us/"' in answer.text
    assert stranger.post("/sign-in", data=form).status_code == 303


# ---- a damaged notebook


def scribble(path: Path) -> None:
    path.write_bytes(b"This was a notebook. " * 10_000)


def tear(path: Path) -> None:
    """All but its first page is zeros."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(bytes(size - 4096))


@pytest.mark.parametrize("damage", [scribble, tear])
def test_a_damaged_notebook_is_told_on_every_page_and_a_copy_brings_it_back(maras, forms, damage, tmp_path):
    notebook = Path(database.db.obj.database)
    database.db.close()
    shutil.copy(notebook, tmp_path / "copy")
    damage(notebook)
    for url in ("/", "/needs/new", "/sign-in", "/us/"):
        for way in ({}, PART):
            answer = maras.get(url, headers=way)
            assert (answer.status_code, DAMAGED in answer.text) == (503, True), url
    for what, (url, form, words) in forms.items():
        answer = maras.post(url, data=form)
        assert (answer.status_code, DAMAGED in answer.text) == (503, True), what
        assert form[words] in unescape(answer.text), what
    assert maras.get("/health").status_code == 200
    database.db.close()
    shutil.copy(tmp_path / "copy", notebook)
    assert maras.get("/").status_code == 200
    assert maras.post("/needs/", data=forms["an ask"][1]).status_code == 303


def test_a_trouble_of_our_own_is_not_blamed_on_the_notebook(app, maras, caplog):
    app.jinja_env.globals["home"] = None
    answer = maras.get("/")
    assert (answer.status_code, "It is not your fault." in answer.text) == (500, True)
    assert "Traceback" not in answer.text and "NoneType" not in answer.text


def test_what_it_was_about_may_be_gone_meanwhile_and_the_words_come_back(app, maras, mara, jon, quiet):
    reply = Reply.write_under(quiet, by=jon, words="At eight?")

    def after_it_is_gone() -> None:
        Reply.delete().execute()
        Repair.ouch(by=mara, to=jon, reply=reply, landed="The joke.")

    app.view_functions["repairs.ouch"] = after_it_is_gone
    answer = maras.post("/repairs/", data={"landed": "The joke."})
    assert answer.status_code == 409 and "The joke." in answer.text
    assert "What this was about is not here any more." in answer.text
