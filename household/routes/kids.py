"""A child's page, as the partners set it and as they see it."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext as _

from household import policy
from household.models import KidView, Person
from household.routes.forms.kids import HearersForm, HushForm, TilesForm, hearers_page, quiet_page, tiles_page
from household.web.access import authorize, find_or_404, me
from household.web.answers import back
from household.web.forms import again

bp = Blueprint("kids", __name__, url_prefix="/kids")


@bp.get("/<key>/")
def show(key: str) -> str:
    kid = find_kid(key)
    return render_template("kids/show.html", child=kid, view=KidView.of(kid), hearers=policy.hearers(kid))


@bp.get("/<key>/view")
def view(key: str) -> str:
    kid = find_kid(key)
    return render_template("kids/view.html", child=kid, view=KidView.of(kid), hearers=policy.hearers(kid))


@bp.get("/<key>/tiles")
def tiles(key: str) -> str:
    return render_template("kids/tiles.html", notice=notice(), **tiles_page(find_kid(key)))


@bp.post("/<key>/arrange")
def arrange(key: str) -> Any:
    kid = find_kid(key)
    authorize("look_after_kid", kid)
    form, good = TilesForm.from_post(view=KidView.of(kid))
    if not good:
        return again("kids/tiles.html", **tiles_page(kid, form))
    form.view.arrange(form.order, by=me(), instead_of=form.stood.data)
    return back(url_for(".tiles", key=key, kept=1))


@bp.get("/<key>/hearers")
def hearers(key: str) -> str:
    return render_template("kids/hearers.html", notice=notice(), **hearers_page(find_kid(key)))


@bp.post("/<key>/let-hear")
def let_hear(key: str) -> Any:
    kid = find_kid(key)
    authorize("look_after_kid", kid)
    form, good = HearersForm.from_post(kid=kid)
    if not good:
        return again("kids/hearers.html", **hearers_page(kid, form))
    KidView.of(kid).let_hear(form.people, by=me())
    return back(url_for(".hearers", key=key, kept=1))


@bp.get("/<key>/quiet")
def quiet(key: str) -> str:
    return render_template("kids/quiet.html", notice=notice(), **quiet_page(find_kid(key)))


@bp.post("/<key>/hush")
def hush(key: str) -> Any:
    kid = find_kid(key)
    authorize("look_after_kid", kid)
    form, good = HushForm.from_post()
    if not good:
        return again("kids/quiet.html", **quiet_page(kid, form))
    KidView.of(kid).hush(by=me(), quiet_from=form.quiet_from.data, quiet_until=form.quiet_until.data)
    return back(url_for(".quiet", key=key, kept=1))


@bp.post("/<key>/let-write")
def let_write(key: str) -> Response:
    kid = find_kid(key)
    authorize("look_after_kid", kid)
    KidView.of(kid).let_write(by=me())
    return back(url_for(".show", key=key))


@bp.post("/<key>/keep-to-pictures")
def keep_to_pictures(key: str) -> Response:
    kid = find_kid(key)
    authorize("look_after_kid", kid)
    KidView.of(kid).keep_to_pictures(by=me())
    return back(url_for(".show", key=key))


def find_kid(key: str) -> Person:
    kid: Person = find_or_404(policy.kids_of(me()), key)
    return kid


def notice() -> str:
    return _("It is kept.") if "kept" in request.args else ""
