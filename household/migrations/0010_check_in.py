"""The weekly check-in, and what people kept of it."""

from peewee import BooleanField, CharField, DateTimeField, ForeignKeyField, IntegerField, TextField


def up(migrator, db):
    class Table(db.Model):
        class Meta:
            legacy_table_names = False

    class Person(Table):
        key = CharField(max_length=24, unique=True)

    class CheckIn(Table):
        key = CharField(max_length=24, unique=True)
        only = IntegerField(null=True, unique=True)
        picked = CharField(max_length=24)
        step = CharField(max_length=8)
        started_at = DateTimeField()

    class CheckInSeat(Table):
        check_in = ForeignKeyField(CheckIn, on_delete="CASCADE")
        person = ForeignKeyField(Person, on_delete="CASCADE")
        sat = BooleanField()
        up = BooleanField()

        class Meta:
            indexes = ((("check_in", "person"), True),)

    class CheckInAnswer(Table):
        key = CharField(max_length=24, unique=True)
        check_in = ForeignKeyField(CheckIn, on_delete="CASCADE")
        by = ForeignKeyField(Person, on_delete="CASCADE")
        question = CharField(max_length=8)
        words = TextField()
        given = BooleanField()
        opened = BooleanField()
        kept = BooleanField()

        class Meta:
            indexes = ((("check_in", "by", "question"), True),)

    class CheckInKept(Table):
        key = CharField(max_length=24, unique=True)
        by = ForeignKeyField(Person, on_delete="CASCADE")
        question = CharField(max_length=8)
        words = TextField()

    class CheckInKeptFor(Table):
        kept = ForeignKeyField(CheckInKept, on_delete="CASCADE")
        person = ForeignKeyField(Person, on_delete="CASCADE")

        class Meta:
            indexes = ((("kept", "person"), True),)

    db.create_tables([CheckIn, CheckInSeat, CheckInAnswer, CheckInKept, CheckInKeptFor])
