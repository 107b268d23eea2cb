"""Taking a story back: gone at once, from every open page too."""

from typing import Any

from household.database import db
from household.models.event import Event
from household.models.need import Need
from household.models.person import Person
from household.models.repair import Repair


class TakingBack:
    """By somebody in it; or because what it tells of has changed, or somebody in it leaves."""

    def take_back(self: Any, *, by: Person) -> None:
        self._go()

    @classmethod
    def forget(cls: Any, thing: Need | Repair) -> None:
        """It is not finished any more, or shall not be spoken of."""
        about = cls.need if isinstance(thing, Need) else cls.repair
        for story in cls.select().where(about == thing.id):
            story._go()

    @classmethod
    def leave(cls: Any, *, by: Person) -> None:
        """Whoever leaves can't take theirs back any more, so they go along."""
        mine = (Need.asked_by == by.id) | (Need.claimed_by == by.id) | (Repair.by == by.id) | (Repair.to == by.id)
        for story in list(cls.all().where(mine)):
            story._go()

    def _go(self: Any) -> None:
        one: Any = type(self)
        with db.atomic():
            before = self.circle
            if one.delete().where(one.id == self.id).execute():
                Event.record(self, "take_back", before, set())
