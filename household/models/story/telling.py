"""Telling the kids: of a need its asker does, of a repair both do, each for themselves. Told twice is told once."""

from typing import Any

from peewee import IntegrityError

from household.database import db
from household.models.base import TooLate
from household.models.clock import now
from household.models.event import Event
from household.models.need import Need
from household.models.person import Person
from household.models.repair import Repair

MENDED = "repair_done"


class Telling:
    """What is told of is touched first, so that nobody brings it back or lets it go meanwhile."""

    @classmethod
    def tell_kids(cls: Any, thing: Need | Repair, *, by: Person, when: str, feels: str = "") -> Any:
        """`when` and `feels` are what the asker looked at; a repair has one text alone."""
        if isinstance(thing, Repair):
            return cls._say_yes(thing, by)
        with db.atomic():
            is_met = (Need.closed_as == "met") & (Need.claimed_by == thing.claimed_by_id) & (Need.word == thing.word)
            if not Need.update(closed_as="met").where((Need.id == thing.id) & is_met).execute():
                raise TooLate("This has changed. Please read it once more.")
            return cls._put(need=thing, told_by=by, when=when, feels=feels, told_at=now())

    @classmethod
    def _say_yes(cls: Any, repair: Repair, by: Person) -> Any:
        """The first yes waits for the other's, and the second tells it, also where both come in the same breath."""
        with db.atomic():
            stands = (Repair.stage == "mended") & ~Repair.by_lets_go & ~Repair.to_lets_go
            if not Repair.update(stage="mended").where((Repair.id == repair.id) & stands).execute():
                raise TooLate("This has moved on. Please read it once more.")
            story = cls._put(repair=repair, told_by=by, when=MENDED, waits_for=repair.beside(by))
            told: dict[str, Any] = dict(waits_for=None, told_at=now())
            if cls.update(told).where((cls.id == story.id) & (cls.waits_for == by)).execute():
                story.waits_for, story.told_at = None, told["told_at"]
                Event.record(story, "tell_kids", story.two, story.circle)
            return story

    @classmethod
    def _put(cls: Any, **fields: Any) -> Any:
        """A new one, or the one that is there."""
        try:
            with db.atomic():
                story = cls.create(**fields)
        except IntegrityError:
            first = cls.get_or_none(**{name: fields[name] for name in ("need", "repair") if name in fields})
            if first is None:  # taken back in the same breath
                raise TooLate("This has changed. Please read it once more.") from None
            return first
        Event.record(story, "tell_kids", set(), story.circle)
        return story
