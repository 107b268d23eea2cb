"""A child asks: a picture, who can help, and what they say."""

from typing import Any

from flask import Response, abort, render_template, url_for

from household import policy
from household.content.kids import KidAsk
from household.models import KidView, Need, Person
from household.routes.forms.kid_answers import answer_to
from household.routes.forms.kid_asking import KidAskForm, ask_page
from household.web.access import authorize, find_or_404, home, me
from household.web.answers import back
from household.web.forms import again
from household.web.surfaces import own_pages
from household.web.unchanged import MINUTE, unless_changed

bp = own_pages("kid_asks", __name__, "/kid/<whose>", rests=False)


@bp.get("/ask/<code>")
def who(code: str) -> str:
    return render_template("kid_asks/who.html", **ask_page(find_tile(code), KidAskForm()))


@bp.post("/ask/<code>")
def ask(code: str) -> Any:
    tile = find_tile(code)
    authorize("ask")
    form, good = KidAskForm.from_post()
    named = form.named(tile.urgent)
    if not (good and named):
        return again("kid_asks/who.html", missed=not named, **ask_page(tile, form))
    need = Need.ask_now(by=me(), word=tile.id, named=named, own=form.words(), once=form.once.data)
    return back(url_for(".show", key=need.key))


@bp.get("/asked/")
def index() -> str:
    return render_template("kid_asks/index.html", asks=policy.asks_of_today(me(), home()))


@bp.get("/asked/<key>")
@unless_changed(MINUTE)
def show(key: str) -> str:
    need = find_ask(key)
    answer = answer_to(need)
    others = others_for(need) if answer.state == "no" else []
    leads_to = {"again_at": again_at(need), "thanks_at": thanks_at(need)}
    return render_template("kid_asks/show.html", need=need, answer=answer, others=others, **leads_to)


@bp.post("/asked/<key>/change")
def change(key: str) -> Response:
    need = find_ask(key)
    authorize("change", need)
    need.ask_instead(by=me(), named=KidAskForm().named(need.urgent))
    return back(url_for(".show", key=key))


@bp.post("/asked/<key>/meet")
def meet(key: str) -> Response:
    need = find_ask(key)
    authorize("meet", need)
    need.meet(by=me())
    return back(thanks_at(need))


@bp.post("/asked/<key>/rest")
def rest(key: str) -> Response:
    need = find_ask(key)
    authorize("rest", need)
    need.rest(by=me())
    return back(url_for("kid_home.index"))


def find_tile(code: str) -> KidAsk:
    """The tile of one's own page that this code stands for."""
    return KidView.of(me()).ask_with(code) or abort(404)


def find_ask(key: str) -> Need:
    found: Need = find_or_404(policy.asks_of(me()), key)
    return found


def others_for(need: Need) -> list[Person]:
    """Whom one can ask instead. What can't wait is every partner's already."""
    return [] if need.urgent else [person for person in policy.hearers(me()) if person not in need.named]


def again_at(need: Need) -> str:
    """Where one can ask for it once more: at its tile, if it is still there."""
    view = KidView.of(me())
    return url_for(".who", code=view.code(need.chosen)) if need.chosen in view.asks else url_for("kid_home.index")


def thanks_at(need: Need) -> str:
    """Where one can thank whoever came."""
    who = need.claimed_by
    if who and who in policy.thankable(me()):
        return url_for("kid_thanks.pick", key=who.key)
    return url_for("kid_thanks.index")
