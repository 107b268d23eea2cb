"""What is asked at the kitchen tablet: what is said aloud in a kitchen, for the family or guests too."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, ValidationError

from household import content
from household.models import Moment
from household.models.need.when import coming
from household.routes.forms.asking import WhenForm
from household.routes.forms.kitchen_page import circles_here
from household.web.access import home
from household.web.forms import Words


class KitchenAskForm(WhenForm):
    """`who` is a circle that the tablet shows, the narrowest unless one says otherwise."""

    word = StringField(default="")
    own = Words(_l("Say it in your own words"))
    who = StringField(default="")
    kids_can_help = BooleanField()

    def validate_word(self, field: StringField) -> None:
        offered = {word.id for group in content.said_aloud() for word in group.words}
        if (field.data and field.data not in offered) or not (field.data or self.own.data):
            raise ValidationError(_l("Choose what would help, or say it in your own words."))

    def validate_who(self, field: StringField) -> None:
        if self.audience not in circles_here():
            raise ValidationError(_l("Choose who this is for."))

    def validate_kids_can_help(self, field: BooleanField) -> None:
        chosen = content.words().get(self.word.data or "")
        if field.data and chosen and not chosen.kids_can_help:
            raise ValidationError(_l("Kids can’t carry this one. Please take “Kids can help” off."))

    @property
    def audience(self) -> str:
        return self.who.data or circles_here()[0]

    def asked(self) -> dict[str, Any]:
        """The arguments of Need.ask."""
        return {
            "word": self.word.data or "",
            "own": self.own.data or "",
            "audience": self.audience,
            "kids_can_help": bool(self.kids_can_help.data),
            "when": self.chosen(),
            "once": self.once.data,
        }


def ask_page(form: KitchenAskForm) -> dict[str, Any]:
    return {
        "form": form,
        "groups": content.said_aloud(),
        "moments": coming(Moment.of_the_day(), home().local()),
        "circles": circles_here(),
    }
