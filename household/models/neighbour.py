"""A machine of the home's own network to which a partner lets the house send."""

from peewee import CharField, ForeignKeyField, IntegerField

from household.models.base import Record, UTCDateTimeField
from household.models.person import Person


class Neighbour(Record):
    """`host` is a name or an IP address as it was written."""

    host = CharField(max_length=255)
    port = IntegerField()
    by = ForeignKeyField(Person, null=True, on_delete="SET NULL")
    at = UTCDateTimeField()

    class Meta:
        indexes = ((("host", "port"), True),)
