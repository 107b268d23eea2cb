"""Ask buttons: one press, one need, in its maker's name; a gentle limit; and a link that can be made anew."""

import threading
from datetime import date, timedelta

import pytest

from household import database
from household.models import Button, ButtonNamed, Details, Event, Moment, Need, Person
from household.models.base import Refused, TooLate
from household.models.button.pressing import Press
from household.models.clock import now, stopped

A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def make(mara, jon):
    """Mara makes a button that asks Jon."""

    def make(**more) -> tuple[Button, str]:
        return Button.make(**dict(by=mara, word="hug", audience="named", named=[jon]) | more)

    return make


@pytest.fixture
def button(make) -> Button:
    return make()[0]


def again(button: Button) -> Button:
    """As it is read for the next press."""
    return Button.get_by_id(button.id)


def refusal(verb, **how) -> str:
    with pytest.raises(Refused) as refused:
        verb(**how)
    return str(refused.value)


# ---- making


def test_a_button_keeps_the_ask_and_wakes_nobody(make, mara, jon, ida, events, clock):
    bedtime = Moment.get(Moment.name == "after bedtime")
    told = dict(own="Please come.", feeling="heavy", details="The blue key.", named=[jon, jon, ida, mara])
    button, token = make(word="ride", when="moment", moment=bedtime, **told)
    kept = Button.with_token(token)
    assert (kept, kept.by, kept.moment, kept.named, kept.made_at) == (button, mara, bedtime, [jon, ida], clock)
    assert (kept.word, kept.own, kept.feeling, kept.details) == ("ride", "Please come.", "heavy", "The blue key.")
    assert (len(token), token in kept.token_hash, events(), Need.select().count()) == (22, False, [], 0)


def test_what_can_not_be_asked_can_not_become_a_button(make, ida):
    refused = {
        "Choose what would help, or say it in your own words.": dict(word=""),
        "Choose who this is for.": dict(named=[]),
        "This one is between grown-ups. Please choose a grown-up.": dict(named=[ida]),
        "A button asks when it is pressed. Choose “now”, or another time without a date.": dict(when="pick"),
    }
    for sentence, how in refused.items():
        assert refusal(make, **how) == sentence
    assert Button.select().count() == 0


def test_the_same_form_twice_is_one_button_whose_last_link_works(make):
    (first, old), (second, new) = make(once="this-form"), make(once="this-form")
    assert (second, Button.select().count(), ButtonNamed.select().count()) == (first, 1, 1)
    assert (Button.with_token(old), Button.with_token(new)) == (None, first)
    assert make(once="this-form", own="And tea?")[0] != first


# ---- pressing


def test_a_press_asks_in_its_makers_name_at_the_time_of_the_press(make, mara, jon, clock):
    button = make(own="Hands full.", feeling="heavy", details="The blue key.", when="today")[0]
    with stopped(clock + timedelta(days=3)):
        need, new, _ = button.press()
        assert (new, need.asked_by, need.named, need.asked_at) == (True, mara, [jon], now())
    assert (need.word, need.own, need.feeling, Details.of(need)) == ("hug", "Hands full.", "heavy", "The blue key.")
    assert (need.audience, need.when, need.day, need.tells) == ("named", "today", date(2026, 6, 20), "")


def test_each_time_of_the_day_is_found_anew(make, clock):
    bedtime, morning = (Moment.get(Moment.name == name) for name in ("after bedtime", "at breakfast"))
    days = {"now": 17, "tonight": 17, "weekend": 21, "whenever": None}
    for when, day in days.items():
        need = make(when=when)[0].press().need
        assert (need.when, need.day and need.day.day) == (when, day)
    for moment, day in ((bedtime, 17), (morning, 18)):
        need = make(when="moment", moment=moment)[0].press().need
        assert (need.when, need.moment, need.day.day) == ("moment", moment, day)
    gone = make(when="moment", moment=morning)[0]
    Moment.delete().where(Moment.id == morning.id).execute()
    assert again(gone).press().need.when == "whenever"


