"""The care page: whom to call when it is hard."""

from peewee import CharField, DateField


def up(migrator, db):
    class Table(db.Model):
        class Meta:
            legacy_table_names = False

    class Contact(Table):
        key = CharField(max_length=24, unique=True)
        once = CharField(max_length=40, null=True, unique=True)
        kind = CharField(max_length=16)
        name = CharField(max_length=60)
        reach = CharField(max_length=200)
        checked_on = DateField()

    db.create_tables([Contact])
