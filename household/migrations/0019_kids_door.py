"""The kids' door: a device at which they tap their faces, and tries at four pictures."""

from peewee import BooleanField, CharField, ForeignKeyField


def up(migrator, db):
    class Table(db.Model):
        class Meta:
            legacy_table_names = False

    class Person(Table):
        key = CharField(max_length=24, unique=True)

    class Device(Table):
        key = CharField(max_length=24, unique=True)

    class PictureTry(Table):
        kid = ForeignKeyField(Person, on_delete="CASCADE")
        device = ForeignKeyField(Device, on_delete="CASCADE")

    migrator.migrate(migrator.add_column("device", "kids_here", BooleanField(default=False)))
    db.create_tables([PictureTry])
