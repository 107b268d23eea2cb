"""Channels: how word reaches someone who has no page of the house open, and when it does not."""

from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask_babel import get_locale

from household import policy
from household.models import Channel, PushKey
from household.routes.forms.channel_page import channels_page, lacks
from household.routes.forms.channel_words import kind_words, names, troubles
from household.routes.forms.channels import FORMS, ChoiceForm, machine
from household.web.access import authorize, can, cookie_rules, find_or_404, me
from household.web.answers import away, back
from household.web.entering import here, require_calm
from household.web.forms import again
from household.web.places import address_for_phones

bp = Blueprint("channels", __name__, url_prefix="/channels")


@bp.get("/")
def index() -> str:
    return render_template("channels/index.html", **channels_page())


@bp.get("/new")
def new() -> str:
    form = FORMS.get(request.args.get("kind", "")) or abort(404)
    return render_template("channels/new.html", **blank(form()))


@bp.post("/")
def add() -> Any:
    authorize("be_called")
    require_calm()
    form = (FORMS.get(request.form.get("kind", "")) or abort(404))()
    if not form.validate():
        return again("channels/new.html", **blank(form))
    house, language = address_for_phones(), str(get_locale())
    device = here() if form.kind == "push" else None
    opened = Channel.add(form.kind, by=me(), address=form.address(), language=language, house=house, device=device)
    return away(url_for(".show", key=opened.key))


@bp.get("/<key>")
def show(key: str) -> str:
    return render_template("channels/show.html", **sheet(find_channel(key)))


@bp.post("/<key>/try-out")
def try_out(key: str) -> Response:
    channel = find_channel(key)
    authorize("look_after", channel)
    require_calm()
    channel.try_out(by=me())
    return back(url_for(".show", key=key))


@bp.post("/<key>/arrived")
def arrived(key: str) -> Response:
    channel = find_channel(key)
    authorize("look_after", channel)
    channel.arrived(by=me())
    return back(url_for(".show", key=key))


@bp.post("/<key>/did-not-arrive")
def did_not_arrive(key: str) -> Response:
    channel = find_channel(key)
    authorize("look_after", channel)
    channel.did_not_arrive(by=me())
    return back(url_for(".show", key=key))


@bp.post("/<key>/choose")
def choose(key: str) -> Response:
    channel = find_channel(key)
    authorize("look_after", channel)
    form = ChoiceForm.checked()
    channel.choose(by=me(), kinds=form.kinds.data, tells_words=form.tells_words.data)
    return away(url_for(".index", saved=1))


@bp.post("/<key>/let-send")
def let_send(key: str) -> Response:
    """A partner lets the house send to the machine of the home that this channel leads to."""
    channel = find_channel(key)
    authorize("let_send")
    channel.let_send(by=me(), to=machine(channel.to))
    return back(url_for(".show", key=key))


@bp.post("/<key>/close")
def close(key: str) -> Response:
    channel = find_channel(key)
    authorize("look_after", channel)
    channel.close(by=me())
    return away(url_for(".index"))


@bp.post("/my/page")
def choose_for_page() -> Response:
    """What an open page tells; the sound is a wish of this device alone."""
    authorize("be_called")
    form = ChoiceForm.checked()
    Channel.page_of(me()).choose(by=me(), kinds=form.kinds.data, tells_words=True)
    answer = away(url_for(".index", saved=1))
    answer.set_cookie("sound", "on" if form.sound.data else "", **cookie_rules())
    return answer


@bp.post("/my/try-page")
def try_page() -> Response:
    """The page itself listens for what comes of it; without scripts it hears nothing, and says so."""
    authorize("be_called")
    require_calm()
    Channel.try_page(by=me())
    return away(url_for(".index", heard="no"))


def find_channel(key: str) -> Channel:
    found: Channel = find_or_404(policy.visible_channels(me()), key)
    return found


def sheet(channel: Channel) -> dict[str, Any]:
    return {
        "channel": channel,
        "name": names()[channel.kind],
        "kinds": kind_words(),
        "trouble": troubles(channel.kind).get(channel.trouble, ""),
        "can_let": channel.trouble == "forbidden" and can("let_send") and machine(channel.to) is not None,
    }


def blank(form: Any) -> dict[str, Any]:
    key = PushKey.get_or_none() if form.kind == "push" else None
    return {
        "form": form,
        "name": names()[form.kind],
        "public_key": key.public if key else "",
        "add": url_for(".add"),
        "lacks": lacks(form.kind),
    }
