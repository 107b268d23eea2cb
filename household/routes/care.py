"""The care page: for when it is hard. In the same place always, for everybody, and coming here leaves no trace."""

from flask import Blueprint, render_template

from household import policy
from household.content import care
from household.models import Contact
from household.web.access import public
from household.web.reading import if_readable, read_unnoticed

bp = Blueprint("care", __name__)


@bp.get("/care")
@public
def show() -> str:
    """Without a home, and while the notebook can't be read, it is the same page without the home's numbers."""
    reader, contacts = read_unnoticed(), if_readable(Contact.in_order, [])
    promises = if_readable(lambda: policy.promises_for(reader, "care"), []) if reader else []
    told = dict(reader=reader, contacts=contacts, promises=promises, parts=care.parts(), words=care.words())
    return render_template("care/show.html", **told)
