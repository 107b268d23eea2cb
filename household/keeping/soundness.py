"""Whether a notebook file is whole, which tables it has, and whether two hold the same."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from household.database import MIGRATIONS
from household.keeping import Trouble

GROW = {"device", "event", "mark"}  # coming in writes a line in these
RENEWED = {"mark"}  # and renews lines in these
NOT_WHOLE = (sqlite3.Error, UnicodeDecodeError)  # SQLite quotes what it found, which need not be text any more


class NotSound(Trouble):
    """The file is damaged, or no notebook of ours."""


class UnknownSchema(Trouble):
    """Its tables were laid by a newer Household."""


def require_whole(path: Path, rows: dict[str, int] | None = None) -> None:
    """Refuse a file that is not whole, or has not so many `rows` in its tables."""
    try:
        with closing(sqlite3.connect(path)) as opened:
            whole = opened.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
            linked = opened.execute("PRAGMA foreign_key_check").fetchone() is None
            found = counted(opened.execute)
    except NOT_WHOLE:
        whole = linked = False
    if not (whole and linked and rows in (None, found)):
        raise NotSound(f"{path.name} is damaged.")


def good(path: Path) -> bool:
    """Whether this finished copy could be brought back: opened and looked through, without a file left beside it."""
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)) as opened:
            whole = opened.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
            linked = opened.execute("PRAGMA foreign_key_check").fetchone() is None
            return whole and linked and bool(applied(opened.execute)) and applied(opened.execute) <= set(known())
    except NOT_WHOLE:
        return False


def counted(execute: Callable[[str], Any]) -> dict[str, int]:
    """How many rows each table has."""
    return {name: execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables(execute)}


def tables(execute: Callable[[str], Any]) -> list[str]:
    named = execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*'").fetchall()
    return [name for (name,) in named]


def columns(execute: Callable[[str], Any], table: str) -> list[str]:
    return [row[1] for row in execute(f'PRAGMA table_info("{table}")').fetchall()]


# ---- which tables


def known(folder: Path = MIGRATIONS) -> list[str]:
    """The migrations of this Household, in their order."""
    return sorted(path.stem for path in folder.glob("[0-9]*.py"))


def applied(execute: Callable[[str], Any]) -> set[str]:
    """The migrations that a notebook has had; none where it is new."""
    if "schema_migration" not in tables(execute):
        return set()
    return {name for (name,) in execute("SELECT name FROM schema_migration").fetchall()}


def schema_of(path: Path) -> set[str]:
    with closing(sqlite3.connect(path, timeout=10)) as opened:
        return applied(opened.execute)


def require_known(schema: set[str], folder: Path = MIGRATIONS) -> None:
    """Refuse tables that this Household has never heard of: it could only do harm to them."""
    strange = sorted(schema - set(known(folder)))
    if strange:
        raise UnknownSchema(
            f"The notebook was written by a newer Household than this one (it has {strange[-1]}). "
            "Please bring Household up to date."
        )


# ---- the same


def differences(copy: Path, restored: Path) -> list[str]:
    """The tables of which the restored notebook has not every row of the copy, as it was, and no other."""
    with closing(sqlite3.connect(restored)) as opened:
        before, after = counts_of(copy), counted(opened.execute)
        opened.execute("ATTACH ? AS copy", (str(copy),))
        return [name for name in before if name not in after or not alike(opened, name, before[name], after[name])]


def counts_of(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as opened:
        return counted(opened.execute)


def alike(opened: sqlite3.Connection, table: str, before: int, after: int) -> bool:
    if table in RENEWED:
        return before <= after
    lost = opened.execute(f'SELECT * FROM copy."{table}" EXCEPT SELECT * FROM main."{table}" LIMIT 1').fetchone()
    return lost is None and (before <= after if table in GROW else before == after)
