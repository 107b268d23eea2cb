"""A name, what the kids say, and a face; and a new passphrase."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField

from household.models.person import GUESTS_FACES, HAIRS, INKS, READY_FACES, SHAPES
from household.web.forms import Form, Secret, Words


class PersonForm(Form):
    """Who someone is in this house."""

    name = Words(_l("Your name"), longest=40, needed=_l("Write a name first."))
    kids_say = Words(_l("What the kids call you"), longest=40)
    look = StringField(default="own")
    shape = RadioField(choices=SHAPES, default="egg", validate_choice=True)
    ink = RadioField(choices=INKS, default="clay", validate_choice=True)
    hair = RadioField(choices=HAIRS, default="bun", validate_choice=True)

    @property
    def face(self) -> dict[str, Any]:
        """A ready face, or the one put together from shape, colour and hair."""
        return (READY_FACES | GUESTS_FACES).get(self.look.data or "") or {
            "shape": self.shape.data,
            "ink": self.ink.data,
            "hair": self.hair.data,
        }


class NewcomerForm(PersonForm):
    """Someone who comes in with an invitation."""

    passphrase = Secret(_l("Your passphrase"))
