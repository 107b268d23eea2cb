"""A guest's card: whose it is, until when, and whom they can call."""

import re
from datetime import date, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, ValidationError

from household.models import Card
from household.models.home import the_day
from household.routes.forms.days import Day
from household.web.forms import Form, Words

OPEN, DAY = "open", "day"
A_STAY = timedelta(weeks=2)  # proposed to those who want it to end by itself
NUMBER = re.compile(r"\+?[\d\s()/.-]{3,}")


class LastDayForm(Form):
    """`lasts` is "open" (until somebody ends it) or "day", with that last day in `day`."""

    lasts = RadioField(choices=(OPEN, DAY), default=OPEN)
    day = Day(default=lambda: the_day() + A_STAY)
    phone = Words(longest=40)

    def validate_day(self, field: Day) -> None:
        if self.lasts.data != DAY:
            return
        if field.data is None:
            raise ValidationError(_l("Choose the last day."))
        if field.data < the_day():
            raise ValidationError(_l("That day is over. Choose today or a later one."))

    def validate_phone(self, field: Words) -> None:
        if field.data and not NUMBER.fullmatch(field.data):
            raise ValidationError(_l("Write the number as you would call it."))

    @property
    def until(self) -> date | None:
        """The last day, or none."""
        return self.day.data if self.lasts.data == DAY else None

    @classmethod
    def of(cls, card: Card) -> "LastDayForm":
        """As it stands. Once its day is over one may choose another."""
        kept = None if card.over else card.last_day
        stands = {"lasts": DAY if card.last_day else OPEN, "phone": card.phone}
        return cls(data=stands | {"day": kept or the_day() + A_STAY})


class CardForm(LastDayForm):
    """The same for somebody who has none yet."""

    name = Words(longest=40, needed=_l("Write a name first."))

    def written(self) -> dict[str, Any]:
        """The arguments of Card.make."""
        return dict(name=self.name.data, phone=self.phone.data, until=self.until, once=self.once.data)
