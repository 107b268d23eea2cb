"""A query that is written out once: for what every page asks, writing the SQL anew takes longer than running it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from peewee import Node

from household.database import db, embedded


class Gap(NamedTuple):
    """Where a value goes, and how the database wants to have it."""

    name: str
    convert: Callable[[Any], Any] | None


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
        self.written: dict[bool, tuple[Any, str, list[Any]]] = {}

    def rows(self, **values: Any) -> "Rows":
        """What the database answers, bare; nothing for a change."""
        if embedded() not in self.written:
            query = self.build()
            self.written[embedded()] = (query, *query.sql())
        query, sql, params = self.written[embedded()]
        cursor = db.execute_sql(sql, [filled(one, values) if isinstance(one, Gap) else one for one in params])
        return Rows(query, cursor.description, cursor.fetchall() if cursor.description else [])

    def get(self, **values: Any) -> Any:
        """The first record, or None."""
        return next(iter(self.rows(**values).records()), None)


def filled(gap: Gap, values: dict[str, Any]) -> Any:
    value = values[gap.name]
    return gap.convert(value) if gap.convert else value


class Rows:
    """Rows that were read, of which records can be made; peewee reads them as it would from the database."""

    def __init__(self, query: Any, description: Any, rows: list[tuple]) -> None:
        self.query, self.description, self.rows = query, description, rows
        self.left = iter(rows)

    def records(self) -> list[Any]:
        self.left = iter(self.rows)
        return list(self.query._get_cursor_wrapper(self).iterator())

    def fetchone(self) -> tuple | None:
        return next(self.left, None)

    def close(self) -> None:
        pass
