"""The pages of the house, over SQLite, and over PostgreSQL too where there is one."""

import logging
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from ..conftest import moved_into
from ..models.conftest import NOTEBOOKS, SERVER, empty, leave


@pytest.fixture(params=NOTEBOOKS)
def app(request: pytest.FixtureRequest, built: Any, blank: Path, tmp_path: Path, clock: datetime) -> Iterator[Any]:
    if request.param == "sqlite":
        notebook = f"sqlite:///{shutil.copy(blank, tmp_path / 'test.db')}"
    else:
        empty(SERVER)
        notebook = SERVER
    with moved_into(built, tmp_path, notebook):
        yield built
    leave()


@pytest.fixture
def reads(caplog: pytest.LogCaptureFixture) -> Callable[[Any, str], int]:
    """How often a page asks the notebook, once whatever is asked for the first time only has been asked."""

    def count(client: Any, path: str) -> int:
        client.get(path)
        caplog.clear()
        with caplog.at_level(logging.DEBUG, logger="peewee"):
            assert client.get(path).status_code == 200
        return len([record for record in caplog.records if record.name == "peewee"])

    return count
