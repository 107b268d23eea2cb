"""How the house says how it is looked after: the doctor's sentences, and days and months that stand by themselves."""

from datetime import date, datetime
from typing import Any

from flask import Flask
from flask_babel import format_date
from flask_babel import gettext as _

from household.web.access import home


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(told=told, dated=dated, month=month)


def told(said: Any) -> str:
    """A sentence that keeping said, in the reader's language, with its days as they are called here."""
    names = {name: dated(value) if isinstance(value, datetime) else value for name, value in said.names.items()}
    return _(said.message, **names) if names else _(said.message)


def dated(at: datetime) -> str:
    """The day of an instant that has passed: “today”, “yesterday”, “Sunday”, “8 April”."""
    here = home()
    day = here.local(at).date()
    away = (here.local().date() - day).days
    if away in (0, 1):
        return _("today") if away == 0 else _("yesterday")
    return format_date(day, "EEEE" if 1 < away < 7 else "d MMMM")


def month(day: date) -> str:
    """“May 2026”."""
    return format_date(day, "MMMM y")
