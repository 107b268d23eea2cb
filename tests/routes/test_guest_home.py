"""A guest's first page: what is asked of them, what they said they will do, and how their own asks stand."""

import re
from datetime import time, timedelta
from html import unescape
from typing import Any

import pytest

from household.database import db
from household.models import Deed, Home, KidFeeling, KidView, Need, Person, Reply, Role, Thanks
from household.models.clock import stopped
from household.models.need.when import When


@pytest.fixture
def ruths(as_: Any, ruth: Person) -> Any:
    return as_(ruth)


def words(answer: Any) -> str:
    """What the page says."""
    assert answer.status_code == 200, answer.status_code
    body = re.sub(r"<(svg|head|script).*?</\1>", "", answer.text, flags=re.S)
    return unescape(re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", body)))


def test_where_nothing_is_asked_it_says_so_and_that_it_is_good_that_one_is_here(ruths, mara, quiet):
    Need.ask(by=mara, word="good_food", audience="home")
    page = words(ruths.get("/guest/"))
    assert "Good evening, Ruth" in page and "Nothing is asked of you today." in page
    assert "quiet" not in page and "meal" not in page, "and nothing tells of what else there is"


def test_what_is_asked_is_a_card_that_leads_to_its_page(ruths, mara, ruth, meal):
    lift = Need.ask(by=mara, own="Drive me?", audience="named", named=[ruth])
    answer = ruths.get("/guest/")
    assert "Mara asks for a good meal ." in words(answer) and "Drive me?" in words(answer)
    assert f'href="/guest/needs/{meal.key}"' in answer.text and f'href="/guest/needs/{lift.key}"' in answer.text
    assert "Nothing is asked" not in words(answer)


def test_what_somebody_else_has_asks_nothing_of_anybody(ruths, jon, meal):
    meal.claim(by=jon)
    assert "meal" not in words(ruths.get("/guest/"))


def test_what_one_said_one_will_do_stands_with_its_time_the_nearest_first(ruths, mara, ruth, meal, clock):
    ride = Need.ask(by=mara, word="ride", audience="orbit")
    meal.claim(by=ruth, starts_at=clock + timedelta(hours=3))
    ride.claim(by=ruth, starts_at=clock + timedelta(hours=1))
    page = words(ruths.get("/guest/"))
    assert page.index("a ride") < page.index("a good meal")
    assert "You have this, from 8:30 PM." in page and "Did it happen?" not in page
    with stopped(clock + timedelta(hours=2, minutes=1)):
        page = words(ruths.get("/guest/"))
        assert page.count("Did it happen?") == 1


def test_ones_own_asks_stand_there_with_who_has_them_and_who_answered(ruths, ruth, mara, jon):
    ride = Need.ask(by=ruth, word="ride", audience="partners")
    assert "It’s good that you asked." in words(ruths.get("/guest/"))
    Reply.say_not_now(ride, by=jon)
    assert "Jon answered, only to you." in words(ruths.get("/guest/"))
    ride.claim(by=mara)
    assert "Mara has this." in words(ruths.get("/guest/"))


def test_what_one_said_no_to_asks_no_more_and_can_be_found(ruths, ruth, meal):
    Reply.say_not_now(meal, by=ruth)
    page = words(ruths.get("/guest/"))
    assert "Nothing is asked of you today." in page and "You said: not this time. That is fine." in page
    meal.change(by=meal.asked_by, word="good_food", own="Soup?", audience="orbit")
    assert "Nothing is asked of you today." not in words(ruths.get("/guest/")), "other words are another ask"


def test_the_days_of_a_run_are_one_card(ruths, ruth, mara, home):
    days = [When("pick", home.today + timedelta(days=more), None, time(18)) for more in (1, 2, 3)]
    run = Need.ask_run(by=mara, word="good_food", audience="orbit", whens=days)
    assert words(ruths.get("/guest/")).count("Mara asks for") == 1
    run[1].claim(by=ruth)
    page = words(ruths.get("/guest/"))
    assert page.count("Mara asks for") == 2 and "You said you will" in page


def test_thanks_of_today_are_read_there_and_nobody_else_who_is_thanked(ruths, ruth, mara, jon, clock):
    Thanks.give(by=mara, to=[ruth, jon], did="You drove us.", says="You are kind.")
    Thanks.give(by=mara, to=[jon], did="You cooked.", audience="orbit")
    page = words(ruths.get("/guest/"))
    assert "You drove us." in page and "You are kind." in page and "Mara thanks you" in page
    assert "Jon" not in page and "You cooked." not in page
    with stopped(clock + timedelta(days=1)):
        assert "You drove us." not in words(ruths.get("/guest/"))


def test_in_the_first_days_it_says_what_this_place_is(ruths, clock):
    assert "Here our house asks for help" in words(ruths.get("/guest/"))
    with stopped(clock + timedelta(days=3)):
        assert "Here our house asks for help" not in words(ruths.get("/guest/"))


def test_another_guest_is_nobody_there_unless_guests_may_meet(ruths, ruth, mara, app):
    sam = Person.join(role=Role.GUEST, name="Sam", face=dict(shape="egg", ink="oat", hair="none"))
    theirs = Need.ask(by=sam, word="ride", audience="orbit")
    mine = Need.ask(by=ruth, word="ride", own="Please?", audience="orbit")
    mine.claim(by=sam)
    Thanks.give(by=mara, to=[ruth, sam], did="You drove us.")
    page = words(ruths.get("/guest/"))
    assert "Someone has this." in page and "Sam" not in page and page.count("a ride") == 1
    Home.update(guests_meet=True).execute()
    page = words(ruths.get("/guest/"))
    assert "Sam has this." in page and "Sam asks for a ride" in page
    assert theirs.key in ruths.get("/guest/").text


def test_an_open_page_is_not_drawn_again_while_nothing_changed(ruths, ruth, meal):
    mark = ruths.get("/guest/").headers["ETag"]
    assert ruths.get("/guest/", headers={"If-None-Match": mark}).status_code == 304
    meal.claim(by=ruth)
    assert ruths.get("/guest/", headers={"If-None-Match": mark}).status_code == 200


def test_it_asks_the_notebook_no_more_however_much_is_asked(ruths, ruth, mara, jon, home, monkeypatch):
    def questions() -> int:
        asked: list = []
        real = db.execute_sql
        with monkeypatch.context() as patch:
            patch.setattr(db.obj, "execute_sql", lambda *args, **more: asked.append(args) or real(*args, **more))
            assert ruths.get("/guest/").status_code == 200
        return len(asked)

    def more() -> None:
        for who in (mara, jon):
            need = Need.ask(by=who, word="ride", audience="named", named=[ruth])
            Reply.say_not_now(Need.ask(by=who, own="Soup?", audience="orbit"), by=ruth)
            need.claim(by=ruth)
            Need.ask(by=who, word="errand", audience="orbit")
            Need.ask(by=who, own="Soup?", audience="orbit", when=When("today", home.today)).claim(by=ruth)
            Thanks.give(by=who, to=[ruth], did="You came.")
        Reply.write_under(Need.ask(by=ruth, own="Tea?", audience="partners"), by=mara, words="Yes.")

    more()
    few = questions()
    for _ in range(4):
        more()
    assert questions() == few


def test_the_page_asks_no_more_of_the_notebook_the_more_is_asked(ruths, ruth, mara, jon, home, reads):
    def more(some: int) -> int:
        for _ in range(some):
            for by in (mara, ruth):
                free, held = (Need.ask(by=by, word="ride", audience="orbit") for _ in range(2))
                Reply.say_not_now(free, by=ruth if by == mara else jon, words="On Sunday.", offer="else")
                held.claim(by=ruth if by == mara else jon)
                Need.ask(by=by, own="Call?", audience="orbit", when=When("pick", home.today, None, None))
            Need.ask(by=mara, own="Tea?", audience="named", named=[ruth, jon])
            Thanks.give(by=mara, to=[ruth], did="You came.", audience="named")
        return reads(ruths, "/guest/")

    assert more(1) == more(4)


def test_what_was_done_in_her_name_at_the_tablet_stands_there_and_is_undone(ruths, ruth, mara):
    lift = Need.ask(by=mara, word="ride", audience="orbit")
    Deed.claim(lift, by=ruth)
    assert "At the kitchen tablet, in your name" in words(ruths.get("/guest/"))
    assert "Said at the kitchen tablet." in words(ruths.get(f"/guest/needs/{lift.key}"))
    assert ruths.post(f"/deeds/{Deed.get().key}/undo").location == "/guest/"
    assert Need.get_by_id(lift.id).waiting and "in your name" not in words(ruths.get("/guest/"))


def test_how_a_child_feels_stands_there_for_the_guest_it_told_and_for_nobody_else(ruths, as_, ruth, theo, mara):
    KidView.of(theo).let_hear([ruth], by=mara)
    KidFeeling.tell(by=theo, to=ruth, feeling="sad")
    assert "Theo feels sad." in words(ruths.get("/guest/"))
    assert "Theo feels" not in as_(mara).get("/").text


def test_thanks_said_at_the_tablet_say_so(ruths, ruth, mara):
    Deed.thank(by=mara, to=[ruth], did="You drove me.", audience="home")
    assert "at the kitchen tablet" in words(ruths.get("/guest/thanks/"))
