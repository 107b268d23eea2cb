"""Every figure of the bench is within the most it may be."""

import pytest

from household.database import db

from . import answers, machine, streams, weight, whispers  # noqa: F401
from .figures import FIGURES

pytestmark = pytest.mark.long


@pytest.mark.parametrize("name", FIGURES)
def test_the_house_costs_no_more_than_it_may(name, tmp_path):
    before = db.obj
    try:
        told = list(FIGURES[name](tmp_path, 20))
    finally:
        db.initialize(before)
    assert [one for one in told if not one.met] == []
