"""On which days: those of a need that comes back, and those of a run."""

from contextlib import suppress
from datetime import date, time, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectMultipleField, StringField, ValidationError

from household.models import Moment
from household.models.need.running import MOST_DAYS
from household.models.need.when import STILL_THAT_MOMENT, When, next_day_at
from household.web.access import home
from household.web.forms import ClockTime, Form

RHYTHM, RUN = "rhythm", "run"


class DaysFields:
    """Beside a WhenForm, whose `when` can then be rhythm or run too.

    `weekdays` are numbers from 0 (Monday), `every` is 1 or 2 weeks, `days` are dates; `hour` is a moment's key,
    "clock" with a time in `clock`, or empty.
    """

    weekdays = SelectMultipleField(choices=(), validate_choice=False)
    every = StringField(default="1")
    days = SelectMultipleField(choices=(), validate_choice=False)
    hour = StringField(default="")
    clock = ClockTime()
    when: StringField

    def validate_when(self, field: StringField) -> None:
        if field.data not in (RHYTHM, RUN):
            super().validate_when(field)  # type: ignore[misc]

    def validate_weekdays(self, field: SelectMultipleField) -> None:
        if self.comes_back and not self.chosen_weekdays:
            raise ValidationError(_l("Choose the days of the week."))

    def validate_every(self, field: StringField) -> None:
        if self.comes_back and field.data not in ("1", "2"):
            raise ValidationError(_l("Choose every week, or every other week."))

    def validate_days(self, field: SelectMultipleField) -> None:
        if self.is_run and len(self.chosen_days) < 2:
            raise ValidationError(_l("Choose two days or more."))
        if self.is_run and not {*field.data} <= {day.isoformat() for day in self.offered_days}:
            raise ValidationError(_l("Choose days of the next two weeks."))
        if self.is_run and self.first_day and self.chosen_days[0] < self.first_day:
            raise ValidationError(_l("That time has passed today. Please leave today out."))

    def validate_hour(self, field: StringField) -> None:
        missing = self.comes_back and not field.data
        unknown = field.data and not (self.at_moment or self.at_time)
        if (self.comes_back or self.is_run) and (missing or unknown):
            raise ValidationError(_l("Choose a time of day."))

    @property
    def comes_back(self) -> bool:
        return self.when.data == RHYTHM

    @property
    def is_run(self) -> bool:
        return self.when.data == RUN

    @property
    def chosen_weekdays(self) -> set[int]:
        return {number for number in range(7) if str(number) in (self.weekdays.data or ())}

    @property
    def offered_days(self) -> list[date]:
        today = home().local().date()
        return [today + timedelta(days=more) for more in range(MOST_DAYS)]

    @property
    def chosen_days(self) -> list[date]:
        return [day for day in self.offered_days if day.isoformat() in (self.days.data or ())]

    @property
    def at_moment(self) -> Moment | None:
        return Moment.get_or_none(Moment.key == self.hour.data) if self.hour.data else None

    @property
    def at_time(self) -> time | None:
        return self.clock.data if self.hour.data == "clock" else None

    @property
    def first_day(self) -> date | None:
        """The first day on which that time of day is still to come; None where none is chosen."""
        moment, here = self.at_moment, home().local()
        if moment:
            return next_day_at(moment.at, here, STILL_THAT_MOMENT)
        return next_day_at(self.at_time, here) if self.at_time else None

    def rhythm(self) -> dict[str, Any]:
        """The arguments of Rhythm.begin that tell its days."""
        when = dict(moment=self.at_moment, time=self.at_time)
        return dict(weekdays=self.chosen_weekdays, every=int(self.every.data or 1), **when)

    def whens(self) -> list[When]:
        """The when of each need of a run."""
        moment = self.at_moment
        return [When("moment" if moment else "pick", day, moment, self.at_time) for day in self.chosen_days]


class Day(DateField):
    """A date; None where there is none that can be read."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        with suppress(ValueError):
            super().process_formdata(valuelist)


class SkipForm(Form):
    """`day` is the one that was read as the next."""

    day = Day()

    def validate_day(self, field: Day) -> None:
        if field.data is None:
            raise ValidationError(_l("This has changed. Please read it once more."))
