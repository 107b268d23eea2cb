"""The pages of the house, over SQLite, and over PostgreSQL too where there is one."""

import shutil
from collections.abc import Iterator
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
