"""The house carries its own languages and no more of the world's."""

from datetime import date

import pytest
from babel import localedata
from babel.core import get_global
from babel.dates import format_date, get_day_names
from babel.lists import format_list

from household.web.languages import OF_THE_WORLD, UNSAID, learn


@pytest.mark.parametrize(
    ("language", "day", "two"), [("en", "Wednesday, June 24, 2026", "Ida and Theo"),
                                 ("de", "Mittwoch, 24. Juni 2026", "Ida und Theo")],
)  # fmt: skip
def test_a_language_says_its_days_and_lists_without_money_and_measures(app, language, day, two):
    learn(language)
    assert format_date(date(2026, 6, 24), "full", locale=language) == day
    assert format_list(["Ida", "Theo"], locale=language) == two
    assert get_day_names("wide", "stand-alone", language)[2] == day.split(",")[0]
    assert {*UNSAID} & {*localedata.load(language)} == set()


def test_languages_that_the_house_does_not_speak_are_not_kept(app):
    assert get_global("likely_subtags")["en"] == "en_Latn_US"
    assert {key.split("_")[0] for table in OF_THE_WORLD for key in get_global(table)} <= {*app.extensions["languages"]}


def test_what_is_left_out_is_what_babel_has():
    whole = localedata.load("fr")
    assert {*UNSAID} <= {*whole}
