"""A PIN: typed at the kitchen tablet, or chosen on one's own phone."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

from household.models import Pin
from household.models.base import Refused
from household.routes.forms.passphrases import OnceMoreForm
from household.web.access import me
from household.web.entering import throttle
from household.web.errors import said
from household.web.forms import Form, Secret
from household.web.tries import may_try_pin, pin_was_right


class PinForm(Form):
    """Where a face was touched. `status` is what a page with a mistake in it answers."""

    pin = Secret()
    status = 200

    def opens(self, whose: str, find: Callable[[str], Any]) -> Any:
        """What `find` has for these figures; None where they are not right, or were tried too often for `whose`."""
        if not may_try_pin(throttle(), whose):
            self.status = 429
            self.pin.errors = [_("That was a lot of tries. Please wait a while, or use your own phone.")]
            return None
        found = find(self.pin.data or "") or None
        if found:
            pin_was_right(throttle(), whose)
        else:
            self.status = 422
            self.pin.errors = [_("That is not it. Take your time, and try once more.")]
        return found


class ChooseForm(OnceMoreForm):
    """A new one, and the passphrase once more."""

    pin = Secret()

    def keep(self) -> bool:
        """Whether it is one to keep, and was kept; if not, the form says so."""
        try:
            Pin.set_pin(self.pin.data or "", by=me())
        except Refused as refusal:
            self.pin.errors = [said(refusal)]
        return not self.pin.errors
