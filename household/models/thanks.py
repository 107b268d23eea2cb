"""Thanks: from one person to one or more, for help, for asking, or for being there."""

from typing import Any

from peewee import CharField, ForeignKeyField, TextField

from household.database import db
from household.models.base import Refused, Table, UTCDateTimeField, Written
from household.models.clock import now
from household.models.event import Event
from household.models.need import Need
from household.models.person import Person, each_once


class Thanks(Written):
    """`did` is what you did, `says` is what it says about you; a child gives a `picture`, and words if it likes."""

    by = ForeignKeyField(Person, on_delete="CASCADE")
    need = ForeignKeyField(Need, null=True, on_delete="SET NULL")
    did = TextField(default="")
    says = TextField(default="")
    picture = CharField(max_length=16, default="")
    audience = CharField(max_length=8)
    at = UTCDateTimeField(index=True)

    by_id: int
    need_id: int | None
    at_tablet = False  # whether it was said in the kitchen, where anybody has looked; see Deed.mark

    @classmethod
    def give(
        cls,
        *,
        by: Person,
        to: list[Person],
        did: str = "",
        says: str = "",
        picture: str = "",
        audience: str = "named",
        need: Need | None = None,
        once: str | None = None,
    ) -> "Thanks":
        """Thank them. Refuses thanks without words or a picture, or without anybody."""
        to = each_once(to, by)
        if not to:
            raise Refused("Choose who you would like to thank.")
        if not (did or says or picture):
            raise Refused("Write a word or two first.")
        with db.atomic():
            same = dict(by=by, need=need, did=did, says=says, picture=picture, audience=audience)
            thanks, new = cls.write(once=once, same=same, to=to, at=now())
            if new:
                ThanksTo.insert_many([{"thanks": thanks, "person": person} for person in to]).execute()
                Event.record(thanks, "thank", set(), thanks.circle)
                thanks.tell()
            return thanks

    def tell(self) -> None:
        """Let those who are thanked hear of it."""
        from household.models.notice import Notice

        Notice.tell("thank", by=self.by, circle={person.key for person in self.to}, thanks=self)

    def take_back(self, *, by: Person) -> None:
        """Gone, as if it had never hung there."""
        with db.atomic():
            Event.record(self, "take_back", self.circle, set())
            Thanks.delete().where(Thanks.id == self.id).execute()

    @classmethod
    def with_people(cls, query: Any) -> list["Thanks"]:
        """The thanks of a query, each with those it goes to, in two queries however many there are."""
        found = list(query)
        return cls.take_people(found, ThanksTo.of(*found) if found else [])

    @staticmethod
    def take_people(thanks: list["Thanks"], rows: Any) -> list["Thanks"]:
        """Give each the people it goes to, from the rows of all of them."""
        by_id: Any = {one.id: one for one in thanks}
        for one in thanks:
            one._to = []
        for row in rows:
            by_id[row.thanks_id]._to.append(row.person)
        return thanks

    @property
    def to(self) -> list[Person]:
        if not hasattr(self, "_to"):
            self._to = [row.person for row in ThanksTo.of(self)]
        return self._to

    @property
    def circle(self) -> set[str]:
        people = {self.by.key, *(person.key for person in self.to)}
        return people | {"named": set(), "partners": {"partners"}}.get(self.audience, {self.audience, "kids"})


class ThanksTo(Table):
    """A person who is thanked."""

    thanks = ForeignKeyField(Thanks, on_delete="CASCADE")
    person = ForeignKeyField(Person, on_delete="CASCADE")

    person_id: int

    class Meta:
        indexes = ((("thanks", "person"), True),)

    @classmethod
    def of(cls, *thanks: Thanks) -> Any:
        """The rows of these thanks, with their people."""
        return cls.among([one.id for one in thanks])

    @classmethod
    def among(cls, ids: list[Any]) -> Any:
        return cls.select(cls, Person).join(Person).where(cls.thanks << ids).order_by(cls.id)
