"""The household command: what one does for the house at its own computer."""

from household.cli import doctor, keeping, people, serving, welcome
from household.cli.base import main

__all__ = ["doctor", "keeping", "main", "people", "serving", "welcome"]
