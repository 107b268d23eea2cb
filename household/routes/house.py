"""The house itself: whether all is well with it, for the partners who keep it."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, current_app, render_template, url_for
from flask_babel import format_date
from flask_babel import gettext as _

from household.database import db
from household.keeping import doctor, reminder
from household.keeping.doctor import Finding, House, Said
from household.keeping.doctor.finding import CLOCK, COMPUTER, COPIES, DISK, HTTPS, NOTEBOOK, REACHING
from household.web.access import authorize, home
from household.web.answers import away
from household.web.places import lan_addresses, zone_here

bp = Blueprint("house", __name__, url_prefix="/house")
GROUPS = (  # what one comes to look after first
    (COPIES, {COPIES}),
    (REACHING, {REACHING, HTTPS}),
    (COMPUTER, {NOTEBOOK, DISK, CLOCK, COMPUTER}),
)


@bp.get("/")
def index() -> str:
    house = House(current_app.config, lan_addresses(), zone_here(), ask=answered, brief=True)
    findings = doctor.look(house)
    return render_template(
        "house/index.html",
        answer=doctor.answer(findings),
        undone=list(doctor.undone(findings)),
        groups=grouped(findings),
        spoken=spoken,
    )


@bp.post("/put-off")
def put_off() -> Response:
    """Say nothing of a second place for a month."""
    authorize("put_off")
    reminder.put_off()
    return away(url_for("us.index"))


def grouped(findings: list[Finding]) -> list[tuple[Said, list[Finding]]]:
    """What is well or worth knowing, in a few calm groups."""
    rest = [one for one in findings if one.good is not False]
    return [(title, [one for one in rest if one.group in parts]) for title, parts in GROUPS]


def answered(question: str) -> list[tuple]:
    return db.execute_sql(question).fetchall()


def spoken(said: Said) -> str:
    """The doctor's sentence in the reader's language, its days as they are called here."""
    names = {name: day(value) if isinstance(value, datetime) else value for name, value in said.names.items()}
    return _(said.message, **names) if names else _(said.message)


def day(at: Any) -> str:
    """“today”, “yesterday”, “Sunday”, “8 April”: a day that stands by itself."""
    away = (home().local().date() - at.date()).days
    if away == 0:
        return _("today")
    if away == 1:
        return _("yesterday")
    return format_date(at.date(), "EEEE" if 1 < away < 7 else "d MMMM")
