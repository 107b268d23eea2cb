"""An ask button: an ask that was prepared, and that one press of something in the house puts on the table."""

from typing import Any, Self

from peewee import BooleanField, CharField, ForeignKeyField, TextField

from household.models.base import Table, UTCDateTimeField, Written
from household.models.button.making import Making
from household.models.button.pressing import Pressing
from household.models.device import hashed
from household.models.home import Moment
from household.models.kept_ask import KeptAsk
from household.models.need import Need
from household.models.person import Person


class Button(Making, Pressing, KeptAsk, Written):
    """Its fields are those of the ask. `need` is what its last press put on the table.

    `presses` says when that was, and the needs of the hour before it: in seconds, with blanks. Whoever has the link
    with the secret can press; we keep only its hash.
    """

    by = ForeignKeyField(Person, on_delete="CASCADE")
    token_hash = CharField(max_length=64, unique=True)
    word = CharField(max_length=24, default="")
    own = TextField(default="")
    feeling = CharField(max_length=24, default="")
    details = TextField(default="")
    audience = CharField(max_length=8)
    kids_can_help = BooleanField(default=False)
    when = CharField(max_length=8, default="now")
    moment = ForeignKeyField(Moment, null=True, on_delete="SET NULL")
    need = ForeignKeyField(Need, null=True, on_delete="SET NULL")
    presses = TextField(default="")
    tells = CharField(max_length=8, default="")
    made_at = UTCDateTimeField()

    by_id: int
    need_id: int | None

    @classmethod
    def all(cls) -> Any:
        """Every button with its maker and moment in the same query, the newest first."""
        rows = cls.select(cls, Person, Moment).join(Person).switch(cls).left_outer_join(Moment)
        return rows.order_by(cls.id.desc())

    @classmethod
    def with_token(cls, token: str) -> Self | None:
        """The one whose link has this secret, whoever made it."""
        return cls.all().where(cls.token_hash == hashed(token)).get_or_none()

    @classmethod
    def naming(cls) -> Any:
        return ButtonNamed, ButtonNamed.button


class ButtonNamed(Table):
    """A person by name for whom the ask is."""

    button = ForeignKeyField(Button, on_delete="CASCADE")
    person = ForeignKeyField(Person, on_delete="CASCADE")

    button_id: int

    class Meta:
        indexes = ((("button", "person"), True),)
