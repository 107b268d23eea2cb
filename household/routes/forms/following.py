"""A nudge: one of a few gentle phrases."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError

from household import content
from household.models import Need
from household.web.forms import Form


class NudgeForm(Form):
    """`phrase` is the id of a nudge; the first is chosen unless one says otherwise."""

    phrase = StringField(default="g00")

    def __init__(self, need: Need) -> None:
        self.phrases = nudges(need)
        super().__init__()

    def validate_phrase(self, field: StringField) -> None:
        if field.data not in self.phrases:
            raise ValidationError(_l("Choose one of the lines."))

    @property
    def words(self) -> str:
        return self.phrases[self.phrase.data or ""]


def nudges(need: Need) -> dict[str, str]:
    """The gentle lines that fit this need, by id; in one's own words it has no name that fits a sentence."""
    chosen = need.chosen
    return content.filled("nudge", job=chosen.job if chosen else "", need=chosen.slot if chosen else "")
