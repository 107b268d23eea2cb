"""The kids' own pages."""

from peewee import BooleanField, CharField, ForeignKeyField, TextField, TimeField


def up(migrator, db):
    class Table(db.Model):
        class Meta:
            legacy_table_names = False

    class Person(Table):
        key = CharField(max_length=24, unique=True)

    class KidView(Table):
        kid = ForeignKeyField(Person, unique=True, on_delete="CASCADE")
        tiles = TextField()
        writes_own = BooleanField()
        pictures = CharField(max_length=200)
        quiet_from = TimeField(null=True)
        quiet_until = TimeField(null=True)

    class KidHears(Table):
        kid = ForeignKeyField(Person, on_delete="CASCADE")
        person = ForeignKeyField(Person, on_delete="CASCADE")

        class Meta:
            indexes = ((("kid", "person"), True),)

    db.create_tables([KidView, KidHears])
