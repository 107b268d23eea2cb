"""The passphrase once more, and a new one, twice."""

from flask_babel import gettext as _

from household.models import passphrase
from household.models.base import Refused
from household.web.errors import said
from household.web.forms import Form, Secret


class OnceMoreForm(Form):
    """Asked again before something that another hand on this phone should not do."""

    passphrase = Secret()


class NewPassphraseForm(Form):
    passphrase = Secret()
    again = Secret()

    def good(self, *own_words: str) -> bool:
        """Whether it is one to keep, and was typed alike both times; if not, the form says so."""
        try:
            passphrase.require_good(self.passphrase.data or "", *own_words)
        except Refused as refusal:
            self.passphrase.errors = [said(refusal)]
        else:
            if self.again.data != self.passphrase.data:
                self.again.errors = [_("These two are not the same. Please type it once more.")]
        return not (self.passphrase.errors or self.again.errors)


class ChangeForm(NewPassphraseForm):
    old = Secret()
