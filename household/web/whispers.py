"""The whispers in the pages: where the rules of the reader's language are, for whoever wants to be whispered to."""

from flask import Flask, current_app
from flask_babel import get_locale

from household.web.access import me
from household.web.assets import address
from household.web.surfaces import in_the_kitchen


def init_app(app: Flask) -> None:
    app.jinja_env.globals["whispers"] = whispers


def whispers() -> str:
    """The address of the rules; empty where all is silent: in the kitchen, hushed, or in a language without any.

    For who goes slowly nothing comes up by itself, so no whisper does.
    """
    rules = f"whispers/{get_locale().language}.json"
    heard = not in_the_kitchen() and me().whispers and not me().slow and rules in current_app.extensions["assets"]
    return address(rules) if heard else ""
