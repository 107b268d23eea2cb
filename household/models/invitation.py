"""How someone comes in: a link and four words that work once, for two days. The first one founds the home."""

from datetime import timedelta
from typing import Any, Self

from peewee import CharField, ForeignKeyField

from household.database import db
from household.models.access_entry import AccessEntry
from household.models.base import Record, Table, TooLate, UTCDateTimeField
from household.models.clock import now
from household.models.device import hashed
from household.models.event import Event
from household.models.four_words import fresh_secrets, hashed_words
from household.models.home import PARTNERS
from household.models.person import Person, Role

GOOD_FOR = timedelta(hours=48)


class Invitation(Record):
    """For one partner to come. `by` is None for the first, which founds the home and does not expire."""

    by = ForeignKeyField(Person, null=True, on_delete="CASCADE")
    token_hash = CharField(max_length=64, unique=True)
    words_hash = CharField(max_length=64, unique=True)
    expires_at = UTCDateTimeField(null=True)
    used_at = UTCDateTimeField(null=True)

    by_id: int | None

    @classmethod
    def invite(cls, by: Person | None) -> tuple[Self, str, str]:
        """(invitation, its secret for a link, its four words). What this partner invited before no longer works.

        Where there are other partners, it opens only when each has said yes.
        """
        told, fresh = fresh_secrets()
        with db.atomic():
            cls.delete().where((cls.by == by) if by else cls.by.is_null(), cls.used_at.is_null()).execute()
            invitation = cls.create(by=by, expires_at=now() + GOOD_FOR if by else None, **fresh)
            if by:
                InvitationYes.create(invitation=invitation, partner=by)
                AccessEntry.note("invite", by=by)
            Event.record(invitation, "invite", set(), PARTNERS)
        return invitation, *told

    @classmethod
    def waiting(cls) -> Any:
        """Those that someone may still take up."""
        fresh = cls.expires_at.is_null() | (cls.expires_at > now())
        return cls.select().where(cls.used_at.is_null() & fresh).order_by(cls.id)

    @classmethod
    def with_secret(cls, secret: str) -> Self | None:
        """The waiting invitation with the secret of this link, if every partner has said yes to it."""
        return cls._open(cls.token_hash == hashed(secret))

    @classmethod
    def with_words(cls, words: str) -> Self | None:
        """The same by its four words, however they are written."""
        return cls._open(cls.words_hash == hashed_words(words))

    @classmethod
    def _open(cls, condition: Any) -> Self | None:
        one = cls.waiting().where(condition).get_or_none()
        return one if one and not one.missing() else None

    def missing(self) -> list[Person]:
        """The partners who have not yet said yes."""
        if self.by_id is None:
            return []
        said = InvitationYes.select(InvitationYes.partner).where(InvitationYes.invitation == self)
        return list(Person.here(Role.PARTNER).where(Person.id.not_in(said)))

    def say_yes(self, *, by: Person) -> None:
        with db.atomic():
            InvitationYes.insert(invitation=self, partner=by).on_conflict_ignore().execute()
            Event.record(self, "say_yes", PARTNERS, PARTNERS)

    def withdraw(self, *, by: Person) -> None:
        with db.atomic():
            Invitation.delete().where(Invitation.id == self.id).execute()
            Event.record(self, "withdraw", PARTNERS, PARTNERS)

    def accept(self, *, name: str, face: dict[str, str], kids_say: str = "", passphrase: str) -> Person:
        """Come in as a partner; one of many at once wins. `passphrase` is already sealed."""
        with db.atomic():
            free = (Invitation.id == self.id) & Invitation.used_at.is_null()
            if self.expires_at:
                free &= Invitation.expires_at > now()
            if self.missing() or not Invitation.update(used_at=now()).where(free).execute():
                raise TooLate("This invitation has been used or is too old. Ask for a new one.")
            person = Person.join(role=Role.PARTNER, name=name, face=face, kids_say=kids_say, passphrase=passphrase)
            AccessEntry.note("join", by=self.by, about=person)
            return person


class InvitationYes(Table):
    """One partner's yes to someone coming in."""

    invitation = ForeignKeyField(Invitation, backref="yeses", on_delete="CASCADE")
    partner = ForeignKeyField(Person, on_delete="CASCADE")

    class Meta:
        indexes = ((("invitation", "partner"), True),)
