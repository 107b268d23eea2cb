"""How the house says in which week something was. A week begins on Monday, and a day at four in the morning."""

from datetime import date, datetime, timedelta

from flask import Flask
from flask_babel import format_date
from flask_babel import gettext as _

from household.models.home import NIGHT_ENDS
from household.web.access import home


def init_app(app: Flask) -> None:
    app.jinja_env.filters["week"] = week


def week_of(at: datetime) -> date:
    """The Monday of the week in which this instant was; what a wrong clock put ahead is this week."""
    here = home()
    day = min((here.local(at) - timedelta(hours=NIGHT_ENDS.hour)).date(), here.today)
    return day - timedelta(days=day.weekday())


def week(monday: date) -> str:
    """“This week”, “Last week”, “The week of 8 June”; after most of a year also which."""
    today = home().today
    ago = (today - timedelta(days=today.weekday()) - monday).days // 7
    if ago < 2:
        return _("Last week") if ago else _("This week")
    return _("The week of %(day)s", day=format_date(monday, "d MMMM" if ago < 43 else "d MMMM y"))
