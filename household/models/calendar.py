"""A calendar: a secret link at which someone's calendar program reads what they have promised and asked for."""

import secrets
from typing import Self

from peewee import BooleanField, CharField, ForeignKeyField

from household.database import db
from household.models.base import Record, TooLate, UTCDateTimeField
from household.models.clock import now
from household.models.device import hashed
from household.models.person import Person


class Calendar(Record):
    """One a person; only the hash of its link is kept. `tells_words` lets its titles say what it is about.

    It changes one's own page alone, so it wakes no screen.
    """

    person = ForeignKeyField(Person, unique=True, on_delete="CASCADE")
    token_hash = CharField(max_length=64, unique=True)
    tells_words = BooleanField(default=False)
    made_at = UTCDateTimeField()

    @classmethod
    def make(cls, *, by: Person) -> tuple[Self, str]:
        """(the calendar, the token of its link, to be shown once); the link before opens nothing from now on."""
        token = secrets.token_urlsafe(16)
        fresh = dict(token_hash=hashed(token), made_at=now())
        with db.atomic():
            cls.insert(person=by, **fresh).on_conflict(conflict_target=[cls.person], update=fresh).execute()
            return cls.get(cls.person == by), token

    @classmethod
    def change(cls, *, by: Person, tells_words: bool) -> None:
        """Let the titles say what it is about, or not."""
        with db.atomic():
            if not cls.update(tells_words=tells_words).where(cls.person == by).execute():
                raise TooLate("This link has ended. You can make a new one.")

    @classmethod
    def end(cls, *, by: Person) -> None:
        """The link opens nothing from now on."""
        with db.atomic():
            cls.delete().where(cls.person == by).execute()

    @classmethod
    def of(cls, person: Person) -> Self | None:
        return cls.get_or_none(cls.person == person)

    @classmethod
    def with_token(cls, token: str) -> Self | None:
        """The calendar with this link, and its person."""
        return cls.select(cls, Person).join(Person).where(cls.token_hash == hashed(token)).get_or_none()
