"""What every record in the house shares."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Self

from peewee import CharField, DateTimeField, IntegrityError, Model

from household.database import db


class Refused(Exception):
    """The house can't do that. `message` is a sentence to translate; `names` fill its slots.

    A person among them is told by name to those who may know of them; see errors.said.
    """

    def __init__(self, message: str, **names: Any) -> None:
        super().__init__(message)
        self.message, self.names = message, names

    def __str__(self) -> str:
        return self.message % {slot: getattr(filled, "name", filled) for slot, filled in self.names.items()}


class TooLate(Refused):
    """Someone or something else was first; the thing is not as it was read."""


def random_key() -> str:
    """72 random bits in 12 letters that are safe in a URL."""
    return secrets.token_urlsafe(9)


class UTCDateTimeField(DateTimeField):
    """An aware datetime in Python, naive UTC in the database: the same on SQLite and PostgreSQL."""

    def db_value(self, value: Any) -> Any:
        if isinstance(value, datetime):
            if value.tzinfo is None:
                raise ValueError("a naive datetime")
            value = value.astimezone(UTC).replace(tzinfo=None)
        return super().db_value(value)

    def python_value(self, value: Any) -> Any:
        value = super().python_value(value)
        return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value


class Table(Model):
    """Any table of the house."""

    id: Any

    class Meta:
        database = db
        legacy_table_names = False


class KeyField(CharField):
    """A random key. What somebody sends in its place may hold a NUL, which PostgreSQL would not even look for."""

    def db_value(self, value: Any) -> Any:
        return super().db_value(value.replace("\0", "\ufffd") if isinstance(value, str) else value)


class Record(Table):
    """A record that the world knows by a random key, never by a sequence."""

    key = KeyField(max_length=24, unique=True, default=random_key)


class Written(Record):
    """A record that a person sends by a form. `once` names that form, so that sent twice it is one."""

    once = CharField(max_length=40, null=True, unique=True)

    @classmethod
    def write(
        cls, *, once: str | None, same: dict[str, Any], to: Iterable[Any] = (), beside: str = "", **fields: Any
    ) -> tuple[Self, bool]:
        """Create it, or find what this very form made before; (record, whether it is new).

        A form that comes back with other words (those that are kept `beside` the record, too), or `to` other people,
        is a new one. Call it inside db.atomic().
        """
        mark = form_mark(once, same | ({"beside": beside} if beside else {}), to) if once else None
        try:
            with db.atomic():
                return cls.create(once=mark, **same, **fields), True
        except IntegrityError:
            first = cls.get_or_none(cls.once == mark) if mark else None
            if first is None:
                raise
            return first, False


def form_mark(once: str, same: dict[str, Any], to: Iterable[Any]) -> str:
    """One form with one content, in 40 letters that tell nothing of it."""
    said = {name: str(getattr(value, "id", value)) for name, value in sorted(same.items())}
    return hashlib.sha256(repr((once, said, sorted(one.id for one in to))).encode()).hexdigest()[:40]
