"""A calendar as other programs read it: read back by icalendar, whatever stands in it."""

import unicodedata
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
from hypothesis import given, settings
from hypothesis import strategies as st

from household.outside.calendar import Entry, folded, written

NOW = datetime(2026, 6, 17, 17, 30, tzinfo=UTC)
EVENING = datetime(2026, 6, 17, 20, tzinfo=ZoneInfo("Europe/Berlin"))


def read(*entries: Entry, name: str = "Household") -> Any:
    return icalendar.Calendar.from_ical(written(name, entries, NOW))


def event(*entry: Any) -> Any:
    (found,) = read(Entry(*entry)).walk("VEVENT")
    return found


def test_what_the_calendar_says_of_itself():
    found = read(Entry("a@household", EVENING, "Tea", True))
    said = {
        name: str(found[name]) for name in ("VERSION", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME", "X-PUBLISHED-TTL")
    }
    assert said == {
        "VERSION": "2.0", "CALSCALE": "GREGORIAN", "METHOD": "PUBLISH",
        "NAME": "Household", "X-WR-CALNAME": "Household", "X-PUBLISHED-TTL": "PT1H",
    }  # fmt: skip
    assert found["PRODID"] and found["REFRESH-INTERVAL"].dt == timedelta(hours=1)


def test_an_instant_takes_half_an_hour_and_is_written_in_utc():
    found = event("a@household", EVENING, "Tea", True, "https://home.example/needs/a")
    assert (found["DTSTART"].to_ical(), found["DTSTART"].dt, found["DURATION"].dt) == (
        b"20260617T180000Z", EVENING, timedelta(minutes=30)
    )  # fmt: skip
    assert (found["UID"], found["SUMMARY"], found["TRANSP"]) == ("a@household", "Tea", "OPAQUE")
    assert (found["URL"], found["DTSTAMP"].dt) == ("https://home.example/needs/a", NOW)


def test_a_day_ends_where_the_next_begins_and_takes_no_time():
    found = event("a@household", date(2026, 12, 31), "Cake", False)
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (date(2026, 12, 31), date(2027, 1, 1))
    assert found["TRANSP"] == "TRANSPARENT" and "DURATION" not in found and "URL" not in found


def test_an_empty_calendar_is_one_too():
    """The standard wants something in it, and some programs refuse it otherwise."""
    found = read()
    assert [part.name for part in found.subcomponents] == ["VTIMEZONE"] and found["NAME"] == "Household"


def test_lines_end_as_the_standard_says_and_never_inside_a_letter():
    raw = written("Ü" * 200, [Entry("a@household", EVENING, "👩🏽‍👩🏼‍👧🏿‍👦🏻" * 20, True)], NOW)
    lines = raw.split(b"\r\n")
    assert lines.pop() == b"" and not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) == 75 and all(line.decode() for line in lines)
    assert [len(line) for line in folded("x" * 149).split(b"\r\n")] == [75, 75]


def test_nothing_in_a_title_becomes_a_line_of_its_own():
    found = event("a@household", EVENING, "Tea\r\nEND:VEVENT\rATTENDEE:x\n\x85\u2028\x00URL:http://evil.test", True)
    assert found["SUMMARY"] == "Tea\nEND:VEVENT\nATTENDEE:x\nURL:http://evil.test"
    assert "URL" not in found and "ATTENDEE" not in found


def plain(text: str) -> str:
    """What is left of any text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(one for one in text if one == "\n" or unicodedata.category(one) not in ("Cc", "Cs", "Zl", "Zp"))


typed = st.text(st.one_of(st.characters(), st.sampled_from('\\;,:"nN\r\n\t ü🫖\u2028\x85')), max_size=300)


@settings(max_examples=50, deadline=None, derandomize=True, database=None)
@given(title=typed)
def test_whatever_is_written_is_read_back(title):
    assert event("a@household", EVENING, title, True)["SUMMARY"] == plain(title)
    assert all(len(line) <= 75 for line in written(title, [Entry("a", EVENING, title, True)], NOW).split(b"\r\n"))
