"""A notebook without a web around it: SQLite, and PostgreSQL too where TEST_DATABASE_URL names one to be emptied."""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from household import database
from household.models import Event

SERVER = os.environ.get("TEST_DATABASE_URL", "")
NOTEBOOKS = ["sqlite", *([pytest.param("postgresql", marks=pytest.mark.long)] if SERVER else [])]


@pytest.fixture(params=NOTEBOOKS)
def url(request: pytest.FixtureRequest, tmp_path: Path, blank: Path) -> str:
    """The address of an empty notebook."""
    if request.param == "sqlite":
        shutil.copy(blank, tmp_path / "test.db")
        return f"sqlite:///{tmp_path / 'test.db'}"
    empty(SERVER)
    return SERVER


def empty(server: str) -> None:
    assert "test" in server.rpartition("/")[2], "TEST_DATABASE_URL must name a database with “test” in its name"
    database.init(server)
    with database.db.connection_context():
        for command in ("DROP SCHEMA public CASCADE", "CREATE SCHEMA public"):
            database.db.execute_sql(command)
    database.migrate()
    leave()


def leave() -> None:
    """Close every connection to the notebook."""
    database.db.close()
    if not database.embedded():
        database.db.close_all()


@pytest.fixture
def app(url: str, clock: datetime) -> Iterator[None]:
    """What the cast lives in: here it is the notebook alone."""
    database.init(url)
    database.ready()
    if database.embedded():
        database.db.execute_sql("PRAGMA synchronous = OFF")  # no test here cuts the power
    yield
    leave()


@pytest.fixture
def events(cast: Any) -> Any:
    """(verb, who could see it before, and after) of everything that happened since the cast came in."""
    return lambda: [
        (event.verb, set(event.before.split()), set(event.after.split()))
        for event in Event.select().where(Event.kind != "person").order_by(Event.id)
    ]
