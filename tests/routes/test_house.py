"""The house itself: what partners read of how it is, and nothing that takes long or tells of people."""

import re
from datetime import timedelta
from html import unescape

import pytest

from household import database
from household.keeping import backup
from household.keeping.prompt import INSTALLED
from household.models import Home, Upkeep
from household.models.clock import stopped

from .manners import PLAIN, WAYS, seen


@pytest.fixture
def copies(app):
    """Only a notebook of our own has copies of our own."""
    if not database.embedded():
        pytest.skip("PostgreSQL makes its own copies")


@pytest.fixture
def maras(as_, mara):
    return as_(mara)


@pytest.fixture
def data(app, tmp_path, clock):
    """The folder of this test's notebook, in a house that has just opened."""
    app.config.update(DATA=tmp_path, OPENED=clock)
    tmp_path.chmod(0o700)
    return tmp_path


def checks(page: str) -> dict[str, bool]:
    """The sentences that are well or worth knowing, and whether each has its tick."""
    found = re.findall(r'<li class="check( check--good)?">.*?<p>(.*?)</p>', unescape(page), re.S)
    return {words: bool(good) for good, words in found}


@pytest.mark.usefixtures("copies")
def test_the_last_proven_restore_and_the_last_copy_are_told_by_their_days(maras, data, clock):
    backup.make(data)
    Upkeep.done("proven", at=clock - timedelta(days=3))
    Upkeep.done("second_place", at=clock - timedelta(days=9))
    for way in WAYS:
        found = checks(maras.get("/house/", headers=way).text)
        assert found["Last proven restore: Sunday."] and found["Last copy: today."]
        assert found["Last copy in a second place: 8 June."]
    with stopped(clock + timedelta(days=1)):
        assert checks(maras.get("/house/").text)["Last copy: yesterday."]


@pytest.mark.usefixtures("copies")
def test_us_tells_the_last_proven_restore_and_plainly_when_it_is_long_ago(maras, data, clock):
    assert "Whether all is well with it" in maras.get("/us/").text
    Upkeep.done("proven", at=clock - timedelta(days=3))
    assert "Last proven restore: Sunday.</span>" in maras.get("/us/").text
    with stopped(clock + timedelta(days=5)):
        backup.make(data)
        assert "Last proven restore: 14 June. There should be one each week.</span>" in maras.get("/us/").text


@pytest.mark.usefixtures("copies")
def test_us_tells_plainly_when_no_proof_ever_was_or_the_last_try_failed(maras, data, clock):
    with stopped(clock + timedelta(days=7)):
        backup.make(data)
        assert "Whether all is well with it" in maras.get("/us/").text
    with stopped(clock + timedelta(days=8)):
        assert "Last proven restore: none yet. There should be one each week.</span>" in maras.get("/us/").text
    Upkeep.done("proof_failed", at=clock)
    failed = "Last try to prove a copy: today. It could not be brought back.</span>"
    assert failed in maras.get("/us/").text
    Upkeep.done("proven", at=clock - timedelta(hours=1))
    assert failed in maras.get("/us/").text
    Upkeep.done("proven", at=clock + timedelta(hours=1))
    assert "Last proven restore: today.</span>" in maras.get("/us/").text


@pytest.mark.usefixtures("copies")
def test_us_tells_plainly_when_no_copy_is_made_any_more_in_an_open_house(maras, app, data, clock):
    """Though the last one that was made is good, and proved itself."""
    backup.make(data)
    Upkeep.done("proven")
    for hours, calm in [(47, True), (48, False), (24 * 40, False)]:
        with stopped(clock + timedelta(hours=hours)):
            page = maras.get("/us/").text
            assert ("Last proven restore: " in page) is calm
            assert ("There should be one for every day that the house is open.</span>" in page) is not calm
    assert "Last copy: 17 June. There should be one for every day" in page
    with stopped(clock + timedelta(days=7)):
        app.config["OPENED"] = clock + timedelta(days=7)
        assert "Last copy" not in maras.get("/us/").text, "a house that was closed for a week and just opened"
    with stopped(clock + timedelta(days=7, hours=1)):
        assert "Last copy: 17 June. There should be" in maras.get("/us/").text


@pytest.mark.usefixtures("copies")
def test_us_tells_plainly_when_there_never_was_a_copy(maras, data, clock):
    with stopped(clock + timedelta(minutes=59)):
        assert "Whether all is well with it" in maras.get("/us/").text
    with stopped(clock + timedelta(hours=1)):
        assert "There is no copy of the notebook yet.</span>" in maras.get("/us/").text


