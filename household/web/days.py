"""How the house says days: those on which something comes back, and those that belong together."""

from datetime import date
from typing import Any

from babel.dates import get_day_names
from babel.lists import format_list
from flask import Flask
from flask_babel import format_date, get_locale
from flask_babel import gettext as _

from household.web.access import home
from household.web.times import clock, near

A_WEEK = 7


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(weekday_names=weekday_names)
    app.jinja_env.filters.update(comes_back=comes_back, near_day=near_day, chip_day=chip_day, line_day=line_day,
                                 these_days=these_days)  # fmt: skip


def weekday_names() -> list[tuple[int, str]]:
    """(number, name) of the days of a week, from the one with which it begins here."""
    names, first = get_day_names("wide", "stand-alone", get_locale()), get_locale().first_week_day
    return [(day % A_WEEK, names[day % A_WEEK]) for day in range(first, first + A_WEEK)]


def comes_back(rhythm: Any) -> str:
    """“every Friday at tea”, “every other week on Monday and Thursday at 8 o’clock”."""
    names = get_day_names("wide", "format", get_locale())
    days = format_list([names[day] for day in rhythm.days], locale=get_locale())
    if rhythm.every == 1:
        said = _("every day") if len(rhythm.days) == A_WEEK else _("every %(days)s", days=days)
    elif len(rhythm.days) == 1:
        said = _("every other %(day)s", day=days)
    else:
        said = _("every other week on %(days)s", days=days)
    return at_its_time(said, rhythm)


def these_days(needs: list[Any]) -> str:
    """When the needs of a run want their answer, in one: “on these evenings at dinner”."""
    at = needs[0].moment.at if needs[0].moment else needs[0].time
    late = at is not None and at.hour >= 17
    return at_its_time(_("on these evenings") if late else _("on these days"), needs[0])


def at_its_time(days: str, one: Any) -> str:
    if one.moment:
        return _("%(day)s %(moment)s", day=days, moment=one.moment.name)
    return _("%(day)s at %(time)s", day=days, time=clock(one.time)) if one.time else days


def near_day(day: date) -> str:
    """“today”, “on Friday”, “on 8 April”."""
    return near(day, home())


def line_day(day: date) -> str:
    """A day that begins a line: “Today”, “Friday”, “Wednesday 24 June”."""
    away = (day - home().local().date()).days
    if away in (0, 1):
        return _("Tomorrow") if away else _("Today")
    return format_date(day, "EEEE" if 0 < away < A_WEEK else "EEEE d MMMM")


def chip_day(day: date) -> str:
    """A day to choose, in short: “Today”, “Fri 19 Jun”."""
    return format_date(day, "EEE d MMM") if (day - home().local().date()).days > 1 else line_day(day)
