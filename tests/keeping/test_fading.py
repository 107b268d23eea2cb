"""How long what was erased is still in a copy: as the house's own rule of keeping has it."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from household.keeping.backup import NAME, worth_keeping
from household.keeping.fading import gone_by


@pytest.mark.parametrize("erased", [date(2026, 6, day) for day in range(15, 22)], ids=lambda day: f"{day:%A}")
def test_a_copy_from_before_is_gone_by_the_day_that_is_said(app, erased):
    made = [Path(datetime(erased.year, erased.month, erased.day, 3, tzinfo=UTC).strftime(NAME))]
    first, day = made[0], erased
    while first in made:
        day += timedelta(days=1)
        made.append(Path(datetime(day.year, day.month, day.day, 3, tzinfo=UTC).strftime(NAME)))
        made = sorted(worth_keeping(made))
    said = gone_by(erased)
    assert said is not None and day <= said
    assert day == said or erased.weekday() != 6, "it is the longest, for the last day of a week"
