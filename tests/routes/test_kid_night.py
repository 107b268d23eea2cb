"""Night night: in quiet hours one page stands in for a child's pages; what hurts or scares can be told at any time."""

import re
from datetime import time, timedelta

import pytest

from household.content.kids import ALWAYS, kid_asks
from household.models import Device, KidView, Need, Person
from household.models.clock import now, stopped

from .manners import PLAIN, WHOLE, seen

PAGES = ("", "feel/", "help/", "thanks/", "stories/")


@pytest.fixture
def theos(as_, theo):
    return as_(theo)


@pytest.fixture
def night(theo, mara) -> str:
    """It is half past seven in the evening, and Theo's page rests from seven to seven; the address of its night."""
    KidView.of(theo).hush(by=mara, quiet_from=time(19), quiet_until=time(7))
    return f"/kid/{theo.key}/night/"


@pytest.mark.parametrize("way", [PLAIN, WHOLE])
def test_every_page_leads_to_the_night_and_an_open_one_goes_there_by_itself(theos, theo, night, way):
    for page in PAGES:
        answer = theos.get(f"/kid/{theo.key}/{page}", headers=way)
        assert (answer.location, answer.status_code) == (night, 303) if way is PLAIN else (None, 200)
        assert way is PLAIN or answer.headers["HX-Redirect"] == night


def test_the_night_names_those_who_are_here_as_the_children_call_them(theos, mara, jon, night):
    assert "Night night" in theos.get(night).text and "Go to Mama or Papa." in theos.get(night).text
    Person.update(left_at=now()).where(Person.id == jon.id).execute()
    assert "Go to Mama." in theos.get(night).text


def test_what_hurts_or_scares_can_be_told_at_night(theos, theo, night, mara):
    view = KidView.of(theo)
    page = theos.get(night).text
    for ask in view.asks:
        told = f'href="/kid/{theo.key}/ask/{view.code(ask)}"'
        assert (told in page) == (ask.id in ALWAYS), ask.id
    for ask in view.always:
        assert theos.get(f"/kid/{theo.key}/ask/{view.code(ask)}").status_code == 200


@pytest.mark.parametrize("way", [PLAIN, WHOLE])
def test_in_the_morning_the_page_comes_back_by_itself(theos, theo, night, clock, way):
    with stopped(clock + timedelta(hours=12)):
        answer = theos.get(night, headers=way)
        assert (answer.location if way is PLAIN else answer.headers["HX-Redirect"]) == f"/kid/{theo.key}/"
        assert all(theos.get(f"/kid/{theo.key}/{page}").status_code == 200 for page in PAGES)


def test_there_is_always_a_way_on(theos, theo, night):
    assert f'href="/kid/{theo.key}/"' in theos.get(night).text, "for who has no scripts, and asks whether it is day"


def test_a_grown_up_can_take_the_device_and_the_next_child_can_come_in(theos, theo, night, as_):
    assert 'href="/sign-in"' in theos.get(night).text
    Device.update(kids_here=True).execute()
    assert f'action="/kid/{theo.key}/bye"' in theos.get(night).text


def test_what_can_be_asked_at_night_is_as_dark_and_leads_back_to_it(theos, theo, night, mara, clock):
    need = Need.ask_now(by=theo, word="kid_hurts", named=[mara])
    view = KidView.of(theo)
    pages = [f"ask/{view.code(view.always[0])}", "asked/", f"asked/{need.key}"]
    for page in pages:
        dark = theos.get(f"/kid/{theo.key}/{page}").text
        assert '<body class="kid night" data-theme="dark"' in dark and places(dark) == [night], page
    with stopped(clock + timedelta(hours=12)):
        for page in pages:
            day = theos.get(f"/kid/{theo.key}/{page}").text
            assert '<body class="kid"' in day and len(places(day)) == 4, page


def places(page: str) -> list[str]:
    return re.findall(r'class="places__place" href="([^"]+)"', page)


def test_it_rests_for_one_child_and_nobody_else(as_, ida, mara, theo, night):
    assert as_(ida).get(f"/kid/{ida.key}/").status_code == 200
    assert as_(mara).get("/").status_code == 200 and as_(mara).get(night).status_code == 404
    assert as_(ida).get(night).location == "/sign-in"


def test_it_says_where_to_go_and_what_can_be_told_at_any_time(theos, night):
    said = ["Night night.", "Go to Mama or Papa.", "Is it day?", *(kid_asks()[id].label + "." for id in ALWAYS)]
    assert all(one.rstrip(".") in seen(theos.get(night)) for one in said)
