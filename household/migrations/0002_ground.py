"""The ground under the house: its upkeep, the access log, recovery codes, and devices ended at the computer."""

from peewee import BooleanField, CharField, DateTimeField, ForeignKeyField


def up(migrator, db):
    class Table(db.Model):
        class Meta:
            legacy_table_names = False

    class Person(Table):
        key = CharField(max_length=24, unique=True)

    class Upkeep(Table):
        name = CharField(max_length=24, unique=True)
        at = DateTimeField()
        note = CharField(max_length=200)

    class AccessEntry(Table):
        key = CharField(max_length=24, unique=True)
        verb = CharField(max_length=24)
        by = ForeignKeyField(Person, null=True, on_delete="SET NULL")
        about = ForeignKeyField(Person, null=True, on_delete="SET NULL")
        at = DateTimeField()

    class RecoveryCode(Table):
        person = ForeignKeyField(Person, on_delete="CASCADE")
        code_hash = CharField(max_length=64, unique=True)
        used_at = DateTimeField(null=True)

    db.create_tables([Upkeep, AccessEntry, RecoveryCode])
    migrator.migrate(
        migrator.add_column("person", "codes_saved_at", DateTimeField(null=True)),
        migrator.add_column("device", "ended_here", BooleanField(default=False)),
    )
