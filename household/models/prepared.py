"""A query that is written out once: for what every page asks, writing the SQL anew takes longer than running it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from peewee import Node

from household.database import db, embedded


class Gap(NamedTuple):
    """Where a value goes, and how the database wants to have it."""

    name: str
    convert: Callable[[Any], Any] | None

    def filled(self, values: dict[str, Any]) -> Any:
        value = values[self.name]
        return self.convert(value) if self.convert else value


class Slot(Node):
    """Stands in a query for a value that is only known when it runs; beside no field, it says which one it is for."""

    def __init__(self, name: str, field: Any = None) -> None:
        self.name, self.field = name, field

    def __sql__(self, ctx: Any) -> Any:
        convert = self.field.db_value if self.field is not None else ctx.state.converter or None
        return ctx.value(Gap(self.name, convert), converter=lambda gap: gap)


class Prepared:
    """`build` makes the query, with a Slot for each value that differs."""

    def __init__(self, build: Callable[[], Any]) -> None:
        self.build = build
        self.written: dict[bool, Written] = {}

    def rows(self, **values: Any) -> "Rows":
        """What the database answers, bare."""
        cursor = self.run(values)
        return Rows(self.written[embedded()].reader_of(cursor), cursor.fetchall())

    def get(self, **values: Any) -> Any:
        """The first record, or None."""
        return next(iter(self.rows(**values).records()), None)

    def change(self, **values: Any) -> int:
        """How many rows were written."""
        changed: int = self.run(values).rowcount
        return changed

    def run(self, values: dict[str, Any]) -> Any:
        written = self.written.get(embedded())
        if written is None:
            written = self.written[embedded()] = Written(self.build())
        return db.execute_sql(written.sql, [one(values) if callable(one) else one for one in written.params])


class Written:
    """A query as the database gets it, and what makes records of its rows; both are the same each time."""

    def __init__(self, query: Any) -> None:
        self.query = query
        self.sql, params = query.sql()
        self.params = [one.filled if isinstance(one, Gap) else one for one in params]
        self.reader: Any = None

    def reader_of(self, cursor: Any) -> Any:
        if self.reader is None:
            reader = self.query._get_cursor_wrapper(Described(cursor.description))
            reader.initialize()
            self.reader = reader
        return self.reader


class Described(NamedTuple):
    """As much of a cursor as peewee must see to know what the columns of its rows are."""

    description: Any


class Rows(NamedTuple):
    """Rows that were read, of which records can be made, by peewee as ever."""

    reader: Any
    rows: list[tuple]

    def records(self) -> list[Any]:
        return [self.reader.process_row(row) for row in self.rows]
