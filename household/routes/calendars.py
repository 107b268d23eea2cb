"""Your calendar: a secret link for your calendar program, with what you have taken on and what you asked for."""

from datetime import datetime

from flask import Blueprint, Response, render_template, url_for
from flask_babel import gettext as _
from wtforms import BooleanField

from household import policy
from household.models import Calendar, Need
from household.models.clock import now
from household.models.device import hashed
from household.outside.calendar import Entry, written
from household.policy import Ahead
from household.web.access import authorize, home, is_me, me, public
from household.web.answers import away
from household.web.forms import Form
from household.web.places import address_for_phones
from household.web.reading import calendar_file, no_file, read_as
from household.web.surfaces import need_url
from household.web.words import name_of

NAME = "Household"
LONGEST = 100  # letters of somebody's own words in a title

bp = Blueprint("calendars", __name__, url_prefix="/calendar")


class TitlesForm(Form):
    tells_words = BooleanField()


@bp.get("/")
def index() -> str:
    return render_template("calendars/index.html", calendar=Calendar.of(me()))


@bp.post("/make")
def make() -> str:
    """Shown at once and never again, since only its hash is kept: so a plain form gets the page, not a redirect."""
    authorize("make_calendar")
    _calendar, token = Calendar.make(by=me())
    link = address_for_phones(url_for(".show", token=token))
    return render_template("calendars/made.html", link=link, tap="webcal:" + link.partition(":")[2])


@bp.post("/change")
def change() -> Response:
    authorize("change_calendar")
    Calendar.change(by=me(), tells_words=TitlesForm.checked().tells_words.data)
    return away(url_for(".index"))


@bp.post("/end")
def end() -> Response:
    authorize("end_calendar")
    Calendar.end(by=me())
    return away(url_for(".index"))


@bp.get("/<token>.ics")
@public
def show(token: str) -> Response:
    """For a program, which has no cookie; that of a browser is not looked at either."""
    calendar = Calendar.with_token(token)
    if calendar is None or not policy.may_read_calendar(calendar.person):
        return no_file()
    read_as(calendar.person)
    entries = [entry(calendar, ahead) for ahead in policy.look_ahead(me(), home())]
    return calendar_file(written(NAME, entries, now()), same=written(NAME, entries, calendar.made_at))


def entry(calendar: Calendar, ahead: Ahead) -> Entry:
    """One thing in it. Its `uid` is of this calendar alone, so that two calendars side by side tell nothing more."""
    need, at = ahead
    return Entry(
        uid=f"{hashed(f'{calendar.key} {need.key}')[:32]}@household",
        at=at,
        title=title(need) if calendar.tells_words else discreet(need),
        busy=isinstance(at, datetime) and not is_me(need.asked_by_id),
        url=address_for_phones(need_url(need.key)) if calendar.tells_words else "",
    )


def discreet(need: Need) -> str:
    return _("Something I asked for") if is_me(need.asked_by_id) else _("Something at home")


def title(need: Need) -> str:
    """Who asks for what, and who has it. When it is, the calendar says itself."""
    what = need.chosen.told if need.chosen else _("“%(words)s”", words=shortened(need.own))
    if not is_me(need.asked_by_id):
        return _("%(name)s: %(what)s", name=need.asked_by.name, what=what)
    if need.claimed_by:
        return _("%(name)s has this: %(what)s", name=name_of(need.claimed_by), what=what)
    return _("I asked: %(what)s", what=what)


def shortened(words: str) -> str:
    """On one line, and not much of it."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"
