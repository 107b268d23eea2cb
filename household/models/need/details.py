"""Details: a door code, an allergy. What only the one who has claimed a need reads, and who asked."""

from typing import Any

from peewee import ForeignKeyField, TextField

from household.models.base import Table
from household.models.need import Need


class Details(Table):
    """They lie apart from needs, so that no list, no search and no signal can ever carry them."""

    need = ForeignKeyField(Need, unique=True, on_delete="CASCADE")
    words = TextField()

    @classmethod
    def keep(cls, need: Any, words: str) -> None:
        """These and no others; without words there are none. Call it inside db.atomic()."""
        cls.delete().where(cls.need == need).execute()
        if words:
            cls.create(need=need, words=words)

    @classmethod
    def of(cls, need: Any) -> str:
        found = cls.get_or_none(cls.need == need)
        return found.words if found else ""
