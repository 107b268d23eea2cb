"""What stands on the page about how word reaches somebody, and what is said of what was just done there."""

from importlib.util import find_spec
from typing import Any

from flask import current_app, request
from flask_babel import gettext as _

from household import policy
from household.models import PushKey, Quiet
from household.routes.forms.channel_words import kind_words, names
from household.routes.forms.channels import FORMS, QuietForm
from household.web.access import can, me


def channels_page(quiet: QuietForm | None = None) -> dict[str, Any]:
    return {
        "channels": list(policy.visible_channels(me())),
        "quiet": quiet or QuietForm(obj=Quiet.of(me())),
        "kinds": kind_words(),
        "woken_by_kids": policy.hears_whatever_the_hour(me()),
        "ways": [kind for kind in FORMS if is_offered(kind)],
        "told_here": policy.told_on_page(me()),
        "neighbours": list(policy.visible_neighbours(me())),
        "names": names(),
        "notice": said() if quiet is None else "",
    }


def is_offered(kind: str) -> bool:
    """A guest is shown what works as it is, and no way that mostly leads to machines at home."""
    if kind == "webhook":
        return can("let_send")
    return can("enter", "house") or not lacks(kind)


def lacks(kind: str) -> bool:
    """Whether the house can't send this way yet; whoever looks after it reads how it can."""
    missing = {
        "push": not PushKey.select().exists(),
        "mail": not current_app.config["MAIL"],
        "apprise": find_spec("apprise") is None,
    }
    return missing.get(kind, False)


def said() -> str:
    """What is said on top of the page, of what was just done."""
    if request.args.get("heard"):
        return _("Without scripts a page tells nothing by itself. You see what is new when you open the house.")
    return _("Saved.") if request.args.get("saved") else ""
