"""A true story for the kids: a need that was met, or a hurt that was mended, in fixed words. Nobody's own are in it."""

from datetime import datetime
from typing import Any

from peewee import CharField, ForeignKeyField, fn

from household.content.stories import felt
from household.models.base import Record, UTCDateTimeField
from household.models.need import Need
from household.models.person import Person
from household.models.repair import Repair
from household.models.story.taking_back import TakingBack
from household.models.story.telling import Telling


class Story(Telling, TakingBack, Record):
    """`when` names its text (see content.stories), `feels` how both feel now: a kid face, or none.

    A mended repair is told when both said yes: until then it `waits_for` one of the two, and `told_at` is empty.
    """

    need = ForeignKeyField(Need, null=True, unique=True, on_delete="CASCADE")
    repair = ForeignKeyField(Repair, null=True, unique=True, on_delete="CASCADE")
    told_by = ForeignKeyField(Person, on_delete="CASCADE")
    when = CharField(max_length=24)
    feels = CharField(max_length=12, default="")
    waits_for = ForeignKeyField(Person, null=True, on_delete="CASCADE")
    told_at = UTCDateTimeField(null=True)

    told_by_id: int
    need_id: int | None
    repair_id: int | None
    waits_for_id: int | None

    @classmethod
    def all(cls) -> Any:
        """What is finished still, each with its need and its two people in the same query, the newest first."""
        asker, helper = Person.alias(), Person.alias()
        asked, helped = fn.COALESCE(Need.asked_by, Repair.by), fn.COALESCE(Need.claimed_by, Repair.to)
        return (
            cls.select(cls, Need, *Person.at_a_glance(asker), *Person.at_a_glance(helper))
            .left_outer_join(Need)
            .switch(cls)
            .left_outer_join(Repair)
            .switch(cls)
            .join(asker, on=(asker.id == asked), attr="_asker")
            .switch(cls)
            .join(helper, on=(helper.id == helped), attr="_helper")
            .where((Need.closed_as == "met") | (Repair.stage == "mended"))
            .order_by(cls.told_at.desc(), cls.id.desc())
        )

    @property
    def asker(self) -> Person:
        """Who asked, or who was hurt."""
        return self._person("_asker", "asked_by", "by")

    @property
    def helper(self) -> Person:
        """Who came, or who made up with them."""
        return self._person("_helper", "claimed_by", "to")

    def _person(self, read: str, of_need: str, of_repair: str) -> Any:
        """As it was read with the story, or else from what it tells of."""
        if hasattr(self, read):
            return getattr(self, read)
        return getattr(self.need, of_need) if self.need else getattr(self.repair, of_repair)

    @property
    def word(self) -> Any:
        """What was asked for; of a repair nothing is said."""
        return self.need and self.need.chosen

    def beside(self, person: Person) -> Person:
        """The one in it whom this reader may wonder about: whoever asked; the other, for them."""
        return self.helper if person.id == self.asker.id else self.asker

    @property
    def before(self) -> str:
        """How the asker felt, as a kid face: only where they let it be seen, and one is near enough."""
        return felt().get(self.need.feeling, "") if self.need else ""

    @property
    def fits(self) -> bool:
        """Whether kids may hear of it: content says so, also when it is mended later."""
        return self.need_id is None or bool(self.need and can_be_told(self.need))

    @property
    def two(self) -> set[str]:
        return {person.key for person in (self.asker, self.helper) if person}

    @property
    def circle(self) -> set[str]:
        return self.two | ({"kids"} if self.told_at else set())


def can_be_told(need: Need) -> bool:
    """Whether it was met by somebody, and is one of the needs that kids may hear of. Own words alone never are."""
    return need.closed_as == "met" and need.claimed and bool(need.chosen and need.chosen.kid_can_see)


def own_of(kid: Person, needs: Any) -> list[Story]:
    """What a child asked for itself and somebody came for is a story too, for that child alone: nobody has to tell it.

    `needs` are its own, met, the newest first.
    """
    return [
        Story(key=need.key, need=need, told_by=kid, when="child_asked", told_at=need.closed_at)
        for need in needs
        if can_be_told(need)
    ]


def soon_after(need: Need, said: Any) -> bool:
    """Whether whoever came had said before that it would be later: `said` are the replies under it."""
    at: datetime | None = need.claimed_at
    mine = (one for one in said if one.by_id == need.claimed_by_id and one.not_now and one.offer in ("time", "word"))
    return at is not None and any(one.at <= at for one in mine)
