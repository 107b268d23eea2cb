"""The kitchen tablet and guests' cards: who touched a face, company, what waits at the door, and what guests like."""

from peewee import BooleanField, CharField, DateField, DateTimeField, ForeignKeyField, TextField


def up(migrator, db):
    class Table(db.Model):
        class Meta:
            legacy_table_names = False

    class Person(Table):
        key = CharField(max_length=24, unique=True)

    class Device(Table):
        key = CharField(max_length=24, unique=True)

    class Card(Table):
        key = CharField(max_length=24, unique=True)
        by = ForeignKeyField(Person, null=True, on_delete="SET NULL", backref="+")
        person = ForeignKeyField(Person, null=True, unique=True, on_delete="CASCADE", backref="+")
        name = CharField(max_length=40)
        phone = CharField(max_length=40)
        until = DateField(null=True)
        token_hash = CharField(max_length=64, unique=True)
        words_hash = CharField(max_length=64, unique=True)
        made_at = DateTimeField()
        taken_at = DateTimeField(null=True)

    class Knock(Table):
        key = CharField(max_length=24, unique=True)
        secret_hash = CharField(max_length=64, unique=True)
        letters_hash = CharField(max_length=64, null=True, unique=True)
        card = ForeignKeyField(Card, null=True, on_delete="CASCADE")
        label = CharField(max_length=80)
        expires_at = DateTimeField()
        device = ForeignKeyField(Device, null=True, on_delete="CASCADE")
        let_in_at = DateTimeField(null=True)
        used_at = DateTimeField(null=True)

    db.create_tables([Card, Knock])
    touched = ForeignKeyField(Person, field=Person.id, null=True, on_delete="SET NULL")
    migrator.migrate(
        migrator.add_column("device", "touched_id", touched),
        migrator.add_column("device", "touched_at", DateTimeField(null=True)),
        migrator.add_column("device", "company", BooleanField(default=False)),
        migrator.add_column("person", "likes", TextField(default="")),
        migrator.add_column("person", "likes_own", TextField(default="")),
        migrator.add_column("home", "guests_meet", BooleanField(default=False)),
    )
