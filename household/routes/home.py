"""The home: its name, its time zone, and the moments of its day."""

from datetime import time
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import lazy_gettext as _l

from household.models import Moment
from household.models.base import Refused
from household.routes.forms.zones import ZoneField, zones
from household.web.access import authorize, home, me
from household.web.answers import away
from household.web.forms import Form, Words, again, clean

bp = Blueprint("home", __name__, url_prefix="/home")


class HomeForm(Form):
    name = Words(_l("The home’s name"), longest=60, needed=_l("Write a name first."))
    zone = ZoneField()


@bp.get("/edit")
def edit() -> str:
    return render_template("us/home.html", form=HomeForm(obj=home()), zones=zones(), moments=list(Moment.of_the_day()))


@bp.post("/change")
def change() -> Any:
    here = home()
    assert here is not None
    authorize("change", here)
    form, good = HomeForm.from_post()
    moments = list(Moment.of_the_day())
    if not good:
        return again("us/home.html", form=form, zones=zones(), moments=moments)
    kept = {one.key: posted(f"moment-{one.key}") or (one.name, one.at) for one in moments}
    new = posted("new")
    here.change(by=me(), name=form.name.data, zone=form.zone.data)
    Moment.arrange(kept, new if new and new[0] else None, by=me())
    return away(url_for("us.index"))


def posted(field: str) -> tuple[str, time] | None:
    """A moment's name and time from two fields of the form; None where they were not sent."""
    if f"{field}-name" not in request.form:
        return None
    name, at = clean(request.form[f"{field}-name"]), request.form.get(f"{field}-at", "")
    if len(name) > 40:
        raise Refused("That is too long: up to %(longest)s letters fit here.", longest=40)
    try:
        return name, time.fromisoformat(at or "00:00") if name else time()
    except ValueError:
        raise Refused("We can’t read that time. It looks like 20:00.") from None
