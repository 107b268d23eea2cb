"""One house for all pages, so that templates are read once; each test has a new notebook, like those of the models."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from household import create_app, database
from household.web.throttle import Throttle

from ..conftest import Client
from ..models.conftest import NOTEBOOKS, SERVER, empty, leave


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, blank: Path) -> Any:
    app = create_app(TESTING=True, DATA=tmp_path_factory.mktemp("house"), DATABASE=f"sqlite:///{blank}")
    app.test_client_class = Client
    return app


@pytest.fixture(params=NOTEBOOKS)
def app(request: pytest.FixtureRequest, built: Any, blank: Path, tmp_path: Path, clock: datetime) -> Iterator[Any]:
    if request.param == "sqlite":
        shutil.copy(blank, tmp_path / "test.db")
        database.init(f"sqlite:///{tmp_path / 'test.db'}")
    else:
        empty(SERVER)
        database.init(SERVER)
    built.extensions["throttle"] = Throttle(tmp_path / "throttle.db")
    before = dict(built.config)
    database.ready()
    if database.embedded():
        database.db.execute_sql("PRAGMA synchronous = OFF")  # no test here cuts the power
    yield built
    leave()
    built.config.clear()
    built.config.update(before)
