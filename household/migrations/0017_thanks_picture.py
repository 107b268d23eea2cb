"""Thanks with a picture."""

from peewee import CharField


def up(migrator, db):
    migrator.migrate(migrator.add_column("thanks", "picture", CharField(max_length=16, default="")))
