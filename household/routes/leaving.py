"""Your words, and leaving: taking them along at any time, and going by oneself, with nobody told."""

from typing import Any

from flask import Blueprint, Response, g, render_template, request, url_for
from flask_babel import gettext as _
from wtforms import StringField, ValidationError

from household.keeping.fading import gone_by
from household.models import leaving
from household.routes.forms.own_words import book_and_file
from household.web.access import authorize, cookie_name, first_home, home, me, public
from household.web.answers import away
from household.web.entering import throttle
from household.web.forms import Form, Words, again
from household.web.going_out import drop
from household.web.paper import handed_over

bp = Blueprint("leaving", __name__, url_prefix="/leaving")


class LeaveForm(Form):
    """Whether the name stays on what was shared."""

    name = StringField(default="stays")

    @property
    def called(self) -> str:
        """What stands in the place of the name; empty where it stays."""
        return _("Someone") if self.name.data == "goes" else ""


class CloseForm(Form):
    """The home's name, so that nobody closes it by a slip of the thumb."""

    name = Words(longest=60)

    def validate_name(self, field: Words) -> None:
        if " ".join(field.data.split()).casefold() != " ".join(home().name.split()).casefold():
            raise ValidationError(_("That is not its name. Please write it as it stands above."))


@bp.get("/")
def index() -> str:
    return render_template("leaving/index.html", last=leaving.is_last(me()))


@bp.post("/export")
def export() -> Response:
    """Nobody else sees that it happened: no event, no line anywhere."""
    authorize("export")
    return handed_over(book_and_file(), "application/zip", f"words-{home().local().date()}.zip")


@bp.get("/before")
def before() -> str:
    copies = gone_by(home().local().date())
    return render_template("leaving/before.html", last=leaving.is_last(me()), copies=copies)


@bp.get("/sure")
def sure() -> str:
    if leaving.is_last(me()):
        return render_template("leaving/close.html", form=CloseForm(data={}))
    return render_template("leaving/sure.html", form=LeaveForm(data={"name": request.args.get("name", "stays")}))


@bp.post("/leave")
def leave() -> Response:
    authorize("leave")
    leaving.leave(by=me(), called=LeaveForm().called)
    return gone()


@bp.post("/close")
def close() -> Any:
    authorize("close_home")
    form, good = CloseForm.from_post()
    if not good:
        return again("leaving/close.html", form=form)
    leaving.close_home(by=me())
    throttle().forget()
    return gone()


@bp.get("/goodbye")
@public
def goodbye() -> str:
    return render_template("leaving/goodbye.html", closed=first_home() is None)


@bp.after_app_request
def follow(answer: Response) -> Response:
    """Somebody may have left while this was on its way from another phone of theirs."""
    who = g.get("who")
    sent = request.method == "POST" and request.blueprint != bp.name and answer.status_code < 400
    if sent and who and who.id:
        leaving.follow(who)
    return answer


def gone() -> Response:
    """To the page that says goodbye, which is for anybody; this device is known here no more."""
    return drop(away(url_for(".goodbye")), cookie_name())
