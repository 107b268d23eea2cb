"""Making a button out of an ask, giving its link another secret, and taking it away."""

import secrets
from typing import Any

from household.database import db
from household.models.base import Refused
from household.models.clock import now
from household.models.device import hashed
from household.models.home import Moment
from household.models.need.asking import askable
from household.models.person import Person

WHENS = ("now", "today", "tonight", "moment", "weekend", "whenever")  # what each press can place anew


class Making:
    """The verbs of its maker. Nobody else sees any of it, so they wake no screen."""

    @classmethod
    def make(
        cls: Any,
        *,
        by: Person,
        word: str = "",
        own: str = "",
        audience: str = "partners",
        named: list[Person] | None = None,
        kids_can_help: bool = False,
        when: str = "now",
        moment: Moment | None = None,
        once: str | None = None,
        **more: str,
    ) -> tuple[Any, str]:
        """(button, the secret of its link). Refuses what Need.ask refuses, and a day.

        `more` is a feeling, details, and how it `tells`.

        The same form sent twice is one button, and the secret that was told last is the one that works.
        """
        from household.models.button import ButtonNamed

        named, kids_can_help = askable(by, word, own, audience, named, kids_can_help)
        if when not in WHENS:
            raise Refused("A button asks when it is pressed. Choose “now”, or another time without a date.")
        same = dict(by=by, word=word, own=own, audience=audience, kids_can_help=kids_can_help, **more)
        same |= dict(when=when, moment=moment if when == "moment" else None)
        token = secrets.token_urlsafe(16)
        with db.atomic():
            button, new = cls.write(once=once, same=same, to=named, token_hash=hashed(token), made_at=now())
            if not new:
                return button, button.renew(by=by)
            for person in named:
                ButtonNamed.create(button=button, person=person)
        return button, token

    def renew(self: Any, *, by: Person) -> str:
        """Another secret for its link. With the old one nobody can press any more, from that moment on."""
        token = secrets.token_urlsafe(16)
        button = type(self)
        button.update(token_hash=hashed(token)).where(button.id == self.id).execute()
        return token

    def remove(self: Any, *, by: Person) -> None:
        """The button goes, with its words; what it asked for stays on the table."""
        button = type(self)
        button.delete().where(button.id == self.id).execute()
