"""What we fall back on: going slowly."""

from peewee import BooleanField


def up(migrator, db):
    migrator.migrate(migrator.add_column("person", "slow", BooleanField(default=False)))
