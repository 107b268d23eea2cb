"""A calendar as other programs read it (RFC 5545): written by hand, for it is a few lines."""

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

LONGEST = 75  # bytes of a line
UNWRITTEN = ("Cc", "Cs", "Zl", "Zp")  # controls, half letters, and what some programs take for the end of a line
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
NOTHING = ("BEGIN:VTIMEZONE", "TZID:UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0000",
           "TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE")  # fmt: skip


class Entry(NamedTuple):
    """`at` is an instant or a whole day; `busy`, whether that time is taken; a thing keeps its `uid`."""

    uid: str
    at: datetime | date
    title: str
    busy: bool
    url: str = ""


def written(name: str, entries: Iterable[Entry], at: datetime) -> bytes:
    """The whole calendar, as it is `at` this instant; programs take a later one for the newer word."""
    return b"\r\n".join(folded(line) for line in lines(name, entries, at)) + b"\r\n"


def lines(name: str, entries: Iterable[Entry], at: datetime) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Household//Household//EN", "CALSCALE:GREGORIAN")
    yield from ("METHOD:PUBLISH", f"NAME:{escaped(name)}", f"X-WR-CALNAME:{escaped(name)}")
    yield from ("REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H")
    events = [line for entry in entries for line in event(entry, at)]
    yield from events or NOTHING  # a calendar holds something: a zone, if need be
    yield "END:VCALENDAR"


def event(entry: Entry, at: datetime) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{escaped(entry.uid)}", f"DTSTAMP:{instant(at)}")
    if isinstance(entry.at, datetime):
        yield from (f"DTSTART:{instant(entry.at)}", "DURATION:PT30M")
    else:
        yield f"DTSTART;VALUE=DATE:{entry.at:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{entry.at + timedelta(days=1):%Y%m%d}"
    yield from (f"SUMMARY:{escaped(entry.title)}", f"TRANSP:{'OPAQUE' if entry.busy else 'TRANSPARENT'}")
    if entry.url:
        yield f"URL:{entry.url}"
    yield "END:VEVENT"


def instant(at: datetime) -> str:
    """In UTC, which no clock change can move."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """Text that ends no line and begins no other property."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = (letter for letter in plain if letter == "\n" or unicodedata.category(letter) not in UNWRITTEN)
    return "".join(kept).translate(ESCAPED)


def folded(line: str) -> bytes:
    """In lines of no more than 75 bytes, broken between letters; each but the first begins with a space."""
    rest, parts, room = line.encode(), [], LONGEST
    while len(rest) > room:
        cut = room
        while rest[cut] & 0xC0 == 0x80:  # inside a letter
            cut -= 1
        parts.append(rest[:cut])
        rest, room = rest[cut:], LONGEST - 1
    return b"\r\n ".join([*parts, rest])
