"""A packet for a therapist: chosen from one's own words, handed over once, and kept nowhere."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, StringField

from household import policy
from household.models.clock import now
from household.routes.forms.own_words import called
from household.web.access import authorize, home, me
from household.web.forms import Form, Words, again
from household.web.paper import handed_over, paper

bp = Blueprint("packets", __name__, url_prefix="/packet")
SPANS = {"month": timedelta(days=31), "half": timedelta(days=183), "all": None}


class PacketForm(Form):
    """`kinds` and `span` say what lies there to choose from, `pick` what was chosen of it, `all` all of it."""

    kinds = SelectMultipleField(choices=(), validate_choice=False)
    span = StringField(default="month")
    pick = SelectMultipleField(choices=(), validate_choice=False)
    all = StringField(default="")
    line = Words(_l("A line of yours on top, if you like"))

    def there(self) -> dict[str, list[policy.Piece]]:
        """What one can choose from, by its kind; kinds without anything are left out."""
        kinds = [kind for kind in policy.packed(me()) if kind in (self.kinds.data or ())]
        span = SPANS.get(self.span.data or "", SPANS["month"])
        words = policy.own_words(me(), kinds, now() - span if span else None)
        return {kind: pieces[::-1] for kind, pieces in words.items() if pieces}

    def chosen(self) -> dict[str, list[policy.Piece]]:
        """What goes in, the oldest first."""
        picked = {*(self.pick.data or ())}
        there = {kind: pieces[::-1] for kind, pieces in self.there().items()}
        if self.all.data:
            return there
        some = {kind: [one for one in pieces if one.mark in picked] for kind, pieces in there.items()}
        return {kind: pieces for kind, pieces in some.items() if pieces}


@bp.get("/")
def index() -> str:
    asked = {"kinds": request.args.getlist("kinds"), "span": request.args.get("span", "month")}
    return render_template("packets/index.html", **page(PacketForm(data=asked)))


@bp.post("/")
def pack() -> Any:
    """Made for this one answer: no row, no file, no event, no line in any log."""
    authorize("pack")
    form, good = PacketForm.from_post()
    chosen = form.chosen()
    if not (chosen or form.line.data):
        form.pick.errors = [_("Tick something to put in, or write a line.")]
    if not good or form.pick.errors:
        return again("packets/index.html", **page(form))
    day = home().local().date()
    body = paper(
        "packets/packet.html", _("From %(name)s", name=me().name),
        line=form.line.data, words=chosen, called=called(), day=day,
    )  # fmt: skip
    return handed_over(body, "text/html", f"packet-{day}.html")


def page(form: PacketForm) -> dict[str, Any]:
    return {"form": form, "there": form.there(), "called": called(), "packed": policy.packed(me())}
