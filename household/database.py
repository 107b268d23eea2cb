"""The notebook: opens the database with what makes it safe, and brings its tables up to date."""

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from peewee import DatabaseProxy, InterfaceError, OperationalError, SqliteDatabase

MIGRATIONS = Path(__file__).parent / "migrations"
POOL = 20  # connections of one process to PostgreSQL, which by itself allows a hundred in all
WAIT = 10  # seconds for one of them to come free

db: Any = DatabaseProxy()


def journal_mode(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> str:
    """WAL only where its 2026 corruption race is mended (3.51.3, 3.50.7, 3.44.6); else TRUNCATE."""
    mended = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    return "wal" if mended else "truncate"


def pragmas() -> list[tuple[str, Any]]:
    """In this order, for every connection: each acknowledged write survives a power cut."""
    return [
        ("busy_timeout", 10_000),
        ("journal_mode", journal_mode()),
        ("synchronous", "full"),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("journal_size_limit", 4_000_000),
        ("cache_size", -256),
    ]


def init(url: str) -> None:
    """Point `db` at a database: sqlite:///path, one connection a thread, kept; or postgresql://..., a few for all."""
    if url.startswith("sqlite:///"):
        database = SqliteDatabase(url.removeprefix("sqlite:///"), pragmas=pragmas(), lock_type="IMMEDIATE")
    else:
        from playhouse.db_url import connect  # with all that it brings, only where it is used

        pooled = url.replace("://", "+pool://", 1)
        database = connect(pooled, max_connections=POOL, timeout=WAIT, unquote_user=True, unquote_password=True)
    db.initialize(database)


def embedded() -> bool:
    """Whether the notebook is a file of our own (SQLite), which we then also look after."""
    return isinstance(db.obj, SqliteDatabase)


def ready() -> None:
    """Have a working connection on this thread; one that the server dropped is opened anew."""
    db.connect(reuse_if_open=True)
    while not embedded() and not answers():
        db.manual_close()
        db.connect()


def answers() -> bool:
    """Whether the server is still at the other end."""
    try:
        return bool(db.execute_sql("SELECT 1").fetchone())
    except (OperationalError, InterfaceError):
        return False


def release() -> None:
    """Give a connection to PostgreSQL back to the other threads; one to SQLite is kept."""
    if not embedded() and not db.is_closed():
        db.close()


def sweep() -> None:
    """What was erased is gone from the file beside the notebook too, unless somebody reads in it just now."""
    if embedded():
        with suppress(OperationalError):
            db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def migrate() -> list[str]:
    """Apply what is new, once, before anyone is served. Returns the names applied."""
    from playhouse import migrations  # the site that serves does without

    with db.connection_context():
        return migrations.run(db.obj, str(MIGRATIONS))
