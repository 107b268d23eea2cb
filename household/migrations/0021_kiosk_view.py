"""What the kitchen tablet shows, and whose faces stand there."""

from peewee import BooleanField, CharField, ForeignKeyField, TimeField


def up(migrator, db):
    class Table(db.Model):
        class Meta:
            legacy_table_names = False

    class Person(Table):
        key = CharField(max_length=24, unique=True)

    class Device(Table):
        key = CharField(max_length=24, unique=True)

    class KioskView(Table):
        device = ForeignKeyField(Device, unique=True, on_delete="CASCADE")
        shows_held = BooleanField()
        shows_thanks = BooleanField()
        shows_kids = BooleanField()
        night_from = TimeField(null=True)
        night_until = TimeField(null=True)

    class KioskFace(Table):
        device = ForeignKeyField(Device, on_delete="CASCADE")
        person = ForeignKeyField(Person, on_delete="CASCADE")

        class Meta:
            indexes = ((("device", "person"), True),)

    db.create_tables([KioskView, KioskFace])
