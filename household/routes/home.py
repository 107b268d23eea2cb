"""The home: its name, its time zone, and the moments of its day."""

from datetime import time
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from wtforms import ValidationError

from household.models import Moment
from household.routes.forms.zones import ZoneField, zones
from household.web.access import authorize, home, me
from household.web.answers import away
from household.web.forms import ClockTime, Form, Words, again

bp = Blueprint("home", __name__, url_prefix="/home")


class HomeForm(Form):
    name = Words(_l("The home’s name"), longest=60, needed=_l("Write a name first."))
    zone = ZoneField()


class MomentForm(Form):
    """A moment's name and time; without a name it goes."""

    name = Words(_l("Moment"), longest=40)
    at = ClockTime()

    def validate_at(self, field: ClockTime) -> None:
        if self.name.data and field.data is None:
            raise ValidationError(_l("We can’t read that time. It looks like 20:00."))

    @property
    def moment(self) -> tuple[str, time]:
        return self.name.data, self.at.data or time()


@bp.get("/edit")
def edit() -> str:
    return render_template("us/home.html", **home_page(HomeForm(obj=home())))


@bp.post("/change")
def change() -> Any:
    here = home()
    authorize("change", here)
    form, good = HomeForm.from_post()
    page = home_page(form)
    moments, new = page["moments"], page["new"]
    if not all([good, new.validate(), *(one.validate() for one in moments.values())]):
        return again("us/home.html", **page)
    here.change(
        by=me(),
        name=form.name.data,
        zone=form.zone.data,
        moments={key: one.moment for key, one in moments.items()},
        new=new.moment if new.name.data else None,
    )
    return away(url_for("us.index"))


def home_page(form: HomeForm) -> dict[str, Any]:
    """What the page needs; of a form that was sent, only the moments that stood on it."""
    moments = {one.key: MomentForm(obj=one, prefix=f"moment-{one.key}-") for one in Moment.of_the_day()}
    if request.method == "POST":
        moments = {key: one for key, one in moments.items() if one.name.name in request.form}
    return {"form": form, "zones": zones(form.zone.data), "moments": moments, "new": MomentForm(prefix="new-")}
