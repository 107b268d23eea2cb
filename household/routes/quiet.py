"""Quiet hours: when somebody does not want to be called."""

from typing import Any

from flask import Blueprint, url_for

from household.models import Quiet
from household.routes.forms.channel_page import channels_page
from household.routes.forms.channels import QuietForm
from household.web.access import authorize, me
from household.web.answers import away
from household.web.forms import again

bp = Blueprint("quiet", __name__, url_prefix="/quiet")


@bp.post("/keep")
def keep() -> Any:
    authorize("be_called")
    form, good = QuietForm.from_post()
    if not good:
        return again("channels/index.html", **channels_page(quiet=form))
    Quiet.keep(by=me(), begins=form.begins.data, ends=form.ends.data, woken_by_now=form.woken_by_now.data)
    return away(url_for("channels.index", saved=1))
