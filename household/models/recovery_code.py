"""Ten codes on paper, for the day a passphrase is lost: each lets its person in once, to choose a new one."""

import secrets
from typing import Self

from peewee import CharField, ForeignKeyField

from household.database import db
from household.models.base import Table, UTCDateTimeField
from household.models.clock import now
from household.models.device import hashed
from household.models.person import Person

MANY = 10
LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # no vowels, so no words; no 0, O, 1 or I to mix up
LONG = 12  # 52 bits


class RecoveryCode(Table):
    """Only its hash is kept. A used one stays, worth nothing, until new codes are made."""

    person = ForeignKeyField(Person, backref="recovery_codes", on_delete="CASCADE")
    code_hash = CharField(max_length=64, unique=True)
    used_at = UTCDateTimeField(null=True)

    @classmethod
    def make(cls, person: Person) -> list[str]:
        """Ten fresh codes such as BCDF-GHJK-LMNP, to be shown once; the ones before open nothing from now on."""
        codes = ["".join(secrets.choice(LETTERS) for _ in range(LONG)) for _ in range(MANY)]
        with db.atomic():
            cls.delete().where(cls.person == person).execute()
            Person.update(codes_saved_at=None).where(Person.id == person.id).execute()
            for code in codes:
                cls.create(person=person, code_hash=hashed(code))
        return ["-".join(code[start : start + 4] for start in range(0, LONG, 4)) for code in codes]

    @classmethod
    def use(cls, person: Person, written: str) -> bool:
        """Spend this code of this person, however it is written; of many at once, one succeeds."""
        code = "".join(letter for letter in written.upper() if letter in LETTERS)
        mine = (cls.person == person) & (cls.code_hash == hashed(code)) & cls.used_at.is_null()
        return cls.update(used_at=now()).where(mine).execute() == 1

    @classmethod
    def left(cls, person: Person) -> Self | None:
        """One that can still be used, or None."""
        return cls.get_or_none((cls.person == person) & cls.used_at.is_null())
