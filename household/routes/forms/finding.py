"""What someone found with the need finder: a feeling and a need, either of which may be not sure yet."""

from typing import NamedTuple

from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError

from household.content import Word, words
from household.content.finding import Feeling, feelings_by_id
from household.web.forms import Form


class Found(NamedTuple):
    feeling: Feeling | None
    word: Word | None


class FindForm(Form):
    """`found` is FEELING:NEED by their ids, with nothing in the place of what is not sure."""

    found = StringField(default="")

    def validate_found(self, field: StringField) -> None:
        if found(field.data) is None:
            raise ValidationError(_l("Choose what may help, or “Not sure yet”."))


def found(said: str | None) -> Found | None:
    """What these ids stand for, or None where they stand for nothing."""
    feeling, colon, need = (said or "").partition(":")
    if not colon or feeling not in ("", *feelings_by_id()) or need not in ("", *words()):
        return None
    return Found(feelings_by_id().get(feeling), words().get(need))
