"""Who hears a child besides the partners: a sibling or a guest, where a partner switched that on."""

from typing import Any

from peewee import ForeignKeyField

from household.database import db
from household.models.base import Table
from household.models.event import Event
from household.models.person import Person


class KidHears(Table):
    """Somebody besides the partners whom this child may ask. A partner switched that on."""

    kid = ForeignKeyField(Person, on_delete="CASCADE")
    person = ForeignKeyField(Person, on_delete="CASCADE")

    person_id: int

    class Meta:
        indexes = ((("kid", "person"), True),)


class Hearing:
    """Whom partners let hear."""

    def let_hear(self: Any, people: list[Person], *, by: Person) -> None:
        """From now on these are the ones whom the child may ask besides the partners, and nobody else is."""
        ids = [person.id for person in people]
        with db.atomic():
            KidHears.delete().where(KidHears.kid == self.kid, KidHears.person.not_in(ids)).execute()
            if ids:
                rows = [(self.kid, id) for id in ids]
                KidHears.insert_many(rows, [KidHears.kid, KidHears.person]).on_conflict_ignore().execute()
            Event.record(self, "let_hear", self.circle, self.circle)
