"""The day on the kitchen tablet: what a family would say aloud, drawn anew each minute, and by night a candle."""

import re
from datetime import time, timedelta
from typing import Any

import pytest

from household import database
from household.models import Device, Home, KioskFace, KioskView, Need, Person, Thanks
from household.models.clock import stopped
from household.models.need.when import When

from .manners import PLAIN, WHOLE, seen


@pytest.fixture
def kitchen(as_: Any, cast: Any) -> Any:
    return as_(cast.kitchen)


@pytest.fixture
def tablet(cast: Any) -> Device:
    found = Device.known(cast.kitchen_token)
    assert found is not None
    return found


@pytest.fixture
def arranged(tablet: Device, mara: Person) -> Any:
    """Let the tablet show this; the rest as every tablet's begins."""

    def arrange(**shown: Any) -> None:
        view = KioskView.of(tablet)
        names = ("shows_held", "shows_thanks", "shows_kids", "night_from", "night_until")
        view.arrange(by=mara, **{"guests": [], **{name: getattr(view, name) for name in names}, **shown})

    return arrange


def day(client: Any, path: str = "/day/", **more: Any) -> str:
    answer = client.get(path, **more)
    assert answer.status_code == 200
    return seen(answer)


def part(page: str, id: str) -> str:
    """What stands from this id on, to the end of its section or header."""
    return re.split("</section>|</header>", page[page.index(f'id="{id}"') :])[0]


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", "", page))


# ---- what is there


def test_what_waits_is_a_headline_and_nothing_more(kitchen, mara, jon):
    ride = Need.ask(
        by=mara, word="ride", own="To the clinic.", details="Ring twice.", feeling="scared", audience="home"
    )
    own = Need.ask(by=jon, own="Cook with me?", audience="orbit")
    Need.ask(by=mara, own="Just us two.", audience="partners")
    Need.ask(by=mara, own="Only you.", audience="named", named=[jon])
    page = day(kitchen)
    assert "Mara asks for a ride." in plain(page) and "Jon asks: “Cook with me?”" in plain(page)
    for hidden in ("To the clinic", "Ring twice", "#sad", "#wobbly", "Just us two", "Only you", "the family"):
        assert hidden not in page, hidden
    for need in (ride, own):
        assert f'href="/day/faces/?need={need.key}"' in page


def test_who_has_what_says_who_and_from_when(kitchen, mara, jon, home, arranged):
    need = Need.ask(by=mara, word="quiet", own="An hour.", audience="home")
    need.claim(by=jon, starts_at=home.instant(home.today, time(20)), warmly="With love.")
    has = plain(part(day(kitchen), "h-has"))
    assert "Mara asks for some quiet." in has and "Jon has this, from 8 o’clock." in has
    assert "With love" not in has and "An hour" not in has and need.key not in part(day(kitchen), "h-wait")
    arranged(shows_held=False)
    assert "Jon has this" not in day(kitchen)


def test_what_comes_first_lies_on_top_and_the_rest_under_more(kitchen, mara, jon, home):
    for more in (3, 1, 2, 5, 4):
        Need.ask(by=mara, word="ride", audience="home", when=When("pick", home.today + timedelta(days=more)))
    Need.ask(by=jon, word="errand", audience="home")
    page = plain(part(day(kitchen), "h-wait"))
    said = re.findall(r"(?:tomorrow|on \w+day|errands)(?=\.)", page)
    assert said == ["tomorrow", "on Friday", "on Saturday", "on Sunday", "on Monday", "errands"]
    assert page.index("on Friday") < page.index(" More ") < page.index("on Saturday")
    assert not re.search(r"\d", page), "nothing is counted"


def test_three_are_in_sight_without_more(kitchen, mara):
    for _ in range(3):
        Need.ask(by=mara, word="ride", audience="home")
    assert "More" not in plain(day(kitchen))


def test_of_a_run_the_next_day_that_waits_is_there_and_the_next_that_somebody_has(kitchen, mara, jon, home):
    whens = [When("pick", home.today + timedelta(days=more)) for more in range(1, 6)]
    days = Need.ask_run(by=mara, word="good_food", audience="home", whens=whens)
    days[0].claim(by=jon)
    days[1].claim(by=jon)
    page = day(kitchen)
    assert [one.key in page for one in days] == [True, False, True, False, False]


