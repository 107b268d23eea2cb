"""What somebody answers the private check, for as long as it takes to say something kind."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError

from household.content.checking import answers
from household.web.forms import Form


class CheckForm(Form):
    answer = StringField(default="")

    def validate_answer(self, field: StringField) -> None:
        if field.data not in answers():
            raise ValidationError(_l("Choose one of the four, or none."))