def test_us_asks_no_proof_of_a_made_up_family(maras, home, clock):
    Home.update(made_up=True).execute()
    with stopped(clock + timedelta(days=30)):
        assert "Whether all is well with it" in maras.get("/us/").text


def test_what_there_is_to_do_comes_first_with_what_to_type(maras, data):
    page = seen(maras.get("/house/"))
    assert "There is no copy of the notebook yet." in page and f"household backup --data {data}" in page
    assert page.index("To do") < page.index("There is no copy") < page.index("This phone")
    assert "There is no copy of the notebook yet." not in checks(page)


def test_what_to_type_for_more_is_said_for_this_house(maras, app, data):
    assert f"household doctor --data {data}" in seen(maras.get("/house/"))
    app.config["DATA"] = INSTALLED
    assert '<code class="command">sudo household doctor</code>' in seen(maras.get("/house/"))


def test_one_line_says_whether_all_is_well(maras, data):
    page = seen(maras.get("/house/"))
    undone = len(re.findall(r"check--do", page))
    line = re.search(r'wall__beside">(.*?)<', page)[1]
    assert line == ("All is well." if undone == 0 else "One thing to do." if undone == 1 else "A few things to do.")


def test_both_partners_read_the_same(as_, mara, jon, data):
    maras, jons = (as_(who).get("/house/").text.replace(who.key, "") for who in (mara, jon))
    assert maras == jons


@pytest.mark.usefixtures("copies")
def test_an_old_proof_and_an_old_copy_are_told_plainly(maras, data, clock):
    backup.make(data)
    Upkeep.done("proven")
    with stopped(clock + timedelta(days=9)):
        page = seen(maras.get("/house/"))
    assert "Last proven restore: 17 June. There should be one each week." in page
    assert "Last copy: 17 June. There should be one for every day that the house is open." in page


def test_a_phone_that_runs_no_scripts_is_told_that_it_was_not_measured(maras):
    page = seen(maras.get("/house/"))
    assert "This phone was not measured: that needs scripts." in page
    assert not re.search(r'<li class="check" data-line="\w+">', page), "nothing shows before it is measured"


def test_a_page_knocks_at_no_other_door(maras, app):
    """What goes over the network is left to the command: nothing answers there, and the page doesn't wait to see."""
    app.config["URL"] = "https://192.0.2.1"
    found = checks(maras.get("/house/").text)
    assert found["The way to the house is locked by HTTPS."] and found["Phones come in by https://192.0.2.1."]


# ---- the wish for a second place

WISH = "If the disk of the house breaks, the copies on it go too."


@pytest.mark.usefixtures("copies")
def test_a_home_of_a_week_is_asked_for_a_copy_in_a_second_place(maras, clock):
    assert WISH not in maras.get("/us/").text
    with stopped(clock + timedelta(days=8)):
        assert WISH in maras.get("/us/").text
        page = seen(maras.get("/house/"))
        assert "All copies are on the same disk as the notebook." in page and "household backup --to" in page


@pytest.mark.usefixtures("copies")
def test_it_can_be_put_off_for_a_month_in_any_way(maras, clock):
    for month, way in enumerate(WAYS):
        with stopped(clock + timedelta(days=8 + 31 * month)):
            assert WISH in maras.get("/us/").text
            answer = maras.post("/house/put-off", headers=way)
            assert answer.status_code == (303 if way is PLAIN else 200) and WISH not in maras.get("/us/").text
            words = "All copies are on the same disk as the notebook. If it breaks, they go with it."
            assert checks(maras.get("/house/").text)[words] is False


@pytest.mark.usefixtures("copies")
def test_a_copy_in_a_second_place_ends_the_asking_until_it_is_old(maras, data, clock):
    with stopped(clock + timedelta(days=8)):
        Upkeep.done("second_place")
        assert WISH not in maras.get("/us/").text
    with stopped(clock + timedelta(days=40)):
        assert WISH in maras.get("/us/").text
        assert "Last copy in a second place: 25 June. That is long ago." in seen(maras.get("/house/"))


@pytest.mark.usefixtures("copies")
def test_a_stranger_puts_nothing_off(stranger, cast, clock, maras):
    assert stranger.post("/house/put-off").status_code == 401
    with stopped(clock + timedelta(days=8)):
        assert WISH in maras.get("/us/").text