def test_a_clear_table_is_calm(kitchen, mara, jon):
    assert "The table is clear" in day(kitchen) and "Nobody is waiting for anything." in day(kitchen)
    Need.ask(by=mara, word="quiet", audience="home").claim(by=jon)
    assert "Nobody is waiting for anything just now." in day(kitchen)


def test_thanks_of_the_last_days_take_turns_and_the_newest_stands(kitchen, mara, jon, ruth, theo, clock, arranged):
    Thanks.give(by=mara, to=[ruth], did="Between us.")
    with stopped(clock - timedelta(days=9)):
        Thanks.give(by=mara, to=[jon], did="Long ago.", audience="home")
    Thanks.give(by=jon, to=[mara], did="You said it plainly.", says="You are brave.", audience="home")
    Thanks.give(by=theo, to=[jon], picture="dino", audience="home")
    newest = Thanks.give(by=ruth, to=[mara], did="I saw the sea.", audience="orbit")
    Thanks.give(by=ruth, to=[mara], did="A whole book. " * 40, audience="orbit")
    pinned = part(day(kitchen), "pinned")
    shown = ("I saw the sea.", "Theo thanks Jon with a picture of a dino.", "You said it plainly.", "You are brave.")
    assert [pinned.index(words) for words in shown] == sorted(pinned.index(words) for words in shown)
    assert "Jon, to Mara" in plain(pinned) and pinned.count("pinned__note--now") == 1
    assert f'pinned__note--now" id="thanks-{newest.key}"' in pinned
    assert not [words for words in ("Between us", "Long ago", "A whole book") if words in pinned]
    assert re.search(r'<button class="link pinned__hold" type="button" aria-pressed="false"', pinned)
    arranged(shows_thanks=False)
    assert 'id="pinned"' not in day(kitchen)


def test_a_child_that_asks_is_a_face_that_would_like_someone(kitchen, mara, jon, theo, ida, arranged):
    Need.ask_now(by=ida, word="kid_play", own="The volcano.", named=[jon])
    scared = Need.ask_now(by=theo, word="kid_scared", named=[mara])
    page = day(kitchen)
    waits = plain(part(page, "h-wait"))
    assert waits.index("Theo would like someone.") < waits.index("Ida would like someone.")
    for hidden in ("volcano", "scared", "play", "wobbly", scared.key):
        assert hidden not in page, hidden
    assert "/day/faces/?need=" not in page, "whom it asks, knows it on their phone"
    scared.claim(by=mara)
    assert "Theo would like someone." not in plain(day(kitchen))
    arranged(shows_kids=False)
    assert "would like someone" not in day(kitchen)


def test_the_family_and_ticked_guests_are_faces_to_touch(kitchen, mara, theo, ruth, arranged, tablet):
    page = day(kitchen)
    assert f'action="/day/faces/{mara.key}/touch"' in page and f'action="/day/faces/{theo.key}/touch"' in page
    assert ruth.key not in page
    arranged(guests=[ruth])
    assert KioskFace.at(tablet).count() == 1
    assert f'action="/day/faces/{ruth.key}/touch"' in day(kitchen)


def test_the_day_reads_the_same_while_somebody_has_touched_their_face(kitchen, mara, jon, tablet):
    Need.ask(by=mara, word="quiet", audience="home").claim(by=jon)
    before = day(kitchen)
    tablet.touch(by=mara)
    without_token = re.compile(r'data-token="[^"]*"')
    assert without_token.sub("", day(kitchen)) == without_token.sub("", before)
    assert "Mara asks for some quiet." in plain(before)


# ---- the clock


def test_the_clock_is_the_homes_and_says_how_a_tablet_keeps_it(kitchen, clock):
    page = day(kitchen)
    assert "Wednesday, 17 June" in page and "Good evening." in page
    told = re.search(
        r'id="clock" datetime="7:30" data-face="h:mm" data-zone="Europe/Berlin" data-now="(\d+)">7:30<', page
    )
    assert told and int(told[1]) == clock.timestamp() * 1000
    Home.update(zone="America/New_York").execute()
    assert ">1:30</time>" in day(kitchen) and "Good evening." not in day(kitchen)


