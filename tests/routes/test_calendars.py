"""Your calendar: a link shown once, and what a program without a cookie reads there."""

import re
from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest

from household import policy
from household.models import Calendar, Home, Moment, Need, Person, Rhythm
from household.models.clock import stopped
from household.models.need.when import When

from .manners import PLAIN, WAYS, seen

HOME = "https://home.example"
LINK = HOME + r"/calendar/([\w-]{22})\.ics"
AT_HOME, MINE = "Something at home", "Something I asked for"
FRIDAY = date(2026, 6, 19)


@pytest.fixture(autouse=True)
def one_address(app):
    app.config["URL"] = HOME


@pytest.fixture
def maras(as_, mara, jon):
    return as_(mara)


@pytest.fixture
def read(app):
    """The calendar with this link, as a program reads it that has no cookie."""
    return lambda token, **headers: app.test_client().get(f"/calendar/{token}.ics", headers=headers)


@pytest.fixture
def read_by(read):
    """What stands in the calendar of this person: (title, when it begins), the earliest first."""

    def entries(person: Person) -> list[tuple]:
        answer = read(Calendar.make(by=person)[1])
        events = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")
        told = [(str(one["SUMMARY"]), one["DTSTART"].dt) for one in events]
        return sorted(told, key=lambda one: (str(one[1]), one[0]))

    return entries


def ask(by: Person, when: When | None = None, **more) -> Need:
    return Need.ask(by=by, when=when, **dict(dict(word="ride", audience="orbit"), **more))


def utc(*at: int) -> datetime:
    return datetime(*at, tzinfo=UTC)


# ---- the link


@pytest.mark.parametrize("way", WAYS)
def test_a_link_is_made_and_shown_once(maras, read, way):
    answer = maras.post("/calendar/make", headers=way)
    (token,) = set(re.findall(LINK, answer.text))
    assert answer.status_code == 200 and f'href="webcal://home.example/calendar/{token}.ics"' in answer.text
    assert 'class="qr"' in answer.text and "It is shown this once." in seen(answer)
    assert read(token).status_code == 200
    page = maras.get("/calendar/")
    assert token not in page.text and "Your link was made today." in seen(page)


@pytest.mark.parametrize("way", WAYS)
def test_titles_say_more_when_their_person_wants_it(maras, mara, way):
    Calendar.make(by=mara)
    for ticked in (True, False):
        answer = maras.post("/calendar/change", data={"tells_words": "y"} if ticked else {}, headers=way)
        assert answer.headers["Location" if way is PLAIN else "HX-Redirect"] == "/calendar/"
        assert Calendar.of(mara).tells_words is ticked
        assert ('value="y" checked' in maras.get("/calendar/").text) is ticked


def test_a_link_that_ended_was_replaced_or_never_was_answers_the_same(maras, mara, read):
    ended = Calendar.make(by=mara)[1]
    assert maras.post("/calendar/end").location == "/calendar/"
    assert "Make my link" in maras.get("/calendar/").text
    replaced = Calendar.make(by=mara)[1]
    Calendar.make(by=mara)
    answers = [read(token) for token in (ended, replaced, "never")]
    assert len({(one.status_code, one.data, str(one.headers)) for one in answers}) == 1
    assert (answers[0].status_code, answers[0].text) == (404, "There is nothing here.")


def test_a_link_that_ended_elsewhere_says_so(maras):
    answer = maras.post("/calendar/change", data={"tells_words": "y"})
    assert answer.status_code == 409 and "This link has ended. You can make a new one." in answer.text


# ---- how a program reads it


def test_it_is_a_calendar_that_is_asked_for_anew_each_time(mara, read, stranger):
    ask(mara, When("pick", FRIDAY, None, time(18)))
    token = Calendar.make(by=mara)[1]
    answer = read(token)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, max-age=0"
    head = stranger.head(f"/calendar/{token}.ics")
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", answer.headers["ETag"])


def test_what_has_not_changed_is_not_sent_again(mara, jon, read, clock):
    need = ask(mara, When("pick", FRIDAY, None, time(18)))
    token = Calendar.make(by=mara)[1]
    known = read(token).headers["ETag"]
    with stopped(clock + timedelta(hours=5)):
        answer = read(token, **{"If-None-Match": known})
        assert (answer.status_code, answer.data) == (304, b"")
        need.claim(by=jon, starts_at=utc(2026, 6, 19, 17))
        assert read(token, **{"If-None-Match": known}).status_code == 200


def test_no_cookie_is_read_or_set(app, as_, jon, mara, read):
    """Whoever is signed in on the phone that opens it: the link says whose it is."""
    ask(mara, When("pick", FRIDAY, None, time(18)))
    token = Calendar.make(by=mara)[1]
    plain, with_cookie = read(token), as_(jon).get(f"/calendar/{token}.ics")
    assert plain.data == with_cookie.data and MINE in plain.text
    missing, with_cookie_too = read("never"), as_(jon).get("/calendar/never.ics")
    assert missing.data == with_cookie_too.data
    assert not [one for one in (plain, with_cookie, missing, with_cookie_too) if "Set-Cookie" in one.headers]
    vary = {name.strip() for name in plain.headers.get("Vary", "").split(",")}
    assert vary <= {"Accept-Encoding"}


