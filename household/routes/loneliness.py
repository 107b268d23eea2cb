"""The private check on loneliness: one question, for whoever wonders. It keeps nothing and tells nobody."""

from typing import Any

from flask import Blueprint, render_template

from household import policy
from household.content.checking import answers, question
from household.routes.forms.loneliness import CheckForm
from household.web.access import authorize, me
from household.web.forms import again

bp = Blueprint("loneliness", __name__, url_prefix="/private-check")


@bp.get("/")
def index() -> str:
    return render_template("loneliness/index.html", **check())


@bp.post("/")
def answer() -> Any:
    """By POST, so that no answer stands in an address or in the browser's history; nothing is written down here."""
    authorize("answer_check")
    form, good = CheckForm.from_post()
    if not good:
        return again("loneliness/index.html", **check(form))
    said = answers()[form.answer.data]
    return render_template("loneliness/answered.html", answer=said, beside=policy.partners_beside(me()))


def check(form: CheckForm | None = None) -> dict[str, Any]:
    return {"form": form or CheckForm(), "question": question(), "answers": answers().values()}
