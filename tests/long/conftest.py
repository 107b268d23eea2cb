"""Houses as they are really run, with a family in them."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from household import database

from .families import move_in


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder for a notebook."""
    return tmp_path / "data"


@pytest.fixture
def mode() -> str:
    """The journal mode of the notebook; a test that tries them all is parametrized with `mode`."""
    return database.journal_mode()


@pytest.fixture
def family(data: Path, mode: str) -> Iterator[SimpleNamespace]:
    """A family in a new notebook in that folder, which this test reads and writes beside the house."""
    family = move_in(data, mode)
    database.ready()
    yield family
    database.db.close()
