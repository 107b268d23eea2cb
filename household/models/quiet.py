"""Quiet hours: when someone does not want to be called, on the clock of the home."""

from datetime import time

from peewee import BooleanField, ForeignKeyField, TimeField

from household.models.base import Table
from household.models.person import Person


class Quiet(Table):
    """`woken_by_now`: what is asked for now, and whose asker says it may, comes through."""

    person = ForeignKeyField(Person, unique=True, on_delete="CASCADE")
    begins = TimeField(default=time(22))
    ends = TimeField(default=time(7))
    woken_by_now = BooleanField(default=False)
