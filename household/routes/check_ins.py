"""The weekly check-in: on one phone between two people, where nothing is written, or with a phone each."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from household import policy
from household.models import CheckIn, Draft
from household.routes.forms.asking import AskForm
from household.routes.forms.check_in_page import check_in_page, find_answer, find_check_in, kept_page
from household.routes.forms.checking_in import AnswerForm, aloud_page, picked, start_page, who_is_here
from household.web.access import authorize, can, find_or_404, me
from household.web.answers import away, back
from household.web.forms import again

bp = Blueprint("check_ins", __name__, url_prefix="/check-in")


@bp.get("/")
def index() -> str:
    check_in = policy.visible_check_ins(me()).first()
    if check_in and can("begin_check_in", check_in):
        return render_template("check_ins/show.html", **check_in_page(check_in))
    has_kept = policy.visible_kept_answers(me()).exists()
    return render_template("check_ins/index.html", waits=check_in, has_kept=has_kept, **start_page())


@bp.get("/aloud")
def aloud() -> Any:
    """One phone between them: each page leads to the next, and nothing of it is kept anywhere."""
    if not policy.partners_beside(me()):
        return back(url_for(".index"))
    return render_template("check_ins/aloud.html", **aloud_page(request.args.get("at", "")))


@bp.post("/start")
def start() -> Response:
    authorize("start_check_in")
    CheckIn.start(by=me(), others=who_is_here(), picked=picked())
    return away(url_for(".index"))


@bp.post("/<key>/sit-down")
def sit_down(key: str) -> Response:
    check_in = find_check_in(key)
    authorize("sit_down", check_in)
    check_in.sit_down(by=me())
    return away(url_for(".index"))


@bp.post("/<key>/begin")
def begin(key: str) -> Response:
    check_in = find_check_in(key)
    authorize("begin_check_in", check_in)
    check_in.begin(by=me())
    return back(url_for(".index"))


@bp.post("/<key>/answer")
def answer(key: str) -> Any:
    check_in = find_check_in(key)
    authorize("answer_check_in", check_in)
    form, good = AnswerForm.from_post()
    if not good:
        return again("check_ins/show.html", **check_in_page(check_in, form))
    check_in.answer(by=me(), question=form.step.data, words=form.words.data)
    return back(url_for(".index"))


@bp.post("/<key>/pass-over")
def pass_over(key: str) -> Response:
    check_in = find_check_in(key)
    authorize("pass_over", check_in)
    check_in.pass_over(by=me(), question=request.form.get("step", ""))
    return back(url_for(".index"))


@bp.post("/<key>/go-on")
def go_on(key: str) -> Response:
    check_in = find_check_in(key)
    authorize("go_on", check_in)
    check_in.go_on(by=me(), step=request.form.get("step", ""))
    return back(url_for(".index"))


@bp.post("/<key>/stop")
def stop(key: str) -> Response:
    check_in = find_check_in(key)
    authorize("stop_check_in", check_in)
    check_in.stop(by=me())
    return back(url_for(".index"))


@bp.post("/<key>/leave")
def leave(key: str) -> Response:
    check_in = find_check_in(key)
    authorize("leave_check_in", check_in)
    check_in.leave(by=me())
    return away(url_for(".one_ask" if check_in.ends else ".index"))


@bp.post("/answers/<key>/take-back")
def take_back(key: str) -> Response:
    said = find_answer(key)
    authorize("take_back", said)
    said.take_back(by=me())
    return back(url_for(".index"))


@bp.post("/answers/<key>/keep")
def keep(key: str) -> Response:
    said = find_answer(key)
    authorize("keep_answer", said)
    said.keep(by=me())
    return back(url_for(".index"))


@bp.get("/kept")
def kept() -> str:
    return render_template("check_ins/kept.html", **kept_page(request.args.get("before")))


@bp.post("/kept/<key>/take-back")
def take_kept_back(key: str) -> Response:
    words = find_or_404(policy.visible_kept_answers(me()), key)
    authorize("take_back", words)
    words.take_back(by=me())
    return back(url_for(".kept"))


@bp.get("/one-ask")
def one_ask() -> str:
    return render_template("check_ins/one_ask.html", form=AskForm())


@bp.post("/one-ask")
def keep_ask() -> Any:
    """Ready to send, on the ask page; nothing goes by itself."""
    authorize("keep")
    form = AskForm()
    if not form.can_be_kept():
        return again("check_ins/one_ask.html", form=form)
    return away(url_for("needs.new", draft=Draft.keep(by=me(), **form.kept()).key))
