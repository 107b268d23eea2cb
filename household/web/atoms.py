"""The atoms that every page is drawn with, read once, when all that they speak with is there."""

from flask import Flask


def init_app(app: Flask) -> None:
    app.jinja_env.globals["ui"] = app.jinja_env.get_template("ui.html").module
