"""A guest's card is made by one form, however often that is sent."""

from peewee import CharField


def up(migrator, db):
    migrator.migrate(migrator.add_column("card", "once", CharField(max_length=40, null=True, unique=True)))
