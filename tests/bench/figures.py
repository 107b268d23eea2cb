"""What is measured, by name: each figure with its aim, and the most it may be."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

FIGURES: dict[str, Callable[..., Iterator["Figure"]]] = {}


class Figure(NamedTuple):
    """`most` is the most it may be; None is told and has no aim."""

    name: str
    measured: float
    unit: str
    most: float | None = None

    @property
    def met(self) -> bool:
        return self.most is None or self.measured <= self.most


def figure(measure: Callable[..., Iterator[Figure]]) -> Callable[..., Iterator[Figure]]:
    """Make it known under its name. It gets an empty folder, and for how many seconds the long parts run."""
    FIGURES[measure.__name__] = measure
    return measure
