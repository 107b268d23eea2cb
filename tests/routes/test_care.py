"""The care page: the same for everybody, there whatever happens, and whoever comes leaves no trace."""

import logging
import re
from datetime import timedelta
from pathlib import Path

import pytest

from household import create_app, database
from household.content import care
from household.models import Contact, Device, Event, Person
from household.models.clock import stopped

from .manners import PART, PLAIN, WAYS, seen


def everyone(as_, cast):
    return [as_(who) for who in (cast.mara, cast.jon, cast.ida, cast.theo, cast.ruth, cast.kitchen)]


def test_every_line_stands_there_for_everybody_and_help_for_right_now_comes_first(as_, cast, stranger):
    Contact.add(by=cast.mara, kind="emergency", reach="112")
    for client in (*everyone(as_, cast), stranger):
        page = seen(client.get("/care"))
        lines = [line for part in care.parts() for line in (part.title, *part.lines)]
        assert len(lines) > 30 and [line for line in lines if line not in page] == []
        assert page.index("When you need help right now") < page.index("112") < page.index("When it is not safe")
        assert "We are not a clinic." in page and "The browser still lists the pages that were open" in page


def test_it_looks_like_any_page_of_settings_in_the_title_and_the_history(stranger, home):
    page = stranger.get("/care").text
    assert "<title>Care · Household</title>" in page and "<h1>When it is hard</h1>" in page


def test_nobody_but_who_may_do_it_is_offered_to_write_down_numbers_or_to_go_slowly(as_, cast, stranger):
    pages = [client.get("/care").text for client in (*everyone(as_, cast), stranger)]
    assert ["/care/contacts/" in page for page in pages] == [True, True, False, False, False, False, False]
    assert ["/slow/" in page for page in pages] == [True, True, False, False, True, False, False], "guests, too"


# ---- no trace


def traces(tmp_path: Path, app) -> dict:
    """Every file of the house, with what is in it and when it was written, and every row."""
    files = [path for folder in (tmp_path, app.config["DATA"]) for path in folder.rglob("*") if path.is_file()]
    kept = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}
    return kept | {"events": list(Event.select().tuples()), "devices": list(Device.select().tuples())}


def test_whoever_comes_writes_nothing_is_noted_nowhere_and_gets_no_cookie(as_, cast, app, tmp_path, clock, caplog):
    clients, unknown = [*everyone(as_, cast), app.test_client()], app.test_client()
    unknown.set_cookie("household-nowhere", "made up")
    caplog.set_level(logging.INFO)
    with stopped(clock + timedelta(days=2)):  # a new day, which any other page would note
        before = traces(tmp_path, app)
        for client in (*clients, unknown):
            for way in WAYS:
                for method in ("GET", "HEAD", "OPTIONS"):
                    answer = client.open("/care", method=method, headers=way)
                    assert answer.status_code == 200 and "Set-Cookie" not in answer.headers
                    assert answer.headers["Cache-Control"] == "no-store"
        assert traces(tmp_path, app) == before and caplog.records == []
        clients[0].get("/")
        assert traces(tmp_path, app) != before, "the day is noted elsewhere"


def test_no_line_to_the_house_is_opened_from_it_and_no_other_script_runs(as_, mara):
    page = as_(mara).get("/care").text
    assert re.findall(r'<script src="[^"]*/([\w.]+)"', page) == ["leave.js"]
    assert "data-live" not in page and "hx-" not in page and "manifest" not in page


def test_what_the_house_tells_people_never_speaks_of_it(as_, mara, jon):
    Contact.add(by=mara, kind="helpline", name="Helplinium", reach="116 123")
    told = "".join(as_(jon).get(page).text for page in ("/", "/notices/", "/access-log/", "/looking-back/", "/us/"))
    assert "Helplinium" not in told


# ---- always there


def test_the_way_to_it_is_the_last_thing_on_every_page(as_, mara, jon, stranger, quiet):
    mara.go_slowly(by=mara)
    for client, path in [
        *((as_(who), path) for who in (mara, jon) for path in ("/", "/needs/new", f"/needs/{quiet.key}", "/thanks/")),
        *((as_(jon), path) for path in ("/us/", "/notices/", "/care/contacts/", "/no-such-page", "/slow/")),
        *((stranger, path) for path in ("/sign-in", "/no-such-page", "/invitations/words", "/invitations/nothing")),
    ]:
        main = client.get(path).text.split("</main>")[0]
        assert re.search(r'<a class="link soft" href="/care">When it is hard</a></p>\s*$', main), path
    assert "/care" not in stranger.get("/offline").text, "kept by the browser, where no way leads to the house"


def test_it_is_there_before_there_is_a_home(stranger):
    answer = stranger.get("/care")
    assert answer.status_code == 200 and "When it is not safe" in answer.text
    assert 'href="/care"' in stranger.get("/set-up/").text


@pytest.mark.parametrize("way", [PLAIN, PART])
def test_it_is_there_when_the_notebook_breaks_without_the_numbers(as_, mara, way, caplog):
    client = as_(mara)
    Contact.add(by=mara, kind="emergency", reach="112")
    database.db.execute_sql("alter table contact rename to somewhere")
    answer = client.get("/care", headers=way)
    assert answer.status_code == 200 and "112" not in answer.text and "/slow/" in answer.text
    database.db.execute_sql("alter table device rename to elsewhere")
    answer = client.get("/care", headers=way)
    assert answer.status_code == 200 and "When it is not safe" in answer.text and "/slow/" not in answer.text
    assert caplog.records == []


def test_it_is_there_when_the_notebook_cant_even_be_opened(tmp_path, stranger, home, app):
    database.db.close()
    (tmp_path / "no-notebook").mkdir()
    before = database.db.obj
    try:
        database.init(f"sqlite:///{tmp_path / 'no-notebook'}")
        assert stranger.get("/").status_code == 503
        assert stranger.get("/care").status_code == stranger.get("/measures").status_code == 200
        assert 'href="/care"' in stranger.get("/").text
    finally:
        database.db.initialize(before)


def test_under_a_path_of_its_own_every_way_from_it_stays_there(tmp_path, home, app):
    below = create_app(
        TESTING=True, DATA=tmp_path, DATABASE=app.config["DATABASE"], URL="http://localhost/family", HOSTS=[]
    )
    page = below.test_client().get("/family/care").text
    assert 'action="/family/leave-now"' in page and 'data-leave="/family/measures"' in page
    assert 'href="/family/"' in page and "/family/assets/" in page and 'href="/care' not in page


def test_somebody_who_left_reads_it_like_a_stranger(as_, mara, jon, clock):
    client = as_(jon)
    Person.update(left_at=clock).where(Person.id == jon.id).execute()
    page = client.get("/care")
    assert page.status_code == 200 and "/slow/" not in page.text
