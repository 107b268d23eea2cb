"""Rhythms: what one asks for again and again, to pause, skip once or end."""

from typing import Any

from flask import Blueprint, Response, render_template, url_for

from household import policy
from household.models import Rhythm
from household.routes.forms.days import SkipForm
from household.web.access import authorize, find_or_404, me
from household.web.answers import changed
from household.web.unchanged import HOUR, unless_changed

bp = Blueprint("rhythms", __name__, url_prefix="/rhythms")


@bp.get("/")
@unless_changed(HOUR)
def index() -> str:
    standing = policy.visible_rhythms(me()).where(Rhythm.ended_at.is_null())
    return render_template("rhythms/index.html", coming=Rhythm.with_next(standing))


@bp.get("/<key>")
@unless_changed(HOUR)
def show(key: str) -> str:
    rhythm = find(key)
    return render_template("rhythms/show.html", rhythm=rhythm, next=rhythm.next)


@bp.post("/<key>/pause")
def pause(key: str) -> Response:
    rhythm = find(key)
    authorize("pause", rhythm)
    rhythm.pause(by=me())
    return as_it_is(rhythm)


@bp.post("/<key>/resume")
def resume(key: str) -> Response:
    rhythm = find(key)
    authorize("resume", rhythm)
    rhythm.resume(by=me())
    return as_it_is(rhythm)


@bp.post("/<key>/skip")
def skip(key: str) -> Response:
    rhythm = find(key)
    authorize("skip", rhythm)
    rhythm.skip(by=me(), day=SkipForm.checked().day.data)
    return as_it_is(rhythm)


@bp.post("/<key>/end")
def end(key: str) -> Response:
    rhythm = find(key)
    authorize("end", rhythm)
    rhythm.end(by=me())
    return as_it_is(rhythm)


def find(key: str) -> Any:
    return find_or_404(policy.visible_rhythms(me()), key)


def as_it_is(rhythm: Rhythm) -> Response:
    return changed("rhythms/_rhythm.html", url_for(".show", key=rhythm.key), rhythm=rhythm, next=rhythm.next)
