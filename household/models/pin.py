"""A PIN: some figures that open one's own face at the kitchen tablet, and nothing else."""

import re
from typing import Self

from peewee import CharField, ForeignKeyField

from household.models import passphrase
from household.models.base import Refused, Table
from household.models.person import Person


class Pin(Table):
    """It is kept sealed like a passphrase. Whoever has none is in with a touch."""

    person = ForeignKeyField(Person, unique=True, on_delete="CASCADE")
    sealed = CharField(max_length=200)

    person_id: int

    @classmethod
    def of(cls, person: Person) -> Self | None:
        return cls.get_or_none(cls.person == person.id)

    @classmethod
    def set_pin(cls, typed: str, *, by: Person) -> None:
        """From now on these open their face. Only they know, so no screen wakes."""
        if not 4 <= len(figures(typed)) <= 8:
            raise Refused("Four to eight digits, please, and nothing else.")
        sealed = passphrase.seal(figures(typed))
        rows = cls.insert(person=by, sealed=sealed)
        rows.on_conflict(conflict_target=[cls.person], update={cls.sealed: sealed}).execute()

    @classmethod
    def take_off_pin(cls, *, by: Person) -> None:
        """A touch is enough again."""
        cls.delete().where(cls.person == by).execute()

    def opens(self, typed: str) -> bool:
        return passphrase.opens(figures(typed), self.sealed)

    @classmethod
    def one_of(cls, people: list[Person], typed: str) -> Person | None:
        """Whose PIN this is, of these people. It takes as long whoever has one, and whosever it is."""
        sealed = {pin.person_id: pin.sealed for pin in cls.select()}
        opened = [person for person in people if passphrase.opens(figures(typed), sealed.get(person.id, ""))]
        return opened[0] if opened else None


def figures(typed: str) -> str:
    """The figures as a reader of any script types them; nothing, where there is something else."""
    bare = re.sub(r"\s", "", typed)
    return "".join(str(int(one)) for one in bare) if bare.isdecimal() else ""