@pytest.mark.parametrize("claimed", [False, True])
def test_pressed_again_while_it_lies_there_it_is_the_same_need(button, jon, claimed, clock):
    need = button.press().need
    if claimed:
        need.claim(by=jon)
    with stopped(clock + 10 * A_MINUTE - timedelta(seconds=1)):
        assert again(button).press() == Press(need) and Need.select().count() == 1
    with stopped(clock + 10 * A_MINUTE):
        assert again(button).press().new and Need.select().count() == 2


@pytest.mark.parametrize("verb", ["meet", "rest", "take_back"])
def test_what_has_come_to_an_end_can_be_asked_for_again_at_once(button, mara, verb):
    first = button.press().need
    getattr(first, verb)(by=mara)
    need, new, _ = again(button).press()
    assert new and need != first


def test_of_eight_presses_at_once_one_asks(button):
    """Threads with a connection each, as gunicorn has them; all have read the button before any of them presses."""
    start, pressed = threading.Barrier(8), []

    def press():
        with database.db.connection_context():
            mine = again(button)
            start.wait()
            pressed.append(mine.press())

    for _ in range(2):  # the first press of all, and one after an end
        threads = [threading.Thread(target=press) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        need = again(button).need
        assert sorted(pressed) == [Press(need)] * 7 + [Press(need, new=True)]
        need.meet(by=button.by)
        pressed.clear()
    assert Need.select().count() == 2 and Event.select().where(Event.verb == "ask").count() == 2


def test_a_button_asks_for_no_more_than_six_needs_in_any_hour(button, mara, clock):
    asked = []
    for minute in range(180):
        with stopped(clock + minute * A_MINUTE):
            need, new, wait = again(button).press()
            if new:
                asked.append(minute)
                need.meet(by=mara)
            else:
                assert (need, wait) == (None, (asked[-6] + 60 - minute) * A_MINUTE)
    assert asked == [*range(6), *range(60, 66), *range(120, 126)]


def test_another_button_has_a_limit_of_its_own(make, mara):
    buttons = [make(own=own)[0] for own in ("One", "Two")]
    for button in buttons:
        for _ in range(6):
            again(button).press().need.meet(by=mara)
    assert [again(button).press().need for button in buttons] == [None, None]


def test_a_clock_that_was_ahead_stops_no_button(button, mara, clock):
    with stopped(clock + timedelta(days=400)):
        for _ in range(6):
            again(button).press().need.meet(by=mara)
    need, new, _ = again(button).press()
    assert new and again(button).press() == Press(need)


def test_who_has_left_is_not_asked_and_nobody_is_no_ask(make, jon, ruth):
    button = make(word="ride", named=[jon, ruth])[0]
    Person.update(left_at=now()).where(Person.id == jon.id).execute()
    assert again(button).press().need.named == [ruth]
    Person.update(left_at=now()).where(Person.id == ruth.id).execute()
    Need.get().meet(by=button.by)
    assert refusal(again(button).press) == "Nobody is left whom this button could ask."
    assert Need.select().count() == 1 and len(again(button).lately) == 1


# ---- its link


def test_a_new_link_ends_the_old_one_at_once(make, mara):
    button, old = make()
    new = button.renew(by=mara)
    assert (Button.with_token(old), Button.with_token(new), old != new) == (None, button, True)


def test_a_press_on_its_way_while_the_link_changes_asks_for_nothing(button, mara):
    on_its_way = again(button)
    button.renew(by=mara)
    assert refusal(on_its_way.press) == "This button is no longer there."
    on_its_way = again(button)
    button.remove(by=mara)
    with pytest.raises(TooLate):
        on_its_way.press()
    assert Need.select().count() == 0


def test_a_button_goes_and_what_it_asked_for_stays(make, mara):
    button, token = make()
    need = button.press().need
    button.remove(by=mara)
    assert (Button.with_token(token), ButtonNamed.select().count(), list(Need.select())) == (None, 0, [need])
