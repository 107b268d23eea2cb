"""At the door, until a partner lets it in from their own phone: a tablet for the kitchen, or a guest's other phone."""

import secrets
from datetime import timedelta
from typing import Any, Self

from peewee import CharField, ForeignKeyField

from household.database import db
from household.models.access_entry import AccessEntry
from household.models.base import Record, Refused, TooLate, UTCDateTimeField
from household.models.card import Card
from household.models.clock import now
from household.models.device import Device, hashed, today_here
from household.models.event import Event
from household.models.home import PARTNERS
from household.models.person import Person

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # without vowels they spell nothing, and none is taken for a figure
LONG = 8  # 34.6 bits, of which a partner's phone may try few
PAIRS_FOR, WAITS_FOR = timedelta(minutes=10), timedelta(days=1)
MOST = 3  # phones that wait with one card: whoever found it shall not fill the family's pages


class Knock(Record):
    """What waits keeps a secret of its own, and comes in with it once a partner said yes.

    A tablet shows `letters`, which a partner types; a phone has opened a `card`. `device` is what it becomes.
    """

    secret_hash = CharField(max_length=64, unique=True)
    letters_hash = CharField(max_length=64, null=True, unique=True)
    card: Any = ForeignKeyField(Card, null=True, backref="knocks", on_delete="CASCADE")
    label = CharField(max_length=80, default="")
    expires_at = UTCDateTimeField()
    device = ForeignKeyField(Device, null=True, on_delete="CASCADE")
    let_in_at = UTCDateTimeField(null=True)
    used_at = UTCDateTimeField(null=True)

    card_id: int | None

    @classmethod
    def for_kitchen(cls, label: str) -> tuple[str, str]:
        """(its secret, its eight letters) for a tablet, good for ten minutes."""
        letters = "".join(secrets.choice(LETTERS) for _ in range(LONG))
        return cls._begin(label, PAIRS_FOR, letters_hash=hashed(letters)), letters

    @classmethod
    def with_card(cls, card: Card, label: str) -> str:
        """Its secret, for a phone that asks to come in with this card; good for a day. A few may wait at a time."""
        with db.atomic():
            card.hold()
            if cls.waiting().where(cls.card == card).count() >= MOST:
                raise Refused("Some phones wait with this card already. Ask somebody in the house to look at them.")
            secret = cls._begin(label, WAITS_FOR, card=card)
            Event.record(card, "knock", PARTNERS, PARTNERS)
        return secret

    @classmethod
    def _begin(cls, label: str, lasts: timedelta, **asks: Any) -> str:
        secret = secrets.token_urlsafe(32)
        with db.atomic():
            cls.forget()
            cls.create(secret_hash=hashed(secret), label=label[:80], expires_at=now() + lasts, **asks)
        return secret

    @classmethod
    def forget(cls) -> None:
        """Those that nobody came in with go, and the device that was meant for them."""
        over = cls.expires_at < now()
        unused = cls.select(cls.device).where(over & cls.used_at.is_null() & cls.device.is_null(False))
        Device.delete().where(Device.id << unused).execute()
        cls.delete().where(over).execute()

    @classmethod
    def waiting(cls, at: Any = None) -> Any:
        """Those that nobody has let in yet, the newest first, each with its card."""
        rows = cls.select(cls, Card, Person).left_outer_join(Card).left_outer_join(Person, on=Card.person)
        return rows.where((cls.expires_at > (at or now())) & cls.let_in_at.is_null()).order_by(cls.id.desc())

    @classmethod
    def of_tablets(cls) -> Any:
        """Those of tablets for the kitchen, answered or not, until they are forgotten."""
        return cls.select().where(cls.letters_hash.is_null(False))

    @classmethod
    def with_letters(cls, letters: str) -> Self | None:
        """The tablet that shows these letters, however they are typed."""
        plain = "".join(letter for letter in letters[:80].upper() if letter.isalpha())
        return cls.waiting().where(cls.letters_hash == hashed(plain)).get_or_none()

    @classmethod
    def with_secret(cls, secret: str | None) -> Self | None:
        """What the waiting one asks of itself: that nobody sent it away, and it has not come in yet."""
        mine = (cls.secret_hash == hashed(secret or "")) & (cls.expires_at > now()) & cls.used_at.is_null()
        return cls.select().left_outer_join(Device).where(mine & Device.revoked_at.is_null()).get_or_none()

    def let_in(self, *, by: Person, name: str = "") -> Device | None:
        """One partner's yes. For a tablet the device that it becomes, called by this name; one of two yeses counts.

        From then on it has as long to come in as it had to wait. Where nobody has the card yet, that phone can take
        it up: its two days begin anew.
        """
        free = (Knock.id == self.id) & Knock.let_in_at.is_null() & (Knock.expires_at > now())
        until = now() + (WAITS_FOR if self.card_id else PAIRS_FOR)
        with db.atomic():
            if self.card:
                self.card.hold()
                self.card.begin_anew()
            if not Knock.update(let_in_at=now(), expires_at=until).where(free).execute():
                raise TooLate("This has been answered, or waited too long. Please begin again there.")
            device = None if self.card else self._kitchen(name)
            AccessEntry.note("let_in" if self.card else "pair", by=by, about=self.card.person if self.card else None)
            Event.record(self, "let_in", PARTNERS, PARTNERS)
        return device

    def _kitchen(self, name: str) -> Device:
        """A device of its own and nobody's, which no cookie opens yet."""
        nobodys, today = hashed(secrets.token_urlsafe(32)), today_here()
        seen = dict(label=name[:80], first_day=today, last_day=today)
        device = Device.create(person=None, kiosk=True, token_hash=nobodys, **seen)
        Knock.update(device=device).where(Knock.id == self.id).execute()
        return device

    def send_away(self, *, by: Person) -> None:
        """It is not let in; what waits there finds nothing any more."""
        with db.atomic():
            if not Knock.delete().where((Knock.id == self.id) & Knock.let_in_at.is_null()).execute():
                raise TooLate("This has been answered already.")
            Event.record(self, "send_away", PARTNERS, PARTNERS)

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has answered it yet, and it has not waited too long."""
        return self.let_in_at is None and self.expires_at > now()

    def come_in(self, instead_of: Device | None = None) -> tuple[Device, str]:
        """(the device, its fresh cookie), once a partner said yes; once. What it was before (`instead_of`) ends."""
        free = (Knock.id == self.id) & Knock.used_at.is_null() & Knock.let_in_at.is_null(False)
        with db.atomic():
            if not Knock.update(used_at=now()).where(free & (Knock.expires_at > now())).execute():
                raise TooLate("This door is closed. Please begin again.")
            if instead_of:
                instead_of.revoke(by=instead_of.person)
            fresh = Knock.get_by_id(self.id)
            return self._into_kitchen(fresh.device) if fresh.device else self._with_card(fresh.card)

    def _into_kitchen(self, device: Device) -> tuple[Device, str]:
        if device.revoked_at:
            raise TooLate("This door is closed. Please begin again.")
        return device, device.new_token()

    def _with_card(self, card: Card) -> tuple[Device, str]:
        if card.person is None or card.over:
            raise TooLate("This door is closed. Please begin again.")
        return Device.enter(card.person, self.label)
