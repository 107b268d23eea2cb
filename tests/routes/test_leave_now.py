"""Leave now: signed out at once, and on a page that says nothing of the house."""

import re
from http.cookies import SimpleCookie

import pytest

from household import database
from household.models import Device, Home

from .manners import WAYS, seen


def cookie(client) -> str:
    found = client.get_cookie(f"household-{Home.current().key}")
    return found.value if found else ""


@pytest.mark.parametrize("way", WAYS)
def test_whoever_leaves_is_signed_out_here_and_nowhere_else(app, as_, mara, way):
    here, elsewhere = as_(mara), as_(mara)
    old = cookie(here)
    answer = here.post("/leave-now", headers=way)
    assert (answer.status_code, answer.location) == (303, "/measures")
    assert here.get("/").location == "/sign-in" and elsewhere.get("/").status_code == 200
    assert cookie(here) not in ("", old) and Device.known(old) is None
    assert not Device.known(cookie(here)).signed_in
    back = app.test_client()
    back.set_cookie(f"household-{Home.current().key}", old)
    assert back.get("/").location == "/sign-in"


def test_a_stranger_leaves_without_a_trace(stranger, home):
    before = list(Device.select().tuples())
    answer = stranger.post("/leave-now")
    assert (answer.status_code, answer.location) == (303, "/measures") and "Set-Cookie" not in answer.headers
    assert list(Device.select().tuples()) == before


def test_leaving_twice_is_leaving_once(as_, mara):
    client = as_(mara)
    client.post("/leave-now")
    known = cookie(client)
    assert client.post("/leave-now").location == "/measures" and cookie(client) == known


def test_a_child_and_the_kitchen_tablet_go_to_the_page_and_stay_what_they_are(app, as_, ida, cast, home):
    for who in (ida, cast.kitchen):
        client = as_(who)
        answer = client.post("/leave-now")
        assert answer.location == "/measures" and "Set-Cookie" not in answer.headers
        assert Device.known(cookie(client)).holder.key == who.key


def test_another_site_signs_nobody_out(as_, mara):
    client = as_(mara)
    assert client.post("/leave-now", headers={"Origin": "http://evil.test"}).status_code == 403
    assert client.get("/leave-now").status_code == 405 and client.get("/").status_code == 200


def test_where_the_notebook_cant_be_written_the_browser_forgets(as_, mara, caplog):
    client, name = as_(mara), f"household-{Home.current().key}"
    database.db.execute_sql("alter table event rename to somewhere")
    client.set_cookie("theme", "dark")
    answer = client.post("/leave-now")
    assert (answer.status_code, answer.location) == (303, "/measures")
    (forgotten,) = SimpleCookie(answer.headers["Set-Cookie"]).values()
    assert (forgotten.key, forgotten.value, forgotten["max-age"], forgotten["path"]) == (name, "", "0", "/")
    assert client.get_cookie("theme").value == "dark" and caplog.records == []
    database.db.execute_sql("alter table somewhere rename to event")
    assert client.get("/").location == "/sign-in"


def test_the_page_after_it_says_nothing_of_the_house(as_, mara, stranger):
    page = seen(as_(mara).get("/measures"))
    assert page == seen(stranger.get("/measures")) and "<title>Kitchen measures</title>" in page
    assert not re.search(
        r"household|care|mara|blue door|<a |<form|<script|icon\.svg", page.replace("/assets/", ""), re.I
    )
    assert "tablespoon" in page and "Gas mark" in page


def test_it_asks_the_notebook_nothing_and_sets_no_cookie(as_, mara):
    client, asked = as_(mara), []
    database.db.obj.query_hooks.append(lambda query: asked.append(query.sql))
    answer = client.get("/measures")
    database.db.obj.query_hooks.clear()
    assert asked == [] and "Set-Cookie" not in answer.headers and answer.headers["Cache-Control"] == "no-store"
