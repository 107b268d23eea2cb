"""Whose turn it is to do timed work: one holder among all workers, who must renew it."""

from datetime import timedelta

from peewee import CharField

from household.models.base import Table, UTCDateTimeField
from household.models.clock import now


class Lease(Table):
    name = CharField(max_length=24, unique=True)
    owner = CharField(max_length=40)
    until = UTCDateTimeField()

    @classmethod
    def hold(cls, name: str, owner: str, lasting: timedelta) -> bool:
        """Take or renew the lease; False while somebody else holds it."""
        until = now() + lasting
        cls.insert(name=name, owner=owner, until=until).on_conflict_ignore().execute()
        free = (cls.until < now()) | (cls.owner == owner)
        return cls.update(owner=owner, until=until).where((cls.name == name) & free).execute() == 1
