"""The household command: what one does for the house at its own computer."""

from household.cli import doctor, keeping, people, proof, serving, welcome
from household.cli.base import main

__all__ = ["doctor", "keeping", "main", "people", "proof", "serving", "welcome"]
