"""The home: its name, its zone, and the moments of its day."""

from datetime import time

import pytest

from household.models import Home, Moment

from .manners import PART, PLAIN, WAYS, WHOLE, seen


@pytest.fixture
def maras(as_, mara):
    return as_(mara)


@pytest.fixture
def form(home):
    """The page as it is sent when nothing was changed on it."""
    moments = {f"moment-{one.key}-name": one.name for one in Moment.select()}
    times = {f"moment-{one.key}-at": f"{one.at:%H:%M}" for one in Moment.select()}
    return {"name": "The blue door", "zone": "Europe/Berlin", "new-name": "", "new-at": "", **moments, **times}


@pytest.fixture
def bedtime(home):
    """The beginning of the two fields of "after bedtime"."""
    return f"moment-{Moment.get(Moment.name == 'after bedtime').key}"


def moments() -> dict[str, time]:
    return {one.name: one.at for one in Moment.of_the_day()}


AS_IT_WAS = {"at breakfast": time(7, 30), "after bedtime": time(20)}


def test_the_page_shows_the_home_as_it_is(maras, form):
    page = maras.get("/home/edit").text
    for name, value in form.items():
        assert f'name="{name}" value="{value}"' in page or name == "zone", name
    assert '<option value="Europe/Berlin" selected>' in page


@pytest.mark.parametrize("way", WAYS)
def test_the_home_can_have_another_name_zone_and_day(maras, form, bedtime, way):
    sent = form | {"name": "The red door", "zone": "Asia/Tokyo", "new-name": "at tea", "new-at": "16:30"}
    answer = maras.post("/home/change", data=sent | {f"{bedtime}-at": "19:45"}, headers=way)
    assert answer.status_code == (303 if way is PLAIN else 200)
    assert answer.headers["Location" if way is PLAIN else "HX-Redirect"] == "/us/"
    assert (Home.current().name, Home.current().zone) == ("The red door", "Asia/Tokyo")
    assert moments() == {"at breakfast": time(7, 30), "at tea": time(16, 30), "after bedtime": time(19, 45)}


def test_a_page_that_was_not_changed_changes_nothing(maras, form):
    maras.post("/home/change", data=form)
    assert moments() == AS_IT_WAS


def test_a_zone_with_an_odd_name_stays_what_it_was(maras, mara, home):
    for zone in ("US/Eastern", "EST5EDT", "UTC", "Etc/GMT+5"):
        home.change(by=mara, name=home.name, zone=zone)
        assert f'<option value="{zone}" selected>' in maras.get("/home/edit").text


def test_a_moment_goes_with_its_name_and_only_one_that_stood_on_the_page(maras, form, bedtime, mara):
    Moment.arrange({}, ("at tea", time(16)))
    maras.post("/home/change", data=form | {f"{bedtime}-name": "  "})
    assert list(moments()) == ["at breakfast", "at tea"]


def test_moments_of_nowhere_and_fields_without_their_other_half_do_no_harm(maras, form):
    kept = {"name": form["name"], "zone": form["zone"]}
    for sent in ({}, {"moment-nowhere-name": "at tea", "moment-nowhere-at": "16:00"}, {"moment--name": "x"}):
        assert maras.post("/home/change", data=kept | sent).status_code == 303
    assert moments() == AS_IT_WAS


def test_the_same_page_sent_twice_adds_one_moment_and_with_other_words_two(maras, form):
    for name in ("at tea", "at tea", "at supper"):
        maras.post("/home/change", data=form | {"new-name": name, "new-at": "16:00"})
    assert list(moments()) == ["at breakfast", "at tea", "at supper", "after bedtime"]


TIME = "We can’t read that time. It looks like 20:00."
LONG = "That is too long: up to 40 letters fit here."
MISTAKES = [
    ({"name": ""}, "Write a name first."),
    ({"name": " \n "}, "Write a name first."),
    ({"name": "x" * 61}, "That is too long: up to 60 letters fit here."),
    ({"zone": ""}, "We do not know that time zone. Please choose one from the list."),
    ({"zone": "Mars/Olympus"}, "We do not know that time zone. Please choose one from the list."),
    ({"zone": "../../etc/passwd"}, "We do not know that time zone. Please choose one from the list."),
    ({"new-name": "x" * 41, "new-at": "16:00"}, LONG),
    ({"new-at": ""}, TIME),
    ({"new-at": "noon"}, TIME),
    ({"new-at": "24:00"}, TIME),
    ({"new-at": "16:00+02:00"}, TIME),
    ({"new-at": "9" * 5_000}, TIME),
    ({"new-at": "\x00"}, TIME),
]


def test_a_mistake_is_named_and_nothing_typed_is_lost(maras, form, bedtime):
    typed = form | {"name": "The red door", "new-name": "at tea <3", "new-at": "16:00", f"{bedtime}-name": "at dusk"}
    for sent, sentence in MISTAKES:
        answer = maras.post("/home/change", data=typed | sent)
        page = seen(answer)
        assert (answer.status_code, sentence in page) == (422, True), sent
        for name in ("name", "new-name", f"{bedtime}-name"):
            assert f'name="{name}" value="{(typed | sent)[name].strip()}"' in page, (sent, name)
    assert (Home.current().name, moments()) == ("The blue door", AS_IT_WAS)


def test_a_mistake_in_a_moment_that_is_there_is_named_too(maras, form, bedtime):
    for sent, sentence in (({f"{bedtime}-name": "x" * 41}, LONG), ({f"{bedtime}-at": "noon"}, TIME)):
        answer = maras.post("/home/change", data=form | {"name": "The red door"} | sent)
        assert (answer.status_code, sentence in seen(answer)) == (422, True)
    assert (Home.current().name, moments()) == ("The blue door", AS_IT_WAS)


def test_a_moment_that_goes_needs_no_time(maras, form, bedtime):
    assert maras.post("/home/change", data=form | {f"{bedtime}-name": "", f"{bedtime}-at": ""}).status_code == 303
    assert list(moments()) == ["at breakfast"]


def test_whoever_is_signed_out_while_typing_keeps_the_names(stranger, form):
    answer = stranger.post("/home/change", data=form | {"name": "The red door", "new-name": "at tea"})
    assert answer.status_code == 401 and Home.current().name == "The blue door"
    assert "The red door" in answer.text and "at tea" in answer.text
    for way in (PART, WHOLE):
        assert stranger.post("/home/change", data=form, headers=way).headers["HX-Redirect"] == "/sign-in"
