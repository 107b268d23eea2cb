"""Some figures that open one's own face at the kitchen tablet."""

from peewee import CharField, ForeignKeyField


def up(migrator, db):
    class Table(db.Model):
        class Meta:
            legacy_table_names = False

    class Person(Table):
        key = CharField(max_length=24, unique=True)

    class Pin(Table):
        person = ForeignKeyField(Person, unique=True, on_delete="CASCADE")
        sealed = CharField(max_length=200)

    db.create_tables([Pin])
