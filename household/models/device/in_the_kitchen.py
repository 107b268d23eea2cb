"""The kitchen tablet: who touched their face there, and whether there is company."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from peewee import DatabaseError

from household.database import db
from household.models.clock import now
from household.models.home import PARTNERS
from household.models.person import Person, Role

TOUCHED_FOR = timedelta(minutes=3)  # without a sign; the page itself asks after one, and lets go sooner


@dataclass(frozen=True)
class Kiosk:
    """The kitchen tablet: a device, never a person. `person` is the grown-up who touched their face there, if any;
    `company`, whether there is company in the kitchen.
    """

    key: str
    person: Person | None = None
    company: bool = False
    id: None = None
    role: Role = Role.KIOSK

    @property
    def joined_at(self) -> Any:
        """From when on it sees things: at a touch from when its person does."""
        return self.person and self.person.joined_at


class InTheKitchen:
    """The verbs of a device that is the kiosk."""

    def touch(self: Any, *, by: Person) -> None:
        """Somebody touched their face: from now on it is they who do things here, until they go."""
        alone = ~type(self).company  # which may have come at this very moment
        self._become("touch", alone, touched=by, touched_at=now())

    def still_here(self: Any, *, by: Person) -> None:
        """They are still there."""
        device = type(self)
        device.update(touched_at=now()).where((device.id == self.id) & (device.touched == by)).execute()
        self.touched_at = now()

    def notice_touch(self: Any) -> None:
        """Whoever touched their face did something. A notebook that can't be written can still be read."""
        with suppress(DatabaseError):
            self.still_here(by=self.touched)

    def let_go(self: Any) -> None:
        """Whoever touched their face has gone."""
        self._become("let_go", touched=None, touched_at=None)

    def company_comes(self: Any) -> None:
        """Somebody is in the kitchen who is not of the house: it shows nothing that is anybody's, and knows nobody."""
        self._become("company_comes", others=PARTNERS, company=True, touched=None, touched_at=None)

    def company_goes(self: Any, *, by: Person) -> None:
        """A partner says that the house is by itself again."""
        self._become("company_goes", others=PARTNERS, company=False, touched=None, touched_at=None)

    @property
    def who_touched(self: Any) -> Any:
        """Whoever touched their face here and has not gone: nobody sends a face away but time, company, or they."""
        if self.touched_id is None or self.company or self.touched_at is None:
            return None
        lately = timedelta(0) <= now() - self.touched_at < TOUCHED_FOR
        return self.touched if lately and not self.touched.gone else None

    @classmethod
    def let_go_of(cls: Any, people: Any) -> None:
        """Where one of these (by id) touched their face, they can't have it there any more."""
        theirs = cls.touched << people
        for device in cls.select().where(cls.kiosk & theirs):
            device._become("let_go", theirs, touched=None, touched_at=None)

    def _become(self: Any, verb: str, *still: Any, others: Iterable[str] = (), **fields: Any) -> None:
        """Where `still` holds; the tablet looks again, and with it the `others` whose pages say so too."""
        device = type(self)
        with db.atomic():
            device.update(**fields).where((device.id == self.id) & device.kiosk, *still).execute()
            self.wake(verb, others)
