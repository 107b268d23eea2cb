"""Word reaches people: notices, channels, quiet hours, calendars and ask buttons."""

from datetime import time

from peewee import (
    BooleanField,
    CharField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    TextField,
    TimeField,
)


def up(migrator, db):
    class Table(db.Model):
        class Meta:
            legacy_table_names = False

    class Person(Table):
        key = CharField(max_length=24, unique=True)

    class Moment(Table):
        key = CharField(max_length=24, unique=True)

    class Need(Table):
        key = CharField(max_length=24, unique=True)

    class Reply(Table):
        key = CharField(max_length=24, unique=True)

    class Thanks(Table):
        key = CharField(max_length=24, unique=True)

    class Notice(Table):
        key = CharField(max_length=24, unique=True)
        verb = CharField(max_length=12)
        need = ForeignKeyField(Need, null=True, on_delete="CASCADE")
        reply = ForeignKeyField(Reply, null=True, on_delete="CASCADE")
        thanks = ForeignKeyField(Thanks, null=True, on_delete="CASCADE")
        but = ForeignKeyField(Person, on_delete="CASCADE")
        circle = TextField()
        before = TextField()
        wakes = BooleanField()
        urgent = BooleanField()
        soon = BooleanField()
        at = DateTimeField()

    class Device(Table):
        key = CharField(max_length=24, unique=True)

    class Channel(Table):
        key = CharField(max_length=24, unique=True)
        person = ForeignKeyField(Person, on_delete="CASCADE")
        device = ForeignKeyField(Device, null=True, on_delete="CASCADE")
        kind = CharField(max_length=8)
        address = TextField()
        kinds = TextField()
        tells_words = BooleanField()
        language = CharField(max_length=12)
        house = CharField(max_length=200)
        works = BooleanField()
        trial = CharField(max_length=8)
        trouble = CharField(max_length=24)
        failures = IntegerField()
        again_at = DateTimeField(null=True)
        rests_until = DateTimeField(null=True)
        made_at = DateTimeField()

        class Meta:
            indexes = ((("person", "kind", "address"), True),)

    class Delivery(Table):
        notice = ForeignKeyField(Notice, on_delete="CASCADE")
        channel = ForeignKeyField(Channel, on_delete="CASCADE")
        message = CharField(max_length=24, index=True)
        state = CharField(max_length=8)
        at = DateTimeField()

        class Meta:
            indexes = ((("notice", "channel"), True),)

    class Quiet(Table):
        person = ForeignKeyField(Person, unique=True, on_delete="CASCADE")
        begins = TimeField(default=time(22))
        ends = TimeField(default=time(7))
        woken_by_now = BooleanField()

    class Neighbour(Table):
        key = CharField(max_length=24, unique=True)
        host = CharField(max_length=255)
        port = IntegerField()
        by = ForeignKeyField(Person, null=True, on_delete="SET NULL")
        at = DateTimeField()

        class Meta:
            indexes = ((("host", "port"), True),)

    class PushKey(Table):
        only = IntegerField(unique=True)
        private = TextField()
        public = TextField()

    class Calendar(Table):
        key = CharField(max_length=24, unique=True)
        person = ForeignKeyField(Person, unique=True, on_delete="CASCADE")
        token_hash = CharField(max_length=64, unique=True)
        tells_words = BooleanField()
        made_at = DateTimeField()

    class Button(Table):
        key = CharField(max_length=24, unique=True)
        once = CharField(max_length=40, null=True, unique=True)
        by = ForeignKeyField(Person, on_delete="CASCADE")
        token_hash = CharField(max_length=64, unique=True)
        word = CharField(max_length=24)
        own = TextField()
        feeling = CharField(max_length=24)
        details = TextField()
        audience = CharField(max_length=8)
        kids_can_help = BooleanField()
        when = CharField(max_length=8)
        moment = ForeignKeyField(Moment, null=True, on_delete="SET NULL")
        need = ForeignKeyField(Need, null=True, on_delete="SET NULL")
        presses = TextField()
        tells = CharField(max_length=8)
        made_at = DateTimeField()

    class ButtonNamed(Table):
        button = ForeignKeyField(Button, on_delete="CASCADE")
        person = ForeignKeyField(Person, on_delete="CASCADE")

        class Meta:
            indexes = ((("button", "person"), True),)

    db.create_tables([Notice, Channel, Delivery, Quiet, Neighbour, PushKey, Calendar, Button, ButtonNamed])
    tells = CharField(max_length=8, default="")
    migrator.migrate(migrator.add_column("need", "tells", tells), migrator.add_column("rhythm", "tells", tells))