def test_the_picture_stands_elsewhere_after_five_minutes_and_where_it_was_after_an_hour(kitchen, clock):
    places = []
    for minutes in (0, 4, 5, 10, 60):
        with stopped(clock + timedelta(minutes=minutes)):
            found = {*re.findall(r'data-place="(\d+)"', day(kitchen))}
            places.append(found.pop())
            assert not found
    assert places[0] == places[1] == places[4] and len({*places}) == 3


def test_what_is_the_same_is_not_sent_again_within_the_minute(kitchen, mara, clock):
    def look(token: str) -> Any:
        return kitchen.get("/day/", headers={"If-None-Match": token, **WHOLE})

    token = look("").headers["ETag"]
    assert look(token).status_code == 304
    Need.ask(by=mara, own="Only you.", audience="partners")
    assert look(token).status_code == 304, "what is between the partners is no news here"
    Need.ask(by=mara, own="All of you.", audience="home")
    assert look(token).status_code == 200
    with stopped(clock + timedelta(minutes=1)):
        assert look(look("").headers["ETag"]).status_code == 304
        assert look(token).status_code == 200


def test_a_full_day_takes_no_more_questions_than_a_quiet_one(kitchen, mara, jon, theo, ida, monkeypatch):
    def asked() -> int:
        questions: list[Any] = []
        real = database.db.execute_sql
        with monkeypatch.context() as patch:
            patch.setattr(database.db.obj, "execute_sql", lambda *a, **more: questions.append(a) or real(*a, **more))
            day(kitchen)
        return len(questions)

    def live() -> None:
        Need.ask(by=mara, word="ride", audience="home")
        Need.ask(by=jon, word="quiet", audience="orbit").claim(by=mara)
        Thanks.give(by=mara, to=[jon, theo], did="You came.", audience="home")
        Need.ask_now(by=theo, word="kid_hug", named=[mara])

    live()
    few = asked()
    for _ in range(9):
        live()
    assert asked() == few


def test_a_browser_without_scripts_looks_again_each_minute(kitchen):
    assert '<noscript><meta http-equiv="refresh" content="60"></noscript>' in day(kitchen)


# ---- the night


@pytest.fixture
def night(arranged: Any) -> None:
    """It is half past seven in the evening, and night from seven to seven."""
    arranged(night_from=time(19), night_until=time(7))


@pytest.mark.parametrize("way", [PLAIN, WHOLE])
def test_at_night_the_day_leads_to_the_candle_and_in_the_morning_back(kitchen, night, clock, way):
    def where(path: str) -> Any:
        answer = kitchen.get(path, headers=way)
        return answer.location if way is PLAIN else answer.headers.get("HX-Redirect")

    assert (where("/day/"), where("/day/night")) == ("/day/night", None)
    with stopped(clock + timedelta(hours=12)):
        assert (where("/day/"), where("/day/night")) == (None, "/day/")


def test_the_night_is_dark_and_says_nothing_of_anybody(kitchen, night, mara, jon):
    Need.ask(by=mara, own="Soup?", audience="home")
    Thanks.give(by=mara, to=[jon], did="You came.", audience="home")
    page = day(kitchen, "/day/night")
    assert '<body class="kiosk asleep" data-theme="dark"' in page and 'data-wakes="/day/?awake=1"' in page
    assert "Everyone is resting." in page and "It’s all right to ask at night." in page
    assert '<a class="btn btn--line" href="/day/?awake=1">Wake the table</a>' in page
    assert not [words for words in ("Mara", "Jon", "Soup", "You came", "The blue door") if words in page]


def test_nobody_says_that_all_are_resting_while_a_child_would_like_someone(kitchen, night, theo, mara):
    Need.ask_now(by=theo, word="kid_scared", named=[mara])
    page = plain(day(kitchen, "/day/night"))
    assert "Theo would like someone." in page and "Everyone is resting." not in page


