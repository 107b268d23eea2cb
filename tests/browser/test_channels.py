"""The pages on which somebody says how word reaches them, for everybody: light and dark, narrow, by axe's rules."""

import pytest

from household.models.channel import Channel
from household.routes.forms.channels import FORMS

from .test_care import PLAIN


@pytest.mark.long
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nobody_is_kept_out_of_how_word_reaches_them(phone, jon, axe, theme):
    mail = Channel.add("mail", by=jon, address={"to": "jon@mail.example"}, language="en", house="")
    mail.try_out(by=jon)
    page = phone(jon, color_scheme=theme, viewport={"width": 320, "height": 700})
    for path in ("/channels/", f"/channels/{mail.key}", "/calendar/", *map("/channels/new?kind={}".format, FORMS)):
        answer = page.goto(path)
        assert answer.ok, path
        page.evaluate(PLAIN)
        assert axe(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
