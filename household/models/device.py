"""A phone, a tablet or a computer that came in: known by a random cookie of which we keep only the hash."""

import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self

from peewee import BooleanField, CharField, DatabaseError, DateField, ForeignKeyField

from household.database import db
from household.models.base import Record, UTCDateTimeField
from household.models.clock import now
from household.models.person import Person, Role

CONFIRMED = timedelta(minutes=10)


@dataclass(frozen=True)
class Kiosk:
    """The kitchen tablet when nobody has touched a face: a device, never a person."""

    key: str
    id: None = None
    role: Role = Role.KIOSK
    joined_at: None = None


class Device(Record):
    """`person` is who came in last; `signed_in` says whether they still are. A kiosk has no person.

    `ended_here` says that it was revoked at the computer of the house, and not by its person.
    """

    person = ForeignKeyField(Person, null=True, backref="devices", on_delete="CASCADE")
    kiosk = BooleanField(default=False)
    signed_in = BooleanField(default=True)
    token_hash = CharField(max_length=64, unique=True)
    label = CharField(max_length=80, default="")
    first_day = DateField()
    last_day = DateField()
    confirmed_at = UTCDateTimeField(null=True)
    revoked_at = UTCDateTimeField(null=True)
    ended_here = BooleanField(default=False)

    @classmethod
    def enter(cls, person: Person, label: str, known: Self | None = None) -> tuple[Self, str]:
        """Sign `person` in on a new device or on one that is known; (device, its fresh cookie)."""
        token, today = secrets.token_urlsafe(32), now().date()
        came = dict(person=person, signed_in=True, token_hash=hashed(token), confirmed_at=now(), last_day=today)
        with db.atomic():
            if known and cls.update(**came).where((cls.id == known.id) & cls.revoked_at.is_null()).execute():
                return cls.get_by_id(known.id), token
            return cls.create(label=label[:80], first_day=today, **came), token

    @classmethod
    def known(cls, token: str | None) -> Self | None:
        """The device with this cookie that nobody has revoked, signed in or not."""
        if not token:
            return None
        query = cls.select(cls, Person).left_outer_join(Person)
        return query.where((cls.token_hash == hashed(token)) & cls.revoked_at.is_null()).get_or_none()

    @property
    def holder(self) -> Any:
        """Who acts on this device: the person signed in, the kiosk, or nobody (None)."""
        if self.kiosk:
            return Kiosk(key=self.key)
        return self.person if self.signed_in else None

    @property
    def confirmed(self) -> bool:
        """Whether the passphrase was given here in the last ten minutes."""
        return self.confirmed_at is not None and timedelta(0) <= now() - self.confirmed_at < CONFIRMED

    def confirm(self) -> None:
        self.confirmed_at = now()
        self.save(only=[Device.confirmed_at])

    def notice_day(self) -> None:
        """Keep the last day it was used, not the hour; a clock that runs backwards changes nothing."""
        today = now().date()
        if today > self.last_day:
            with suppress(DatabaseError):  # a notebook that can't be written can still be read
                Device.update(last_day=today).where((Device.id == self.id) & (Device.last_day < today)).execute()

    def sign_out(self) -> str:
        """Leave, but stay a device that has been in before; its fresh cookie. The old one is worth nothing."""
        token = secrets.token_urlsafe(32)
        Device.update(signed_in=False, confirmed_at=None, token_hash=hashed(token)).where(
            Device.id == self.id
        ).execute()
        return token

    @classmethod
    def revoke_all(cls, person: Person) -> None:
        """Every device of this person is a stranger from now on."""
        cls.update(revoked_at=now()).where((cls.person == person) & cls.revoked_at.is_null()).execute()


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