def test_a_need_keeps_its_name_in_one_calendar_and_has_another_in_each_other(mara, jon, read, clock):
    need = ask(mara, When("pick", FRIDAY, None, time(18)))
    need.claim(by=jon, starts_at=utc(2026, 6, 19, 16))
    before = [uid(read(Calendar.make(by=who)[1])) for who in (mara, jon)]
    need.move(by=jon, starts_at=utc(2026, 6, 19, 17))
    Calendar.change(by=mara, tells_words=True)
    assert [uid(read(Calendar.make(by=who)[1])) for who in (mara, jon)] == before
    assert before[0] != before[1] and not [one for one in before if need.key in one]


def uid(answer) -> str:
    (event,) = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")
    return str(event["UID"])


# ---- what is in it


def test_what_i_claimed_and_what_i_asked_for_with_a_day(mara, jon, ruth, read_by):
    bedtime, today = Moment.get(Moment.name == "after bedtime"), Home.current().today
    claimed = {
        "promised": ask(jon),
        "some time that day": ask(jon, When("pick", FRIDAY, None, time(9))),
        "whenever": ask(ruth),
    }
    claimed["promised"].claim(by=mara, starts_at=utc(2026, 6, 18, 8))
    claimed["some time that day"].claim(by=mara)
    claimed["whenever"].claim(by=mara)
    for when in (
        When("pick", FRIDAY, None, time(18)),
        When("pick", FRIDAY + timedelta(days=1)),
        When("moment", FRIDAY, bedtime),
        When("today", today),
        When("weekend", date(2026, 6, 21)),
        When("now", today),
        When(),
    ):
        ask(mara, when)
    ask(jon, When("pick", FRIDAY, None, time(12)))  # nobody has it
    assert read_by(mara) == [
        (MINE, today),
        (AT_HOME, utc(2026, 6, 18, 8)),
        (AT_HOME, FRIDAY),
        (MINE, utc(2026, 6, 19, 16)),
        (MINE, utc(2026, 6, 19, 18)),
        (MINE, date(2026, 6, 20)),
        (MINE, date(2026, 6, 21)),
    ]


def test_what_somebody_has_for_me_is_there_once_when_they_said(mara, jon, read_by):
    ask(mara, When("pick", FRIDAY, None, time(18))).claim(by=jon, starts_at=utc(2026, 6, 19, 17, 15))
    assert read_by(mara) == [(MINE, utc(2026, 6, 19, 17, 15))]
    assert read_by(jon) == [(AT_HOME, utc(2026, 6, 19, 17, 15))]


def test_only_what_i_promised_for_an_hour_takes_my_time(mara, jon, read):
    ask(mara, When("pick", FRIDAY, None, time(18)))
    ask(jon, When("today", FRIDAY)).claim(by=mara)
    ask(jon).claim(by=mara, starts_at=utc(2026, 6, 19, 8))
    events = icalendar.Calendar.from_ical(read(Calendar.make(by=mara)[1]).data).walk("VEVENT")
    taken = [one["DTSTART"].dt for one in events if one["TRANSP"] == "OPAQUE"]
    assert len(events) == 3 and taken == [utc(2026, 6, 19, 8)]


def test_what_is_over_handed_back_or_taken_by_another_is_there_no_more(mara, jon, read_by):
    needs = [ask(jon) for _ in range(3)]
    for need in needs:
        need.claim(by=mara, starts_at=utc(2026, 6, 19, 8))
    mine = [ask(mara, When("today", FRIDAY)) for _ in range(3)]
    assert len(read_by(mara)) == 6
    needs[0].hand_back(by=mara)
    needs[1].meet(by=jon)
    needs[2].take_back(by=jon)
    mine[0].rest(by=mara)
    mine[1].meet(by=mara)
    mine[2].take_back(by=mara)
    assert read_by(mara) == []


def test_of_what_comes_back_only_what_lies_on_the_table(mara, read_by):
    Rhythm.begin(by=mara, word="ride", audience="orbit", weekdays=[4], time=time(18)).bring()
    assert read_by(mara) == [(MINE, utc(2026, 6, 19, 16))]


def test_what_i_may_see_no_more_is_not_there(mara, jon, ruth, read_by):
    need = ask(mara)
    need.claim(by=ruth, starts_at=utc(2026, 6, 19, 8))
    assert len(read_by(ruth)) == 1
    Need.update(audience="partners").where(Need.id == need.id).execute()
    assert read_by(ruth) == [] and policy.look_ahead(ruth, Home.current()) == []


def test_a_moment_that_was_taken_away_leaves_its_day(mara, read_by):
    bedtime = Moment.get(Moment.name == "after bedtime")
    ask(mara, When("moment", FRIDAY, bedtime))
    bedtime.delete_instance()
    assert read_by(mara) == [(MINE, FRIDAY)]


# ---- who may read it


