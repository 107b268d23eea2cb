"""A calendar: a secret link at which someone's calendar program reads what they have promised and asked for."""

from peewee import BooleanField, CharField, ForeignKeyField

from household.models.base import Record, UTCDateTimeField
from household.models.person import Person


class Calendar(Record):
    """One a person. `tells_words` lets its titles say what it is about."""

    person = ForeignKeyField(Person, unique=True, on_delete="CASCADE")
    token_hash = CharField(max_length=64, unique=True)
    tells_words = BooleanField(default=False)
    made_at = UTCDateTimeField()
