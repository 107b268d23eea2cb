"""A channel: one way in which word reaches one person, and what they want to hear there."""

import json
from datetime import datetime, timedelta
from typing import Any, Self

from peewee import BooleanField, CharField, ForeignKeyField, IntegerField, TextField

from household.database import db
from household.models.base import Record, Refused, UTCDateTimeField
from household.models.channel.trying import Trying
from household.models.clock import now
from household.models.device import Device
from household.models.notice import KINDS
from household.models.person import Person

PAGE = "page"  # what is open in front of somebody; the others go out of the house
OUTSIDE = ("push", "ntfy", "mail", "apprise", "webhook")
MOST = 12  # of one person
APART = timedelta(minutes=2)  # what comes closer together than this becomes one
PATIENCE = timedelta(seconds=30), timedelta(hours=1)  # from one try to the next: at first, and at most


class Channel(Trying, Record):
    """`address` is JSON with what its `kind` needs, `house` where a tap leads. `tells_words`: it may say what it is.
    One that leads to a `device` itself ends when nobody is in there any more. It wakes no screen: nobody else sees it.

    It `works` once its person said that a try arrived. `trial` is how the last try stands: "asked", "going", "left" or
    "failed", with the `trouble` that was in its way.
    """

    person = ForeignKeyField(Person, on_delete="CASCADE")
    device = ForeignKeyField(Device, null=True, on_delete="CASCADE")
    kind = CharField(max_length=8)
    address = TextField(default="{}")
    kinds = TextField(default=" ".join(KINDS))
    tells_words = BooleanField(default=False)
    language = CharField(max_length=12, default="en")
    house = CharField(max_length=200, default="")
    works = BooleanField(default=False)
    trial = CharField(max_length=8, default="")
    trouble = CharField(max_length=24, default="")
    failures = IntegerField(default=0)
    again_at = UTCDateTimeField(null=True)
    rests_until = UTCDateTimeField(null=True)
    made_at = UTCDateTimeField()

    person_id: int

    class Meta:
        indexes = ((("person", "kind", "address"), True),)

    @classmethod
    def add(
        cls,
        kind: str,
        *,
        by: Person,
        address: dict[str, str],
        language: str,
        house: str,
        device: Device | None = None,
    ) -> Self:
        """A new way to reach `by`. The same address twice is one channel."""
        written = json.dumps(address, sort_keys=True)
        if cls.select().where((cls.person == by) & (cls.kind != PAGE)).count() >= MOST:
            raise Refused("You have as many ways as there is room for. Close one of them first.")
        made = dict(device=device, language=language, house=house)
        one = dict(person=by, kind=kind, address=written)
        with db.atomic():
            cls.insert(**one, **made, trial="asked", made_at=now()).on_conflict(
                conflict_target=[cls.person, cls.kind, cls.address],
                update={getattr(cls, name): value for name, value in made.items()},
            ).execute()
            return cls.get(**one)

    @classmethod
    def page_of(cls, person: Person) -> Self:
        """What they see while a page of the house is open in front of them."""
        page = dict(person=person, kind=PAGE, address="{}")
        cls.insert(**page, works=True, made_at=now()).on_conflict_ignore().execute()
        return cls.get(**page)

    @classmethod
    def standing(cls) -> Any:
        """Those that go out of the house, to people and devices that are still in, in the order they were opened."""
        there = cls.device.is_null() | (Device.signed_in & Device.revoked_at.is_null() & (Device.person == cls.person))
        rows = cls.select(cls, Person).join(Person).switch(cls).left_outer_join(Device)
        return rows.where((cls.kind != PAGE) & Person.left_at.is_null() & there).order_by(cls.id)

    @classmethod
    def calling(cls) -> list[Self]:
        """Those of them that have shown that they can, or have just been asked to try."""
        return list(cls.standing().where(cls.works | (cls.trial << ("asked", "going", "left"))))

    def choose(self, *, by: Person, kinds: list[str], tells_words: bool) -> None:
        """What is told here, from now on, and whether in words."""
        from household.models.delivery import Delivery

        told = " ".join(kind for kind in KINDS if kind in kinds)
        with db.atomic():
            Delivery.pass_over(self, {*kinds} - self.tells)
            self._become(True, kinds=told, tells_words=tells_words)

    def close(self, *, by: Person | None) -> None:
        """Nothing is sent there any more. Without `by`: the one at the other end has gone."""
        Channel.delete().where(Channel.id == self.id).execute()

    def was_reached(self) -> None:
        self._become(True, failures=0, again_at=None, trouble="")

    def was_not_reached(self, trouble: str) -> None:
        """Wait longer each time. What went just before is no reason to wait: nothing did."""
        first, longest = PATIENCE
        wait = min(first * 2 ** min(self.failures, 10), longest)
        self._become(True, failures=self.failures + 1, again_at=now() + wait, rests_until=None, trouble=trouble)

    @property
    def again_soon(self) -> datetime | None:
        """As `again_at`, for what is urgent: with the first patience and no more."""
        if self.again_at is None:
            return None
        first, longest = PATIENCE
        return self.again_at - min(first * 2 ** min(max(self.failures - 1, 0), 10), longest) + first

    @property
    def tells(self) -> set[str]:
        return set(self.kinds.split())

    @property
    def to(self) -> dict[str, str]:
        return json.loads(self.address)

    def _become(self, condition: Any, **fields: Any) -> bool:
        if not Channel.update(**fields).where(Channel.id == self.id, condition).execute():
            return False
        for name, value in fields.items():
            setattr(self, name, value)
        return True
