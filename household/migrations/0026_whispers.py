"""Whether a quiet line may come up under what somebody writes."""

from peewee import BooleanField


def up(migrator, db):
    migrator.migrate(migrator.add_column("person", "whispers", BooleanField(default=True)))
