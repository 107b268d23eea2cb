"""The agreement: promises in the words that all partners said yes to, and those that one proposes."""

from peewee import BooleanField, CharField, DateField, DateTimeField, ForeignKeyField, IntegerField


def up(migrator, db):
    class Table(db.Model):
        class Meta:
            legacy_table_names = False

    class Person(Table):
        key = CharField(max_length=24, unique=True)

    class Agreement(Table):
        key = CharField(max_length=24, unique=True)
        once = CharField(max_length=40, null=True, unique=True)
        by = ForeignKeyField(Person, null=True, on_delete="SET NULL")
        state = CharField(max_length=8, unique=True)
        look_again_on = DateField()
        kids_see = BooleanField()
        at = DateTimeField()

    class Promise(Table):
        key = CharField(max_length=24, unique=True)
        agreement = ForeignKeyField(Agreement, on_delete="CASCADE")
        position = IntegerField()
        word = CharField(max_length=24)
        text = CharField(max_length=160)
        slip = CharField(max_length=160)
        kid_words = CharField(max_length=160)

        class Meta:
            indexes = ((("agreement", "position"), True),)

    class AgreementYes(Table):
        agreement = ForeignKeyField(Agreement, on_delete="CASCADE")
        person = ForeignKeyField(Person, on_delete="CASCADE")
        at = DateTimeField()
        paused_at = DateTimeField(null=True)

        class Meta:
            indexes = ((("agreement", "person"), True),)

    db.create_tables([Agreement, Promise, AgreementYes])
