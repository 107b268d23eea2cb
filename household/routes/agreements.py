"""The agreement: proposing words, saying yes to them, pausing one's yes, and a page for the fridge."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from household import policy
from household.content.agreeing import limits
from household.models import Agreement
from household.models.base import TooLate
from household.routes.forms.agreeing import ProposalForm
from household.routes.forms.agreement_page import agreement_page, proposal_page, versions
from household.web.access import authorize, me
from household.web.answers import away, back
from household.web.forms import again
from household.web.unchanged import HOUR, unless_changed

bp = Blueprint("agreements", __name__, url_prefix="/agreement")
bp.add_app_template_global(limits, "limits")


@bp.get("/")
@unless_changed(HOUR)
def index() -> str:
    return render_template("agreements/index.html", **agreement_page())


@bp.get("/new")
def new() -> Any:
    if not policy.partners_beside(me()):
        return back(url_for(".index"))
    standing, proposed = versions()
    return render_template("agreements/new.html", **proposal_page(ProposalForm.of(proposed or standing)))


@bp.post("/")
def propose() -> Any:
    authorize("propose_agreement")
    form = ProposalForm()
    if form.goes_on:
        return render_template("agreements/new.html", **proposal_page(form))
    if not form.validate():
        return again("agreements/new.html", **proposal_page(form))
    page = proposal_page(form)
    if page["overtaken"]:
        return render_template("agreements/new.html", **page), 409
    Agreement.propose(by=me(), **form.proposed())
    return away(url_for(".index"))


@bp.post("/say-yes")
def say_yes() -> Response:
    agreement = words_read()
    authorize("say_yes_to_agreement")
    agreement.say_yes(by=me())
    return back(url_for(".index"))


@bp.post("/pause")
def pause() -> Response:
    """It names no words: whatever they are by now, one's own yes rests."""
    authorize("pause_agreement")
    Agreement.pause(by=me())
    return back(url_for(".index"))


@bp.post("/let-go")
def let_go() -> Response:
    agreement = words_read()
    authorize("let_agreement_go")
    agreement.let_go(by=me())
    return back(url_for(".index"))


def words_read() -> Agreement:
    """The version that lay open. What somebody did not read, they answer not."""
    read = request.form.get("words_read", "")
    found = policy.visible_agreements(me()).where(Agreement.key == read).get_or_none()
    if found is None:
        raise TooLate("The words changed. Please read them and say yes again.")
    agreement: Agreement = found
    return agreement
