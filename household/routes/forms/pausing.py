"""A pause in coming back to each other: when one will be back."""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError

from household.models.clock import now
from household.routes.forms.asking import WhenForm
from household.routes.forms.repair_words import MINUTES
from household.web.access import home


class PauseForm(WhenForm):
    """`when` is minutes, a moment's key, "tomorrow" at this time, or "pick"."""

    when = StringField(default=MINUTES[0])

    def validate_when(self, field: StringField) -> None:
        if field.data == "pick" or self.moment:
            super().validate_when(field)
        elif field.data not in (*MINUTES, "tomorrow"):
            raise ValidationError(_l("Choose when you will be back."))

    def back_at(self) -> datetime:
        here = home()
        if self.when.data in MINUTES:
            return now() + timedelta(minutes=int(self.when.data))
        if self.when.data == "tomorrow":
            local = here.local()
            return here.first_instant(local.date() + timedelta(days=1), local.time())
        placed = self.chosen()
        at = placed.moment.at if placed.moment else placed.time
        assert placed.day and at
        instant = here.first_instant(placed.day, at)
        return instant if instant > now() else here.first_instant(placed.day + timedelta(days=1), at)
