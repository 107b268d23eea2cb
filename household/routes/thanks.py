"""Thanks: the wall, saying thank you, and taking it back."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from household import policy
from household.models import Deed, Need, Person, Thanks
from household.routes.forms.thanking import ThanksForm, for_a_no, for_asking, sayings
from household.web.access import authorize, find_or_404, home, me
from household.web.answers import away, back
from household.web.forms import again

bp = Blueprint("thanks", __name__, url_prefix="/thanks")
A_WALL = 30  # notes on one page


@bp.get("/")
def index() -> str:
    notes = policy.visible_thanks(me())
    before = request.args.get("before")
    if before:
        notes = notes.where(Thanks.id < find_or_404(policy.visible_thanks(me()), before).id)
    shown = Thanks.with_people(notes.limit(A_WALL + 1))
    Deed.mark(shown)
    asks = policy.why_invitation(me(), home())
    return render_template("thanks/index.html", notes=shown[:A_WALL], older=shown[A_WALL:], why_asks=asks)


@bp.get("/new")
def new() -> str:
    need = needed(request.args.get("need", ""))
    return render_template("thanks/new.html", **thanks_page(ThanksForm.for_need(need), need))


@bp.post("/")
def thank() -> Any:
    authorize("thank")
    form, good = ThanksForm.from_post()
    need = needed(form.need.data)
    if not good:
        return again("thanks/new.html", **thanks_page(form, need))
    Thanks.give(by=me(), need=need, **form.given())
    return away(url_for(".index"))


@bp.post("/<key>/take-back")
def take_back(key: str) -> Response:
    thanks = find_or_404(policy.visible_thanks(me()), key)
    authorize("take_back", thanks)
    thanks.take_back(by=me())
    return back(url_for(".index"))


def needed(key: str | None) -> Need | None:
    """The need that the thanks are for, if there is one."""
    return find_or_404(policy.visible_needs(me()), key) if key else None


def thanks_page(form: ThanksForm, need: Need | None) -> dict[str, Any]:
    people = policy.others(me())
    chosen = [person for person in people if person.key in (form.to.data or ())]
    return {
        "form": form,
        "need": need,
        "people": people,
        "kids_hear": policy.heard_by_kids(people),
        "chosen": chosen,
        "openings": openings(need, chosen) if need else {},
        "sayings": sayings(),
        "circles": policy.circles(me()),
    }


def openings(need: Need, chosen: list[Person]) -> dict[str, list[str]]:
    """First choices: thanks for asking, to the one who asked; for a kind no, to someone who said one to the asker."""
    said_no = {reply.by for reply in policy.visible_replies(me(), need) if reply.says_no}
    return {
        "asking": for_asking(need) if need.asked_by in chosen else [],
        "no": for_a_no() if said_no & {*chosen} else [],
    }
