"""The household command: what one does for the house at its own computer."""

from household.cli import keeping, people, serving, welcome
from household.cli.base import main

__all__ = ["keeping", "main", "people", "serving", "welcome"]
