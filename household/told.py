"""What a notice says to someone who has no page open: by default no more than that there is something."""

from typing import Any, NamedTuple

from flask import Flask, url_for
from flask_babel import gettext as _
from werkzeug.test import EnvironBuilder

from household.models import Channel, Notice
from household.web.reading import read_as
from household.web.surfaces import home_url, need_url, thanks_url

MOST, LONGEST = 3, 140  # lines of one message, and letters of one


class Said(NamedTuple):
    """`title` is said where words are, and says nothing of them."""

    text: str
    url: str = ""
    title: str = ""


def speaker(app: Flask) -> Any:
    """A function (channel, notices) -> {"text", "url", "title"}, for the postman: without notices it is a test."""

    def say(channel: Channel, notices: list[Notice]) -> dict[str, str]:
        return said(app, channel, notices)._asdict()

    return say


def said(app: Flask, channel: Channel, notices: list[Notice]) -> Said:
    """In the language and for the eyes of whose channel it is. `url` is only there where words are wished for."""
    asked = EnvironBuilder(base_url=house_of(app, channel), headers=[("Accept-Language", channel.language)])
    with app.request_context(asked.get_environ()):
        read_as(channel.person)
        if not notices:
            return Said(_("This is a test. From now on, word from home comes this way."))
        little = _("Something for you at home")
        return Said("\n".join(lines(app, notices)), address(notices), little) if channel.tells_words else Said(little)


def lines(app: Flask, notices: list[Notice]) -> list[str]:
    """A sentence or two for each."""
    say: Any = app.jinja_env.get_template("notices/say.html").module
    told = [shortened(say.news(one).striptags()) for one in notices]
    return told if len(told) <= MOST else [*told[:MOST], _("There is more to see.")]


def shortened(line: str) -> str:
    """Carriers take some thousand bytes: a long word must not keep the others from going."""
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def address(notices: list[Notice]) -> str:
    """Of the page that a tap opens: the one that all of it is about, or the one that opens first for them."""
    pages = {page_of(one) for one in notices}
    return pages.pop() if len(pages) == 1 else home_url(_external=True)


def page_of(notice: Notice) -> str:
    if notice.repair:
        return url_for("repairs.show", key=notice.repair.key, _external=True)
    if notice.kid_feeling:
        return home_url(_external=True)
    if notice.need:
        return need_url(notice.need.key, _external=True)
    return thanks_url(_external=True)


def house_of(app: Flask, channel: Channel) -> str:
    return app.config["URL"] or channel.house or "http://localhost"