@pytest.mark.parametrize(
    "gone",
    [dict(until=date(2026, 6, 16)), dict(left_at=utc(2026, 6, 17))],
    ids=["a card that ended", "somebody who left"],
)
def test_who_is_here_no_more_has_no_calendar(ruth, read, gone):
    token = Calendar.make(by=ruth)[1]
    assert read(token).status_code == 200
    Person.update(**gone).where(Person.id == ruth.id).execute()
    answer, never = read(token), read("never")
    assert (answer.status_code, answer.data) == (404, never.data) and str(answer.headers) == str(never.headers)


# ---- what it tells


CANARIES = ("Ownium", "Detailium", "Warmium", "Mara", "Jon", "blue door", "ride", "needs/")


@pytest.fixture
def planted(mara, jon) -> list[str]:
    """The links of Mara and of Jon, who has all of hers."""
    moment = When("pick", FRIDAY, None, time(18))
    for what in (dict(own="Ownium, <b>& Co</b>; \\n", word=""), dict(word="ride", own="Ownium"), dict(word="quiet")):
        need = ask(mara, moment, details="Detailium", **what)
        need.claim(by=jon, starts_at=utc(2026, 6, 19, 16), warmly="Warmium")
    ask(mara, moment)
    return [Calendar.make(by=who)[1] for who in (mara, jon)]


def test_it_tells_nothing_but_that_there_is_something(planted, read):
    for token, title in zip(planted, (MINE, AT_HOME), strict=True):
        text = read(token).text
        assert [word for word in CANARIES if word.lower() in text.lower()] == []
        assert {str(one["SUMMARY"]) for one in icalendar.Calendar.from_ical(text).walk("VEVENT")} == {title}
        told = {name for one in icalendar.Calendar.from_ical(text).walk("VEVENT") for name in one}
        assert told == {"UID", "DTSTAMP", "DTSTART", "DURATION", "SUMMARY", "TRANSP"}


def test_it_tells_who_asks_and_for_what_where_its_person_wants_that(mara, jon, planted, read):
    for who, token, told in (
        (jon, planted[1], {"Mara: a ride", "Mara: some quiet", "Mara: “Ownium, <b>& Co</b>; \\n”"}),
        (
            mara,
            planted[0],
            {
                "Jon has this: a ride",
                "Jon has this: some quiet",
                "Jon has this: “Ownium, <b>& Co</b>; \\n”",
                "I asked: a ride",
            },
        ),
    ):
        Calendar.change(by=who, tells_words=True)
        events = icalendar.Calendar.from_ical(read(token).data).walk("VEVENT")
        assert {str(one["SUMMARY"]) for one in events} == told
        assert {str(one["URL"]) for one in events} == {
            f"{HOME}/needs/{need.key}" for need in Need.select() if who == mara or need.claimed_by_id
        }
        assert "Detailium" not in read(token).text and "Warmium" not in read(token).text


def test_long_words_are_cut_to_one_line(mara, read):
    ask(mara, When("pick", FRIDAY, None, time(18)), word="", own="A ride\nto the station. " * 30)
    token = Calendar.make(by=mara)[1]
    Calendar.change(by=mara, tells_words=True)
    (event,) = icalendar.Calendar.from_ical(read(token).data).walk("VEVENT")
    title = str(event["SUMMARY"])
    assert title.startswith("I asked: “A ride to the station. A ride") and title.endswith("…”") and len(title) < 115


# ---- over the clock changes of Berlin: 29 March 2026 at two, and 25 October 2026 at three


CHANGES = [
    # the day, and the wall clock      the instant
    ((2026, 3, 28), time(20), utc(2026, 3, 28, 19)),
    ((2026, 3, 29), time(2, 30), utc(2026, 3, 29, 1)),  # never shown: three o'clock, the first after
    ((2026, 3, 29), time(20), utc(2026, 3, 29, 18)),
    ((2026, 10, 24), time(20), utc(2026, 10, 24, 18)),
    ((2026, 10, 25), time(2, 30), utc(2026, 10, 25, 0, 30)),  # shown twice: the first
    ((2026, 10, 25), time(20), utc(2026, 10, 25, 19)),
]


def test_times_are_right_over_clock_changes(mara, jon, home, read_by):
    with stopped(utc(2026, 3, 1)):
        for day, at, _ in CHANGES:
            need = ask(mara, When("pick", date(*day), None, at))
            need.claim(by=jon, starts_at=home.first_instant(date(*day), at))
            ask(jon, When("pick", date(*day), None, at))
        told = read_by(jon)
    instants = [at for _, _, at in CHANGES]
    assert [at for title, at in told if title == AT_HOME] == [at for title, at in told if title == MINE] == instants
    assert [at.astimezone(home.tz).time() for at in instants] == [
        time(20), time(3), time(20), time(20), time(2, 30), time(20)
    ]  # fmt: skip


def test_the_second_half_past_two_is_another_instant(mara, jon, read_by):
    with stopped(utc(2026, 10, 20)):
        for hour in (0, 1):
            ask(mara).claim(by=jon, starts_at=utc(2026, 10, 25, hour, 30))
        assert [at for _, at in read_by(jon)] == [utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 1, 30)]
