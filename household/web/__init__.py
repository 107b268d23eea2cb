"""How this house speaks HTTP: the guard, sign-in, answers, errors and the live stream. No nouns."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def init_app(app: "Flask") -> None:
    from household.web import (  # here, so that gunicorn's master gets its worker and log without the site
        access,
        answers,
        assets,
        atoms,
        care,
        days,
        drawn,
        errors,
        headers,
        in_the_kitchen,
        languages,
        lifecycle,
        live,
        logs,
        places,
        surfaces,
        tablet,
        times,
        unchanged,
        wall_clock,
        weeks,
        whispers,
        words,
    )  # fmt: skip

    first = (lifecycle, assets, access, answers, times, languages, words, days, weeks, care, unchanged, drawn)
    shared = (tablet, places, surfaces, wall_clock, errors, logs, live, headers, in_the_kitchen, atoms,
              whispers)  # fmt: skip
    for part in (*first, *shared):
        part.init_app(app)
