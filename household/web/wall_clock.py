"""The clock on the kitchen wall: what it shows, and how a tablet without the house keeps it going."""

import re
from datetime import date, datetime
from typing import NamedTuple

from flask import Flask
from flask_babel import format_date, format_time, get_locale
from flask_babel import gettext as _

from household.models.clock import now
from household.web.access import home

FACE = re.compile(r"[Hh]+[^\w']m+")
STEP = 5  # minutes in which the picture stands still
PLACES = 12  # where it stands in turn


class WallClock(NamedTuple):
    """`face` is how hours are written here ("h:mm", "HH:mm"), `place` where the picture stands just now."""

    at: datetime
    face: str
    zone: str

    @property
    def shows(self) -> str:
        return format_time(self.at, self.face, rebase=False)

    @property
    def day(self) -> str:
        """“Wednesday, 17 June”."""
        weekday, date = format_date(self.today, "EEEE"), format_date(self.today, "d MMMM")
        return _("%(weekday)s, %(date)s", weekday=weekday, date=date)

    @property
    def today(self) -> date:
        return self.at.date()

    @property
    def ticks(self) -> int:
        """Milliseconds, as scripts reckon time."""
        return round(self.at.timestamp() * 1000)

    @property
    def place(self) -> int:
        return self.at.minute // STEP % PLACES


def init_app(app: Flask) -> None:
    app.jinja_env.globals["wall_clock"] = wall_clock


def wall_clock() -> WallClock:
    """On the clock of the home. Whether it is morning or evening, whoever stands there knows."""
    found = FACE.search(get_locale().time_formats["short"].pattern)
    return WallClock(home().local(now()), found[0] if found else "HH:mm", home().zone)
