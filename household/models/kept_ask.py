"""What a rhythm and a button have in common: an ask that is kept, for these people, until it is asked in a name."""

from typing import Any, Self

from household import content
from household.content import kids
from household.models.person import Person


class KeptAsk:
    """`naming` tells the table with a row for each person by name, and its field that leads here."""

    naming: Any

    @property
    def asked_by_id(self: Any) -> int:
        """As a need says it."""
        return self.by_id

    @property
    def chosen(self: Any) -> content.Word | None:
        return kids.chosen(self.word)

    @property
    def named(self: Any) -> list[Person]:
        """Those whom it is for by name and who are still here."""
        if not hasattr(self, "_named"):
            type(self).take_named([self])
        return self._named

    @classmethod
    def take_named(cls, kept: list[Self]) -> list[Self]:
        """Give each of these the people it names, in one query."""
        table, owner = cls.naming()
        rows = table.select(table, *Person.at_a_glance()).join(Person).order_by(table.id)
        found = list(rows.where((owner << kept) & Person.left_at.is_null() & Person.lasts())) if kept else []
        for one in kept:
            one._named = [row.person for row in found if row.__data__[owner.name] == one.id]  # type: ignore[attr-defined]
        return kept
