"""Marks that say whether anything has changed for those in a circle."""

from peewee import CharField


def up(migrator, db):
    class Table(db.Model):
        class Meta:
            legacy_table_names = False

    class Mark(Table):
        word = CharField(max_length=24, unique=True)
        value = CharField(max_length=24)

    db.create_tables([Mark])
    migrator.migrate(migrator.drop_index("event", "event_at"))  # each change wrote it, and a day's events are few
