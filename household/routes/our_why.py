"""Our why: questions that each answers alone and all read together, and the lines that come of them."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from household import policy
from household.models import WhyAnswer, WhyInvitation, WhyLine
from household.routes.forms.why_page import AnswerForm, LineForm, answer_page, find_question, line_page, why_page
from household.web.access import authorize, find_or_404, me
from household.web.answers import away, back, changed
from household.web.forms import again

bp = Blueprint("our_why", __name__, url_prefix="/our-why")
INVITATION = "our_why/_invitation.html"


@bp.get("/")
def index() -> str:
    return render_template("our_why/index.html", **why_page())


@bp.get("/questions/<question_id>")
def question(question_id: str) -> str:
    asked = find_question(question_id)
    return render_template("our_why/question.html", **answer_page(asked, changes="change" in request.args))


@bp.post("/questions/<question_id>/answer")
def answer(question_id: str) -> Any:
    asked = find_question(question_id)
    authorize("answer_why")
    form, good = AnswerForm.from_post()
    if not good:
        return again("our_why/question.html", **answer_page(asked, changes=True, form=form))
    WhyAnswer.write(asked.id, by=me(), words=form.words.data, instead_of=form.instead_of.data)
    return back(url_for(".question", question_id=asked.id))


@bp.post("/answers/<key>/take-back")
def take_back(key: str) -> Response:
    mine = find_or_404(policy.visible_why_answers(me()), key)
    authorize("take_back", mine)
    mine.take_back(by=me())
    return back(url_for(".question", question_id=mine.opening.question))


@bp.get("/lines/new")
def new_line() -> str:
    return render_template("our_why/new_line.html", **line_page(LineForm.like(request.args.get("like", ""))))


@bp.post("/lines/")
def propose_line() -> Any:
    authorize("propose_line")
    form, good = LineForm.from_post()
    if not good:
        return again("our_why/new_line.html", **line_page(form))
    WhyLine.propose(by=me(), words=form.words.data, once=form.once.data)
    return away(url_for(".index"))


@bp.post("/lines/<key>/keep")
def keep_line(key: str) -> Response:
    line = find_or_404(policy.visible_why_lines(me()), key)
    authorize("keep_line", line)
    line.keep(by=me())
    return back(url_for(".index"))


@bp.post("/lines/<key>/take-off")
def take_off_line(key: str) -> Response:
    line = find_or_404(policy.visible_why_lines(me()), key)
    authorize("take_off_line", line)
    line.take_off(by=me())
    return back(url_for(".index"))


@bp.post("/invitation/put-off")
def put_off() -> Response:
    authorize("answer_why")
    WhyInvitation.put_off(by=me())
    return changed(INVITATION, url_for("thanks.index"), why_asks=None)


@bp.post("/invitation/end")
def end() -> Response:
    authorize("answer_why")
    WhyInvitation.end(by=me())
    return changed(INVITATION, url_for(".index"), why_asks=None)


@bp.post("/invitation/begin")
def begin() -> Response:
    authorize("answer_why")
    WhyInvitation.begin(by=me())
    return back(url_for(".index"))
