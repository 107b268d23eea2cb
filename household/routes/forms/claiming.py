"""A claim's when: as asked, now, in half an hour, or a day and time."""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError

from household.models import Need
from household.models.clock import now
from household.models.need.when import place, starts
from household.routes.forms.asking import WhenForm
from household.web.access import home


class ClaimForm(WhenForm):
    """`when` is asked, now, half, pick or empty (no time said); `wording` is what the claimer read."""

    when = StringField(default="asked")
    wording = StringField(default="")

    def validate_when(self, field: StringField) -> None:
        if field.data not in ("", None, "asked", "now", "half", "none", "pick"):
            raise ValidationError(_l("Choose when you can do it."))
        if field.data == "pick" and self.at.data is None:
            raise ValidationError(_l("Choose a day and a time."))

    def starts_at(self, need: Need) -> datetime | None:
        """The instant promised, or None for "whenever it suits"."""
        here = home()
        when = self.when.data or "asked"
        if when == "pick" and self.at.data:
            placed = place(here, "pick", None, self.at.data)
            assert placed.day and placed.time
            return here.instant(placed.day, placed.time)
        return {
            "now": now(),
            "half": now() + timedelta(minutes=30),
            "asked": starts(need, here),
        }.get(when)
