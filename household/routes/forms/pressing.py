"""An ask that becomes a button: the same form, without a day."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError

from household.routes.forms.asking import AskForm
from household.routes.forms.days import RHYTHM, RUN


class ButtonForm(AskForm):
    """Its `when` is placed anew at each press."""

    def validate(self, **more: Any) -> bool:
        """A day, or many of them, is one mistake, whatever is missing beside it."""
        super().validate(**more)
        for field in (self.at, self.weekdays, self.every, self.days, self.hour, self.clock):
            field.errors = ()
        return not self.errors

    def validate_when(self, field: StringField) -> None:
        if field.data in ("pick", RHYTHM, RUN):
            raise ValidationError(_l("A button asks when it is pressed. Choose “now”, or another time without a date."))
        super().validate_when(field)

    def prepared(self) -> dict[str, Any]:
        """The arguments of Button.make."""
        asked = self.asked()
        del asked["draft"]
        return asked | {"when": "moment" if self.moment else self.when.data or "whenever", "moment": self.moment}
