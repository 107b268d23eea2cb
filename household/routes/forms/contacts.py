"""Whom to call, as it is written on the care page."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from household.models.contact import KINDS
from household.web.forms import Form, Words


class ContactForm(Form):
    """A name may be left out: then it is called what it is."""

    what = RadioField(choices=KINDS)
    name = Words(longest=60)
    reach = Words(longest=200, needed=_l("Write how to reach them first."))

    def words(self) -> dict[str, str]:
        return {"kind": self.what.data, "name": self.name.data, "reach": self.reach.data}
