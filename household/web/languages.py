"""The languages that the house speaks, and nothing of what the world speaks, weighs and pays with beside them."""

from functools import cache
from typing import Any

from babel import localedata
from babel.core import get_global
from flask import Flask, current_app, g, request
from flask_babel import Babel, get_locale, get_translations

babel = Babel()
OF_THE_WORLD: tuple[Any, ...] = ("likely_subtags", "territory_languages", "territory_currencies")
UNSAID = (
    "unit_patterns", "unit_display_names", "compound_unit_patterns",
    "currency_names", "currency_names_plural", "currency_symbols", "compact_currency_formats",
)  # fmt: skip


def init_app(app: Flask) -> None:
    babel.init_app(app, locale_selector=locale)
    with app.app_context():
        app.extensions["languages"] = [str(one) for one in babel.list_translations()] or ["en"]
    forget_the_world(app.extensions["languages"])
    learn("en")  # now, so that what follows takes the room that this leaves
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: spoken().gettext(text), lambda *texts: spoken().ngettext(*texts), newstyle=True
    )
    app.jinja_env.globals.update(get_locale=get_locale)


def locale() -> str:
    """The reader's language among those the house speaks."""
    best = request.accept_languages.best_match(current_app.extensions["languages"], "en") or "en"
    learn(best)
    return best


def spoken() -> Any:
    """This reader's translations, looked up once a request: a page has hundreds of sentences."""
    if "spoken" not in g:
        g.spoken = get_translations()
    return g.spoken


def forget_the_world(languages: list[str]) -> None:
    """Let go of what Babel knows of languages and countries that are not the house's: nearly 2 MiB."""
    ours = {language.split("_")[0] for language in languages}
    for table in map(get_global, OF_THE_WORLD):
        kept = {key: value for key, value in table.items() if key.split("_")[0] in ours}
        table.clear()  # type: ignore[attr-defined]
        table.update(kept)  # type: ignore[attr-defined]


@cache
def learn(language: str) -> None:
    """Load a language without its words for money and measures, which no page says: nearly half of it."""
    for name in ("root", language):
        known = localedata.load(name)
        for part in UNSAID:
            known.pop(part, None)
