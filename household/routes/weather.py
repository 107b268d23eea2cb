"""Weather: how much each of the partners has to give today, until midnight."""

from typing import Any

from flask import Blueprint, Response, render_template, url_for

from household.models import Weather
from household.routes.forms.weather import WeatherForm, weather_page
from household.web.access import authorize, me
from household.web.answers import back
from household.web.forms import again

bp = Blueprint("weather", __name__, url_prefix="/weather")


@bp.get("/")
def index() -> str:
    return render_template("weather/index.html", **weather_page())


@bp.post("/tell")
def tell() -> Any:
    authorize("tell_weather")
    form, good = WeatherForm.from_post()
    if not good:
        return again("weather/index.html", **weather_page(form))
    Weather.tell(by=me(), sky=form.sky.data, words=form.words.data)
    return back(url_for(".index"))


@bp.post("/take-off")
def take_off() -> Response:
    authorize("take_off_weather")
    Weather.take_off(by=me())
    return back(url_for(".index"))
