"""How the house says names, and when a need wants its answer: as people of that language say them."""

from datetime import date, datetime, timedelta
from typing import Any

from babel.lists import format_list
from flask import Flask, g
from flask_babel import format_date, get_locale
from flask_babel import gettext as _

from household import policy
from household.models import Home
from household.models.clock import now
from household.models.need.when import next_day_of
from household.web.access import home, me
from household.web.times import near, with_time
from household.web.unchanged import turns_at

STILL_NOW = timedelta(hours=2)


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(part_of_day=part_of_day, weekday=weekday, partners_here=partners_here)
    app.jinja_env.tests.update(known=knows, here=is_here)
    app.jinja_env.filters.update(
        names=names,
        name_of=name_of,
        either=either,
        kid_names=kid_names,
        whenever=whenever,
        next_moment=next_moment,
    )


def names(people: list[Any]) -> str:
    """“Ida, Theo, and Ruth”."""
    return format_list([person.name for person in people], locale=get_locale())


def knows(person: Any) -> bool:
    """Whether whoever is in may read this person's name; looked up once a request."""
    if "strangers" not in g:
        g.strangers = policy.strangers(me())
    return person.id not in g.strangers


def name_of(person: Any) -> str:
    """A name, as far as whoever is in may know it: a guest need not know who else comes to this table."""
    return str(person.name) if knows(person) else _("Someone")


def is_here(person: Any) -> bool:
    """Whether they are part of the house now, for pages of many people: the day is looked up once a request."""
    return person.left_at is None and (person.until is None or person.until >= home().today)


def partners_here() -> list[Any]:
    """The partners, for a guest, who calls them by their names; looked up once a request. Partners need no list."""
    if "partners" not in g:
        g.partners = [] if policy.may_make_card(me()) else policy.partners_beside(me())
    found: list[Any] = g.partners
    return found


def either(people: list[Any]) -> str:
    """“Mama or Papa”, as the kids call them."""
    return format_list([person.for_kids for person in people], style="or", locale=get_locale())


def kid_names(people: list[Any]) -> str:
    """The same as the kids say them: “Mama and Papa”."""
    return format_list([person.for_kids for person in people], locale=get_locale())


def part_of_day(at: datetime) -> str:
    """night, morning, afternoon or evening: the parts that greetings and "this evening" speak of."""
    hour = at.hour
    return "night" if hour < 4 else "morning" if hour < 12 else "afternoon" if hour < 18 else "evening"


def weekday(at: datetime) -> str:
    """“Wednesday evening”."""
    day = format_date((at - timedelta(hours=4)).date(), "EEEE")
    return {
        "night": _("%(day)s night", day=day),
        "morning": _("%(day)s morning", day=day),
        "afternoon": _("%(day)s afternoon", day=day),
        "evening": _("%(day)s evening", day=day),
    }[part_of_day(at)]


def whenever(need: Any) -> str:
    """When a need wants its answer, as it reads now; empty where there is no hurry."""
    here = home()
    if need.day is None:
        return ""
    if need.when == "now":
        return said_now(need, here)
    if need.when == "tonight":
        if need.day == here.today:
            return _("tonight")
        last = (here.today - need.day).days == 1
        return _("last night") if last else _("%(day)s night", day=near(need.day, here))
    if need.when == "weekend":
        return weekend(need.day, here)
    if need.moment:
        return moment_on(need.moment, need.day, here)
    if need.time:
        return with_time(need.day, need.time, here)
    return near(need.day, here)


def weekend(sunday: date, here: Home) -> str:
    """“this weekend”; in the week after it “last weekend”; later its date."""
    over = (here.local().date() - sunday).days
    return _("this weekend") if over <= 0 else _("last weekend") if over <= 7 else near(sunday, here)


def said_now(need: Any, here: Home) -> str:
    """“now” for two hours; then “this morning”, and when that day is over “that evening”."""
    asked = here.local(need.asked_at)
    turns_at(need.asked_at + STILL_NOW)
    if now() - need.asked_at < STILL_NOW:
        return _("now")
    if need.day == here.today:
        return {
            "night": _("tonight"),
            "morning": _("this morning"),
            "afternoon": _("this afternoon"),
            "evening": _("this evening"),
        }[part_of_day(asked)]
    return {
        "night": _("that night"), "morning": _("that morning"),
        "afternoon": _("that afternoon"), "evening": _("that evening"),
    }[part_of_day(asked)]  # fmt: skip


def moment_on(moment: Any, day: date, here: Home) -> str:
    """“tonight after bedtime”, “tomorrow at tea”."""
    if day in (here.local().date(), here.today):
        late = moment.at.hour >= 18
        return _("tonight %(moment)s", moment=moment.name) if late else _("today %(moment)s", moment=moment.name)
    return _("%(day)s %(moment)s", day=near(day, here), moment=moment.name)


def next_moment(moment: Any) -> str:
    """When a moment of the day comes next, as a choice: “tonight after bedtime”."""
    here = home()
    return moment_on(moment, next_day_of(moment, here.local()), here)
