"""Repairs: that hurt, and coming back to each other, step by step."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from household import policy
from household.models import Repair
from household.models.base import Refused
from household.routes.forms.pausing import PauseForm
from household.routes.forms.repair_page import about, about_this, find_repair, repair_page, tell_page, to_lean_on
from household.routes.forms.repairing import SayForm, TellForm, YesForm
from household.web.access import authorize, can, me, or_404
from household.web.answers import away, back
from household.web.forms import again
from household.web.unchanged import MINUTE, unless_changed

bp = Blueprint("repairs", __name__, url_prefix="/repairs")


@bp.get("/")
def index() -> str:
    repairs, partners = list(policy.visible_repairs(me())), policy.partners_beside(me())
    return render_template("repairs/index.html", repairs=repairs, partners=partners, **to_lean_on())


@bp.get("/new")
def new() -> str:
    hurt = about(request.args)
    or_404(hurt["to"])
    return render_template("repairs/new.html", **tell_page(TellForm(), **hurt))


@bp.post("/")
def ouch() -> Any:
    form, good = TellForm.from_post()
    hurt = about(form.data)
    if hurt["to"] is None:
        raise Refused("Choose whom you would like to tell.")
    authorize("ouch", hurt["to"])
    if not good:
        return again("repairs/new.html", **tell_page(form, **hurt))
    repair = Repair.ouch(by=me(), told=not form.later.data, once=form.once.data, **hurt, **form.said())
    return next_part(form, repair)


@bp.get("/<key>")
@unless_changed(MINUTE)
def show(key: str) -> str:
    repair = find_repair(key)
    part = TellForm.of(repair)
    part.part.data = request.args.get("part", "")
    return render_template("repairs/show.html", **repair_page(repair, part if repair.stage == "tell" else None))


@bp.get("/<key>/pass")
def pass_on(key: str) -> Any:
    """The hurt one's own phone, for the other's words; nobody else's is passed on."""
    repair = find_repair(key)
    if not can("lend", repair) or repair.whose != repair.to or repair.resting:
        return back(url_for(".show", key=key))
    return render_template("repairs/show.html", **repair_page(repair, passed=True))


@bp.post("/<key>/tell")
def tell(key: str) -> Any:
    repair = find_repair(key)
    authorize("tell", repair)
    form, good = TellForm.from_post()
    if not good:
        repair.require("tell")
        return again("repairs/new.html", **tell_page(form, repair.to, repair=repair, **about_this(repair)))
    repair.tell(by=me(), told=not form.later.data, turn=form.turn.data, **form.said())
    return next_part(form, repair)


@bp.post("/<key>/hear")
def hear(key: str) -> Any:
    return say(key, "hear")


@bp.post("/<key>/own")
def own(key: str) -> Any:
    return say(key, "own")


@bp.post("/<key>/mend")
def mend(key: str) -> Any:
    return say(key, "mend")


@bp.post("/<key>/answer")
def answer(key: str) -> Response:
    repair = find_repair(key)
    authorize("answer", repair)
    form = YesForm.checked()
    repair.answer(by=me(), fits=form.yes.data == "yes", words=form.words.data, turn=form.turn.data)
    return back(url_for(".show", key=key))


@bp.post("/<key>/say-mended")
def say_mended(key: str) -> Response:
    repair = find_repair(key)
    authorize("say_mended", repair)
    form = YesForm.checked()
    repair.say_mended(by=me(), mended=form.yes.data == "yes", words=form.words.data, turn=form.turn.data)
    return back(url_for(".show", key=key))


@bp.post("/<key>/pause")
def pause(key: str) -> Any:
    repair = find_repair(key)
    authorize("pause_repair", repair)
    form, good = PauseForm.from_post()
    if not good:
        repair.require_under_way()
        return again("repairs/show.html", **repair_page(repair, form))
    repair.pause(by=me(), back_at=form.back_at())
    return back(url_for(".show", key=key))


@bp.post("/<key>/come-back")
def come_back(key: str) -> Response:
    repair = find_repair(key)
    authorize("come_back", repair)
    repair.come_back(by=me())
    return back(url_for(".show", key=key))


@bp.post("/<key>/keep-words")
def keep_words(key: str) -> Response:
    repair = find_repair(key)
    authorize("keep_words", repair)
    repair.keep_words(by=me(), turn=YesForm.checked().turn.data)
    return back(url_for(".show", key=key))


@bp.post("/<key>/take-back")
def take_back(key: str) -> Response:
    repair = find_repair(key)
    authorize("take_words_back", repair)
    repair.take_back(by=me())
    return back(url_for(".show", key=key))


@bp.post("/<key>/let-go")
def let_go(key: str) -> Response:
    repair = find_repair(key)
    authorize("let_go", repair)
    repair.let_go(by=me())
    return away(url_for(".index"))


def say(key: str, verb: str) -> Any:
    """One of the other's three steps: on their own device, or on the one that was passed to them."""
    repair = find_repair(key)
    form = SayForm(repair, verb)
    authorize("lend" if form.lent.data else verb, repair)
    if not form.validate():
        repair.require(verb)
        return again("repairs/show.html", **repair_page(repair, form, passed=form.lent.data))
    getattr(repair, verb)(by=me(), words=form.said, lent=form.lent.data, turn=form.turn.data)
    if not form.lent.data:
        return back(url_for(".show", key=key))
    return away(url_for(".pass_on" if repair.whose == repair.to else ".show", key=key))


def next_part(form: TellForm, repair: Repair) -> Response:
    """What is told is told; what is kept goes on with the next part, where one is asked for at a time."""
    return away(url_for(".show", key=repair.key, part=(form.later.data == "next" and form.next_part) or None))
