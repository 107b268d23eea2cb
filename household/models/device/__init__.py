"""A phone, a tablet or a computer that came in: known by a random cookie of which we keep only the hash."""

import hashlib
import secrets
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any, Self

from peewee import BooleanField, CharField, DatabaseError, DateField, ForeignKeyField

from household.database import db
from household.models.base import Record, UTCDateTimeField
from household.models.clock import now
from household.models.device.in_the_kitchen import InTheKitchen, Kiosk
from household.models.event import Event
from household.models.home import Home
from household.models.person import Person, Role
from household.models.prepared import Prepared, Slot

CONFIRMED = timedelta(minutes=10)
TOLD_FOR = timedelta(days=30)


class Device(InTheKitchen, Record):
    """`person` is who came in last; `signed_in` says whether they still are. A kiosk has no person.

    `ended_here` says that it was revoked at the computer of the house, and not by its person; `kids_here`, that a
    partner lets the kids tap their faces at its door. On the kitchen tablet somebody may have `touched` their face,
    and there may be `company` in the kitchen.
    """

    person: Any = ForeignKeyField(Person, null=True, backref="devices", on_delete="CASCADE")
    kiosk = BooleanField(default=False)
    signed_in = BooleanField(default=True)
    token_hash = CharField(max_length=64, unique=True)
    label = CharField(max_length=80, default="")
    first_day = DateField()
    last_day = DateField()
    confirmed_at = UTCDateTimeField(null=True)
    revoked_at = UTCDateTimeField(null=True)
    ended_here = BooleanField(default=False)
    kids_here = BooleanField(default=False)
    touched: Any = ForeignKeyField(Person, null=True, backref="+", on_delete="SET NULL")
    touched_at = UTCDateTimeField(null=True)
    company = BooleanField(default=False)

    touched_id: int | None
    person_id: int | None

    @classmethod
    def enter(cls, person: Person, label: str, known: Self | None = None) -> tuple[Self, str]:
        """Sign `person` in on a new device or on one that is known; (device, its fresh cookie).

        What somebody else called it, and since when they had it, stays theirs: it begins anew with each person. The
        kitchen tablet stays what it is; who comes in on it does so as on a new device.
        """
        token, today = secrets.token_urlsafe(32), today_here()
        came = dict(person=person, signed_in=True, token_hash=hashed(token), confirmed_at=now(), last_day=today)
        begun = dict(label=label[:80], first_day=today)
        with db.atomic():
            fresh = came if known and known.person_id == person.id else came | begun
            same = (cls.id == known.id) & cls.revoked_at.is_null() & ~cls.kiosk if known else None
            if known and cls.update(**fresh).where(same).execute():
                known.wake("enter")
                return cls.get_by_id(known.id), token
            return cls.create(**came, **begun), token

    @classmethod
    def known(cls, token: str | None) -> Self | None:
        """The device with this cookie that nobody has revoked, signed in or not."""
        return KNOWN.get(token_hash=hashed(token)) if token else None

    @property
    def holder(self) -> Any:
        """Who acts on this device: the person signed in, the kiosk, or nobody (None).

        A child who touched its face in the kitchen is in its own pages there.
        """
        if not self.kiosk:
            return self.person if self.signed_in else None
        who = self.who_touched
        return who if who and who.role == Role.KID else Kiosk(key=self.key, person=who, company=self.company)

    @property
    def confirmed(self) -> bool:
        """Whether the passphrase was given here in the last ten minutes."""
        return self.confirmed_at is not None and timedelta(0) <= now() - self.confirmed_at < CONFIRMED

    def confirm(self) -> None:
        self.confirmed_at = now()
        self.save(only=[Device.confirmed_at])

    def notice_day(self, today: date) -> bool:
        """Keep the last day it was used, not the hour; whether it is a new one.

        A clock set back changes nothing, but at the kitchen tablet. What is not used there is not forgotten, so it goes
        by any clock: else one that was years ahead for an hour would leave it without a fresh cookie for years.
        """
        if today == self.last_day or (today < self.last_day and not self.kiosk):
            return False
        older = Device.last_day != today if self.kiosk else Device.last_day < today
        with suppress(DatabaseError):  # a notebook that can't be written can still be read
            Device.update(last_day=today).where((Device.id == self.id) & older).execute()
        return True

    def rename(self, name: str) -> None:
        """Call it something that people know it by."""
        with db.atomic():
            Device.update(label=name).where(Device.id == self.id).execute()
            self.wake("rename")

    def new_token(self) -> str:
        """Its fresh cookie; the old one is worth nothing."""
        token = secrets.token_urlsafe(32)
        Device.update(token_hash=hashed(token)).where(Device.id == self.id).execute()
        return token

    def sign_out(self) -> str:
        """Leave, but stay a device that has been in before; its fresh cookie. The old one is worth nothing."""
        with db.atomic():
            Device.update(signed_in=False, confirmed_at=None).where(Device.id == self.id).execute()
            self.wake("sign_out")
            return self.new_token()

    def revoke(self, *, by: Person | None) -> None:
        """A stranger from its next request on; its open pages hear of it at once. Without `by`: at the computer."""
        ended = dict(revoked_at=now(), ended_here=by is None)
        with db.atomic():
            Device.update(ended).where((Device.id == self.id) & Device.revoked_at.is_null()).execute()
            self.wake("revoke")

    @classmethod
    def revoke_all(cls, person: Person, *, but: Self | None = None, here: bool = False) -> None:
        """Every device of this person, `but` one, is a stranger from now on; `here` is the computer of the house."""
        those = (cls.person == person) & cls.revoked_at.is_null() & ~cls.kiosk
        with db.atomic():
            query = cls.update(revoked_at=now(), ended_here=here).where(those)
            (query.where(cls.id != but.id) if but else query).execute()
            Event.record(cls(), "revoke", {person.key}, {person.key})
            cls.let_go_of([person.id])

    def wake(self, verb: str, others: Iterable[str] = ()) -> None:
        """Let the open pages of whoever held it look again, and nobody's but those of a circle of `others`."""
        circle = {self.key if self.kiosk else self.person.key, *others}
        Event.record(self, verb, circle, circle)

    @classmethod
    def standing(cls) -> Any:
        """Those that nobody has revoked, signed in or only known at the door, in the order they came."""
        return cls.select(cls, Person).left_outer_join(Person).where(cls.revoked_at.is_null()).order_by(cls.id)

    @classmethod
    def ended_lately(cls) -> Any:
        """Those that were revoked at the computer of the house in the last thirty days."""
        lately = cls.ended_here & (cls.revoked_at > now() - TOLD_FOR)
        return cls.select(cls, Person).left_outer_join(Person).where(lately).order_by(cls.revoked_at.desc())


KNOWN = Prepared(lambda: Device.standing().where(Device.token_hash == Slot("token_hash")))


def today_here() -> date:
    """The date on the clock of the home."""
    home = Home.current()
    return (home.local() if home else now()).date()


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
