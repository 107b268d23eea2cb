"""Needs that belong together: the days of a run lie where its newest does."""

from datetime import date

from household.models import Need


def side_by_side(needs: list[Need]) -> list[list[Need]]:
    """The needs of a run together, in the order of their days, where its newest lies; every other one by itself."""
    runs: dict[tuple, list[Need]] = {}
    for need in needs:
        runs.setdefault(need.side_by_side, []).append(need)
    return [sorted(run, key=lambda need: need.day or date.max) for run in runs.values()]
