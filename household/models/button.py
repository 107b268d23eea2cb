"""An ask button: an ask that was prepared, and that one press of something in the house puts on the table."""

from peewee import BooleanField, CharField, ForeignKeyField, TextField

from household.models.base import Table, UTCDateTimeField, Written
from household.models.home import Moment
from household.models.need import Need
from household.models.person import Person


class Button(Written):
    """Its fields are those of the ask. `need` is what its last press put on the table."""

    by = ForeignKeyField(Person, on_delete="CASCADE")
    name = CharField(max_length=40, default="")
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
    pressed_at = UTCDateTimeField(null=True)
    made_at = UTCDateTimeField()

    by_id: int
    need_id: int | None


class ButtonNamed(Table):
    """A person by name for whom the ask is."""

    button = ForeignKeyField(Button, on_delete="CASCADE")
    person = ForeignKeyField(Person, on_delete="CASCADE")

    class Meta:
        indexes = ((("button", "person"), True),)
