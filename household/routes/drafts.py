"""Drafts: what somebody keeps for later, for their own eyes."""

from typing import Any

from flask import Blueprint, Response, render_template, url_for

from household import policy
from household.models import Draft
from household.routes.forms.ask_page import ask_page, ask_template
from household.routes.forms.asking import AskForm
from household.web.access import authorize, find_or_404, me
from household.web.answers import away, back
from household.web.forms import again

bp = Blueprint("drafts", __name__, url_prefix="/drafts")


@bp.get("/")
def index() -> str:
    return render_template("drafts/index.html", drafts=list(policy.visible_drafts(me())))


@bp.post("/")
def keep() -> Any:
    authorize("keep")
    form = AskForm()
    if not form.can_be_kept():
        return again(ask_template(form), **ask_page(form))
    Draft.keep(by=me(), **form.kept())
    return away(url_for(".index"))


@bp.post("/<key>/throw-away")
def throw_away(key: str) -> Response:
    draft = find_or_404(policy.visible_drafts(me()), key)
    authorize("throw_away", draft)
    draft.throw_away(by=me())
    return back(url_for(".index"))
