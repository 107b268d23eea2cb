"""A page to take along: one file with its styles in it, that runs nothing and asks nobody for anything."""

from functools import cache
from html import escape
from typing import Any

from flask import Response, render_template
from flask_babel import get_locale

from household.config import ROOT
from household.web.assets import ASIDES, source

SHUT = "default-src 'none'; style-src 'unsafe-inline'"  # wherever it is opened
FRAME = """<!doctype html>
<html lang="{lang}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{shut}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>{styles}</style>
</head>
<body>
{body}
</body>
</html>
"""


def paper(template: str, title: str, **context: Any) -> str:
    """The template, which is the body of the page, as a whole page."""
    here = get_locale()
    assert here is not None
    body = render_template(template, title=title, **context)
    return FRAME.format(
        lang=here, direction=here.text_direction, shut=SHUT, title=escape(title), styles=styles(), body=body
    )


@cache
def styles() -> str:
    """The colours and sizes of the house, and what makes them a page on paper."""
    tokens = (ROOT / "static" / "css" / "tokens.css").read_text()
    return ASIDES.sub("", tokens) + source("paper.css")


def handed_over(body: str | bytes, kind: str, name: str) -> Response:
    """A file that is made for this one answer and kept nowhere: a browser saves it and stays on its page."""
    return Response(body, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
