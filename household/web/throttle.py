"""How often somebody may guess: counted for all workers together, in a small file of its own."""

import contextlib
import hashlib
import os
import sqlite3
import threading
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from household.models.clock import now

FEW = 5  # tries at once, wherever one person's secret is guessed at
MINUTE, QUARTER, DAY = 60, 900, 86_400  # seconds
SECOND = 1_000_000  # in microseconds, in which the file reckons
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)

TABLE = "CREATE TABLE IF NOT EXISTS tries (key BLOB PRIMARY KEY, full_at INTEGER NOT NULL) WITHOUT ROWID"
# GCRA: `full_at` is when every try will be back. One further ahead than a window means the clock was set back: now.
# The slack is for tries that waited in line: their `now` is older than what those before them wrote.
SINCE = "CASE WHEN full_at > :now + :window + :slack THEN :now ELSE max(full_at, :now) END"
TRY = f"""
    INSERT INTO tries (key, full_at) VALUES (:key, :now + :step)
    ON CONFLICT (key) DO UPDATE SET full_at = {SINCE} + :step WHERE {SINCE} + :step <= :now + :window
    RETURNING key"""
BACK = "UPDATE tries SET full_at = full_at - :step WHERE key = :key"
SWEEP = "DELETE FROM tries WHERE full_at NOT BETWEEN :now AND :now + :day"


class Throttle:
    """Counts tries in the file at `path`, which only its owner can read and which names nobody."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self._kept = threading.local()
        self._memory = prepared(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False))
        self._one_at_a_time = threading.Lock()
        self._tries = count()

    def allow(self, key: str, limit: int, per: float) -> bool:
        """Whether `key` may try once more: `limit` tries at once, then as they come back, `limit` in `per` seconds.

        Where the file can't be written, five a minute for each key in this process: a full disk must not
        lock the family out, nor let a guesser in. A file so busy that ten seconds don't do means no.
        """
        try:
            return self._ask(self._connection(), key, limit, per)
        except (sqlite3.Error, OSError) as trouble:
            if primary(trouble) in BUSY:
                return False
            self._begin_anew(trouble)
        with self._one_at_a_time:
            return self._ask(self._memory, key, min(limit, FEW), MINUTE)

    def forgive(self, key: str, limit: int, per: float) -> None:
        """Give a try back to someone who turned out to be right."""
        with contextlib.suppress(sqlite3.Error, OSError):
            self._connection().execute(BACK, {"key": hashed(key), "step": int(per * SECOND / limit)})

    def forget(self) -> None:
        """All tries are forgotten: the house they were made at is gone."""
        with contextlib.suppress(sqlite3.Error, OSError):
            self._connection().execute("DELETE FROM tries")

    def _ask(self, connection: sqlite3.Connection, key: str, limit: int, per: float) -> bool:
        instant = (now() - EPOCH) // timedelta(microseconds=1)
        if next(self._tries) % 100 == 0:
            connection.execute(SWEEP, {"now": instant, "day": DAY * SECOND})
        step = int(per * SECOND / limit)
        slack = MINUTE * SECOND
        asked = {"key": hashed(key), "now": instant, "step": step, "window": step * limit, "slack": slack}
        return bool(connection.execute(TRY, asked).fetchall())

    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._kept, "connection"):
            # to close a file that is open already would let go of this process's locks on it
            with self._one_at_a_time, contextlib.suppress(FileExistsError):
                os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
            self._kept.connection = prepared(sqlite3.connect(self.path, timeout=10, isolation_level=None))
        return self._kept.connection

    def _begin_anew(self, trouble: Exception) -> None:
        """Open the file again next time; one that a power cut damaged is emptied, where all workers see it."""
        if connection := self._kept.__dict__.pop("connection", None):
            connection.close()
        if primary(trouble) in DAMAGED:
            with contextlib.suppress(OSError):
                os.truncate(self.path, 0)


def prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    """No syncs and no journal on disk: a guesser must not wear out the card."""
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA journal_mode = MEMORY")
    connection.execute(TABLE)
    return connection


def primary(trouble: Exception) -> int:
    """SQLite's kind of error, or 0."""
    return getattr(trouble, "sqlite_errorcode", 0) & 0xFF


def hashed(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()
