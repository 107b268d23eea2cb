"""A machine in the home's own network to which a partner lets the house send."""

from peewee import CharField, ForeignKeyField, IntegerField

from household.models.base import Record, UTCDateTimeField
from household.models.clock import now
from household.models.person import Person


class Neighbour(Record):
    """`host` is a name or an IP address, as it was written."""

    host = CharField(max_length=255)
    port = IntegerField()
    by = ForeignKeyField(Person, null=True, on_delete="SET NULL")
    at = UTCDateTimeField()

    class Meta:
        indexes = ((("host", "port"), True),)

    @classmethod
    def let(cls, host: str, port: int, *, by: Person) -> None:
        """Let the house send there; twice is once."""
        cls.insert(host=host, port=port, by=by, at=now()).on_conflict_ignore().execute()

    def send_no_more(self, *, by: Person) -> None:
        Neighbour.delete().where(Neighbour.id == self.id).execute()
