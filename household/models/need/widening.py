"""Who a need was for before more people could see it: for ten minutes it can be so again."""

from datetime import timedelta
from typing import Any

from peewee import BooleanField, CharField, ForeignKeyField, TextField

from household.models.base import Table, UTCDateTimeField
from household.models.clock import now
from household.models.event import circle_of
from household.models.need import Need
from household.models.person import Person

UNDONE_WITHIN = timedelta(minutes=10)


class Widening(Table):
    """`named` are the keys of the people it was for by name."""

    need = ForeignKeyField(Need, unique=True, on_delete="CASCADE")
    audience = CharField(max_length=8)
    kids_can_help = BooleanField(default=False)
    named = TextField(default="")
    until = UTCDateTimeField()

    @classmethod
    def before(cls, need: Any) -> "Widening":
        """Who it is for now, to be kept once that has changed."""
        named = " ".join(person.key for person in need.named)
        readers = dict(audience=need.audience, kids_can_help=need.kids_can_help, named=named)
        return cls(need=need, until=now() + UNDONE_WITHIN, **readers)

    def keep(self) -> None:
        """Instead of any earlier one. Call it inside db.atomic()."""
        Widening.forget(self.need)
        self.save(force_insert=True)

    @classmethod
    def forget(cls, need: Any) -> None:
        cls.delete().where(cls.need == need).execute()

    @classmethod
    def forget_past(cls) -> None:
        """Those that can't be undone any more."""
        cls.delete().where(cls.until < now()).execute()

    @classmethod
    def of(cls, need: Any) -> "Widening | None":
        """The last one, while it can be undone."""
        return cls.get_or_none((cls.need == need) & (cls.until > now()))

    @property
    def people(self) -> list[Person]:
        return list(Person.here().where(Person.key << self.named.split()))

    @property
    def reach(self) -> set[str]:
        """For whom it was, in the words of a circle."""
        return circle_of((self.need.asked_by.key, *self.named.split()), self.audience, self.kids_can_help)