def test_awake_at_night_the_day_is_there_by_lamp_light_and_goes_again_by_itself(kitchen, night, mara):
    Need.ask(by=mara, own="Soup?", audience="home")
    page = day(kitchen, "/day/?awake=1")
    assert "Soup?" in page and 'data-theme="dark"' in page and 'data-sleeps="/day/"' in page
    assert '<noscript><meta http-equiv="refresh" content="120;url=/day/"></noscript>' in page
    assert 'hx-get="/day/?awake=1"' in page


def test_no_page_there_is_bright_at_night(kitchen, night, tablet, mara, clock):
    pages = ["/day/?awake=1", "/day/night", "/day/about", "/day/faces/", "/day/nothing"]
    dark = [kitchen.get(page).text.count('data-theme="dark"') for page in pages]
    tablet.touch(by=mara)
    assert [*dark, kitchen.get("/day/needs/").text.count('data-theme="dark"')] == [1] * 6
    with stopped(clock.replace(hour=12)):
        assert 'data-theme="dark"' not in kitchen.get("/day/needs/").text


def test_where_a_partner_set_no_night_there_is_none(kitchen, arranged, clock):
    arranged(night_from=None, night_until=None)
    with stopped(clock + timedelta(hours=6)):
        assert kitchen.get("/day/").status_code == 200


# ---- company


@pytest.fixture
def company(tablet: Device, mara: Person, jon: Person, theo: Person, ruth: Person, arranged: Any) -> Device:
    """With company in the kitchen; and a house in which much is going on."""
    Need.ask(by=mara, own="Soup?", audience="orbit")
    Need.ask(by=jon, word="quiet", audience="home").claim(by=mara)
    Need.ask_now(by=theo, word="kid_hug", named=[mara])
    Thanks.give(by=mara, to=[jon], did="You came.", audience="home")
    arranged(guests=[ruth])
    tablet.company_comes()
    return tablet


PRIVATE = (
    r"Mara|Jon|Ida|Theo|Ruth|Mama|Papa|blue door|Soup|some quiet|You came|would like|Waiting|Someone has|Who are you"
)


def test_with_company_the_day_is_warm_and_nobodys(kitchen, company):
    page = day(kitchen)
    assert "Come in. There is tea." in page and ">7:30</time>" in page and "Wednesday, 17 June" in page
    assert re.search(r'href="/day/company/[^"]*">For those who live here</a>', page)
    assert not re.search(PRIVATE, page, re.I) and "faces.svg" not in page and "need-" not in page


@pytest.mark.parametrize("way", [PLAIN, WHOLE])
def test_an_open_day_becomes_the_company_page_where_it_stands(kitchen, company, way):
    page = day(kitchen, headers=way)
    for region in ('id="sky"', 'id="day"'):
        assert page.count(region) == 1


def test_with_company_at_night_no_word_says_who_rests(kitchen, company, arranged):
    arranged(night_from=time(19), night_until=time(7))
    page = day(kitchen, "/day/night")
    assert "A quiet night to all who are here." in page and "resting" not in page
    assert not re.search(PRIVATE, page, re.I)
    assert not re.search(PRIVATE, day(kitchen, "/day/?awake=1"), re.I)


def test_nothing_that_happens_in_the_house_is_news_while_there_is_company(kitchen, company, mara, jon, theo):
    token = kitchen.get("/day/").headers["ETag"]
    Need.ask(by=mara, own="All of you.", audience="home")
    Need.ask_now(by=theo, word="kid_scared", named=[mara])
    Thanks.give(by=mara, to=[jon], did="You came again.", audience="orbit")
    assert kitchen.get("/day/", headers={"If-None-Match": token}).status_code == 304
    company.company_goes(by=mara)
    assert "All of you." in day(kitchen)


# ---- this tablet


def test_the_tablet_says_what_it_can_do_and_what_to_set(kitchen):
    page = day(kitchen, "/day/about")
    for words in ("keep the screen on", "Auto-Lock", "Guided Access", "pin the app"):
        assert words in page
    assert 'href="/day/about"' in day(kitchen)


def test_the_day_is_the_tablets_alone(as_, mara, theo, ruth, stranger):
    for who in (mara, theo, ruth):
        assert [as_(who).get(path).status_code for path in ("/day/", "/day/night", "/day/about")] == [404] * 3
    assert stranger.get("/day/").status_code == 303
