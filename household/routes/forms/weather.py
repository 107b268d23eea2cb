"""How much somebody has to give today, as they say it, and as those see it who are about to ask."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError

from household import policy
from household.models import Weather
from household.models.event import circle_of
from household.models.weather import LETTERS, SKIES
from household.routes.forms.asking import AskForm
from household.web.access import me
from household.web.forms import Form, Words

LITTLE = ("cloudy", "low")  # what whoever asks may like to know


class WeatherForm(Form):
    sky = StringField(default="")
    words = Words(longest=LETTERS)

    @classmethod
    def of(cls, weather: Weather | None) -> "WeatherForm":
        return cls(data={"sky": weather.sky, "words": weather.words} if weather else None)

    def validate_sky(self, field: StringField) -> None:
        if field.data not in SKIES:
            raise ValidationError(_l("Choose your weather."))


def weather_page(form: WeatherForm | None = None) -> dict[str, Any]:
    """One's own, as the `form` has it or as it was said, and the others'."""
    said = list(policy.visible_weather(me()))
    mine = next((one for one in said if one.person_id == me().id), None)
    return {
        "form": form or WeatherForm.of(mine),
        "skies": SKIES,
        "mine": mine,
        "theirs": [one for one in said if one is not mine],
        "beside": policy.partners_beside(me()),
    }


def short_of(form: AskForm) -> list[Weather]:
    """The weather of those partners whom this ask would reach, and who have little to give today."""
    little = [one for one in policy.visible_weather(me()) if one.sky in LITTLE and one.person_id != me().id]
    if not little:
        return []
    audience, named = form.audience()
    circle = circle_of((one.key for one in named), audience, kids_can_help=False)
    return [one for one in little if policy.hears(one.person, circle)]
