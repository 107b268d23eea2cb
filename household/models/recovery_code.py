"""Ten codes on paper, for the day a passphrase is lost: each lets its person in once, to choose a new one."""

import secrets
from typing import Self

from peewee import CharField, ForeignKeyField

from household.database import db
from household.models import passphrase
from household.models.base import Table, TooLate, UTCDateTimeField
from household.models.clock import now
from household.models.device import Device, hashed
from household.models.person import Person

MANY = 10
LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # no vowels, so no words; no 0, O, 1 or I to mix up
LONG = 16  # 69 bits: whoever finds a copy of the notebook could try many at its plain hash


class RecoveryCode(Table):
    """Only its hash is kept. A used one stays, worth nothing, to tell how a passphrase was set anew."""

    person = ForeignKeyField(Person, backref="recovery_codes", on_delete="CASCADE")
    code_hash = CharField(max_length=64, unique=True)
    used_at = UTCDateTimeField(null=True)

    person_id: int

    @classmethod
    def make(cls, person: Person) -> list[str]:
        """Ten fresh codes such as BCDF-GHJK-LMNP-QRST, to be shown once; the ones before open nothing from now on."""
        codes = ["".join(secrets.choice(LETTERS) for _ in range(LONG)) for _ in range(MANY)]
        with db.atomic():
            cls.end(person)
            for code in codes:
                cls.create(person=person, code_hash=hashed(code))
        return ["-".join(code[start : start + 4] for start in range(0, LONG, 4)) for code in codes]

    @classmethod
    def end(cls, person: Person) -> None:
        """Those that are left open nothing from now on. Whoever made them may not have been this person."""
        cls.delete().where((cls.person == person) & cls.used_at.is_null()).execute()
        Person.update(codes_saved_at=None).where(Person.id == person.id).execute()

    @classmethod
    def keep(cls, person: Person, written: str) -> None:
        """They are on paper, `written` among them; refused when newer ones have taken their place."""
        found = cls.written(written)
        if found is None or found.person_id != person.id:
            raise TooLate("These codes have been replaced by newer ones. Please make them once more.")
        Person.update(codes_saved_at=now()).where(Person.id == person.id).execute()

    @classmethod
    def written(cls, written: str) -> Self | None:
        """The unused code that this is, in whatever way it is written. One look, whoever asks: time tells nothing."""
        code = "".join(letter for letter in written[:200].upper() if letter in LETTERS)
        fresh = (cls.code_hash == hashed(code)) & cls.used_at.is_null()
        return cls.select(cls, Person).join(Person).where(fresh).get_or_none()

    def use(self, sealed: str, *, on: Device | None = None) -> None:
        """Spend it on a new passphrase, once: of many at a time one succeeds. Every device but `on` is out."""
        at = now()
        with db.atomic():
            spent = RecoveryCode.update(used_at=at)
            if not spent.where((RecoveryCode.id == self.id) & RecoveryCode.used_at.is_null()).execute():
                raise TooLate("That code has been used. Each one works once; please take another.")
            passphrase.reset(self.person, sealed, at=at, but=on)

    @classmethod
    def left(cls, person: Person) -> bool:
        """Whether there is one that can still be used."""
        return cls.select().where((cls.person == person) & cls.used_at.is_null()).exists()

    @classmethod
    def opened_last(cls, person: Person) -> bool:
        """Whether the passphrase was last set anew with a code, and not at the computer of the house."""
        used = cls.select().where((cls.person == person) & (cls.used_at == person.passphrase_reset_at))
        return person.passphrase_reset_at is not None and used.exists()
