"""Beginning: to ask for the same thing again and again."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from household.database import db
from household.models.base import Refused
from household.models.event import Event
from household.models.home import Home, Moment
from household.models.need.when import next_day_at, next_day_of
from household.models.person import Person


class Beginning:
    """The verb of the one who asks."""

    @classmethod
    def begin(
        cls: Any,
        *,
        by: Person,
        weekdays: Iterable[int],
        every: int = 1,
        moment: Moment | None = None,
        time: dt.time | None = None,
        audience: str = "partners",
        named: list[Person] | None = None,
        word: str = "",
        own: str = "",
        kids_can_help: bool = False,
        draft: Any = None,
        once: str | None = None,
        **more: str,
    ) -> Any:
        """From its next day on, which comes to the table at once where it is near. Refuses what Need.ask refuses.

        `every` is 1 for each week or 2 for every other one; `more` is a feeling, details, and how it `tells`. The
        `draft` it was kept as goes.
        """
        from household.models.need.asking import askable
        from household.models.rhythm import RhythmNamed

        days = sorted({*weekdays} & {*range(7)})
        if not days:
            raise Refused("Choose the days of the week.")
        if not (moment or time):
            raise Refused("Choose a time of day.")
        named, kids_can_help = askable(by, word, own, audience, named, kids_can_help)
        same = dict(by=by, word=word, own=own, audience=audience, kids_can_help=kids_can_help, **more)
        same |= dict(weekdays=" ".join(map(str, days)), every=every, moment=moment, time=None if moment else time)
        with db.atomic():
            rhythm, new = cls.write(once=once, same=same, to=named, begins=first_day(days, moment, time))
            if new:
                for person in named:
                    RhythmNamed.create(rhythm=rhythm, person=person)
                rhythm.bring()
                Event.record(rhythm, "begin", set(), {by.key})
            if draft:
                draft.throw_away(by=by)
        return rhythm


def first_day(days: list[int], moment: Moment | None, time: dt.time | None) -> dt.date:
    """The first of these weekdays whose time of day is still to come."""
    here = Home.here()
    local = here.local()
    day = next_day_of(moment, local) if moment else next_day_at(time or dt.time(), local)
    return next(one for one in (day + dt.timedelta(days=more) for more in range(7)) if one.weekday() in days)
