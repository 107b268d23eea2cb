"""A guest's card: a link, a code to scan and four words to read out, on paper, for as long as a partner likes."""

from datetime import date, timedelta
from typing import Any, Self

from peewee import CharField, DateField, ForeignKeyField

from household.database import db
from household.models.access_entry import AccessEntry
from household.models.base import TooLate, UTCDateTimeField, Written
from household.models.card.standing import FRESH, Standing
from household.models.clock import now
from household.models.device import Device, hashed
from household.models.event import Event
from household.models.four_words import fresh_secrets, hashed_words
from household.models.home import PARTNERS, the_day
from household.models.person import Person, Role


class Card(Standing, Written):
    """Whose it is has a `name` from the start, and is a `person` of the house from when it is taken up.

    For two days the first tap takes it up. Later, or on another phone, it asks a partner; see Knock. `until` is the
    last day, or none; once it is taken up the person has it. `phone` is a number to call, that a partner wrote on it.
    """

    by = ForeignKeyField(Person, null=True, on_delete="SET NULL", backref="+")
    person: Any = ForeignKeyField(Person, null=True, unique=True, on_delete="CASCADE", backref="+")
    name = CharField(max_length=40)
    phone = CharField(max_length=40, default="")
    until = DateField(null=True)
    token_hash = CharField(max_length=64, unique=True)
    words_hash = CharField(max_length=64, unique=True)
    made_at = UTCDateTimeField()
    taken_at = UTCDateTimeField(null=True)

    by_id: int | None
    person_id: int | None
    knocks: Any

    @classmethod
    def make(
        cls, *, by: Person, name: str, phone: str = "", until: date | None = None, once: str | None = None
    ) -> tuple[Self, str, str]:
        """(card, its secret for a link, its four words), for somebody new. What opens it is kept nowhere.

        Sent twice by one form it is one card, of which the second print holds.
        """
        told, fresh = fresh_secrets()
        with db.atomic():
            same = dict(by=by, name=name, phone=phone, until=until)
            card, new = cls.write(once=once, same=same, made_at=now(), **fresh)
            if not new:
                return card, *card.renew(by=by)
            AccessEntry.note("card", by=by)
            Event.record(card, "make", set(), PARTNERS)
        return card, *told

    @classmethod
    def of_everyone(cls) -> Any:
        """In the order they were made, each with its person, where it is taken up."""
        return cls.select(cls, Person).left_outer_join(Person, on=cls.person).order_by(cls.id)

    @classmethod
    def with_secret(cls, secret: str) -> Self | None:
        """The card with the secret of this link, if its last day is not over."""
        return cls._standing(cls.token_hash == hashed(secret))

    @classmethod
    def with_words(cls, words: str) -> Self | None:
        """The same by its four words, however they are written."""
        return cls._standing(cls.words_hash == hashed_words(words))

    @classmethod
    def _standing(cls, condition: Any) -> Self | None:
        card: Self | None = cls.of_everyone().where(condition).get_or_none()
        return card if card and not card.over else None

    def take_up(self, *, name: str, face: dict[str, str], kids_say: str = "") -> Person:
        """Come in as the guest whose card it is; one of many at once wins. What was printed anew since is another."""
        same = (Card.id == self.id) & (Card.token_hash == self.token_hash)
        fresh = Card.taken_at.is_null() & (Card.made_at > now() - FRESH) & (Card.made_at <= now())
        lasts = Card.until.is_null() | (Card.until >= the_day())
        with db.atomic():
            if not Card.update(taken_at=now()).where(same & fresh & lasts).execute():
                raise TooLate("This card has been taken up. Ask to be let in, or for a new one.")
            return self._seat(name=name, face=face, kids_say=kids_say)

    def _seat(self, **known: Any) -> Person:
        until = Card.get_by_id(self.id).until  # a partner may have changed it just now
        person = Person.join(role=Role.GUEST, until=until, **known)
        Card.update(person=person, name=known["name"]).where(Card.id == self.id).execute()
        self.person, self.name = person, known["name"]
        AccessEntry.note("take_up", by=self.by, about=person)
        return person

    def renew(self, *, by: Person) -> tuple[str, str]:
        """(its secret, its four words), for a new print. What was printed before opens nothing any more.

        Nor does it for the phones that wait with it. Where nobody has it yet, its two days begin anew.
        """
        told, fresh = fresh_secrets()
        with db.atomic():
            self.hold()
            Card.update(**fresh).where(Card.id == self.id).execute()
            self.begin_anew()
            self.let_nobody_wait()
            AccessEntry.note("card", by=by, about=self.person)
            Event.record(self, "renew", PARTNERS, PARTNERS)
        return told

    def hold(self) -> None:
        """Until the end of this transaction nobody else does anything with it; it may have ended meanwhile."""
        if not Card.update(name=Card.name).where(Card.id == self.id).execute():
            raise TooLate("This card has ended. Make a new one.")

    def begin_anew(self) -> None:
        """Its two days, where nobody has it yet."""
        Card.update(made_at=now()).where((Card.id == self.id) & Card.taken_at.is_null()).execute()

    def let_nobody_wait(self) -> None:
        """The phones that asked to come in with it find nothing any more."""
        for knock in self.knocks:
            knock.delete_instance()

    def change(self, *, by: Person, until: date | None, phone: str) -> None:
        """Another last day or none, another number. A guest whose day was over is here again."""
        with db.atomic():
            Card.update(until=until, phone=phone).where(Card.id == self.id).execute()
            if self.person:
                Person.update(until=until).where(Person.id == self.person.id).execute()
            Event.record(self, "change", self.circle, self.circle)

    def end(self, *, by: Person) -> None:
        """From this moment it opens nothing, and every phone that came in with it is out. What was said stays."""
        from household.models.leaving.card_over import put_down

        with db.atomic():
            if self.person is None and not Card.delete().where((Card.id == self.id) & Card.person.is_null()).execute():
                raise TooLate("Somebody has taken this card up, or ended it.")
            if self.person:
                yesterday = the_day() - timedelta(days=1)
                Person.update(until=yesterday).where(Person.id == self.person.id).execute()
                self.let_nobody_wait()
                Device.revoke_all(self.person)
                put_down(self.person)
            AccessEntry.note("end_card", by=by, about=self.person)
            Event.record(self, "end", self.circle, self.circle)
