"""How the house says days and times: as people of that language say them, seen from now."""

from datetime import date, datetime, time

from flask import Flask
from flask_babel import format_date, format_time, ngettext
from flask_babel import gettext as _

from household.models import Home
from household.models.clock import now
from household.web.access import home


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(
        clock=clock, after=after, promised=promised, arrives=arrives, day=day, full_day=full_day
    )


def clock(at: time, since: time | None = None) -> str:
    """“10 o’clock” on an hour that nobody can take for the other half of the day, else as clocks are read here.

    `since` is the time it is now, where the talk is of today: after nine, “8 o’clock” is tonight's.
    """
    plain = 9 <= at.hour <= 12 or (since is not None and at.hour > 12 and since.hour > at.hour - 12)
    if at.minute == 0 and plain:
        return _("%(hour)s o’clock", hour=at.hour % 12 or 12, hour24=at.hour)
    return format_time(at, "short").replace("\u202f", " ")


def near(day: date, here: Home) -> str:
    """A day in words that fit after a comma: today, tomorrow, on Thursday, on 8 April."""
    away = (day - here.local().date()).days
    if away and day == here.today:
        return _("tonight")  # before four the night is still going
    if away == 0:
        return _("today")
    if away == 1:
        return _("tomorrow")
    if away == -1:
        return _("yesterday")
    if 1 < away < 7 or -7 < away < -1:
        return _("on %(day)s", day=format_date(day, "EEEE"))
    return _("on %(day)s", day=format_date(day, "d MMMM" if abs(away) < 300 else "d MMMM y"))


def with_time(day: date, at: time, here: Home) -> str:
    """“tonight at 8 o’clock”, “on Thursday at 10 o’clock”."""
    if day in (here.local().date(), here.today) and at.hour >= 18:
        return _("tonight at %(time)s", time=clock(at, since=at))
    return _("%(day)s at %(time)s", day=near(day, here), time=clock(at))


def after(minutes: int) -> str:
    """“in 20 minutes”."""
    return ngettext("in %(num)s minute", "in %(num)s minutes", minutes)


def promised(at: datetime) -> str:
    """An instant on the home's clock: “from 8 o’clock” within this day, else “on Thursday at 10 o’clock”."""
    here = home()
    local = here.local(at)
    if local.date() == here.local().date():
        return _("from %(time)s", time=clock(local.time(), since=here.local().time()))
    return with_time(local.date(), local.time(), here)


def arrives(at: datetime) -> str:
    """When something that was sent is seen, in the middle of a sentence: “now”, “tomorrow at 7 o’clock”."""
    here = home()
    local = here.local(at)
    return _("now") if at <= now() else with_time(local.date(), local.time(), here)


def day(at: datetime | date) -> str:
    """The day of an instant here, or a date that has been: “today”, “on Thursday”."""
    here = home()
    today = here.local().date()  # a date that a wrong clock put ahead is today
    return near(here.local(at).date() if isinstance(at, datetime) else min(at, today), here)


def full_day(at: datetime | date) -> str:
    """A day as it reads the same in years to come: “17 June 2026”."""
    return format_date(home().local(at).date() if isinstance(at, datetime) else at, "d MMMM y")
