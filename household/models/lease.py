"""Whose turn it is to do timed work: one holder among all workers, who must renew it."""

from datetime import timedelta

from peewee import CharField

from household.models.base import Table, UTCDateTimeField
from household.models.clock import now

APART = timedelta(minutes=1)  # two who ask at once may differ by so much in what time it is


class Lease(Table):
    name = CharField(max_length=24, unique=True)
    owner = CharField(max_length=40)
    until = UTCDateTimeField()

    @classmethod
    def hold(cls, name: str, owner: str, lasting: timedelta) -> bool:
        """Take or renew the lease; False while somebody else holds it.

        One that ends later than it could was taken under a clock that ran ahead, and holds nobody back.
        """
        until = now() + lasting
        cls.insert(name=name, owner=owner, until=until).on_conflict_ignore().execute()
        free = (cls.until < now()) | (cls.until > until + APART) | (cls.owner == owner)
        return cls.update(owner=owner, until=until).where((cls.name == name) & free).execute() == 1
