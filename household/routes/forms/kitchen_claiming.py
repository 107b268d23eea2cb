"""A claim at the kitchen tablet: as asked, now, in an hour, or at a moment that is still to come today."""

from datetime import datetime, timedelta

from wtforms import StringField

from household.models import Need
from household.models.clock import now
from household.models.need.when import next_day_of
from household.routes.forms.claiming import ClaimForm
from household.web.access import home

HOUR = "hour"


class KitchenClaimForm(ClaimForm):
    """`when` may also be "hour", or a moment's key."""

    def validate_when(self, field: StringField) -> None:
        if field.data != HOUR and self.moment is None:
            super().validate_when(field)

    def starts_at(self, need: Need) -> datetime | None:
        here, moment = home(), self.moment
        if moment:
            return here.first_instant(next_day_of(moment, here.local()), moment.at)
        return now() + timedelta(hours=1) if self.when.data == HOUR else super().starts_at(need)
