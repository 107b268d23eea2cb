"""How this house speaks HTTP: the guard, sign-in, answers, errors and the live stream. No nouns."""

from flask import Flask

from household.web import (
    access,
    answers,
    assets,
    care,
    drawn,
    errors,
    headers,
    lifecycle,
    live,
    logs,
    places,
    unchanged,
    words,
)  # fmt: skip


def init_app(app: Flask) -> None:
    first = (lifecycle, assets, access, answers, words, care, unchanged, drawn)
    for part in (*first, places, errors, logs, live, headers):
        part.init_app(app)
