"""Contacts: the numbers on the care page, which any partner looks after."""

from typing import Any

from flask import Blueprint, Response, render_template, url_for

from household.content import care
from household.models import Contact
from household.routes.forms.contacts import ContactForm
from household.web.access import authorize, find_or_404, home, me
from household.web.answers import away, back
from household.web.forms import again

bp = Blueprint("contacts", __name__, url_prefix="/care/contacts")


@bp.get("/")
def index() -> str:
    return render_template("contacts/index.html", **page())


@bp.post("/")
def add() -> Any:
    authorize("add_contact")
    form, good = ContactForm.from_post()
    if not good:
        return again("contacts/index.html", **page(form=form))
    Contact.add(by=me(), once=form.once.data, **form.words())
    return away(url_for(".index"))


@bp.post("/<key>/change")
def change(key: str) -> Any:
    contact = find_or_404(Contact.select(), key)
    authorize("change_contact", contact)
    form, good = ContactForm.from_post()
    if not good:
        return again("contacts/index.html", **page(asked=contact.key, form=form))
    contact.change(by=me(), **form.words())
    return away(url_for(".index"))


@bp.post("/<key>/check")
def check(key: str) -> Response:
    contact = find_or_404(Contact.select(), key)
    authorize("check_contact", contact)
    contact.check(by=me())
    return back(url_for(".index"))


@bp.post("/<key>/remove")
def remove(key: str) -> Response:
    contact = find_or_404(Contact.select(), key)
    authorize("remove_contact", contact)
    contact.remove(by=me())
    return back(url_for(".index"))


def page(asked: str = "", form: ContactForm | None = None) -> dict[str, Any]:
    """What the page shows; `form` has something to mend, and is of the contact `asked`, or of a new one."""
    return {
        "contacts": Contact.in_order(),
        "asked": asked,
        "form": form,
        "new": ContactForm(),
        "note": care.words()["note"],
        "today": home().local().date(),
    }
