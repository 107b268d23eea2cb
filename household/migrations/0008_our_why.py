"""Our why: answers that open together, lines that all keep, and the soft invitation to add to them."""

from peewee import BooleanField, CharField, DateField, DateTimeField, ForeignKeyField, TextField


def up(migrator, db):
    class Table(db.Model):
        class Meta:
            legacy_table_names = False

    class Person(Table):
        key = CharField(max_length=24, unique=True)

    class WhyOpening(Table):
        question = CharField(max_length=8)
        waiting = CharField(max_length=8, null=True, unique=True)
        opened_at = DateTimeField(null=True)

    class WhyAnswer(Table):
        key = CharField(max_length=24, unique=True)
        opening = ForeignKeyField(WhyOpening, on_delete="CASCADE")
        by = ForeignKeyField(Person, on_delete="CASCADE")
        words = TextField()
        at = DateTimeField()

        class Meta:
            indexes = ((("opening", "by"), True),)

    class WhyLine(Table):
        key = CharField(max_length=24, unique=True)
        once = CharField(max_length=40, null=True, unique=True)
        words = CharField(max_length=160)
        by = ForeignKeyField(Person, on_delete="CASCADE")
        at = DateTimeField()

    class WhyLineYes(Table):
        line = ForeignKeyField(WhyLine, on_delete="CASCADE")
        person = ForeignKeyField(Person, on_delete="CASCADE")

        class Meta:
            indexes = ((("line", "person"), True),)

    class WhyInvitation(Table):
        person = ForeignKeyField(Person, unique=True, on_delete="CASCADE")
        since = DateField()
        wanted = BooleanField()

    db.create_tables([WhyOpening, WhyAnswer, WhyLine, WhyLineYes, WhyInvitation])
