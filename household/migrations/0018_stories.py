"""Stories for the kids."""

from peewee import CharField, DateTimeField, ForeignKeyField


def up(migrator, db):
    class Table(db.Model):
        class Meta:
            legacy_table_names = False

    class Person(Table):
        key = CharField(max_length=24, unique=True)

    class Need(Table):
        key = CharField(max_length=24, unique=True)

    class Repair(Table):
        key = CharField(max_length=24, unique=True)

    class Story(Table):
        key = CharField(max_length=24, unique=True)
        need = ForeignKeyField(Need, null=True, unique=True, on_delete="CASCADE")
        repair = ForeignKeyField(Repair, null=True, unique=True, on_delete="CASCADE")
        told_by = ForeignKeyField(Person, on_delete="CASCADE")
        when = CharField(max_length=24)
        feels = CharField(max_length=12)
        waits_for = ForeignKeyField(Person, null=True, on_delete="CASCADE")
        told_at = DateTimeField(null=True)

    db.create_tables([Story])
