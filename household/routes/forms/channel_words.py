"""Channels in words: their names, what they can tell, and what was in the way."""

from flask_babel import gettext as _

from household import policy
from household.web.access import can, me


def names() -> dict[str, str]:
    return {
        "push": _("This phone or computer"),
        "ntfy": _("The ntfy app"),
        "mail": _("E-mail"),
        "apprise": _("Another service"),
        "webhook": _("Home Assistant and others"),
    }


def kind_words() -> dict[str, str]:
    """What can be told to whoever is in."""
    words = {
        "ask": _("Someone asks for something"),
        "claim": _("Someone has what you asked for"),
        "change": _("What you asked for or have has changed, or is open again"),
        "reply": _("A reply"),
        "offer": _("A “not now”, or an offer"),
        "nudge": _("A gentle nudge"),
        "thanks": _("A thank-you"),
        "repair": _("Coming back to each other after a hurt"),
        "feeling": _("A child tells you about a feeling"),
    }
    return {kind: words[kind] for kind in policy.kinds_for(me())}


def troubles(kind: str = "") -> dict[str, str]:
    """What was in the way, and what helps."""
    there = {
        "unreachable": _(
            "The house could not reach it. Is the address right, and may the house go out to the internet?"
        ),
        "forbidden": _("That machine is in your home’s network. May the house send there? A partner can say so."),
    }
    if not can("let_send"):  # of what there is at home, the two would tell something
        there = dict.fromkeys(there, _("The house could not reach it. It sends you word only over the internet."))
    return there | {
        "refused": _("It answered, and would not take it. Is the address right, and the token or password?"),
        "busy": _("It is too busy just now. Please try again a little later."),
        "silent": _("It did not answer. Perhaps it came all the same: have a look."),
        "missing": _(
            "The house lacks a part that this needs. Whoever looks after it finds in the guide how to add it."
        ),
        "bad": _("The house can’t read that address. Tap “Send nothing there any more”, and begin anew."),
        "lost": (
            _("It left the house, and nothing came. Is the address right? Look among the junk mail, too.")
            if kind == "mail"
            else _("It left the house, and nothing came. Is the app there set up, and may it show notices?")
        ),
    }
