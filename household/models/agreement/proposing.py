"""Proposing: words that wait beside those that stand, until all have said yes to them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from peewee import IntegrityError

from household.content.agreeing import most
from household.database import db
from household.models.base import Refused, TooLate
from household.models.clock import now
from household.models.event import Event
from household.models.home import PARTNERS
from household.models.person import Person, Role

TOGETHER = 2  # partners whom it takes


class Proposing:
    """At most one proposal waits; other words take its place, and every yes to it is asked anew."""

    @classmethod
    def propose(
        cls: Any,
        *,
        by: Person,
        promises: Sequence[Any],
        look_again_on: date,
        kids_see: bool = False,
        instead_of: str = "",
        once: str | None = None,
    ) -> Any:
        """Propose these words (see Words), with one's own yes. `instead_of` is the key of the proposal they replace."""
        if Person.here(Role.PARTNER).count() < TOGETHER:
            raise Refused("This page takes two. It waits until someone sits here beside you.")
        if not promises:
            raise Refused("Choose a promise, or write one of your own.")
        if len(promises) > most():
            raise Refused("Up to %(most)s promises fit on the page. Please leave some out.", most=most())
        same = dict(by=by, look_again_on=look_again_on, kids_see=kids_see)
        try:
            with db.atomic():
                cls.delete().where((cls.state == "proposed") & (cls.key == instead_of)).execute()
                said = repr([tuple(one) for one in promises])
                made, new = cls.write(once=once, same=same, beside=said, state="proposed", at=now())
                if new:
                    made._put_down(by, promises)
                    Event.record(made, "propose", PARTNERS, PARTNERS)
        except IntegrityError:
            raise TooLate("Someone proposed other words just before. Please read those first.") from None
        return made

    def _put_down(self: Any, by: Person, promises: Sequence[Any]) -> None:
        from household.models.agreement import AgreementYes, Promise

        for position, words in enumerate(promises):
            Promise.create(agreement=self, position=position, **words._asdict())
        AgreementYes.create(agreement=self, person=by, at=now())

    def let_go(self: Any, *, by: Person) -> None:
        """The proposal is gone, and what stands stays. Where one is alone, so can be what once stood."""
        cls = type(self)
        with db.atomic():
            alone = Person.here(Role.PARTNER).count() < TOGETHER
            if self.standing and not alone:
                raise Refused("You all said yes to these words. You can pause your yes, or propose other words.")
            before = self.circle
            if not cls.delete().where((cls.key == self.key) & (cls.state == self.state)).execute():
                raise TooLate("These words are not as you read them. Please look once more.")
            Event.record(self, "let_go", before, PARTNERS)
