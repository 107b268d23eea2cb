"""A channel: one way in which word reaches one person, and what they want to hear there."""

from peewee import BooleanField, CharField, ForeignKeyField, IntegerField, TextField

from household.models.base import Record, Table, UTCDateTimeField
from household.models.notice import Notice
from household.models.person import Person


class Channel(Record):
    """`address` is JSON with what its `kind` needs. `tells_words` lets it say more than that there is something.

    `works` once its person said that a try arrived. `trial` is how the last try stands, `trouble` what was in its way.
    """

    person = ForeignKeyField(Person, on_delete="CASCADE")
    kind = CharField(max_length=8)
    address = TextField(default="{}")
    kinds = TextField(default="")
    tells_words = BooleanField(default=False)
    language = CharField(max_length=12, default="en")
    house = CharField(max_length=200, default="")
    works = BooleanField(default=False)
    trial = CharField(max_length=8, default="")
    trouble = CharField(max_length=24, default="")
    failures = IntegerField(default=0)
    again_at = UTCDateTimeField(null=True)
    rests_until = UTCDateTimeField(null=True)
    made_at = UTCDateTimeField()

    person_id: int


class Delivery(Table):
    """A notice on a channel, once: `state` is "going" from just before it is sent. `message` is what it goes in."""

    notice = ForeignKeyField(Notice, on_delete="CASCADE")
    channel = ForeignKeyField(Channel, on_delete="CASCADE")
    message = CharField(max_length=24, index=True)
    state = CharField(max_length=8)
    at = UTCDateTimeField()

    notice_id: int
    channel_id: int

    class Meta:
        indexes = ((("notice", "channel"), True),)
