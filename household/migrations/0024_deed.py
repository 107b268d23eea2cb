"""What was done in somebody's name at the kitchen tablet."""

from peewee import CharField, DateTimeField, ForeignKeyField


def up(migrator, db):
    class Table(db.Model):
        class Meta:
            legacy_table_names = False

    class Person(Table):
        key = CharField(max_length=24, unique=True)

    class Need(Table):
        key = CharField(max_length=24, unique=True)

    class Thanks(Table):
        key = CharField(max_length=24, unique=True)

    class Deed(Table):
        key = CharField(max_length=24, unique=True)
        person = ForeignKeyField(Person, on_delete="CASCADE")
        verb = CharField(max_length=12)
        need = ForeignKeyField(Need, null=True, on_delete="CASCADE")
        thanks = ForeignKeyField(Thanks, null=True, on_delete="SET NULL")
        starts_at = DateTimeField(null=True)
        at = DateTimeField()
        undone_at = DateTimeField(null=True)

    db.create_tables([Deed])
