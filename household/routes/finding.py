"""Finding words: from how it feels to a need, in three taps, and from a need to a sentence. Nothing of it is kept."""

from typing import Any

from flask import Blueprint, render_template, request

from household.content.finding import families, not_sure
from household.routes.forms.ask_page import ask_page, ask_template
from household.routes.forms.asking import AskForm
from household.routes.forms.finding import FindForm
from household.routes.forms.starting import begin, put_in, sentences, shrink
from household.web.access import authorize, me
from household.web.forms import again

bp = Blueprint("finding", __name__, url_prefix="/needs")


@bp.get("/find")
def index() -> str:
    return render_template("finding/index.html", **finder(FindForm()))


@bp.post("/find")
def find() -> Any:
    """By POST, so that no feeling stands in an address or in the browser's history."""
    authorize("ask")
    form, good = FindForm.from_post()
    if not good:
        return again("finding/index.html", **finder(form))
    return render_template("finding/found.html", **ask_page(begin(form.found.data)))


@bp.get("/find/known")
def known() -> str:
    return render_template("finding/known.html")


@bp.post("/new/say")
def say() -> str:
    authorize("ask")
    form = AskForm()
    put_in(form, request.form.get("starter", ""))
    return render_template(ask_template(form), **ask_page(form, sentences(form)))


@bp.post("/new/make-smaller")
def make_smaller() -> Any:
    """The smallest form of the chosen need beside what is typed, for whoever asks somebody with little to give."""
    authorize("ask")
    form = AskForm()
    shrunk = shrink(form)
    if not shrunk:
        return again(ask_template(form), **ask_page(form))
    return render_template(ask_template(form), **ask_page(form), shrunk=shrunk)


@bp.post("/new/put-line-away")
def put_line_away() -> str:
    authorize("put_line_away")
    me().put_line_away(by=me())
    form = AskForm()
    return render_template(ask_template(form), **ask_page(form))


def finder(form: FindForm) -> dict[str, Any]:
    return {"form": form, "families": families(), "not_sure": not_sure()}
